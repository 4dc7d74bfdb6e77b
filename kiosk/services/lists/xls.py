"""Looking into .xls files for what the reader does not tell, as archives.py does for others.

After [MS-XLS] 2.4, the records of the workbook; olefile reads the file of streams around them.
"""

import struct
from collections.abc import Iterator, Sequence
from io import BytesIO

from olefile import OleFileIO

from kiosk.core.roster.spreadsheet import CellPlace
from kiosk.services.lists.archives import BadArchive
from kiosk.services.lists.markup import Inside

_BOUND_SHEET, _BEGIN, _ENDING, _FORMULA, _ERROR_CELL = 0x85, 0x809, 0x0A, 0x6, 0x205
_CELLS = frozenset([_FORMULA, _ERROR_CELL, 0x203, 0x204, 0x27E, 0xD6, 0xFD])
_SEVERAL_CELLS, _DIMENSIONS = 0xBD, 0x200
_MOST_ROWS, _MOST_COLUMNS = 65_536, 256
_ROW, _ZERO_HEIGHT, _PASSWORD = 0x208, 0x20, 0x2F
_FONT, _CELL_FORMAT, _STRUCK, _NO_FONT = 0x31, 0xE0, 0x8, 4
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
    except (OSError, struct.error, IndexError):
        return {}


def is_protected(data: bytes) -> bool:
    """Whether the file is encrypted with a password: an .xls, or an .xlsx that was wrapped up."""
    try:
        with _ole(data) as file:
            if file.exists("EncryptedPackage"):
                return True
        return any(kind == _PASSWORD for kind, _body in _records(_workbook(data), 0))
    except (OSError, struct.error, IndexError):
        return False


def _ole(data: bytes) -> OleFileIO:
    try:
        return OleFileIO(BytesIO(data))
    except ValueError as error:  # the size of its sectors is no number that can be said
        raise OSError from error


def _workbook(data: bytes) -> bytes:
    """Return the stream of the records; empty where there is none."""
    with _ole(data) as file:
        return file.openstream("Workbook").read() if file.exists("Workbook") else b""


def _sheets(stream: bytes) -> Iterator[tuple[str, Inside]]:
    # Sheets that share their records, which is no workbook, would take for ever.
    left = 2 * len(stream)
    struck = _struck_formats(stream)
    for kind, body in _records(stream, 0):
        if kind == _BOUND_SHEET and left > 0:
            (start,) = struct.unpack_from("<I", body)
            records = list(_records(stream, start))
            left -= sum(len(each) for _kind, each in records) + 4 * len(records)
            yield _name(body[6:]), _sheet(records, struck)


def _struck_formats(stream: bytes) -> frozenset[int]:
    """Return the formats of cells whose text is struck through; there is no font 4 (2.5.129)."""
    records = [each for each in _records(stream, 0) if each[0] in (_FONT, _CELL_FORMAT)]
    options = [struct.unpack_from("<H", body, 2)[0] for kind, body in records if kind == _FONT]
    struck = {place + (place >= _NO_FONT) for place, each in enumerate(options) if each & _STRUCK}
    fonts = [struct.unpack_from("<H", body)[0] for kind, body in records if kind == _CELL_FORMAT]
    return frozenset(place for place, font in enumerate(fonts) if font in struck)


def _sheet(records: Sequence[_BiffRecord], struck: frozenset[int]) -> Inside:
    errors = (_error(*record) for record in records)
    hidden = (_hidden_row(body) for kind, body in records if kind == _ROW)
    _check_order(records)
    places = [_last_place(*record) for record in records]
    return Inside(
        rows=max((row for row, _column in places), default=-1) + 1,
        columns=max((column for _row, column in places), default=-1) + 1,
        failed=dict(each for each in errors if each),
        hidden_rows=frozenset(row for row in hidden if row is not None),
        struck=frozenset(_struck_cells(records, struck)),
    )


def _struck_cells(records: Sequence[_BiffRecord], struck: frozenset[int]) -> Iterator[CellPlace]:
    for kind, body in records if struck else ():
        if kind in _CELLS:
            row, column, form = struct.unpack_from("<HHH", body)
            if form in struck:
                yield row, column


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
