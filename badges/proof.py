"""The proof: reads a PDF of badges back before paper is spent.

Every page is rendered as a printer would, every symbol is read by the product's own reader, and
compared with the letters of the code and the name that stand beside it in the PDF's text.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

from badges.code import read_code
from badges.errors import PrintingRefused, Refusal
from badges.printed import PrintedBadge, name_key, printed_badges

GreyPage = NDArray[np.uint8]
Outline = Sequence[tuple[float, float]]
SymbolReader = Callable[[GreyPage], Iterable[tuple[str, Outline]]]
CarryOut = Callable[..., Any]

RESOLUTIONS = (300, 150)  # dots per inch: a good printer, and a poor one saving toner
_PDFIUM = Lock()  # pdfium must not be entered by two threads
_WIDEST = 1250.0  # mm: a page larger than any sheet would need gigabytes as a picture
_NEAREST = 1.0  # of the symbol's side: how far the letters may be from its lower edge


class Fault(StrEnum):
    """What is wrong with a badge."""

    UNREADABLE = "unreadable"
    WRONG_SYMBOL = "wrong_symbol"
    WRONG_NAME = "wrong_name"
    UNKNOWN_CODE = "unknown_code"
    TWICE = "twice"
    NO_TEXT = "no_text"


FAULTS: Mapping[Fault, str] = {
    Fault.UNREADABLE: "The symbol cannot be read at {dpi} dpi.",
    Fault.WRONG_SYMBOL: "The symbol is not this badge's: it says {found} ({owner}).",
    Fault.WRONG_NAME: "The badge should show the name {owner}.",
    Fault.UNKNOWN_CODE: "The code is not on the roster.",
    Fault.TWICE: "The same badge is printed more than once.",
    Fault.NO_TEXT: "There is a symbol ({found}) without the letters of its code below it.",
}


@dataclass(frozen=True, slots=True)
class ProofFinding:
    """One fault: page and place count from 1 in reading order, x and y are mm from top left.

    ``found`` is what the symbol says, ``owner`` whose that is, or who should stand here.
    """

    fault: Fault
    page: int
    place: int
    x: float
    y: float
    name: str
    code: str
    found: str = ""
    owner: str = ""
    dpi: int = 0

    @property
    def text(self) -> str:
        """Return the fault as an English sentence; translate ``FAULTS[fault]`` for others."""
        return FAULTS[self.fault].format(**self.values)

    @property
    def values(self) -> dict[str, str]:
        """Return what a sentence about this finding may name."""
        return {"found": self.found, "owner": self.owner or "?", "dpi": str(self.dpi)}


@dataclass(frozen=True, slots=True)
class Proof:
    """The outcome for a whole PDF."""

    pages: int
    badges: int
    findings: tuple[ProofFinding, ...]

    @property
    def is_good(self) -> bool:
        """Tell whether every badge can be read and belongs to its name."""
        return self.badges > 0 and not self.findings


@dataclass(frozen=True, slots=True)
class _ProofPage:
    """A page as its text says it, and as a printer draws it: (dots per inch, picture)."""

    badges: list[PrintedBadge]
    pictures: tuple[tuple[int, GreyPage], ...]


@dataclass(frozen=True, slots=True)
class _SymbolSeen:
    """A symbol that was read: its text, the middle of its lower edge and its side, in mm."""

    text: str
    x: float
    y: float
    side: float


def _here(function: Callable[..., Any], *args: Any) -> Any:
    return function(*args)


@dataclass(frozen=True, slots=True)
class PageProof:
    """The outcome for one page."""

    badges: tuple[PrintedBadge, ...]
    findings: tuple[ProofFinding, ...]


def proof(
    pdf: Path | bytes,
    read: SymbolReader,
    expected: Mapping[str, str] | None = None,
    progress: Callable[[int], None] | None = None,
    carry_out: CarryOut = _here,
) -> Proof:
    """Read a PDF of badges back and name every badge that cannot be read or does not match.

    ``read`` takes a grey page (uint8, height by width) and yields texts with four corners in
    pixels; ``expected`` maps codes to the names that must stand beside them (empty: a reserve
    badge); ``progress`` hears the number of pages done; ``carry_out`` calls the functions that
    open the PDF, in a process of their own where a stranger made it.
    """
    printed: list[PrintedBadge] = []
    faults: list[ProofFinding] = []
    pages = carry_out(pages_in, pdf)
    for number in range(1, pages + 1):
        page = carry_out(proof_page, pdf, number, read)
        printed += page.badges
        faults += page.findings
        if progress is not None:
            progress(number)
    faults += _against_each_other(printed)
    faults += _against(expected, printed) if expected is not None else ()
    owners = {badge.code: badge.name for badge in printed} | dict(expected or {})
    return Proof(pages, len(printed), _in_order(faults, owners))


def pages_in(pdf: Path | bytes) -> int:
    """Return how many pages the PDF has."""
    with _PDFIUM:
        document = _document(pdf)
        count = len(document)
        document.close()
    return count


def proof_page(pdf: Path | bytes, number: int, read: SymbolReader) -> PageProof:
    """Read one page back; the first has the number 1."""
    page = _opened(pdf, number)
    findings: dict[tuple[Fault, int, str], ProofFinding] = {}
    for dpi, grey in page.pictures:
        for finding in _compare(page.badges, list(_seen(grey, read, dpi)), dpi, number):
            findings.setdefault((finding.fault, finding.place, finding.found), finding)
    return PageProof(tuple(page.badges), tuple(findings.values()))


def _opened(pdf: Path | bytes, number: int) -> _ProofPage:
    with _PDFIUM:
        document = _document(pdf)
        try:
            page = document[number - 1]
            _check_size(page, number)
            return _page(page, number)
        except pdfium.PdfiumError as error:
            raise PrintingRefused(Refusal.PAGE_UNREADABLE, page=str(number)) from error
        finally:
            document.close()


def _check_size(page: pdfium.PdfPage, number: int) -> None:
    wide, high = (side / 72 * 25.4 for side in page.get_size())
    if not (0 < wide <= _WIDEST and 0 < high <= _WIDEST):
        values = {"page": str(number), "wide": f"{wide:.0f}", "high": f"{high:.0f}"}
        raise PrintingRefused(Refusal.PAGE_TOO_LARGE, **values, most=f"{_WIDEST:.0f}")


def _document(pdf: Path | bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(pdf)
    except (pdfium.PdfiumError, OSError) as error:
        name = pdf.name if isinstance(pdf, Path) else "This"
        raise PrintingRefused(Refusal.NOT_A_PDF, name=name) from error


def _page(page: pdfium.PdfPage, number: int) -> _ProofPage:
    page.set_rotation(0)  # the text is where it was before the page was turned
    pictures = tuple((dpi, _render(page, dpi)) for dpi in RESOLUTIONS)
    return _ProofPage(printed_badges(page, number), pictures)


def _render(page: pdfium.PdfPage, dpi: int) -> GreyPage:
    bitmap = page.render(scale=dpi / 72, grayscale=True, optimize_mode="print")
    pixels = bitmap.to_numpy().reshape(bitmap.height, -1)[:, : bitmap.width]
    grey: GreyPage = np.array(pixels)  # a copy: the bitmap's memory is pdfium's
    bitmap.close()
    return grey


def _seen(grey: GreyPage, read: SymbolReader, dpi: int) -> Iterator[_SymbolSeen]:
    mm = 25.4 / dpi
    for text, corners in read(grey):
        across, down = zip(*corners, strict=True)
        x = sum(across) / len(across) * mm
        side = (max(down) - min(down)) * mm
        yield _SymbolSeen(text, x, max(down) * mm, side)


def _compare(
    badges: list[PrintedBadge], seen: list[_SymbolSeen], dpi: int, page: int
) -> Iterator[ProofFinding]:
    """Give each symbol to the letters below it, then say what is missing or wrong."""
    said: dict[int, str] = {}
    for symbol in seen:
        badge = _badge_of(symbol, badges)
        text = read_code(symbol.text) or symbol.text[:60]
        if badge is None:
            yield ProofFinding(Fault.NO_TEXT, page, 0, symbol.x, symbol.y, "", "", text, dpi=dpi)
        elif said.get(badge.place) != badge.code:
            said[badge.place] = text
    for badge in badges:
        if badge.place not in said:
            yield _finding(Fault.UNREADABLE, badge, dpi=dpi)
        elif said[badge.place] != badge.code:
            yield _finding(Fault.WRONG_SYMBOL, badge, found=said[badge.place], dpi=dpi)


def _badge_of(symbol: _SymbolSeen, badges: list[PrintedBadge]) -> PrintedBadge | None:
    def distance(badge: PrintedBadge) -> float:
        return abs(badge.x - symbol.x) + abs(badge.y - symbol.y)

    nearest = min(badges, key=distance, default=None)
    if nearest is None or distance(nearest) > _NEAREST * symbol.side:
        return None
    return nearest


def _against_each_other(printed: list[PrintedBadge]) -> Iterator[ProofFinding]:
    counts = Counter(badge.code for badge in printed)
    return (_finding(Fault.TWICE, badge) for badge in printed if counts[badge.code] > 1)


def _against(expected: Mapping[str, str], printed: list[PrintedBadge]) -> Iterator[ProofFinding]:
    for badge in printed:
        if badge.code not in expected:
            yield _finding(Fault.UNKNOWN_CODE, badge)
        elif not badge.shows(expected[badge.code]) or _calls_another(badge, expected):
            yield _finding(Fault.WRONG_NAME, badge, owner=expected[badge.code])


def _calls_another(badge: PrintedBadge, expected: Mapping[str, str]) -> bool:
    """Tell whether the largest letters are not of the badge's own name, but of somebody else's."""
    large = name_key(badge.name)
    if not large or large in name_key(expected[badge.code]):
        return False
    return any(large in name_key(name) for name in expected.values())


def _finding(
    fault: Fault, badge: PrintedBadge, *, found: str = "", owner: str = "", dpi: int = 0
) -> ProofFinding:
    return ProofFinding(
        fault,
        badge.page,
        badge.place,
        round(badge.x, 1),
        round(badge.y, 1),
        badge.name,
        badge.code,
        found,
        owner,
        dpi,
    )


def _in_order(faults: list[ProofFinding], owners: Mapping[str, str]) -> tuple[ProofFinding, ...]:
    named = [
        replace(fault, owner=owners.get(fault.found, "")) if fault.found else fault
        for fault in faults
    ]
    return tuple(sorted(named, key=lambda fault: (fault.page, fault.place, fault.fault)))
