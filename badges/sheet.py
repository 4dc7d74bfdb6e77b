"""Sheets of badges as PDF: pages are written as they are done, so memory stays flat."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from reportlab.pdfbase.pdfdoc import PDFName

from badges.drawing import MissingGlyph, Style, draw, layout_for, missing_glyphs
from badges.errors import PrintingRefused, Refusal
from badges.face import Face
from badges.ink import MM, ink, on_dot
from badges.margin import draw_calibration, draw_margin
from badges.presets import Sheet, sheet
from badges.stream import StreamedCanvas
from badges.symbol import matrices

OFFSET_STEP = 0.5
_LARGEST_OFFSET = 5.0
_AHEAD = 256


@dataclass(frozen=True, slots=True)
class PrintJob:
    """How a sheet is printed. ``offset`` moves everything on the page: mm right and down.

    ``opens_dialog``: whoever shows the PDF is asked to print it at once (ISO 32000-1, 12.6.4.11).
    """

    sheet: Sheet = field(default_factory=sheet)
    style: Style = field(default_factory=Style)
    offset: tuple[float, float] = (0.0, 0.0)
    title: str = "Badges"
    opens_dialog: bool = False


@dataclass(frozen=True, slots=True)
class Printed:
    """What a PDF holds, and the characters that could not be printed, by person."""

    badges: int
    pages: int
    missing: tuple[MissingGlyph, ...]


def write_pdf(
    out: BinaryIO | Path,
    faces: Iterable[Face],
    job: PrintJob,
    progress: Callable[[int], None] | None = None,
) -> Printed:
    """Write the faces on sheets; ``progress`` hears the number of badges after each page.

    A path is written beside and moved into place at the end, so no half file is left there.
    """
    _check(job)
    with _opened(out) as file:
        return _SheetWriter(file, job).write(faces, progress)


def write_calibration(out: BinaryIO | Path, job: PrintJob) -> None:
    """Write one page with a 100 mm ruler and crosses on the corners of the sheet's badges."""
    _check_offset(job.offset)
    with _opened(out) as file:
        canvas = _canvas(file, job)
        _shift(canvas, job)
        draw_calibration(canvas, job.sheet, job.offset)
        canvas.showPage()
        canvas.save()


class _SheetWriter:
    """Writes the pages of one file."""

    def __init__(self, file: BinaryIO, job: PrintJob) -> None:
        self.job = job
        self.canvas = _canvas(file, job)
        self.missing: list[MissingGlyph] = []

    def write(self, faces: Iterable[Face], progress: Callable[[int], None] | None) -> Printed:
        badges = pages = 0
        for page in self._pages(faces):
            self._page(page)
            pages += 1
            badges += len(page)
            if progress is not None:
                progress(badges)
        if not badges:
            raise PrintingRefused(Refusal.NO_BADGES)
        self.canvas.save()
        return Printed(badges, pages, tuple(self.missing))

    def _pages(self, faces: Iterable[Face]) -> Iterator[list[Face]]:
        """Yield the faces of each page, and make the symbols of many pages at once: much faster."""
        each = self.job.sheet.per_page
        remaining = iter(faces)
        while ahead := list(islice(remaining, each * max(1, _AHEAD // each))):
            codes = [face.code for face in ahead]
            self.canvas.symbols = dict(zip(codes, matrices(codes), strict=True))
            for start in range(0, len(ahead), each):
                yield ahead[start : start + each]

    def _page(self, faces: list[Face]) -> None:
        _shift(self.canvas, self.job)
        draw_margin(self.canvas, self.job.sheet)
        for face, place in zip(faces, self.job.sheet.places(), strict=False):
            self._badge(face, place)
        self.canvas.showPage()

    def _badge(self, face: Face, place: tuple[float, float]) -> None:
        sheet = self.job.sheet
        corner = (place[0] * MM, (sheet.page[1] - place[1]) * MM)
        for mark in draw(face, self.job.style, sheet.badge):
            ink(self.canvas, mark, corner)
        lacking = missing_glyphs(face)
        if lacking is not None:
            self.missing.append(lacking)


def _check(job: PrintJob) -> None:
    _check_offset(job.offset)
    layout_for(job.style.design, job.sheet.badge)


def _check_offset(offset: tuple[float, float]) -> None:
    for value in offset:
        if not abs(value) <= _LARGEST_OFFSET or value % OFFSET_STEP:
            raise PrintingRefused(Refusal.OFFSET, value=f"{value:g}")


def _canvas(file: BinaryIO, job: PrintJob) -> StreamedCanvas:
    canvas = StreamedCanvas(file, (job.sheet.page[0] * MM, job.sheet.page[1] * MM))
    canvas.setTitle(job.title)
    canvas.setCreator("Hadir")
    if job.opens_dialog:
        canvas.setCatalogEntry("OpenAction", {"S": PDFName("Named"), "N": PDFName("Print")})
    return canvas


def _shift(canvas: StreamedCanvas, job: PrintJob) -> None:
    if any(job.offset):
        canvas.translate(on_dot(job.offset[0] * MM), -on_dot(job.offset[1] * MM))


@contextmanager
def _opened(out: BinaryIO | Path) -> Iterator[BinaryIO]:
    if not isinstance(out, Path):
        yield out
        return
    partial = out.with_name(f"{out.name}.part")
    try:
        with partial.open("wb") as file:
            yield file
        os.replace(partial, out)  # noqa: PTH105
    finally:
        partial.unlink(missing_ok=True)
