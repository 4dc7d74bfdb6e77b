"""Text is as large as it fits, wraps at words and is never cut."""

import pytest

from badges.fitting import POINT, Space, fit
from badges.fonts import Weight, width

ROOM = Space(95.0, 38.0, 54.0, 2, Weight.BOLD)


def test_two_words_stand_on_two_lines_when_that_makes_them_larger() -> None:
    assert fit("Siti Nurhayati", ROOM).lines == ("Siti", "Nurhayati")


def test_a_short_name_stays_on_one_line_at_the_largest_size() -> None:
    fitted = fit("Ani", ROOM)

    assert fitted.lines == ("Ani",)
    assert fitted.size == ROOM.largest


@pytest.mark.parametrize(
    "text", ["Siti Nurhayati", "Wolfeschlegelsteinhausenbergerdorff", "a " * 60, "Ni'mah"]
)
def test_nothing_is_cut_and_nothing_runs_over(text: str) -> None:
    fitted = fit(text, ROOM)

    assert " ".join(fitted.lines).split() == text.split()
    assert len(fitted.lines) <= ROOM.lines
    assert fitted.height <= ROOM.height + 0.01
    widths = [width(line, fitted.size, Weight.BOLD) * POINT for line in fitted.lines]
    assert max(widths) <= ROOM.width + 0.01


def test_at_equal_size_the_lines_are_even() -> None:
    lines = fit("Siti Nurhayati Rahmawati, S.Pd.", Space(60, 20, 9, 2)).lines

    assert lines in {("Siti Nurhayati Rahmawati, S.Pd.",), ("Siti Nurhayati", "Rahmawati, S.Pd.")}


def test_no_text_takes_no_room() -> None:
    assert fit("  ", ROOM).height == 0.0
