"""Looking into .xlsx and .ods archives before they are read: how large, and what is not said.

The reader sets aside memory for every cell up to the last one, so that a single stray cell at the
far corner would end the program; and it gives a formula without a result as an empty cell.
"""

import re
import zipfile
from dataclasses import dataclass, field
from io import BytesIO
from xml.etree.ElementTree import ParseError, fromstring

from kiosk.core.roster.spreadsheet import CellPlace, Merge

MAX_UNPACKED = 100_000_000

_FILLED_CELL = re.compile(rb'<(?:x:)?c\b[^>]*?\br="([A-Z]+)(\d+)"[^>]*(?<!/)>')
_FORMULA = rb"\s*<f(?:\s[^>]*)?(?:/>|>[^<]*</f>)\s*"
_WITHOUT_RESULT = re.compile(
    # An empty text (t="str") is a result.
    rb'<c (?![^>]*\bt="str")[^>]*?\br="([A-Z]+)(\d+)"[^>]*>'
    rb"%s(?:<v\s*/>|<v></v>)?\s*</c>" % _FORMULA
)
_FAILED = re.compile(
    rb'<c (?=[^>]*\bt="e")[^>]*?\br="([A-Z]+)(\d+)"[^>]*>(?:%s)?<v>([^<]+)</v>' % _FORMULA
)
_HIDDEN_ROW = re.compile(rb'<row\b(?=[^>]*\bhidden="(?:1|true)")[^>]*\br="(\d+)"')
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TABLE = re.compile(rb"<table:table [^>]*?>(.*?)</table:table>", re.DOTALL)
_ROW = re.compile(rb"<table:table-row\b([^>]*)>(.*?)(?=<table:table-row\b|$)", re.DOTALL)
_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b([^>]*)>(?:<text:p>([^<]*)</text:p>)?")
_HIDDEN = re.compile(rb'table:visibility="(?:collapse|filter)"')
_ERROR = b'calcext:value-type="error"'
_REPEATED = re.compile(rb'number-(?:rows|columns)-repeated="(\d+)"')
_ROWS_SPANNED = re.compile(rb'number-rows-spanned="(\d+)"')
_COLUMNS_SPANNED = re.compile(rb'number-columns-spanned="(\d+)"')


class BadArchive(ValueError):
    """The archive is broken, or no spreadsheet."""


class TooLarge(ValueError):
    """The archive unpacks to more than a list can be."""

    def __init__(self, size: int) -> None:
        super().__init__(size)
        self.size = size


class Protected(ValueError):
    """The archive is locked by a password."""


@dataclass(frozen=True, slots=True)
class Inside:
    """What the archive says of a sheet: its filled area, and the formulas without a result.

    `failed` are the formulas that failed, with the error that is shown in their cell, as #REF!.
    `merges` are those of .ods, of which the reader knows none. `hidden_rows` count from 0.
    """

    rows: int
    columns: int
    unknown: frozenset[CellPlace] = frozenset()
    merges: tuple[Merge, ...] = ()
    failed: dict[CellPlace, str] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()


def look_inside(data: bytes) -> dict[str, Inside]:
    """Return what there is to know of each sheet, by name; the tables of .ods by their order.

    Raises TooLarge, Protected or BadArchive.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _check(archive)
            if _is_protected(archive):
                raise Protected
            if "content.xml" in archive.namelist():
                return _tables(archive.read("content.xml"))
            paths = _sheet_paths(archive)
            return {name: _sheet(archive.read(path)) for name, path in paths.items()}
    except (zipfile.BadZipFile, KeyError, ParseError, EOFError, OSError, UnicodeError) as error:
        raise BadArchive from error
    except (NotImplementedError, RuntimeError, zipfile.zlib.error) as error:  # type: ignore[attr-defined]
        # An unknown compression, a password, or damage.
        raise BadArchive from error


def _check(archive: zipfile.ZipFile) -> None:
    unpacked = sum(each.file_size for each in archive.infolist())
    if unpacked > MAX_UNPACKED:
        raise TooLarge(unpacked)
    # A size that is not the real one shows in the sum over the content.
    if archive.testzip():
        raise BadArchive


def _is_protected(archive: zipfile.ZipFile) -> bool:
    """Whether an .ods tells that its members are encrypted (ODF 1.3 part 2, 3.4)."""
    manifest = "META-INF/manifest.xml"
    return manifest in archive.namelist() and b":encryption-data" in archive.read(manifest)


def _sheet_paths(archive: zipfile.ZipFile) -> dict[str, str]:
    book = fromstring(archive.read("xl/workbook.xml"))  # noqa: S314  its size was checked
    links = fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    targets = {link.get("Id", ""): link.get("Target", "") for link in links}
    paths = {
        sheet.get("name", ""): _path(targets.get(sheet.get(_LINK, ""), ""))
        for sheet in book.iter(f"{_MAIN}sheet")
    }
    known = set(archive.namelist())
    return {name: path for name, path in paths.items() if path in known}


def _path(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _sheet(xml: bytes) -> Inside:
    filled = _FILLED_CELL.findall(xml)
    rows = max((int(row) for _, row in filled), default=0)
    columns = max((_column(name) for name in {name for name, _ in filled}), default=-1) + 1
    unknown = ((int(row) - 1, _column(name)) for name, row in _WITHOUT_RESULT.findall(xml))
    failed = {
        (int(row) - 1, _column(name)): shown.decode(errors="replace")
        for name, row, shown in _FAILED.findall(xml)
    }
    hidden = frozenset(int(row) - 1 for row in _HIDDEN_ROW.findall(xml))
    return Inside(rows, columns, frozenset(unknown), failed=failed, hidden_rows=hidden)


def _column(name: bytes) -> int:
    number = 0
    for each in name:
        number = number * 26 + each - ord("A") + 1
    return number - 1


def _tables(xml: bytes) -> dict[str, Inside]:
    found = (_table(table) for table in _TABLE.findall(xml))
    return {str(place): inside for place, inside in enumerate(found)}


def _table(xml: bytes) -> Inside:
    height = rows = columns = 0
    merges: list[Merge] = []
    failed: dict[CellPlace, str] = {}
    hidden: set[int] = set()
    for attributes, cells in _ROW.findall(xml):
        width, spans = _cells(cells, height, failed)
        merges += spans
        if width and _HIDDEN.search(attributes):
            hidden.add(height)
        height += _number(_REPEATED, attributes)
        if width:
            rows, columns = height, max(columns, width)
    return Inside(rows, columns, merges=tuple(merges), failed=failed, hidden_rows=frozenset(hidden))


def _cells(xml: bytes, row: int, failed: dict[CellPlace, str]) -> tuple[int, list[Merge]]:
    """Return how many columns of a row are filled, and the blocks that begin in it.

    Formulas that failed are added to `failed`.
    """
    place = width = 0
    merges = []
    for attributes, shown in _CELL.findall(xml):
        if _ERROR in attributes:
            failed[row, place] = shown.decode(errors="replace")
        down, right = _number(_ROWS_SPANNED, attributes), _number(_COLUMNS_SPANNED, attributes)
        if down * right > 1:
            merges.append(Merge(row, place, row + down - 1, place + right - 1))
        place += _number(_REPEATED, attributes)
        if not attributes.endswith(b"/"):
            width = place
    return width, merges


def _number(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    found = pattern.search(attributes)
    return int(found[1]) if found else 1
