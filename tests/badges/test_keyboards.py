"""A hand scanner under another keyboard layout."""

import pytest

from badges.code import new_code, read_code
from badges.keyboards import LAYOUTS, TypedCode, read_typed
from tests.keyboards import as_typed


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_code_that_came_under_another_layout_is_read_back(layout: str) -> None:
    wrong = []
    for _each in range(300):
        code = new_code()
        read = read_typed(as_typed(code, layout))
        if read and read.layout and read.code != code:
            wrong.append((code, read))

    assert wrong == []


def test_azerty_is_known_by_its_name() -> None:
    code = "1A2B3C4D5E6F7G80"
    code = next(
        code[:-1] + last
        for last in "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
        if read_code(code[:-1] + last)
    )

    assert read_typed(as_typed(code, "AZERTY")) == TypedCode(code, "AZERTY")
    assert as_typed("A1Z6Q9M0", "AZERTY") == "Q&W-Aç?à"


def test_a_code_as_it_is_needs_no_layout() -> None:
    code = new_code()
    assert read_typed(code) == TypedCode(code)
    assert read_typed(code.lower()) == TypedCode(code)


@pytest.mark.parametrize("text", ["", "Siti Aminah", "https://example.org/x", "ß" * 40, "ФЫВА" * 4])
def test_what_is_none_of_ours_under_any_layout_is_none(text: str) -> None:
    assert read_typed(text) is None
