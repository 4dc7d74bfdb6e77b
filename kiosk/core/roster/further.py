"""Columns beside what everybody has: own fields, and codes that people hold already."""

import re

from kiosk.core.model import LONGEST_CODE
from kiosk.core.own_fields import own_label, own_text
from kiosk.core.roster.cells import bare
from kiosk.core.roster.columns import ColumnMapping, headers
from kiosk.core.roster.fields import Field
from kiosk.core.roster.spreadsheet import Worksheet, letter

SPOILT_CODE = "The code {value} is too long, or lost digits. Format the column as text."
_SPOILT = re.compile(r"\d(?:[.,]\d{1,20})?E\+\d{1,3}", re.IGNORECASE)


def own_columns(sheet: Worksheet, mapping: ColumnMapping) -> dict[int, str]:
    """Return the columns that are kept as own fields, with their labels."""
    headings = headers(sheet, mapping.header_row)
    return {
        column: own_label(headings[column]) or letter(column)
        for column, each in mapping.fields.items()
        if each is Field.OWN
    }


class FurtherColumns:
    """Reads these columns, row by row."""

    def __init__(self, sheet: Worksheet, mapping: ColumnMapping) -> None:
        self._sheet = sheet
        self._own = own_columns(sheet, mapping)
        self._codes = [c for c, each in mapping.fields.items() if each is Field.CODE]

    def own(self, row: int) -> str:
        """Return the values of the own fields, written as `own_text` does."""
        cells = {label: bare(self._sheet.cell(row, c)) for c, label in self._own.items()}
        return own_text(cells)

    def codes(self, row: int) -> tuple[tuple[str, ...], dict[int, str]]:
        """Return the codes of a row, and by their columns those that are spoilt or too long."""
        said = {column: bare(self._sheet.cell(row, column)) for column in self._codes}
        spoilt = {
            column: text
            for column, text in said.items()
            if _SPOILT.fullmatch(text) or len(text) > LONGEST_CODE
        }
        return tuple(text for text in said.values() if text), spoilt
