"""Devanagari: letters that join, change places and stand above each other, as HarfBuzz sets them.

The font comes with `hadir[fonts]` and is loaded once somebody needs it. What HarfBuzz chooses are
glyphs without a code point, so the font gets a table in which each glyph has one of its own: then
reportlab and Pillow draw them like letters of any other font, each at its place.
"""

import re
import struct
from functools import lru_cache
from importlib import import_module
from importlib.resources import files
from importlib.resources.abc import Traversable
from importlib.util import find_spec
from types import ModuleType
from typing import Any, NamedTuple

_PACKAGE = "fontpkg_noto_sans_devanagari"
_SHAPER = "uharfbuzz"
_FIRST = 0xE000
_CHARACTERS = "\u0900-\u097f\u1cd0-\u1cff\ua8e0-\ua8ff"
_JOINERS = "\u200c\u200d"
_PIECES = re.compile(rf"[{_CHARACTERS}][{_CHARACTERS}{_JOINERS}]*|.", re.DOTALL)
_IS_OURS = re.compile(rf"[{_CHARACTERS}]")
_BOLD, _REGULAR = 700, 400
_TABLE = ">4sIII"


class GlyphPlace(NamedTuple):
    """Where a glyph stands, beside and above its place, and how far the next: in ems."""

    right: float
    up: float
    advance: float


class PlacedGlyphs(NamedTuple):
    """Glyphs, each by the code point that it has in our font, and where they stand."""

    text: str
    places: tuple[GlyphPlace, ...]


def pieces(text: str) -> list[str]:
    """Return the text in pieces: what is written in Devanagari together, all else by itself."""
    return _PIECES.findall(text)


def is_devanagari(piece: str) -> bool:
    """Whether a piece is written in Devanagari."""
    return _IS_OURS.match(piece) is not None


@lru_cache(maxsize=1)
def is_there() -> bool:
    """Whether the font and what sets it are installed."""
    return find_spec(_SHAPER) is not None and _file() is not None


@lru_cache(maxsize=4096)
def placed(piece: str, *, bold: bool) -> PlacedGlyphs:
    """Return the glyphs of a piece of Devanagari, in the order of the page."""
    shaper, font = _shaper(), _font(bold=bold)
    buffer = shaper.Buffer()
    buffer.add_str(piece)
    buffer.guess_segment_properties()
    shaper.shape(font, buffer, {})
    em = font.face.upem
    glyphs = "".join(chr(_FIRST + each.codepoint) for each in buffer.glyph_infos)
    return PlacedGlyphs(
        glyphs,
        tuple(
            GlyphPlace(each.x_offset / em, each.y_offset / em, each.x_advance / em)
            for each in buffer.glyph_positions
        ),
    )


def lacking(piece: str) -> list[str]:
    """Return the characters of a piece of Devanagari that the font has not."""
    font = _font(bold=False)
    letters = [each for each in piece if each not in _JOINERS]
    return [each for each in letters if not font.get_nominal_glyph(ord(each))]


@lru_cache(maxsize=2)
def true_type(*, bold: bool) -> bytes:
    """Return the TrueType file of a weight, in which every glyph has a code point of its own."""
    shaper = _shaper()
    face = shaper.Face(_bytes())
    wanted = shaper.SubsetInput()
    wanted.keep_everything()
    wanted.pin_axis_location(face, "wght", _BOLD if bold else _REGULAR)
    wanted.pin_axis_to_default(face, "wdth")
    data = shaper.subset(face, wanted).blob.data
    return _with_codes(data, face.glyph_count)


@lru_cache(maxsize=2)
def _font(*, bold: bool) -> Any:
    shaper = _shaper()
    font = shaper.Font(shaper.Face(_bytes()))
    font.set_variations({"wght": _BOLD if bold else _REGULAR})
    return font


def _shaper() -> ModuleType:
    return import_module(_SHAPER)


def _file() -> Traversable | None:
    if find_spec(_PACKAGE) is None:
        return None
    folder = files(_PACKAGE).joinpath("files")
    return next((each for each in folder.iterdir() if each.name.endswith(".ttf")), None)


def _bytes() -> bytes:
    file = _file()
    return file.read_bytes() if file else b""


def _with_codes(font: bytes, glyphs: int) -> bytes:
    """Return a TrueType file with our table of code points (ISO/IEC 14496-22, cmap format 4)."""
    count = struct.unpack_from(">H", font, 4)[0]
    records = [struct.unpack_from(_TABLE, font, 12 + 16 * each) for each in range(count)]
    tables = {tag: font[start : start + length] for tag, _, start, length in records}
    tables[b"cmap"] = _codes(glyphs)
    start = 12 + 16 * len(tables)
    directory, body = b"", b""
    for tag, table in sorted(tables.items()):
        directory += struct.pack(_TABLE, tag, 0, start + len(body), len(table))
        body += table + bytes(-len(table) % 4)
    return font[:4] + struct.pack(">H", len(tables)) + font[6:12] + directory + body


def _codes(glyphs: int) -> bytes:
    """Return a table with one segment, the first glyph under `_FIRST`, and the one that ends it."""
    last = _FIRST + glyphs - 1
    segments = struct.pack(">HHHHHHHHH", last, 0xFFFF, 0, _FIRST, 0xFFFF, 0x10000 - _FIRST, 1, 0, 0)
    table = struct.pack(">HHHHHHH", 4, 14 + len(segments), 0, 4, 4, 1, 0) + segments
    return struct.pack(">HHHHI", 0, 1, 3, 1, 12) + table
