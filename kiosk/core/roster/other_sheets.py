"""The sheets of a workbook beside the one that is read: further pages of it, or other lists."""

from kiosk.core.roster.columns import ColumnMapping, headers, normalized
from kiosk.core.roster.exports import known_export
from kiosk.core.roster.spreadsheet import CellPlace, Spreadsheet
from kiosk.core.roster.titles import school_above
from kiosk.core.roster.understanding import Known, understand


def alike(book: Spreadsheet, mapping: ColumnMapping) -> tuple[CellPlace, ...]:
    """Return the other sheets in sight with the same headings, each with the row of these.

    One over whose headings stands another school than over these is a list of its own.
    """
    said = _headings(book, (mapping.sheet, mapping.header_row))
    school = school_above(book.sheets[mapping.sheet], mapping)
    return tuple(
        (each.sheet, each.header_row)
        for each in _lists(book, mapping)
        if _headings(book, (each.sheet, each.header_row)) == said
        and school_above(book.sheets[each.sheet], each) == school
    )


def not_read(book: Spreadsheet, mapping: ColumnMapping) -> tuple[str, ...]:
    """Return the names of the sheets in sight that have names too, and are other lists."""
    pages = {sheet for sheet, _row in alike(book, mapping)}
    return tuple(
        book.sheets[each.sheet].name for each in _lists(book, mapping) if each.sheet not in pages
    )


def _lists(book: Spreadsheet, mapping: ColumnMapping) -> list[ColumnMapping]:
    """Return how the other sheets are read in which somebody stands; ours repeat the first one."""
    export = known_export(headers(book.sheets[mapping.sheet], mapping.header_row))
    if export and export.is_ours:
        return []
    others = (
        index
        for index, sheet in enumerate(book.sheets)
        if index != mapping.sheet and not sheet.hidden
    )
    found = [understand(book, Known(), each) for each in others]
    return [each.mapping for each in found if each and _has_somebody(book, each.mapping)]


def _has_somebody(book: Spreadsheet, mapping: ColumnMapping) -> bool:
    column, sheet = mapping.name_column, book.sheets[mapping.sheet]
    return column is not None and bool(sheet.cell(mapping.header_row + 1, column).strip())


def _headings(book: Spreadsheet, place: CellPlace) -> list[str]:
    sheet, row = place
    said = [normalized(text) if text else "" for text in headers(book.sheets[sheet], row)]
    while said and not said[-1]:
        said.pop()
    return said
