"""Pictures of symbols that are damaged, bent, glaring or large: read without hurry."""

import time
from collections.abc import Callable

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_L, ERROR_CORRECT_M
from qrcode.main import QRCode

from kiosk.scanner.camera.sources import Image
from kiosk.scanner.reading.films import read_image
from kiosk.scanner.reading.stills import _StillReading
from kiosk.scanner.reading.symbol.anatomy import anatomy, blocks, mask
from kiosk.scanner.reading.symbol.correction import corrected
from kiosk.scanner.reading.zxing import decode

TEXT = "https://hadir.example/kegiatan/2026-11-23/sesi-pagi"
PX = 8
PATIENT_MS = 60_000  # However busy the machine is.


def modules(text: str = TEXT, level: int = ERROR_CORRECT_M) -> NDArray[np.bool_]:
    code = QRCode(error_correction=level, border=0, mask_pattern=3)
    code.add_data(text)
    code.make()
    return np.array(code.get_matrix(), np.bool_)


def on_paper(dark: NDArray[np.bool_], margin: int = 60) -> Image:
    drawn = np.kron(np.where(dark, 40, 215).astype(np.uint8), np.ones((PX, PX), np.uint8))
    return np.pad(drawn, margin, constant_values=215)


def scratched(paper: Image) -> Image:
    """Two light scratches through the rings of each finder pattern."""
    paper = paper.copy()
    far = len(paper) - 60 - 7 * PX
    for left, top in ((60, 60), (far, 60), (60, far)):
        cv2.line(paper, (left + 20, top - 8), (left + 30, top + 24), 215, 7, cv2.LINE_AA)
        cv2.line(paper, (left - 8, top + 20), (left + 24, top + 30), 215, 7, cv2.LINE_AA)
    return blurred(paper)


def glaring(paper: Image) -> Image:
    """A stripe of light, saturated, over a sixth of the symbol."""
    paper = (paper * 0.7).astype(np.uint8)
    middle = len(paper) // 2
    paper[:, middle - 25 : middle + 25] = 255
    return blurred(paper)


def bent(paper: Image) -> Image:
    """Paper round a bottle, seen from above."""
    y, x = np.mgrid[: len(paper), : len(paper)].astype(np.float32)
    aside = (x / len(paper) - 0.5) ** 2 * 240
    return cv2.remap(blurred(paper), x, y + aside - 30, cv2.INTER_LINEAR, borderValue=215)


def bleached(paper: Image) -> Image:
    """So much light that it eats the dark modules from all sides."""
    return blurred(np.asarray(cv2.dilate(paper, np.ones((8, 8), np.uint8)), np.uint8))


