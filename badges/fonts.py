"""The letters: FiraGO with Noto Sans behind it, for reportlab and Pillow alike.

Chinese, Japanese and Korean stand in WenQuanYi Micro Hei, Devanagari in Noto Sans Devanagari, where
`hadir[fonts]` is installed; each is loaded once somebody needs it.

Text goes in as people typed it. Shaping joins Arabic letters and puts them in the order of the
page; a character that no font has is named by ``missing`` and left out of what is drawn.
"""

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from importlib.util import find_spec
from io import BytesIO
from typing import NamedTuple

import pymupdf_fonts
from arabic_reshaper import ArabicReshaper
from bidi.algorithm import get_display
from PIL import ImageFont
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from badges import devanagari
from badges.devanagari import GlyphPlace


class Weight(StrEnum):
    """How heavy the letters are."""

    REGULAR = "regular"
    BOLD = "bold"


class Run(NamedTuple):
    """A piece of text in one font, in the order of the page.

    Where letters are set one by one, `places` says where, and `said` what they say.
    """

    font: str
    text: str
    places: tuple[GlyphPlace, ...] = ()
    said: str = ""


class Font(NamedTuple):
    """What is known of a font: advances in thousandths of its size, by character."""

    name: str
    advances: dict[int, float]
    true_type: TTFont


_CHAINS = {Weight.REGULAR: ("figo", "notos"), Weight.BOLD: ("figbo", "notosbo")}
_IDEOGRAPHS = "ideographs"
_OF_IDEOGRAPHS = ("paperang_p2_fonts_cjk", "fonts", "wqy-microhei.ttc")
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_WIDE = (range(0x1100, 0x1200), range(0x2E80, 0xD7FC), range(0xF900, 0xFB00), range(0xFF00, 0xFFF0))
_DEVANAGARI = {Weight.REGULAR: "devanagari", Weight.BOLD: "devanagari-bold"}
_INDIC = range(0x0900, 0x0E00)  # joined and reordered by rules that are not ours: rather none


@lru_cache(maxsize=4096)
def runs(text: str, weight: Weight = Weight.REGULAR) -> tuple[Run, ...]:
    """Return the text shaped and split by font; characters that no font has are left out."""
    whole = shaped(text)
    if whole.isascii():  # all of it is in the first font
        return (Run(_CHAINS[weight][0], whole),) if whole else ()
    found: list[Run] = []
    for piece in devanagari.pieces(whole):
        drawn = _drawn(piece, weight)
        if drawn is None:
            continue
        if found and found[-1].font == drawn.font and not drawn.places:
            found[-1] = Run(drawn.font, found[-1].text + drawn.text)
        else:
            found.append(drawn)
    return tuple(found)


def width(text: str, size: float, weight: Weight = Weight.REGULAR) -> float:
    """Return how wide the text is drawn, in the unit of ``size``."""
    return _em_width(text, weight) * size


def run_width(run: Run, size: float) -> float:
    """Return how wide a run is drawn, in the unit of ``size``."""
    if run.places:
        return sum(place.advance for place in run.places) * size
    advances = font(run.font).advances
    return sum(advances[ord(character)] for character in run.text) * size / 1000


@lru_cache(maxsize=4096)
def _em_width(text: str, weight: Weight) -> float:
    return sum(run_width(run, 1.0) for run in runs(text, weight))


def missing(text: str) -> tuple[str, ...]:
    """Return the characters of the text that no font has, each once, in their order."""
    if text.isascii():
        return ()
    lacking = (
        unicodedata.normalize("NFKC", character)
        for piece in devanagari.pieces(shaped(text))
        for character in _lacking(piece)
    )
    return tuple(dict.fromkeys(lacking))


def shaped(text: str) -> str:
    """Return the text composed, on one line, without invisible characters, in page order."""
    words = " ".join(text.split())
    if words.isascii() and words.isprintable():
        return words
    composed = unicodedata.normalize("NFC", words)
    visible = "".join(
        piece
        for piece in devanagari.pieces(composed)
        if devanagari.is_devanagari(piece) or not _is_invisible(piece)
    )
    if not _RIGHT_TO_LEFT.search(visible):
        return visible
    return str(get_display(_reshaper().reshape(visible)))


def drawable(text: str) -> str:
    """Return the text without the characters that no font has."""
    lacking = set(missing(text))
    kept = "".join(each for each in text if unicodedata.normalize("NFKC", each) not in lacking)
    return " ".join(kept.split())


