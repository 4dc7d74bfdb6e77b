"""What somebody typed about how a list is read: its sheets, and what its columns mean."""

from collections.abc import Sequence

from kiosk.core.errors import BadInput
from kiosk.core.roster.columns import headers, place_of
from kiosk.core.roster.fields import Field
from kiosk.core.roster.plan import Hints
from kiosk.core.roster.spreadsheet import Spreadsheet
from kiosk.core.roster.understanding import Understood

_NOT_READ = frozenset(["", "-", "none", "ignore", "passed over"])


def sheet_named(book: Spreadsheet, name: str) -> int:
    """Return the place of a sheet. Raises BadInput where none is called so."""
    known = [each.name.strip().casefold() for each in book.sheets]
    if name.strip().casefold() not in known:
        raise BadInput(
            "{file} has no sheet {sheet}. It has: {sheets}.",
            file=book.file_name,
            sheet=name,
            sheets=", ".join(each.name for each in book.sheets),
        )
    return known.index(name.strip().casefold())


def place_of_all(
    book: Spreadsheet, found: Understood | None, sheet: int | None, hints: Hints
) -> tuple[int, int]:
    """Return the sheet and row in which all named columns have headings, the likeliest first."""
    likeliest = [(found.mapping.sheet, found.mapping.header_row)] if found else []
    others = [
        (index, row)
        for index in ([sheet] if sheet is not None else range(len(book.sheets)))
        for row in range(min(30, len(book.sheets[index].rows)))
    ]
    for place in [*likeliest, *others]:
        if all(place_of(book, place, name) is not None for name, _ in hints.columns):
            return place
    raise _no_column(book, hints.columns[0][0], likeliest or others[:1])


def column_named(book: Spreadsheet, place: tuple[int, int], name: str) -> int:
    """Return the place of a column in a sheet and row. Raises BadInput where there is none."""
    column = place_of(book, place, name)
    if column is None:
        raise _no_column(book, name, [place])
    return column


def _no_column(book: Spreadsheet, name: str, places: Sequence[tuple[int, int]]) -> BadInput:
    sheet, row = places[0]
    known = [" ".join(each.split()) for each in headers(book.sheets[sheet], row)]
    return BadInput(
        "There is no column {column} in {file}. Headings are: {known}.",
        column=name,
        file=book.file_name,
        known=", ".join(filter(None, known)),
    )


def meaning_named(value: str) -> Field | None:
    """Return a meaning, None to pass the column over. Raises BadInput for others."""
    key = value.strip().casefold().replace("-", "_").replace(" ", "_")
    if value.strip().casefold() in _NOT_READ:
        return None
    if key not in set(Field):
        known = ", ".join(each.value for each in Field)
        text = "There is no meaning {meaning}. Known are: {known}; nothing passes a column over."
        raise BadInput(text, meaning=value, known=known)
    return Field(key)
