"""Letters: what fonts have, what they lack, and how Arabic is joined."""

import pytest

from badges.fonts import Weight, font_bytes, missing, names, runs, shaped, width


@pytest.mark.parametrize(
    "text", ["Nur'aini", "Đặng Łucja Ørsted", "Анна", "Ελένη", "محمد عبد الله", "Škoda №1"]
)
def test_names_of_many_scripts_are_all_there(text: str) -> None:
    assert missing(text) == ()


def test_a_character_that_no_font_has_is_named_once_and_not_drawn() -> None:
    assert missing("Siti 😀😀 ক") == ("😀", "ক")
    assert "".join(run.text for run in runs("Siti 😀")) == "Siti "


def test_what_is_invisible_is_not_missing() -> None:
    assert missing("Siti\u200b \ufeffNur\u200d\ufe0f") == ()
    assert shaped("  Siti\t\n Nur ") == "Siti Nur"


def test_letters_and_marks_are_composed() -> None:
    assert shaped("Đa\u0306\u0323ng") == "Đặng"


def test_arabic_is_joined_and_runs_from_right_to_left() -> None:
    drawn = shaped("محمد")

    assert len(drawn) == 4
    assert drawn[-1] == "\ufee3"  # the first letter stands last, in its initial form


def test_widths_follow_the_size() -> None:
    assert width("Siti", 20.0, Weight.BOLD) == pytest.approx(2 * width("Siti", 10.0, Weight.BOLD))
    assert width("Siti", 10.0, Weight.BOLD) > width("Siti", 10.0)


def test_fonts_are_true_type_files_to_serve() -> None:
    assert all(font_bytes(name)[:4] == b"\0\1\0\0" for name in names(Weight.REGULAR))
