"""Reading the rows of a list: who stands in each, and what is wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from kiosk.core.model import Status
from kiosk.core.people import NewParticipant
from kiosk.core.roster.cells import Severity, bare, clean, identifier_in, is_nik, with_zero
from kiosk.core.roster.columns import (
    ColumnMapping,
    folded,
    headers,
    is_name_part,
)
from kiosk.core.roster.expected import SessionNames, UnknownSession, is_ticked
from kiosk.core.roster.exports import known_export
from kiosk.core.roster.extent import filled_rows
from kiosk.core.roster.fields import DETAILS, LENGTHS, Field
from kiosk.core.roster.fullnames import join_name, split_name_and_number
from kiosk.core.roster.further import SPOILT_CODE, FurtherColumns
from kiosk.core.roster.headings import words_of
from kiosk.core.roster.notes import Notes
from kiosk.core.roster.problems import Problem
from kiosk.core.roster.spreadsheet import CellPlace, Worksheet, letter
from kiosk.core.roster.standing import Standing, StatusColumn
from kiosk.core.roster.titles import school_above

_FILLED_DOWN = {Field.GROUP, Field.ORGANIZATION, Field.DISTRICT, Field.SESSIONS}
_LONELY = "Nothing but {value} stands in this row: check that it is a person, and no heading."
_STRUCK = "struck through"


class ProblemKind(StrEnum):
    """What a row is: a person, or a note such as a total or a signature."""

    PERSON = "person"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class RosterRow:
    """A row of the list; `sessions` is None where the list does not say.

    `stamp` orders the answers of a form: the later is the greater. `said` is what the list says
    about the person's coming, and `standing` how that is understood: None, not at all.
    `codes` are those that the person holds already, as they stand in the list.
    """

    number: int
    kind: ProblemKind
    entry: NewParticipant
    sessions: frozenset[int] | None = None
    problems: tuple[Problem, ...] = ()
    stamp: str = ""
    cells: tuple[str, ...] = ()
    standing: Standing | None = Standing.COMES
    said: str = ""
    status: Status = Status.ACTIVE
    codes: tuple[str, ...] = ()

    @property
    def has_error(self) -> bool:
        """Whether the row cannot be imported."""
        return any(each.severity is Severity.ERROR for each in self.problems)


def read_rows(
    sheet: Worksheet,
    mapping: ColumnMapping,
    sessions: SessionNames,
    *,
    without_spoilt: bool = False,
    add_zero: bool = False,
) -> tuple[RosterRow, ...]:
    """Return the rows below the header that are not empty, up to another list or twenty empty ones.

    With `without_spoilt` an identifier that cannot be used is left out, and the person comes in;
    with `add_zero` phone numbers get back the 0 that a spreadsheet took.
    """
    reader = _EntryReader(sheet, mapping, sessions, add_zero=add_zero)
    rows = [reader.row(index) for index in filled_rows(sheet, mapping)]
    if without_spoilt:
        rows = [_without_spoilt(row) for row in rows]
    return tuple(rows)


class _EntryReader:
    """Reads row after row and remembers what the rows before looked like."""

    def __init__(
        self, sheet: Worksheet, mapping: ColumnMapping, sessions: SessionNames, *, add_zero: bool
    ) -> None:
        self._sheet = sheet
        self._add_zero = add_zero
        export = known_export(headers(sheet, mapping.header_row))
        self._is_ours = export is not None and export.is_ours
        self._of_all = school_above(sheet, mapping)
        self._below = sheet.filled_down()
        self._columns = mapping.fields
        self._sessions = sessions
        self._name_column = mapping.name_column
        self._parts = {each: c for c, each in mapping.fields.items() if is_name_part(each)}
        self._notes = Notes(sheet, mapping)
        headings = [folded(each) for each in headers(sheet, mapping.header_row)]
        self._width = len(sheet.rows[mapping.header_row]) if sheet.rows else 0
        self._ticks = {
            column: sessions.of_heading(headings[column])
            for column, field in mapping.fields.items()
            if field is Field.TICK
        }
        self._beside = FurtherColumns(sheet, mapping)
        self._with_nik = {c for c, text in enumerate(headings) if "nik" in words_of(text)}
        status = mapping.column_of(Field.STATUS)
        self._status = StatusColumn(headings[status]) if status is not None else None
        self._place = {each: column for column, each in mapping.fields.items()}
        for each in (Field.NAME, Field.NIP_OR_NUPTK):
            self._place.setdefault(each, self._name_column or 0)
        self._marked = {
            column
            for places in (sheet.numbers, sheet.exact, sheet.unknown)
            for _row, column in places
        }

    def row(self, index: int) -> RosterRow:
        cells = self._sheet.rows[index]
        width = len(cells)
        texts = {
            each: cells[column] if column < width else "" for column, each in self._columns.items()
        }
        if self._below:
            self._fill_down(index, texts)
        self._put_name_together(texts)
        if self._notes.is_note(index, texts):
            return RosterRow(index + 1, ProblemKind.NOTE, NewParticipant(""), cells=cells)
        return self._person(index, texts)

    def _fill_down(self, row: int, texts: dict[Field, str]) -> None:
        """Give empty cells what stands once for all rows of a merged area."""
        for field in _FILLED_DOWN & texts.keys():
            texts[field] = texts[field] or self._below.get((row, self._place[field]), "")

    def _put_name_together(self, texts: dict[Field, str]) -> None:
        """Replace the parts of a name, or a cell with name and number, by the name."""
        if Field.NAME_AND_NIP in texts:
            texts[Field.NAME], number = split_name_and_number(texts.pop(Field.NAME_AND_NIP))
            texts[Field.NIP_OR_NUPTK] = texts.get(Field.NIP_OR_NUPTK) or number
        if self._parts:
            parts = {each: clean(Field.NAME, texts.pop(each)).value for each in self._parts}
            whole = {Field.NAME: texts[Field.NAME]} if Field.NAME in texts else {}
            texts[Field.NAME] = join_name({**parts, **whole})

    def _person(self, index: int, texts: dict[Field, str]) -> RosterRow:
        values, problems = self._details(index, texts)
        if not values[Field.NAME]:
            problems += self._nameless(index, problems)
        elif self._notes.is_lonely(index) and not self._ticks:
            alone: dict[str, object] = {"value": values[Field.NAME]}
            problems.append(Problem(Severity.WARNING, index + 1, _LONELY, values=alone))
        if self._sheet.divided:
            problems += self._beyond(index)
        codes, spoilt = self._beside.codes(index)
        problems += [
            Problem(Severity.ERROR, index + 1, SPOILT_CODE, letter(column), {"value": text})
            for column, text in spoilt.items()
        ]
        expected = self._expected(index, texts, problems)
        if self._ticks:
            expected = self._ticked(index, problems) | (expected or frozenset()) or None
        entry = NewParticipant(**values, own=self._beside.own(index))
        stamp = texts.get(Field.TIMESTAMP, "")
        said = (ProblemKind.PERSON, entry, expected, tuple(problems), stamp)
        row = RosterRow(index + 1, *said, self._sheet.rows[index], codes=codes)
        return self._with_standing(row, index, bare(texts.get(Field.STATUS, "")))

    def _details(
        self, index: int, texts: dict[Field, str]
    ) -> tuple[dict[Field, str], list[Problem]]:
        """Return what the cells say of the person, cleaned, and what is wrong with them."""
        values, problems = dict.fromkeys(DETAILS, ""), list[Problem]()
        for each, text in texts.items():
            field = self._meant(each, text)
            if field in values:
                value, problem = self._cleaned((index, self._place[each]), field, text)
                values[field] = value or values[field]
                problems += [problem] if problem else []
        values[Field.ORGANIZATION] = values[Field.ORGANIZATION] or self._of_all
        return values, problems

    def _meant(self, field: Field, text: str) -> Field | None:
        """Return what a cell is of what its column may hold: NIP or NUPTK, or neither."""
        if field is Field.NIP_OR_NUPTK:
            return identifier_in(text)
        if field is Field.NIP and self._place[field] in self._with_nik and is_nik(text):
            return None
        return field

    def _with_standing(self, row: RosterRow, index: int, said: str) -> RosterRow:
        if (index, self._name_column) in self._sheet.struck:
            return replace(row, standing=Standing.WAITS, said=_STRUCK)
        if self._status is None:
            return row
        if self._is_ours:
            return replace(row, status=Status(said)) if said in set(Status) else row
        return replace(row, standing=self._status.standing(said), said=said or "-")

    def _cleaned(self, place: CellPlace, field: Field, text: str) -> tuple[str, Problem | None]:
        index, column = place
        is_marked = column in self._marked
        is_number = is_marked and place in self._sheet.numbers
        is_exact = is_marked and place in self._sheet.exact
        result = clean(field, text, number=is_number, exact=is_exact)
        if self._add_zero and field is Field.PHONE:
            result = with_zero(result)
        if result.severity:
            shown: dict[str, object] = {"value": bare(text), "limit": LENGTHS.get(field, 0)}
            where = (index + 1, result.text, letter(column), shown, result.droppable)
            return result.value, Problem(result.severity, *where)
        is_unknown = is_marked and place in self._sheet.unknown
        return result.value, _unknown(index, column, field) if is_unknown else None

    def _nameless(self, index: int, problems: Sequence[Problem]) -> list[Problem]:
        """Return the complaint that there is no name, where nothing else is said of its cell."""
        column = letter(self._name_column or 0)
        if any(each.column == column for each in problems):
            return []
        text = "The name is missing. Fill it in, or empty the whole row."
        return [Problem(Severity.ERROR, index + 1, text, column)]

    def _beyond(self, index: int) -> list[Problem]:
        """Return the complaint that a line has more cells than there are headings."""
        cells = self._sheet.rows[index]
        more = [each for each in range(self._width, len(cells)) if cells[each].strip()]
        if not more:
            return []
        text = (
            'The line has more cells than the headings, up to "{value}": a text with the sign that '
            "divides the cells must stand in quotation marks. Add them, or save the list as .xlsx."
        )
        shown: dict[str, object] = {"value": bare(cells[more[-1]])}
        return [Problem(Severity.ERROR, index + 1, text, letter(more[-1]), shown)]

    def _expected(
        self, index: int, texts: dict[Field, str], problems: list[Problem]
    ) -> frozenset[int] | None:
        try:
            said = self._sessions.read(texts.get(Field.SESSIONS, ""))
        except UnknownSession as error:
            column = next(each for each, it in self._columns.items() if it is Field.SESSIONS)
            values: dict[str, object] = {
                "value": error.value,
                "known": ", ".join(self._sessions.names),
            }
            text = 'There is no session "{value}". Known are: {known}.'
            problems.append(Problem(Severity.ERROR, index + 1, text, letter(column), values))
            return None
        # Our own files name all sessions of everybody.
        is_none = said is None and self._is_ours and Field.SESSIONS in texts
        return frozenset() if is_none else said

    def _ticked(self, index: int, problems: list[Problem]) -> frozenset[int]:
        cells = {column: self._sheet.cell(index, column) for column in self._ticks}
        said = {column: is_ticked(bare(text)) for column, text in cells.items()}
        text = '"{value}" is no tick. Write \u2713 where the person comes, else leave it empty.'
        problems += [
            Problem(Severity.ERROR, index + 1, text, letter(column), {"value": bare(cells[column])})
            for column, ticked in said.items()
            if ticked is None
        ]
        if not any(each is not False for each in said.values()):
            text = "No session is ticked; the person is expected in all of them."
            problems.append(Problem(Severity.WARNING, index + 1, text))
        sessions = (self._ticks[column] for column, ticked in said.items() if ticked)
        return frozenset(each for each in sessions if each)


def _unknown(index: int, column: int, field: Field) -> Problem:
    severity = Severity.ERROR if field is Field.NAME else Severity.WARNING
    text = "This cell holds a formula without a stored result. Open the file, save it, try again."
    return Problem(severity, index + 1, text, letter(column))


def _without_spoilt(row: RosterRow) -> RosterRow:
    problems = tuple(
        replace(each, severity=Severity.WARNING) if each.droppable else each
        for each in row.problems
    )
    return replace(row, problems=problems)
