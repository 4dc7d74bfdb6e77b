"""Which rows of a sheet may hold the headings of its list."""

import re

from kiosk.core.roster.columns import (
    SEARCHED_ROWS,
    RememberedColumns,
    cells_below,
    folded,
    full_headings,
    headers,
    normalized,
)
from kiosk.core.roster.fields import Field
from kiosk.core.roster.headings import Heading, read_heading
from kiosk.core.roster.spreadsheet import Worksheet

_NAMES = (Field.NAME, Field.NAME_AND_NIP, Field.FIRST_NAME, Field.LAST_NAME)
_LEAST = 0.3
_SURE = 0.55
_SAID_OUTRIGHT = 0.75
_LOOKED_AT = 2000
_OF_A_PERSON = re.compile(r"[^\s@]{1,99}@[^\s@]{1,99}\.[^\s@.]{2,}|'?\+?\d{9,20}")
_LONG_NUMBER = re.compile(r"\d{5}")
_MOST_LIKELY = 6
"""So many rows are weighed as headings: where every row might be one, weighing all takes long."""


def likely_rows(sheet: Worksheet, remembered: RememberedColumns) -> list[int]:
    """Return the rows in which something is called a name; of equal ones the first."""
    rows = range(min(SEARCHED_ROWS, len(sheet.rows)))
    likely = _first_of_each(sheet, [row for row in rows if _says_name(sheet, row, remembered)])
    if len(likely) > _MOST_LIKELY:
        likely = sorted(likely, key=lambda row: _known_headings(sheet, row))[-_MOST_LIKELY:]
    return sorted(likely)


def row_without_names(sheet: Worksheet) -> int | None:
    """Return the row that looks like headings, where nothing is called a name."""
    rows = range(min(SEARCHED_ROWS, len(sheet.rows) - 1))
    return next((row for row in rows if _stands_above(sheet, row)), None)


def _first_of_each(sheet: Worksheet, rows: list[int]) -> list[int]:
    """Return the rows without those in which the headings stand once more, on another page."""
    texts = [tuple(folded(text) for text in headers(sheet, row)) for row in rows]
    return [row for place, row in enumerate(rows) if texts.index(texts[place]) == place]


def _says_name(sheet: Worksheet, row: int, remembered: RememberedColumns) -> bool:
    if any(_OF_A_PERSON.fullmatch(cell.strip()) for cell in sheet.rows[row]):
        return False
    for column, text in enumerate(full_headings(sheet, row)):
        said = read_heading(text) if text else Heading({})
        fit = max(said.fit(each) for each in _NAMES)
        if fit >= _SAID_OUTRIGHT or (fit >= _LEAST and not _stands_again(sheet, row, column)):
            return True
        if remembered.get(normalized(text)) in _NAMES:
            return True
    return False


def _stands_again(sheet: Worksheet, row: int, column: int) -> bool:
    """Whether a text stands in its column more than once, as what people are, and no heading."""
    text = folded(sheet.cell(row, column))
    return sum(folded(each) == text for each in cells_below(sheet, -1, column, _LOOKED_AT)) > 1


def _known_headings(sheet: Worksheet, row: int) -> tuple[int, int]:
    """Return how many meanings the cells of a row name, and how far above it stands."""
    said = (read_heading(text) for text in headers(sheet, row) if text)
    return len({field for each in said for field, fit in each.fits.items() if fit > _SURE}), -row


def _stands_above(sheet: Worksheet, row: int) -> bool:
    """Whether the cells of a row are texts without numbers, as many as in the rows below."""
    texts = [text for text in headers(sheet, row) if text.strip()]
    below = [sum(map(bool, map(str.strip, each))) for each in sheet.rows[row + 1 : row + 6]]
    is_wide = len(texts) > 1 and len(texts) >= max(below)
    return is_wide and not any("@" in text or _LONG_NUMBER.search(text) for text in texts)