def shaded(paper: Image) -> Image:
    """Stripes of deep shade, as of a fence."""
    y, x = np.mgrid[: len(paper), : len(paper)]
    return blurred(np.where((x + y // 2) // 45 % 2, paper * 0.22, paper).astype(np.uint8))


def blurred(paper: Image) -> Image:
    return np.asarray(cv2.GaussianBlur(paper, (0, 0), 1.2), np.uint8)


@pytest.mark.parametrize("harmed", [scratched, glaring, bent, bleached, shaded])
def test_a_symbol_that_zxing_gives_up_on_is_read(harmed: Callable[[Image], Image]) -> None:
    picture = harmed(on_paper(modules()))

    symbols = read_image(picture, PATIENT_MS)

    assert decode(picture) == []
    assert [symbol.text for symbol in symbols] == [TEXT]


def test_a_damaged_symbol_beside_a_sound_one_is_read_too() -> None:
    other = modules("HADIR-2026-11-23")
    sound, harmed = on_paper(other), glaring(on_paper(modules()))
    sound = np.pad(sound, ((0, len(harmed) - len(sound)), (0, 0)), constant_values=215)

    symbols = read_image(np.hstack([sound, harmed]), PATIENT_MS)

    assert {symbol.text for symbol in symbols} == {"HADIR-2026-11-23", TEXT}


def test_the_corners_of_a_symbol_read_module_by_module_are_where_it_lies() -> None:
    symbol = read_image(glaring(on_paper(modules())), PATIENT_MS)[0]

    far = 60 + len(modules()) * PX
    assert np.allclose(symbol.corners, ((60, 60), (far, 60), (far, far), (60, far)), atol=6)


def test_a_square_that_only_looks_like_a_symbol_gives_nothing() -> None:
    random = np.random.default_rng(5)
    for size in (21, 25, 33):
        parts = anatomy(size)
        dark = np.where(parts.fixed == 0, random.random((size, size)) < 0.5, parts.fixed < 0)
        dark[parts.form] = parts.forms[11] < 0

        assert read_image(on_paper(dark)) == []


@pytest.mark.parametrize("size", [21, 33, 45, 97, 177], ids="{} modules".format)
def test_the_words_of_a_drawn_symbol_of_any_size_need_no_correction(size: int) -> None:
    code = QRCode(version=(size - 17) // 4, error_correction=ERROR_CORRECT_L, mask_pattern=6)
    code.border = 0
    code.add_data("HADIR")
    code.make(fit=False)
    dark, parts = np.array(code.get_matrix(), np.bool_), anatomy(size)

    bits = (dark ^ mask(size, 6))[parts.words[:, 0], parts.words[:, 1]]
    words = np.packbits(bits)

    assert (np.where(dark, -1, 1)[parts.fixed != 0] == parts.fixed[parts.fixed != 0]).all()
    for block in blocks(size, ERROR_CORRECT_L):
        assert np.array_equal(corrected(words[block.places], block.checks, []), words[block.places])


def test_an_erased_word_costs_half_of_what_a_wrong_one_costs() -> None:
    words, checks = block_of(modules(level=ERROR_CORRECT_H))
    wrong = words.copy()
    wrong[:checks] ^= 0x5A

    assert corrected(wrong, checks, []) is None
    mended = corrected(wrong, checks, list(range(checks)))
    assert mended is not None
    assert mended.tolist() == words.tolist()


def test_errors_beside_erasures_are_mended_too() -> None:
    words, checks = block_of(modules(level=ERROR_CORRECT_H))
    wrong = words.copy()
    wrong[:6] ^= 0x11
    wrong[-((checks - 6) // 2) :] ^= 0x77

    mended = corrected(wrong, checks, list(range(6)))

    assert mended is not None
    assert mended.tolist() == words.tolist()


def block_of(dark: NDArray[np.bool_]) -> tuple[NDArray[np.uint8], int]:
    size = len(dark)
    parts = anatomy(size)
    bits = (dark ^ mask(size, 3))[parts.words[:, 0], parts.words[:, 1]]
    block = blocks(size, ERROR_CORRECT_H)[0]
    return np.packbits(bits)[block.places], block.checks


def test_a_symbol_within_a_symbol_gives_both() -> None:
    outer, inner = on_paper(modules(level=ERROR_CORRECT_H)), on_paper(modules("DALAM"), 12)
    small = cv2.resize(inner, None, fx=0.3, fy=0.3, interpolation=cv2.INTER_AREA)
    size, start = len(small), (len(outer) - len(small)) // 2
    outer[start : start + size, start : start + size] = small

    symbols = read_image(cv2.resize(outer, None, fx=2, fy=2), PATIENT_MS)

    assert {symbol.text for symbol in symbols} == {TEXT, "DALAM"}


def test_a_dim_symbol_under_glare_is_read_from_close_by() -> None:
    picture = np.full((960, 1280), 90, np.uint8)
    paper = cv2.resize(glaring(on_paper(modules())), (230, 230), interpolation=cv2.INTER_AREA)
    picture[120:350, 200:430] = paper // 4

    symbols = read_image(picture, PATIENT_MS)

    assert decode(picture) == []
    assert [symbol.text for symbol in symbols] == [TEXT]
    assert np.abs(np.mean(symbols[0].corners, axis=0) - (315, 235)).max() < 6


def test_a_picture_gets_its_time_on_a_busy_machine_up_to_three_seconds() -> None:
    now = time.perf_counter()

    waited, forgotten = (_StillReading(now - s, time.thread_time(), 400.0) for s in (2.0, 3.1))

    assert not waited.done()
    assert forgotten.done()
