"""Texts as they are stored: at most so long, of whole characters, in the order they show."""

import pytest

from kiosk.core.errors import BadInput
from kiosk.core.texts import storable


def test_a_text_may_fill_its_place_and_not_go_beyond() -> None:
    assert storable("abcde", 5) == "abcde"
    with pytest.raises(BadInput, match="A text has 6 characters, and 5 fit"):
        storable("abcdef", 5)


def test_of_a_text_that_is_too_long_the_beginning_is_said() -> None:
    with pytest.raises(BadInput, match=f"Make it shorter: {'a' * 40} …"):
        storable("a" * 41, 5)


@pytest.mark.parametrize("text", ["a\0b", "\ud800", "é\udfff"])
def test_what_no_database_holds_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="cannot be stored"):
        storable(text, 10)


@pytest.mark.parametrize("sign", ["\u202a", "\u202e", "\u2066", "\u2069"])
def test_what_turns_letters_round_is_left_out(sign: str) -> None:
    assert storable(f"A{sign}da", 10) == "Ada"


@pytest.mark.parametrize("text", ["\u2029", "\u202f", "\u2065", "\u206a", "\ud7ff", "\ue000", "🙂"])
def test_what_stands_beside_them_stays(text: str) -> None:
    assert storable(text, 10) == text
