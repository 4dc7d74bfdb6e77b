"""The columns of a list: their headings, what each means, and a few of its cells to look at."""

import re
from collections.abc import Mapping as Dictionary
from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.core.roster.fields import OF_SEVERAL_COLUMNS, PARTS_OF_NAME, Field
from kiosk.core.roster.headings import read_heading, words_of
from kiosk.core.roster.spreadsheet import CellPlace, Spreadsheet, Worksheet, letter

SEARCHED_ROWS = 30
"""The headings are looked for in so many rows."""

_SAMPLES = 3
_LOOKED_AT = 200
_DIGIT = re.compile(r"\d")
_NUMERAL = re.compile(r"\(?\d{1,2}\)?\.?")
_BRACKETS = re.compile(r"\([^()]*+\)|\[[^\[\]]*+\]")
_NAMES = (Field.NAME, Field.NAME_AND_NIP, Field.FIRST_NAME, Field.LAST_NAME)
_SAYS_SO = 0.6

RememberedColumns = Dictionary[str, str]
"""What columns meant before: the value of a Field by normalised header, "" where passed over."""


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Which sheet (counted from 0) and header row, and what the columns mean, by their place.

    `further` are other sheets of the same list, each with the row of its headings.
    """

    sheet: int
    header_row: int
    fields: dict[int, Field]
    further: tuple[tuple[int, int], ...] = ()

    @property
    def parts(self) -> tuple["ColumnMapping", ...]:
        """The mapping of each sheet by itself."""
        places = ((self.sheet, self.header_row), *self.further)
        return tuple(ColumnMapping(sheet, row, self.fields) for sheet, row in places)

    def column_of(self, field: Field) -> int | None:
        """Return the column that holds a field."""
        return next((column for column, each in self.fields.items() if each is field), None)

    @property
    def name_column(self) -> int | None:
        """The column that tells whether somebody stands in a row; None where no names are."""
        found = (self.column_of(field) for field in _NAMES)
        return next((column for column in found if column is not None), None)

    @property
    def twice(self) -> list[Field]:
        """The meanings that two columns have, though only one may."""
        once = [each for each in self.fields.values() if each not in OF_SEVERAL_COLUMNS]
        return sorted({each for each in once if once.count(each) > 1})


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the list with its first values; without a field it is passed over."""

    index: int
    letter: str
    header: str
    field: Field | None
    samples: tuple[str, ...]


def columns(book: Spreadsheet, mapping: ColumnMapping) -> tuple[Column, ...]:
    """Return the columns that have a header or a meaning, with samples."""
    sheet = book.sheets[mapping.sheet]
    return tuple(
        Column(
            index,
            letter(index),
            " ".join(header.split()),
            mapping.fields.get(index),
            _samples(sheet, mapping.header_row, index),
        )
        for index, header in enumerate(headers(sheet, mapping.header_row))
        if header.strip() or index in mapping.fields
    )


def to_remember(book: Spreadsheet, mapping: ColumnMapping) -> dict[str, str]:
    """Return what is worth remembering of a mapping, for the next list of the event."""
    return {
        normalized(column.header): column.field.value if column.field else ""
        for column in columns(book, mapping)
        if column.header
    }


def normalized(header: str) -> str:
    """Return a header without case, brackets, line breaks and signs; `N I P` is `nip`."""
    return " ".join(words_of(_BRACKETS.sub(" ", header)) or words_of(header))


def says_name(header: str) -> bool:
    """Whether a heading is one of names."""
    said = read_heading(header)
    others = max((fit for field, fit in said.fits.items() if field not in _NAMES), default=0.0)
    name = max(said.fit(Field.NAME), said.fit(Field.NAME_AND_NIP))
    return not said.owner and name > _SAYS_SO and name >= others


def other_names(seen: Sequence[Column]) -> tuple[Column, ...]:
    """Return the columns that are called like one of names, but passed over: lists side by side."""
    named = {normalized(each.header) for each in seen if each.field in _NAMES}
    return tuple(each for each in seen if each.field is None and normalized(each.header) in named)


