"""Looking into .xls files for what the reader does not tell, as archives.py does for others.

After [MS-CFB] 2.2-2.6 (the file of streams) and [MS-XLS] 2.4 (the records of the workbook).
"""

import struct
from collections.abc import Iterator, Sequence

from kiosk.core.roster.spreadsheet import CellPlace
from kiosk.services.lists.archives import BadArchive
from kiosk.services.lists.markup import Inside

_SECTOR_OF_HEADER = 512
_ENTRY = 128
_SMALL = 4096
_SHIFTS = (9, 12)
_END = 0xFFFF_FFFA
"""From here on a number of a sector is a mark, and no sector."""

_BOUND_SHEET, _BEGIN, _ENDING, _FORMULA, _ERROR_CELL = 0x85, 0x809, 0x0A, 0x6, 0x205
_CELLS = frozenset([_FORMULA, _ERROR_CELL, 0x203, 0x204, 0x27E, 0xD6, 0xFD])
_SEVERAL_CELLS, _DIMENSIONS = 0xBD, 0x200
_MOST_ROWS, _MOST_COLUMNS = 65_536, 256
_ROW, _ZERO_HEIGHT, _PASSWORD = 0x208, 0x20, 0x2F
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


_BiffRecord = tuple[int, bytes]


def look_inside_xls(data: bytes) -> dict[str, Inside]:
    """Return what there is to know of each sheet, by name.

    Nothing is found in a file whose inside is not as described: to refuse it is the reader's part.
    Raises BadArchive where the reader would not live to do so.
    """
    try:
        return dict(_sheets(_workbook(data)))
    except (struct.error, IndexError):
        return {}


def is_protected(data: bytes) -> bool:
    """Whether the file is encrypted with a password: an .xls, or an .xlsx that was wrapped up."""
    try:
        wrapped = any(name == "EncryptedPackage" for name, _begin, _length in _entries(data))
        return wrapped or any(kind == _PASSWORD for kind, _body in _records(_workbook(data), 0))
    except (struct.error, IndexError):
        return False


def _workbook(data: bytes) -> bytes:
    """Return the stream of the records; empty where there is none, or too small a one."""
    size, table = _table(data)
    for name, begin, length in _entries(data):
        if name == "Workbook" and length >= _SMALL:
            return b"".join(_chain(data, table, begin, size))[:length]
    return b""


def _entries(data: bytes) -> Iterator[tuple[str, int, int]]:
    """Yield the streams by name, with their first sector and how long they are."""
    size, table = _table(data)
    (first,) = struct.unpack_from("<I", data, 48)
    directory = b"".join(_chain(data, table, first, size))
    for start in range(0, len(directory), _ENTRY):
        entry = directory[start : start + _ENTRY]
        (letters,) = struct.unpack_from("<H", entry, 64)
        begin, length = struct.unpack_from("<II", entry, 116)
        yield entry[: max(0, letters - 2)].decode("utf-16-le", "replace"), begin, length


def _table(data: bytes) -> tuple[int, tuple[int, ...]]:
    """Return how large a sector is, and which one follows each."""
    (shift,) = struct.unpack_from("<H", data, 30)
    if shift not in _SHIFTS:
        raise struct.error
    size = 1 << shift
    # The header names the first 109 sectors of the table, enough for 7 MB.
    places = struct.unpack_from("<109I", data, 76)
    known = (_sector(data, place, size) for place in places if place < _END)
    following = (number for sector in known for (number,) in struct.iter_unpack("<I", sector))
    return size, tuple(following)


def _chain(data: bytes, table: tuple[int, ...], first: int, size: int) -> Iterator[bytes]:
    # A chain that goes round in a circle is no longer than the file.
    sector, steps = first, 0
    while sector < _END and steps * size <= len(data):
        yield _sector(data, sector, size)
        sector, steps = table[sector], steps + 1


def _sector(data: bytes, number: int, size: int) -> bytes:
    start = max(_SECTOR_OF_HEADER, size) + number * size
    return data[start : start + size]


def _sheets(stream: bytes) -> Iterator[tuple[str, Inside]]:
    # Sheets that share their records, which is no workbook, would take for ever.
    left = 2 * len(stream)
    for kind, body in _records(stream, 0):
        if kind == _BOUND_SHEET and left > 0:
            (start,) = struct.unpack_from("<I", body)
            records = list(_records(stream, start))
            left -= sum(len(each) for _kind, each in records) + 4 * len(records)
            yield _name(body[6:]), _sheet(records)


def _sheet(records: Sequence[_BiffRecord]) -> Inside:
    errors = (_error(*record) for record in records)
    hidden = (_hidden_row(body) for kind, body in records if kind == _ROW)
    _check_order(records)
    places = [_last_place(*record) for record in records]
    return Inside(
        rows=max((row for row, _column in places), default=-1) + 1,
        columns=max((column for _row, column in places), default=-1) + 1,
        failed=dict(each for each in errors if each),
        hidden_rows=frozenset(row for row in hidden if row is not None),
    )


def _check_order(records: Sequence[_BiffRecord]) -> None:
    """Raise BadArchive where the first row is said to stand below the last.

    The reader takes them to be in order, and would ask for all the memory there is.
    """
    for kinds in (_CELLS | {_SEVERAL_CELLS}, {_FORMULA}):
        rows = [struct.unpack_from("<H", body)[0] for kind, body in records if kind in kinds]
        if rows and rows[0] > rows[-1]:
            raise BadArchive
    for body in (body for kind, body in records if kind == _DIMENSIONS):
        top, bottom, left, right = struct.unpack_from("<IIHH", body)
        if not (top <= bottom <= _MOST_ROWS and left <= right <= _MOST_COLUMNS):
            raise BadArchive


def _last_place(kind: int, body: bytes) -> CellPlace:
    """Return the row and column up to which a record fills the sheet."""
    row, column = -1, -1
    if kind in _CELLS:
        row, column = struct.unpack_from("<HH", body)
    elif kind == _SEVERAL_CELLS:
        (row,), (column,) = struct.unpack_from("<H", body), struct.unpack("<H", body[-2:])
    return row, column


def _hidden_row(body: bytes) -> int | None:
    row, options = struct.unpack_from("<H", body)[0], struct.unpack_from("<H", body, 12)[0]
    return row if options & _ZERO_HEIGHT else None


def _name(text: bytes) -> str:
    length, is_wide = text[0], text[1] & 1
    return (
        text[2 : 2 + 2 * length].decode("utf-16-le", "replace")
        if is_wide
        else text[2:].decode("latin-1")
    )


def _records(stream: bytes, start: int) -> Iterator[_BiffRecord]:
    """Yield the records of a part, and of the charts that lie in it."""
    place, depth = start, 0
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        depth += (kind == _BEGIN) - (kind == _ENDING)
        yield kind, stream[place + 4 : place + 4 + length]
        place += 4 + length
        if depth < 1:
            return


def _error(kind: int, body: bytes) -> tuple[CellPlace, str] | None:
    """Return where a failed formula stands and what it shows; a cell may hold the error alone."""
    if kind == _ERROR_CELL and body[7]:
        code = body[6]
    elif kind == _FORMULA and (body[6], body[12:14]) == (2, b"\xff\xff"):
        code = body[8]
    else:
        return None
    row, column = struct.unpack_from("<HH", body)
    return (row, column), _ERRORS.get(code, "#N/A")
