"""What was decided about a list that is being brought: how it is read, and the answers."""

from collections.abc import Mapping as Dictionary
from dataclasses import replace
from typing import Any

from kiosk.core.errors import BadInput, NotFound
from kiosk.core.names import fold
from kiosk.core.roster.columns import ColumnMapping
from kiosk.core.roster.fields import Field
from kiosk.core.roster.plan import Coming, Decisions, SameOrNew
from kiosk.core.roster.spreadsheet import Spreadsheet
from kiosk.desk import Desk
from kiosk.services import previews
from kiosk.services.strangers import read_list
from kiosk.web.roster.uploads import Upload
from kiosk.web.shell.access import current_desk, current_event
from kiosk.web.shell.forms import Form, whole, whole_or_none

_ANSWER = "answer_"
_COLUMN = "column_"
_COMING = "coming_"
_DOUBT = "doubt_"
_COMES = "yes"


def book_of(upload: Upload) -> Spreadsheet:
    """Return the list in the upload. Raises NotFound where it was imported already."""
    if not upload.path.exists():
        raise NotFound("This file was already imported. Choose it once more to import it again.")
    encoding = upload.notes().get("encoding", "")
    return read_list(current_desk(), upload.name, upload.path, encoding)


def seen(desk: Desk, event_id: int, upload: Upload) -> previews.RosterPreview:
    """Return what the import would do by all that was decided so far."""
    notes = upload.notes()
    return previews.preview(
        desk, event_id, book_of(upload), _kept_mapping(notes), _decisions(notes)
    )


def _decisions(notes: Dictionary[str, Any]) -> Decisions:
    coming: Dictionary[str, str] = notes.get("coming", {})
    return Decisions(
        answers={int(row): SameOrNew(each) for row, each in notes.get("answers", {}).items()},
        without_spoilt=bool(notes.get("without_spoilt")),
        add_zero=bool(notes.get("add_zero")),
        together=notes.get("together"),
        coming=Coming(
            brought=frozenset(said for said, each in coming.items() if each == _COMES),
            left_out=frozenset(said for said, each in coming.items() if each != _COMES),
        ),
    )


def mapping_to_change(upload: Upload, book: Spreadsheet, given: Form) -> ColumnMapping:
    """Return the mapping to show: of the asked sheet and header row, else kept, else suggested."""
    if "sheet" in given:
        return previews.read_again(current_desk(), current_event().id, book, _place(book, given))
    kept = _kept_mapping(upload.notes())
    found = previews.understood(current_desk(), current_event().id, book)
    return kept or (found.mapping if found else ColumnMapping(0, 0, {}))


def mapping_of_form(book: Spreadsheet, form: Form) -> ColumnMapping:
    """Return the mapping in the form. Raises BadInput where a field has two columns or no name."""
    place = _place(book, form)
    fields: dict[int, Field] = {}
    for name, value in form.items():
        column = whole_or_none(name.removeprefix(_COLUMN)) if name.startswith(_COLUMN) else None
        if column is not None and column >= 0 and value in set(Field):
            fields[column] = Field(value)
    said = ColumnMapping(*place, fields)
    if said.twice:
        raise BadInput("Two columns have the same meaning. Choose one, and skip the other.")
    if said.name_column is None:
        raise BadInput("Say which column holds the names.")
    return said


def keep_mapping(upload: Upload, mapping: ColumnMapping) -> None:
    """Keep how the list is read; answers belong to the rows as they were read before."""
    fields = {str(column): field.value for column, field in mapping.fields.items()}
    kept = {"sheet": mapping.sheet, "header_row": mapping.header_row, "fields": fields}
    upload.note(mapping=kept, answers={})


def keep_answers(upload: Upload, form: Form) -> None:
    """Keep the answers to the questions by column and row, and what was chosen about the rows."""
    if any(name.startswith(_DOUBT) for name in form):
        _keep_columns(upload, form)
    given = {
        name.removeprefix(_ANSWER): value
        for name, value in form.items()
        if name.startswith(_ANSWER) and value in set(SameOrNew)
    }
    kept: Dictionary[str, Any] = upload.notes().get("answers", {})
    upload.note(answers={**kept, **given})
    coming: Dictionary[str, str] = upload.notes().get("coming", {})
    upload.note(coming={**coming, **_said_of_coming(form)})
    if "encoding" in form:
        upload.note(encoding=form["encoding"])
    if form.get("sheets"):
        upload.note(together=form["sheets"] == _COMES)
    if "choices" in form:
        upload.note(without_spoilt=form.get("without_spoilt") == "yes")
        upload.note(add_zero=form.get("add_zero") == "yes")


def _keep_columns(upload: Upload, form: Form) -> None:
    """Keep what the columns mean that were asked about, once all is answered."""
    found = previews.understood(current_desk(), current_event().id, book_of(upload))
    given = {each: form.get(f"{_DOUBT}{each.column}") for each in found.doubts} if found else {}
    if found is None or _kept_mapping(upload.notes()) or None in given.values():
        return
    fields = dict(found.mapping.fields)
    for doubt, column in given.items():
        fields.pop(doubt.column, None)
        if column:
            fields[int(column)] = doubt.field
    said = replace(found.mapping, fields=dict(sorted(fields.items())))
    if said.name_column is None:
        raise BadInput("Say which column holds the names.")
    keep_mapping(upload, said)


def _said_of_coming(form: Form) -> dict[str, str]:
    """Return whether those come of whom the list says this or that: words, then yes or no."""
    chosen = {
        fold(text): form.get(f"{_COMING}{place}", "")
        for place, text in enumerate(form.getlist("said"))
    }
    return {text: each for text, each in chosen.items() if each}


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
        raise BadInput("The headings cannot be in row {row}.", row=row)
    return sheet, row - 1