def headers(sheet: Worksheet, row: int) -> list[str]:
    """Return the headings of the columns, where merged cells or two rows make up one heading."""
    below = sheet.filled_down()
    width = max((len(each) for each in sheet.rows[:_LOOKED_AT]), default=0)
    own = [sheet.cell(row, each) or below.get((row, each), "") for each in range(width)]
    upper = [sheet.cell(row - 1, column) if row else "" for column in range(len(own))]
    if not _completes(own, upper):
        return own
    return [text or above for text, above in zip(own, upper, strict=True)]


def full_headings(sheet: Worksheet, row: int) -> list[str]:
    """Return the headings with whose they are, where that stands above: `Nama` of `Wali`."""
    over = _over_several(sheet, row)
    own = headers(sheet, row)
    return [
        f"{text} {over[place]}" if text.strip() and place in over else text
        for place, text in enumerate(own)
    ]


def _over_several(sheet: Worksheet, row: int) -> dict[int, str]:
    width = sheet.width() if sheet.merges else 0
    return {
        column: sheet.cell(merge.top, merge.left)
        for merge in sheet.merges
        if read_heading(sheet.cell(merge.top, merge.left)).owner
        and merge.top <= row - 1 == merge.bottom
        and 0 < merge.right - merge.left < width - 2
        for column in range(merge.left, merge.right + 1)
    }


def _completes(own: Sequence[str], upper: Sequence[str]) -> bool:
    """Whether this row divides headings of the row above, as `Number` into `NIP` and `NUPTK`.

    Then nothing stands below the name, and under each heading that goes over several columns
    every column is named.
    """
    if not any(
        says_name(above) and not text.strip() for text, above in zip(own, upper, strict=True)
    ):
        return False
    filled = [column for column, text in enumerate(own) if text.strip()]
    divided = {column for column in filled if not upper[column].strip()}
    begun = {column - 1 for column in divided}
    return bool(divided) and all(
        column in divided | begun and not _DIGIT.search(own[column]) for column in filled
    )


def numbers_columns(cells: Sequence[str]) -> bool:
    """Whether a row below the headings is their numbers: (1), (2), (3)."""
    filled = 0
    for text in filter(None, map(str.strip, cells)):
        if not _NUMERAL.fullmatch(text):
            return False
        filled += 1
    return filled > 1


def cells_below(sheet: Worksheet, row: int, column: int, most: int) -> list[str]:
    """Return at most so many cells below a heading, taken evenly from the whole column."""
    step = max(1, (len(sheet.rows) - row - 1) // most)
    rows = sheet.rows[row + 1 :: step]
    return [each[column] if column < len(each) else "" for each in rows]


def _samples(sheet: Worksheet, header_row: int, column: int) -> tuple[str, ...]:
    found: list[str] = []
    for row in range(header_row + 1, min(len(sheet.rows), header_row + 1 + SEARCHED_ROWS)):
        text = sheet.cell(row, column).strip()
        if text and text not in found and not numbers_columns(sheet.rows[row]):
            found.append(text)
    return tuple(found[:_SAMPLES])


def place_of(book: Spreadsheet, place: CellPlace, named: str) -> int | None:
    """Return the column of a heading, or of a letter where no heading is called so."""
    sheet, row = place
    said = headers(book.sheets[sheet], row)
    wanted = folded(named)
    for as_compared in (folded, normalized):
        known = [as_compared(each) for each in said]
        if as_compared(wanted) and as_compared(wanted) in known:
            return known.index(as_compared(wanted))
    letters = {letter(each).casefold(): each for each in range(len(said))}
    return letters.get(wanted)


def is_name_part(field: Field | None) -> bool:
    """Whether a meaning is joined to the name."""
    return field in PARTS_OF_NAME


def folded(text: str) -> str:
    """Return the text of a heading without case and spare spaces, to be compared."""
    return " ".join(text.split()).casefold()
