"""Sheets as PDF: read back by other readers, measured, and written page by page."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from io import BytesIO
from itertools import cycle, islice
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from numpy.typing import NDArray

from badges.code import grouped, new_code
from badges.design import Design, Layout
from badges.drawing import Style, draw
from badges.errors import PrintingRefused, Refusal
from badges.face import Face
from badges.fitting import POINT
from badges.fonts import width
from badges.margin import Stroke, crop_marks
from badges.marks import Align, BadgeWords, Panel, SymbolMark
from badges.presets import Sheet, sheet, sheet_names
from badges.sheet import PrintJob, write_calibration, write_pdf
from badges.stream import StreamedCanvas
from badges.symbol import QUIET_ZONE, SIZE

Grey = NDArray[np.uint8]
Read = Callable[[Grey], Iterator[tuple[str, list[tuple[float, float]]]]]
DPI = 300
SIZES = [name for name in sheet_names() if not name.endswith("-single")]


def many(faces: list[Face], count: int) -> list[Face]:
    return [replace(face, code=new_code()) for face in islice(cycle(faces), count)]


def printed(faces: Iterable[Face], job: PrintJob) -> pdfium.PdfDocument:
    out = BytesIO()
    write_pdf(out, faces, job)
    return pdfium.PdfDocument(out.getvalue())


def picture(document: pdfium.PdfDocument, page: int = 0) -> Grey:
    bitmap = document[page].render(scale=DPI / 72, grayscale=True)
    pixels: Grey = bitmap.to_numpy().reshape(bitmap.height, -1)[:, : bitmap.width].copy()
    return pixels


@pytest.mark.parametrize("name", sheet_names())
def test_every_symbol_of_every_sheet_is_read_where_the_preset_says(
    name: str, faces: list[Face], style: Style, read: Read
) -> None:
    job = PrintJob(sheet(name), style)
    people = many(faces, job.sheet.per_page)

    found = dict(read(picture(printed(people, job))))

    assert set(found) == {face.code for face in people}
    for face, (x, y) in zip(people, job.sheet.places(), strict=True):
        (symbol,) = (m for m in draw(face, style, job.sheet.badge) if isinstance(m, SymbolMark))
        quiet = symbol.side * 4 / 29
        left, top = (value * 25.4 / DPI for value in found[face.code][0])
        assert left == pytest.approx(x + symbol.x + quiet, abs=0.2)
        assert top == pytest.approx(y + symbol.y + quiet, abs=0.2)


@pytest.mark.parametrize("name", SIZES)
def test_the_quiet_zone_is_empty_and_inside_the_badge(
    name: str, faces: list[Face], style: Style
) -> None:
    size = sheet(name).badge
    for face in faces:
        marks = draw(face, style, size)
        (symbol,) = (mark for mark in marks if isinstance(mark, SymbolMark))
        assert symbol.x >= 0
        assert symbol.x + symbol.side <= size[0]
        assert 35 <= symbol.side <= 64
        assert not any(
            _meet(_extent(mark), symbol) for mark in marks if isinstance(mark, BadgeWords)
        )
        assert not any(_meet(_outline(mark), symbol) for mark in marks if isinstance(mark, Panel))


@pytest.mark.parametrize(
    ("name", "least"), [("a6-4up", 44), ("a7-portrait", 32), ("a7-landscape", 42), ("id-card", 32)]
)
def test_the_symbol_is_read_from_afar_and_so_are_name_number_and_sessions(
    name: str, least: float, faces: list[Face]
) -> None:
    marks = draw(faces[0], Style(), sheet(name).badge)

    (symbol,) = (mark for mark in marks if isinstance(mark, SymbolMark))
    sizes = [(mark.text, mark.size) for mark in marks if isinstance(mark, BadgeWords)]
    assert symbol.side * SIZE / (SIZE + 2 * QUIET_ZONE) >= least
    assert max(size for text, size in sizes if text.startswith("Siti")) >= 15
    assert max(size for text, size in sizes if text.endswith("1")) >= 12
    assert dict(sizes)["Pagi"] >= (15 if name == "a6-4up" else 7)


@pytest.mark.parametrize("name", SIZES)
def test_many_sessions_stay_out_of_the_quiet_zone(name: str, faces: list[Face]) -> None:
    size = sheet(name).badge
    sessions = tuple(f"Hari ke-{day} {part}" for day in (1, 2, 3) for part in ("pagi", "sore"))

    marks = draw(replace(faces[0], sessions=sessions), Style(), size)

    (symbol,) = (mark for mark in marks if isinstance(mark, SymbolMark))
    assert not any(_meet(_extent(mark), symbol) for mark in marks if isinstance(mark, BadgeWords))
    assert not any(_meet(_outline(mark), symbol) for mark in marks if isinstance(mark, Panel))
    text = " ".join(mark.text for mark in marks if isinstance(mark, BadgeWords))
    assert all(session in text for session in sessions)


@pytest.mark.parametrize("dpi", [150, 300])
def test_modules_are_whole_dots_of_the_printer(dpi: int, faces: list[Face]) -> None:
    inches = Sheet("whole-dots", (127.0, 177.8), (105.0, 148.5), 1, 1, (7.3, 9.1))
    page = printed(faces[:1], PrintJob(inches))[0]
    (symbol,) = (m for m in draw(faces[0], Style(), inches.badge) if isinstance(m, SymbolMark))
    left, top = (int((a + b + 1) * dpi / 25.4) for a, b in ((7.3, symbol.x), (9.1, symbol.y)))
    side = int((symbol.side - 2) * dpi / 25.4)

    grey = page.render(scale=dpi / 72, grayscale=True).to_numpy()

    assert np.isin(grey[top : top + side, left : left + side], (*range(13), *range(243, 256))).all()


@pytest.mark.parametrize("name", SIZES)
def test_no_text_leaves_the_badge_and_no_name_is_cut(
    name: str, faces: list[Face], style: Style
) -> None:
    size = sheet(name).badge
    for face in faces:
        words = [mark for mark in draw(face, style, size) if isinstance(mark, BadgeWords)]
        for left, top, right, bottom in map(_extent, words):
            assert left >= 0
            assert top >= 0
            assert right <= size[0]
            assert bottom <= size[1]
        text = " ".join(mark.text for mark in words)
        assert " ".join(face.name.split()) in text


def _extent(mark: BadgeWords) -> tuple[float, float, float, float]:
    long = width(mark.text, mark.size, mark.weight) * POINT
    left = mark.x - long * {Align.LEFT: 0.0, Align.CENTRE: 0.5, Align.RIGHT: 1.0}[mark.align]
    return left, mark.y - mark.size * POINT * 0.69, left + long, mark.y


def _outline(mark: Panel) -> tuple[float, float, float, float]:
    return mark.x, mark.y, mark.x + mark.width, mark.y + mark.height


def _meet(extent: tuple[float, float, float, float], symbol: SymbolMark) -> bool:
    """Tell whether a text reaches into the four quiet modules that the standard asks for."""
    left, top, right, bottom = extent
    across = right > symbol.x + 0.01 and left < symbol.x + symbol.side - 0.01
    return across and bottom > symbol.y + 0.01 and top < symbol.y + symbol.side - 0.01


def test_the_text_can_be_selected_and_fonts_are_embedded_as_subsets(
    faces: list[Face], style: Style, tmp_path: Path
) -> None:
    write_pdf(tmp_path / "badges.pdf", faces, PrintJob(style=style))
    content = (tmp_path / "badges.pdf").read_bytes()
    text = pdfium.PdfDocument(content)[0].get_textpage().get_text_range()

    assert "Maria" in text
    assert grouped(faces[0].code) in text
    assert re.search(rb"/PrintScaling\s*/None", content)
    fonts = re.findall(rb"/BaseFont\s*/(\S+)", content)
    assert fonts
    assert all(re.match(rb"[A-Z]{6}\+FiraGO", font) for font in fonts)


def test_pages_are_written_as_they_are_done(faces: list[Face]) -> None:
    out = BytesIO()
    lengths: list[int] = []
    write_pdf(out, many(faces, 40), PrintJob(), lambda _: lengths.append(out.tell()))

    assert lengths == sorted(set(lengths))
    assert len(lengths) == 10
    assert len(pdfium.PdfDocument(out.getvalue())) == 10


def test_progress_counts_badges(faces: list[Face]) -> None:
    heard: list[int] = []
    outcome = write_pdf(BytesIO(), faces[:6], PrintJob(), heard.append)

    assert heard == [4, 6]
    assert (outcome.badges, outcome.pages) == (6, 2)


def test_a_missing_glyph_is_reported_by_character_and_person(faces: list[Face]) -> None:
    odd = replace(faces[0], name="Siti 😀 ক")

    outcome = write_pdf(BytesIO(), [*faces, odd], PrintJob())

    (missing,) = outcome.missing
    assert (missing.name, missing.code, missing.characters) == (odd.name, odd.code, ("😀", "ক"))


def test_letters_without_a_font_leave_no_hole_in_the_name(faces: list[Face]) -> None:
    page = printed([replace(faces[0], name="Budi 😀 Santoso")], PrintJob())[0]

    words = page.get_textpage().get_text_range().split()

    assert words[words.index("Budi") + 1] == "Santoso"


@pytest.mark.parametrize("name", ["பிரியா", "প্রিয়া"])
def test_a_name_without_any_letter_in_our_fonts_is_written_by_hand(
    name: str, faces: list[Face]
) -> None:
    out = BytesIO()
    outcome = write_pdf(out, [replace(faces[0], name=name)], PrintJob())
    text = pdfium.PdfDocument(out.getvalue())[0].get_textpage().get_text_range()

    assert outcome.missing[0].name == name
    assert "Nama" in text
    assert "Cadangan" not in text
    assert "Calon Guru Penggerak" in text


def test_the_offset_moves_everything_right_and_down(faces: list[Face], read: Read) -> None:
    people = faces[:4]
    plain = dict(read(picture(printed(people, PrintJob()))))
    moved = dict(read(picture(printed(people, PrintJob(offset=(1.5, 2.0))))))

    for code, corners in plain.items():
        dx = (moved[code][0][0] - corners[0][0]) * 25.4 / DPI
        dy = (moved[code][0][1] - corners[0][1]) * 25.4 / DPI
        assert (dx, dy) == pytest.approx((1.5, 2.0), abs=0.2)


@pytest.mark.parametrize("offset", [(0.3, 0.0), (0.0, 5.5), (float("nan"), 0.0)])
def test_an_offset_out_of_step_or_range_is_refused(
    offset: tuple[float, float], faces: list[Face]
) -> None:
    with pytest.raises(PrintingRefused) as refusal:
        write_pdf(BytesIO(), faces, PrintJob(offset=offset))

    assert refusal.value.reason is Refusal.OFFSET


def test_no_badges_are_refused_and_leave_no_file(tmp_path: Path) -> None:
    with pytest.raises(PrintingRefused) as refusal:
        write_pdf(tmp_path / "badges.pdf", [], PrintJob())

    assert refusal.value.reason is Refusal.NO_BADGES
    assert list(tmp_path.iterdir()) == []


def test_a_design_that_does_not_go_on_the_badge_is_refused_with_the_numbers(
    faces: list[Face],
) -> None:
    job = PrintJob(sheet("id-card"), Style(Design(layout=Layout.PORTRAIT)))

    with pytest.raises(PrintingRefused, match=r"at least 50 × 80 mm.* 85\.6 × 54 mm"):  # noqa: RUF001
        write_pdf(BytesIO(), faces, job)


@pytest.mark.parametrize("name", SIZES)
def test_crop_marks_stay_out_of_the_badges(name: str) -> None:
    made = sheet(name)
    if made.page == made.badge:
        return
    for mark in crop_marks(made):
        assert not any(_inside(mark, place, made.badge) for place in made.places())


def _inside(mark: Stroke, place: tuple[float, float], badge: tuple[float, float]) -> bool:
    left, top = place[0] + 0.01, place[1] + 0.01
    right, bottom = place[0] + badge[0] - 0.01, place[1] + badge[1] - 0.01
    across = max(mark.x1, mark.x2) > left and min(mark.x1, mark.x2) < right
    return across and max(mark.y1, mark.y2) > top and min(mark.y1, mark.y2) < bottom


@pytest.mark.parametrize("name", ["a6-4up", "avery-l4785", "card-90x55"])
def test_the_check_bar_measures_50_mm(name: str, faces: list[Face]) -> None:
    page = printed(faces[:1], PrintJob(sheet(name)))[0]

    widths = [
        (right - left) * 25.4 / 72
        for left, _, right, _ in (thing.get_bounds() for thing in page.get_objects())
    ]

    assert any(wide == pytest.approx(50.0, abs=0.3) for wide in widths)


@pytest.mark.parametrize(("name", "millimetres"), [("avery-l4785", "100"), ("label-62x100", "50")])
def test_the_calibration_page_has_a_ruler_and_the_offset(name: str, millimetres: str) -> None:
    out = BytesIO()
    write_calibration(out, PrintJob(sheet(name), offset=(1.5, -0.5)))

    document = pdfium.PdfDocument(out.getvalue())
    text = document[0].get_textpage().get_text_range()
    assert len(document) == 1
    assert f"must measure {millimetres} mm" in " ".join(text.split())
    assert "+1.5 mm, -0.5 mm" in text


def test_a_reserve_badge_has_a_code_and_room_to_write(style: Style, read: Read) -> None:
    code = new_code()
    document = printed([Face(code, number="C-1")], PrintJob(style=style))

    assert code in dict(read(picture(document)))
    assert "Cadangan" in document[0].get_textpage().get_text_range()


def test_a_page_is_written_as_soon_as_it_is_drawn_and_kept_no_longer() -> None:
    out = BytesIO()
    canvas = StreamedCanvas(out, (200, 200))
    sizes = []
    for page in range(3):
        canvas.drawString(10, 10, f"Page {page}")
        canvas.showPage()
        sizes.append(out.getvalue().count(b"endstream"))

    assert sizes == [1, 2, 3]
