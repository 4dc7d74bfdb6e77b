"""Devanagari on paper and in pictures: letters joined and in their places, and text to copy."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import numpy as np
import pypdfium2 as pdfium
import pytest
from numpy.typing import NDArray
from reportlab.pdfbase.ttfonts import TTFontFace

from badges.drawing import Style
from badges.face import Face
from badges.fonts import Weight, font_bytes, missing, run_width, runs, shaped, width
from badges.png import picture
from badges.proof import proof
from badges.sheet import PrintJob, write_pdf

pytest.importorskip("uharfbuzz", reason="make setup installs it, as hadir[fonts]")

Read = Callable[[NDArray[np.uint8]], tuple[tuple[str, list[tuple[float, float]]], ...]]


@pytest.mark.parametrize("name", ["प्रिया शर्मा", "कृष्ण ज्ञानेश्वर", "श्रीमती इंदिरा", "Rina आशा"])
def test_names_are_all_there(name: str) -> None:
    assert missing(name) == ()
    assert "".join(run.said or run.text for run in runs(name)) == name


def test_a_vowel_that_is_written_before_its_letter_is_drawn_before_it() -> None:
    (alone,), (joined,) = runs("क"), runs("कि")

    assert joined.text[-1] == alone.text
    assert len(joined.text) == 2


def test_letters_join_unless_they_are_kept_apart() -> None:
    (joined,), (apart,) = runs("क्ष"), runs("क्\u200dष")

    assert (len(joined.text), len(apart.text)) == (1, 3)
    assert shaped("Nur\u200d") == "Nur"


def test_a_letter_below_another_takes_no_room() -> None:
    (plain,), (marked,) = runs("क"), runs("कृ")

    assert len(marked.text) == len(plain.text) + 1
    assert run_width(marked, 10.0) == pytest.approx(run_width(plain, 10.0))
    assert marked.places[1].right < 0


def test_bold_letters_are_another_font_and_wider() -> None:
    regular, bold = font_bytes("devanagari"), font_bytes("devanagari-bold")

    assert regular != bold
    assert {TTFontFace(BytesIO(each)).numGlyphs for each in (regular, bold)} == {1117}
    assert width("प्रिया", 10.0, Weight.BOLD) > width("प्रिया", 10.0)


def test_a_sheet_says_the_names_and_is_proved(faces: list[Face], read: Read) -> None:
    people = [
        replace(faces[0], name="प्रिया शर्मा", organization="दिल्ली विश्वविद्यालय"),
        replace(faces[1], name="Rina आशा"),
    ]
    out = BytesIO()

    assert write_pdf(out, people, PrintJob()).missing == ()

    text = pdfium.PdfDocument(out.getvalue())[0].get_textpage().get_text_bounded()
    assert [each for each in ("प्रिया शर्मा", "दिल्ली विश्वविद्यालय", "आशा") if each not in text] == []
    assert proof(out.getvalue(), read, {face.code: face.name for face in people}).is_good


def test_a_picture_and_a_page_show_the_same_letters(faces: list[Face]) -> None:
    """Where the name stands, both are dark in the same places, but for their edges."""
    person, out = replace(faces[0], name="प्रिया शर्मा"), BytesIO()
    write_pdf(out, [person], PrintJob())

    drawn = _band(np.asarray(picture(person, Style(), PrintJob().sheet.badge).convert("L")))
    page = pdfium.PdfDocument(out.getvalue())[0].render(scale=300 / 72).to_numpy()
    on_paper = _band(page[: page.shape[0] // 2, : page.shape[1] // 2].mean(axis=2))

    rows, columns = (min(pair) for pair in zip(drawn.shape, on_paper.shape, strict=True))
    assert (drawn[:rows, :columns] == on_paper[:rows, :columns]).mean() > 0.97


def _band(grey: NDArray[np.float64] | NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Where the upper third of a badge is dark, cut to what stands there."""
    dark = grey[: grey.shape[0] // 3] < 128
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    return dark[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
