"""What stands in the text of a printed page: names and codes, badge by badge.

Our pages draw badge after badge, and of each badge the letters of the code last. So the text up
to and with a code is one badge, and its largest letters are the name.
"""

import math
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from itertools import dropwhile, takewhile

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from badges.code import read_code
from badges.fonts import drawable

_MM = 25.4 / 72
_LETTERS = re.compile(r"[0-9A-Z]{4}(?: [0-9A-Z]{4}){3}")
_RIGHT_TO_LEFT = {"R", "AL"}


@dataclass(frozen=True, slots=True)
class PrintedBadge:
    """A badge as its text shows it; x and y are the middle of the code's baseline, mm.

    ``place`` counts the badges of the page from 1 in reading order, from top left.
    """

    page: int
    place: int
    x: float
    y: float
    name: str
    code: str
    text: str

    def shows(self, name: str) -> bool:
        """Tell whether the name stands on the badge, as far as there are letters for it."""
        wanted = name_key(drawable(name))
        if any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in wanted):
            return not Counter(wanted) - Counter(name_key(self.text))
        return wanted in name_key(self.text)


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    size: float
    x: float
    y: float


def printed_badges(page: pdfium.PdfPage, number: int) -> list[PrintedBadge]:
    """Return the badges of a page by its text, in reading order; ``number`` is the page's."""
    badges: list[PrintedBadge] = []
    before: list[_Piece] = []
    for piece in _pieces(page):
        code = read_code(piece.text) if _LETTERS.fullmatch(piece.text) else None
        if code is None:
            before.append(piece)
            continue
        text = " ".join(part.text for part in before)
        badges.append(PrintedBadge(number, 0, piece.x, piece.y, _name(before), code, text))
        before = []
    ordered = sorted(badges, key=lambda badge: (round(badge.y, 1), badge.x))
    return [replace(badge, place=place) for place, badge in enumerate(ordered, 1)]


def name_key(name: str) -> str:
    """Return letters and digits only, composed and folded: what two spellings have in common."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(character for character in folded if character.isalnum())


def _pieces(page: pdfium.PdfPage) -> list[_Piece]:
    textpage = page.get_textpage()
    height = page.get_height()
    pieces = []
    for thing in page.get_objects([pdfium_c.FPDF_PAGEOBJ_TEXT], textpage=textpage):
        left, _, right, _ = thing.get_bounds()
        matrix = thing.get_matrix()  # its f is the baseline, the same for all badges of a row
        size = thing.get_font_size() * math.hypot(matrix.c, matrix.d)
        x, y = (left + right) / 2 * _MM, (height - matrix.f) * _MM
        pieces.append(_Piece(thing.extract().strip(), size, x, y))
    textpage.close()
    return pieces


def _name(pieces: list[_Piece]) -> str:
    """Return the first of the largest letters: a number may be larger, and a group as large."""
    lettered = [piece for piece in pieces if any(map(str.isalpha, piece.text))]
    largest = max((piece.size for piece in lettered), default=0.0)
    from_there = dropwhile(lambda piece: piece.size <= largest * 0.99, lettered)
    return " ".join(
        piece.text for piece in takewhile(lambda p: p.size > largest * 0.99, from_there)
    )
