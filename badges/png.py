"""Badges as pictures: 300 dots per inch, whole pixels a module, one file a person."""

import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import numpy as np
from PIL import Image, ImageDraw

from badges.devanagari import GlyphPlace
from badges.drawing import Style, draw
from badges.face import Face
from badges.fitting import POINT
from badges.fonts import pillow_font, run_width, runs
from badges.fonts import width as text_width
from badges.marks import Align, BadgeWords, Emblem, Mark, Panel, SymbolMark
from badges.symbol import QUIET_ZONE, SIZE, matrix

DPI = 300
_SMOOTH = 4  # panels and letters are drawn this much larger, for round corners without steps
_SMALL = 150.0  # points by pixels a millimetre: 13 points at 300 dpi
_MODULES = SIZE + 2 * QUIET_ZONE


def write_folder(
    folder: Path,
    faces: Iterable[Face],
    style: Style,
    size: tuple[float, float],
    progress: Callable[[int], None] | None = None,
) -> list[Path]:
    """Write one PNG a badge of (width, height) mm into the folder; return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, content in _files(faces, style, size, progress):
        (folder / name).write_bytes(content)
        written.append(folder / name)
    return written


def write_zip(
    out: BinaryIO,
    faces: Iterable[Face],
    style: Style,
    size: tuple[float, float],
    progress: Callable[[int], None] | None = None,
) -> int:
    """Write one PNG a badge of (width, height) mm into a zip archive; return how many."""
    count = 0
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in _files(faces, style, size, progress):
            archive.writestr(name, content)
            count += 1
    return count


def png(face: Face, style: Style, size: tuple[float, float], dpi: int = DPI) -> bytes:
    """Return one badge of (width, height) mm as PNG bytes with its resolution noted."""
    out = BytesIO()
    picture(face, style, size, dpi).save(out, "PNG", dpi=(dpi, dpi))
    return out.getvalue()


def picture(face: Face, style: Style, size: tuple[float, float], dpi: int = DPI) -> Image.Image:
    """Return one badge of (width, height) mm as an RGB image."""
    scale = dpi / 25.4
    image = Image.new("RGB", (round(size[0] * scale), round(size[1] * scale)), "white")
    for mark in draw(face, style, size):
        _paint(image, mark, scale)
    return image


def _files(
    faces: Iterable[Face],
    style: Style,
    size: tuple[float, float],
    progress: Callable[[int], None] | None,
) -> Iterator[tuple[str, bytes]]:
    taken: set[str] = set()
    for count, face in enumerate(faces, 1):
        yield _file_name(face, count, taken), png(face, style, size)
        if progress is not None:
            progress(count)


def _file_name(face: Face, count: int, taken: set[str]) -> str:
    """Return a name of plain letters, as every system and every zip program takes it."""
    plain = unicodedata.normalize("NFKD", f"{face.number} {face.name}").encode("ascii", "ignore")
    slug = re.sub(r"[^A-Za-z0-9]+", "-", plain.decode()).strip("-").lower()[:80]
    name = f"{slug or 'badge'}.png"
    if name in taken or not slug:
        name = f"{slug or 'badge'}-{count}.png"
    taken.add(name)
    return name


def _paint(image: Image.Image, mark: Mark, scale: float) -> None:
    match mark:
        case Panel():
            _paint_panel(image, mark, scale)
        case BadgeWords():
            _paint_words(image, mark, scale)
        case Emblem():
            _paint_emblem(image, mark, scale)
        case SymbolMark():
            _paint_symbol(image, mark, scale)


def _paint_panel(image: Image.Image, mark: Panel, scale: float) -> None:
    left, top = int(mark.x * scale), int(mark.y * scale)
    wide, high = int(mark.width * scale) + 2, int(mark.height * scale) + 2
    mask = Image.new("L", (wide * _SMOOTH, high * _SMOOTH))
    fine = scale * _SMOOTH
    x, y = mark.x * fine - left * _SMOOTH, mark.y * fine - top * _SMOOTH
    box = (x, y, x + max(mark.width * fine, 1) - 1, y + max(mark.height * fine, 1) - 1)
    pen = ImageDraw.Draw(mask)
    if mark.line:
        pen.rounded_rectangle(box, mark.radius * fine, outline=255, width=round(mark.line * fine))
    else:
        pen.rounded_rectangle(box, mark.radius * fine, fill=255)
    image.paste(mark.color, (left, top), mask.resize((wide, high), Image.Resampling.BOX))


def _paint_words(image: Image.Image, mark: BadgeWords, scale: float) -> None:
    """Set small letters larger and take them down, so that they keep their true widths."""
    if mark.hidden:
        return
    smooth = _SMOOTH if mark.size * scale < _SMALL else 1
    fine = scale * smooth
    pixels = mark.size * POINT * fine
    long = text_width(mark.text, pixels, mark.weight)
    start = (
        mark.x * fine - long * {Align.LEFT: 0.0, Align.CENTRE: 0.5, Align.RIGHT: 1.0}[mark.align]
    )
    left, top = int(start / smooth) - 2, int((mark.y * fine - pixels * 1.2) / smooth)
    wide, high = int(long / smooth) + 5, int(pixels * 1.7 / smooth) + 2
    mask = Image.new("L", (wide * smooth, high * smooth))
    _set(mask, mark, (start - left * smooth, mark.y * fine - top * smooth), pixels)
    image.paste(mark.color, (left, top), mask.resize((wide, high), Image.Resampling.BOX))


def _set(mask: Image.Image, mark: BadgeWords, at: tuple[float, float], pixels: float) -> None:
    pen = ImageDraw.Draw(mask)
    x, baseline = at
    for run in runs(mark.text, mark.weight):
        font = pillow_font(run.font, round(pixels, 1))
        places = run.places or (GlyphPlace(0.0, 0.0, 0.0),)
        for glyph, place in zip(run.text if run.places else (run.text,), places, strict=True):
            at = (x + place.right * pixels, baseline - place.up * pixels)
            pen.text(at, glyph, fill=255, font=font, anchor="ls")
            x += place.advance * pixels
        x += 0.0 if run.places else run_width(run, pixels)


def _paint_emblem(image: Image.Image, mark: Emblem, scale: float) -> None:
    logo = Image.open(BytesIO(mark.png)).convert("RGBA")
    box = (mark.width * scale, mark.height * scale)
    share = min(box[0] / logo.width, box[1] / logo.height)
    size = (max(1, round(logo.width * share)), max(1, round(logo.height * share)))
    small = logo.resize(size, Image.Resampling.LANCZOS)
    top = mark.y * scale + (box[1] - size[1]) / 2
    image.paste(small, (round(mark.x * scale), round(top)), small)


def _paint_symbol(image: Image.Image, mark: SymbolMark, scale: float) -> None:
    """Paint with whole pixels a module, in the middle of the square that the symbol has."""
    pixels = max(1, int(mark.side * scale / _MODULES))
    modules = np.pad(matrix(mark.code), QUIET_ZONE)
    grey = np.kron(255 - 255 * modules, np.ones((pixels, pixels), np.uint8)).astype(np.uint8)
    spare = (mark.side * scale - pixels * _MODULES) / 2
    at = (round(mark.x * scale + spare), round(mark.y * scale + spare))
    image.paste(Image.fromarray(grey), at)
