"""What was decided about a list that is being brought: how it is read, and the answers."""

from collections.abc import Mapping as Dictionary
from typing import Any

from kiosk.core.errors import BadInput, NotFound
from kiosk.core.roster.columns import ColumnMapping
from kiosk.core.roster.fields import Field
from kiosk.core.roster.plan import SameOrNew
from kiosk.core.roster.spreadsheet import Spreadsheet
from kiosk.desk import Desk
from kiosk.services import roster
from kiosk.services.strangers import read_list
from kiosk.web.roster.uploads import Upload
from kiosk.web.shell.access import current_desk, current_event
from kiosk.web.shell.forms import Form, whole, whole_or_none

_ANSWER = "answer_"
_COLUMN = "column_"


def book_of(upload: Upload) -> Spreadsheet:
    """Return the list in the upload. Raises NotFound where it was imported already."""
    if not upload.path.exists():
        raise NotFound("This file was imported already. Choose it once more to import it again.")
    return read_list(current_desk(), upload.name, upload.path)


def seen(desk: Desk, event_id: int, upload: Upload) -> roster.RosterPreview:
    """Return what the import would do by all that was decided so far."""
    notes = upload.notes()
    answers = {int(row): SameOrNew(each) for row, each in notes.get("answers", {}).items()}
    return roster.preview(
        desk,
        event_id,
        book_of(upload),
        _kept_mapping(notes),
        answers,
        without_spoilt=bool(notes.get("without_spoilt")),
    )


def mapping_to_change(upload: Upload, book: Spreadsheet, given: Form) -> ColumnMapping:
    """Return the mapping to show: of the asked sheet and header row, else kept, else suggested."""
    if "sheet" in given:
        return roster.read_again(current_desk(), current_event().id, book, _place(book, given))
    kept = _kept_mapping(upload.notes())
    suggested = roster.suggested(current_desk(), current_event().id, book)
    return kept or suggested or ColumnMapping(0, 0, {})


def mapping_of_form(book: Spreadsheet, form: Form) -> ColumnMapping:
    """Return the mapping in the form. Raises BadInput where a field has two columns or no name."""
    place = _place(book, form)
    fields: dict[int, Field] = {}
    for name, value in form.items():
        column = whole_or_none(name.removeprefix(_COLUMN)) if name.startswith(_COLUMN) else None
        if column is not None and column >= 0 and value in set(Field):
            fields[column] = Field(value)
    once = [each for each in fields.values() if each is not Field.TICK]
    if len(set(once)) < len(once):
        raise BadInput("Two columns have the same meaning. Choose one, and pass the other over.")
    if Field.NAME not in fields.values():
        raise BadInput("Say which column holds the names.")
    return ColumnMapping(*place, fields)


def keep_mapping(upload: Upload, mapping: ColumnMapping) -> None:
    """Keep how the list is read; answers belong to the rows as they were read before."""
    fields = {str(column): field.value for column, field in mapping.fields.items()}
    kept = {"sheet": mapping.sheet, "header_row": mapping.header_row, "fields": fields}
    upload.note(mapping=kept, answers={})


def keep_answers(upload: Upload, form: Form) -> None:
    """Keep the answers to the questions by row, and whether spoilt identifiers are left away."""
    given = {
        name.removeprefix(_ANSWER): value
        for name, value in form.items()
        if name.startswith(_ANSWER) and value in set(SameOrNew)
    }
    kept: Dictionary[str, Any] = upload.notes().get("answers", {})
    upload.note(answers={**kept, **given})
    if "choices" in form:
        upload.note(without_spoilt=form.get("without_spoilt") == "yes")


def _kept_mapping(notes: Dictionary[str, Any]) -> ColumnMapping | None:
    kept = notes.get("mapping")
    if not kept:
        return None
    fields = {int(column): Field(value) for column, value in kept["fields"].items()}
    return ColumnMapping(kept["sheet"], kept["header_row"], fields)


def _place(book: Spreadsheet, given: Form) -> tuple[int, int]:
    sheet, row = given.get("sheet", 0, type=whole), given.get("header_row", 1, type=whole)
    if not 0 <= sheet < len(book.sheets):
        raise BadInput("There is no such sheet in the file.")
    if not 1 <= row <= max(1, len(book.sheets[sheet].rows)):
        raise BadInput("The header cannot stand in row {row}.", row=row)
    return sheet, row - 1
