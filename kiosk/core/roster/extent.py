"""How far a list goes: its filled rows, up to another list or twenty empty ones."""

from collections.abc import Iterator

from kiosk.core.roster.columns import ColumnMapping, folded, says_name
from kiosk.core.roster.spreadsheet import Worksheet

_LAST_AFTER = 20


def filled_rows(sheet: Worksheet, mapping: ColumnMapping) -> Iterator[int]:
    """Yield the rows of the list that are not empty."""
    gap = 0
    with_formula = {row for row, _column in sheet.unknown}
    for index in range(mapping.header_row + 1, len(sheet.rows)):
        cells = sheet.rows[index]
        if index in with_formula or any(text and not text.isspace() for text in cells):
            if gap and _begins_another_list(sheet, mapping, index):
                return
            gap = int(sum(map(bool, map(str.strip, cells))) == 1) if gap < _LAST_AFTER else gap
            yield index
        else:
            gap += 1
        if gap >= _LAST_AFTER:
            return


def rows_left_out(sheet: Worksheet, mapping: ColumnMapping) -> int:
    """Return the row, counted from 1, at which something stands that was not read; else 0."""
    filled = list(filled_rows(sheet, mapping))
    last = filled[-1] if filled else mapping.header_row
    rest = range(last + 1, len(sheet.rows))
    return next((row + 1 for row in rest if any(map(str.strip, sheet.rows[row]))), 0)


def _begins_another_list(sheet: Worksheet, mapping: ColumnMapping, index: int) -> bool:
    """Whether other headings stand in this row, which comes after a gap or a line of its own."""
    name = sheet.cell(index, mapping.name_column or 0)
    if not says_name(name) or index == mapping.header_row + 1:
        return False
    said = {column: folded(sheet.cell(index, column)) for column in mapping.fields}
    known = {column: folded(sheet.cell(mapping.header_row, column)) for column in mapping.fields}
    others = [column for column, text in said.items() if text and text != known[column]]
    return bool(others) and sum(map(bool, map(str.strip, sheet.rows[index]))) > 1
