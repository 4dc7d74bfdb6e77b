"""The symbol: module for module what python-qrcode draws."""

import numpy as np
import pytest
import qrcode
import zxingcpp
from qrcode.constants import ERROR_CORRECT_Q
from qrcode.util import QRData

from badges.code import new_code
from badges.symbol import SIZE, ModuleGrid, matrices, matrix


def drawn_by_qrcode(code: str) -> ModuleGrid:
    drawing = qrcode.QRCode(version=1, error_correction=ERROR_CORRECT_Q, border=0)
    drawing.add_data(QRData(code, mode=2))
    drawing.make(fit=False)
    return np.array(drawing.get_matrix(), dtype=np.uint8)


def test_symbols_equal_those_of_qrcode_with_the_mask_that_it_chooses() -> None:
    codes = [new_code() for _ in range(60)] + ["0" * 16, "Z" * 16, "0123456789ABCDEF"]

    symbols = matrices(codes)

    assert symbols.shape == (len(codes), SIZE, SIZE)
    assert symbols.dtype == np.uint8
    assert all((symbols[i] == drawn_by_qrcode(code)).all() for i, code in enumerate(codes))


def test_a_symbol_does_not_depend_on_its_company() -> None:
    codes = [new_code() for _ in range(5)]

    assert all((matrix(code) == matrices(codes)[i]).all() for i, code in enumerate(codes))


def test_a_symbol_is_read_back() -> None:
    codes = [new_code() for _ in range(20)]

    for code, symbol in zip(codes, matrices(codes), strict=True):
        picture = 255 * (1 - np.kron(np.pad(symbol, 4), np.ones((4, 4), np.uint8)))
        (found,) = zxingcpp.read_barcodes(picture.astype(np.uint8))
        assert found.text == code


def test_no_codes_make_no_symbols() -> None:
    assert matrices([]).shape == (0, SIZE, SIZE)


@pytest.mark.parametrize("code", ["", "SHORT", "é" * 16, "lower case words", "0" * 17])
def test_what_a_symbol_cannot_carry_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="a symbol carries"):
        matrix(code)