@lru_cache(maxsize=8)
def font(name: str) -> Font:
    """Return a font by its short name, registered with reportlab under that name."""
    loaded = TTFont(name, BytesIO(font_bytes(name)))
    if name in _DEVANAGARI.values():  # two weights of one file, that is called by one name
        loaded.face.name = name.encode()
    pdfmetrics.registerFont(loaded)
    face = loaded.face
    advances = {code: face.charWidths.get(code, face.defaultWidth) for code in face.charToGlyph}
    return Font(name, advances, loaded)


@lru_cache(maxsize=64)
def pillow_font(name: str, pixels: float) -> ImageFont.FreeTypeFont:
    """Return a font for Pillow, its size in pixels; shaping is ours, so Pillow does none."""
    layout = ImageFont.Layout.BASIC
    return ImageFont.truetype(BytesIO(font_bytes(name)), pixels, layout_engine=layout)


@lru_cache(maxsize=8)
def font_bytes(name: str) -> bytes:
    """Return the TrueType file of a font: also what a page may serve to browsers."""
    if name in _DEVANAGARI.values():
        return devanagari.true_type(bold=name == _DEVANAGARI[Weight.BOLD])
    file = _file_of_ideographs() if name == _IDEOGRAPHS else None
    return file.read_bytes() if file else bytes(pymupdf_fonts.myfont(name))


@lru_cache(maxsize=1)
def _file_of_ideographs() -> Traversable | None:
    """Return where the font for Chinese, Japanese and Korean lies; None where there is none."""
    package, *place = _OF_IDEOGRAPHS
    if find_spec(package) is None:
        return None
    file = files(package).joinpath(*place)
    return file if file.is_file() else None


def names(weight: Weight) -> tuple[str, ...]:
    """Return the fonts of a weight in the order in which they are asked for a character."""
    return _CHAINS[weight]


def register() -> None:
    """Make all fonts known to reportlab: ``figo``, ``figbo``, ``notos``, ``notosbo``."""
    for chain in _CHAINS.values():
        for name in chain:
            font(name)


def _drawn(piece: str, weight: Weight) -> Run | None:
    """Return how a piece is drawn; None where no font has its letters."""
    if not devanagari.is_devanagari(piece):
        return _drawable(piece, weight)
    if _lacking(piece):
        return None
    text, places = devanagari.placed(piece, bold=weight is Weight.BOLD)
    return Run(_DEVANAGARI[weight], text, places, piece)


def _lacking(piece: str) -> list[str]:
    """Return the characters of a piece that no font has."""
    if devanagari.is_devanagari(piece):
        return devanagari.lacking(piece) if devanagari.is_there() else list(piece)
    return [] if _drawable(piece, Weight.REGULAR) else [piece]


@lru_cache(maxsize=4096)
def _drawable(character: str, weight: Weight) -> Run | None:
    """Return how a character is drawn: itself, or what it stands for (isolated Arabic letters)."""
    if ord(character) in _INDIC:
        return None
    for form in dict.fromkeys((character, unicodedata.normalize("NFKC", character))):
        for name in _fonts_for(character, weight):
            if all(ord(part) in font(name).advances for part in form):
                return Run(name, form)
    return None


def _fonts_for(character: str, weight: Weight) -> tuple[str, ...]:
    """Return the fonts that are asked for a character; the large one only for what it is for."""
    is_wide = any(ord(character) in each for each in _WIDE)
    return (*_CHAINS[weight], _IDEOGRAPHS) if is_wide and _file_of_ideographs() else _CHAINS[weight]


@lru_cache(maxsize=1)
def _reshaper() -> ArabicReshaper:
    """Join letters, but keep whole-word ligatures as letters: few fonts have them."""
    return ArabicReshaper(
        {
            "support_ligatures": True,
            "ARABIC LIGATURE ALLAH": False,
            "ARABIC LIGATURE AKBAR": False,
            "ARABIC LIGATURE ALAYHE": False,
            "ARABIC LIGATURE MOHAMMAD": False,
            "ARABIC LIGATURE RASOUL": False,
            "ARABIC LIGATURE SALAM": False,
            "ARABIC LIGATURE SALLA": False,
            "ARABIC LIGATURE WASALLAM": False,
        }
    )


def _is_invisible(character: str) -> bool:
    """Tell direction marks, joiners, variation selectors and control characters."""
    return unicodedata.category(character) in {"Cf", "Cc"} or "\ufe00" <= character <= "\ufe0f"
