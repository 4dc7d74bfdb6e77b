"""Looking at a list before it is imported: how it is read, and what its import would do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from badges.code import written
from kiosk.core.errors import BadInput
from kiosk.core.model import Session
from kiosk.core.own_fields import MOST_FIELDS
from kiosk.core.roster.cells import LOST_ZERO
from kiosk.core.roster.columns import (
    Column,
    ColumnMapping,
    RememberedColumns,
    columns,
    headers,
    to_remember,
)
from kiosk.core.roster.entries import (
    ProblemKind,
    RosterRow,
    read_rows,
)
from kiosk.core.roster.expected import SessionNames
from kiosk.core.roster.exports import known_export
from kiosk.core.roster.extent import rows_left_out
from kiosk.core.roster.fields import Field
from kiosk.core.roster.further import own_columns
from kiosk.core.roster.held_codes import written_alike
from kiosk.core.roster.other_sheets import alike, not_read
from kiosk.core.roster.plan import (
    Decisions,
    Existing,
    Hints,
    RosterPlan,
    Said,
    words_about_coming,
)
from kiosk.core.roster.roster import plan
from kiosk.core.roster.spreadsheet import CellPlace, Spreadsheet, Worksheet, letter
from kiosk.core.roster.titles import school_above
from kiosk.core.roster.understanding import (
    ColumnDoubt,
    Known,
    Understood,
    understand,
)
from kiosk.core.roster.understanding import understand_row as _understand_row
from kiosk.desk import Desk
from kiosk.services.hints import column_named, meaning_named, place_of_all, sheet_named
from kiosk.storage import badges, events, participants, sessions
from kiosk.storage.database import Tx
from kiosk.uncollected import uncollected

REMEMBERED = "roster_mapping"
"""The setting of the event in which the meanings are kept that were set by hand."""


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet that is read: its rows are numbered on from those of the sheets before it."""

    name: str
    mapping: ColumnMapping
    numbered_from: int


@dataclass(frozen=True, slots=True)
class RosterPreview:
    """A list, how it is read, and what its import would do; nothing is written yet.

    `export` names the product that wrote it, `doubts` are what was close, `remember` what was set
    by hand, `school` what the title rows say of everybody. `alike` are sheets with the same columns
    of which nobody has said whether they are read too, `other_lists` those with names and others.
    """

    book: Spreadsheet
    mapping: ColumnMapping
    columns: tuple[Column, ...]
    rows: tuple[RosterRow, ...]
    plan: RosterPlan
    sessions: tuple[Session, ...]
    decisions: Decisions = field(default_factory=Decisions)
    unread_from: int = 0
    export: str = ""
    doubts: tuple[ColumnDoubt, ...] = ()
    remember: RememberedColumns = field(default_factory=dict)
    school: str = ""
    pages: tuple[Page, ...] = ()
    alike: tuple[str, ...] = ()
    other_lists: tuple[str, ...] = ()

    @property
    def own_labels(self) -> tuple[str, ...]:
        """The labels of the columns that are kept as own fields."""
        sheet = self.book.sheets[self.mapping.sheet]
        return tuple(own_columns(sheet, self.mapping).values())

    @property
    def brings_codes(self) -> bool:
        """Whether the list brings codes that people hold already, and that may be guessed."""
        return any(row.codes for row in self.rows)

    @property
    def out_of_sight(self) -> list[int]:
        """The rows of people that are hidden in the file, by a filter maybe."""
        hidden = {
            row + 1 + page.numbered_from
            for page in self.pages
            for row in self.book.sheets[page.mapping.sheet].hidden_rows
        }
        people = (row.number for row in self.rows if row.kind is ProblemKind.PERSON)
        return [number for number in people if number in hidden]

    @property
    def ignored(self) -> tuple[Column, ...]:
        """The columns of the list that are passed over."""
        return tuple(each for each in self.columns if each.field is None)

    @property
    def have_lost_a_zero(self) -> bool:
        """Whether phone numbers seem to have lost their 0."""
        return any(each.text == LOST_ZERO for row in self.rows for each in row.problems)

    @property
    def about_coming(self) -> list[Said]:
        """What the list says about who comes, but where it says that somebody does."""
        return words_about_coming(self.rows, self.decisions.coming)

    @property
    def open_questions(self) -> int:
        """How many questions must be answered before anything is imported."""
        asked = [each.question for each in self.plan.questions if each.question]
        return len(self.doubts) + bool(self.alike) + sum(each.answer is None for each in asked)

    @property
    def answered_questions(self) -> int:
        """How many questions were answered, by somebody or by a rule until somebody does."""
        asked = sum(each.is_asked for each in self.about_coming)
        answers = (each.question.answer for each in self.plan.questions if each.question)
        guessed = bool(self.book.encoding)
        return guessed + asked + sum(answer is not None for answer in answers)

    def called(self, column: int) -> str:
        """Return how a column is named in a hint: by its heading, by its letter where two share it.

        See `Hints`.
        """
        alike = [each for each in self.columns if each.header == self.header(column)]
        return self.header(column) if len(alike) == 1 else letter(column)

    def header(self, column: int) -> str:
        """Return the heading of a column, else its letter."""
        found = next((each for each in self.columns if each.index == column), None)
        return (found.header or found.letter) if found else ""


def preview(
    desk: Desk,
    event_id: int,
    book: Spreadsheet,
    mapping: ColumnMapping | None = None,
    decisions: Decisions | None = None,
) -> RosterPreview:
    """Return what the import of a list would do, read by this mapping, else as is likeliest.

    Raises BadInput where no column holds names.
    """
    hints = (decisions or Decisions()).hints
    read = Understood(mapping) if mapping else understood(desk, event_id, book, hints)
    if read is None or read.mapping.name_column is None:
        raise _no_names(book)
    read = replace(read, mapping=_with_pages(book, read.mapping, decisions or Decisions()))
    with desk.store.read() as tx:
        parts = tuple(sessions.of_event(tx, event_id))
        existing = existing_people(tx, event_id)
    by_hand = to_remember(book, read.mapping) if mapping else _decided(book, read.mapping, hints)
    with uncollected():
        return _previewed(book, read, decisions or Decisions(), (parts, existing, by_hand))


def understood(
    desk: Desk, event_id: int, book: Spreadsheet, hints: Hints | None = None
) -> Understood | None:
    """Return how the list is best read with what was set by hand; None where no names are.

    Raises BadInput where a hint names no sheet, column or meaning.
    """
    known = _known(desk, event_id)
    if hints is None or not (hints.sheets or hints.columns):
        return understand(book, known)
    sheet = sheet_named(book, hints.sheets[0]) if hints.sheets else None
    found = understand(book, known, sheet)
    if not hints.columns:
        return found
    place = place_of_all(book, found, sheet, hints)
    decided = {
        column_named(book, place, name): meaning_named(value) for name, value in hints.columns
    }
    return _understand_row(book, *place, Known(known.remembered, known.sessions, decided))


def read_again(
    desk: Desk, event_id: int, book: Spreadsheet, place: tuple[int, int]
) -> ColumnMapping:
    """Return how the list would be read with the headings in this sheet and row."""
    return _understand_row(book, *place, _known(desk, event_id)).mapping


def check_mapping(desk: Desk, event_id: int, book: Spreadsheet, mapping: ColumnMapping) -> None:
    """Raise BadInput where a column of ticks is called like no session."""
    _check_ticks(columns(book, mapping), _known(desk, event_id).sessions)


def remembered(tx: Tx, event_id: int) -> RememberedColumns:
    """Return what headings were set by hand to mean, in the lists before."""
    return events.setting(tx, event_id, REMEMBERED) or {}


def existing_people(tx: Tx, event_id: int) -> list[Existing]:
    """Return everybody on the roster with where they are expected, and the codes they hold."""
    expected, codes = participants.expectations(tx, event_id), badges.held(tx, event_id)
    return [
        Existing(each, expected.get(each.id, frozenset()), codes.get(each.id, ()))
        for each in participants.all_of_event(tx, event_id).values()
    ]


def _known(desk: Desk, event_id: int) -> Known:
    with desk.store.read() as tx:
        names = SessionNames(sessions.of_event(tx, event_id))
        return Known(remembered(tx, event_id), names)


def _previewed(
    book: Spreadsheet,
    read: Understood,
    decisions: Decisions,
    ground: tuple[tuple[Session, ...], list[Existing], RememberedColumns],
) -> RosterPreview:
    parts, existing, by_hand = ground
    mapping, names = read.mapping, SessionNames(parts)
    seen, sheet = columns(book, mapping), book.sheets[mapping.sheet]
    _check_ticks(seen, names)
    pages = _pages(book, mapping)
    rows = tuple(row for page in pages for row in _rows(book, page, names, decisions))
    _check_own(sheet, mapping)
    rows = written_alike(rows, {each: written(each) for row in rows for each in row.codes})
    export = known_export(headers(sheet, mapping.header_row))
    return RosterPreview(
        book=book,
        mapping=mapping,
        columns=seen,
        rows=rows,
        plan=plan(rows, existing, decisions.answers, decisions.coming),
        sessions=parts,
        decisions=decisions,
        unread_from=_unread_from(book, pages),
        export=export.name if export else "",
        doubts=read.doubts,
        remember=by_hand,
        school=school_above(sheet, mapping),
        pages=pages,
        alike=() if decisions.says_which_sheets else _names_of(book, alike(book, mapping)),
        other_lists=not_read(book, mapping),
    )


def _with_pages(book: Spreadsheet, mapping: ColumnMapping, said: Decisions) -> ColumnMapping:
    """Return the mapping with the further sheets that are read. Raises BadInput for other lists."""
    wanted = {sheet_named(book, each) for each in said.hints.sheets} - {mapping.sheet}
    if not wanted and not said.together:
        return mapping
    pages = alike(book, mapping)
    other = next(iter(wanted - {sheet for sheet, _row in pages}), None)
    if other is not None:
        raise BadInput(
            "Sheet {sheet} has other headings than {first}: import it by itself.",
            sheet=book.sheets[other].name,
            first=book.sheets[mapping.sheet].name,
        )
    return replace(
        mapping, further=tuple(each for each in pages if not wanted or each[0] in wanted)
    )


def _pages(book: Spreadsheet, mapping: ColumnMapping) -> tuple[Page, ...]:
    lengths = (len(book.sheets[each.sheet].rows) for each in mapping.parts)
    begins = accumulate(lengths, initial=0)
    return tuple(
        Page(book.sheets[part.sheet].name, part, begin)
        for part, begin in zip(mapping.parts, begins, strict=False)
    )


def _rows(
    book: Spreadsheet, page: Page, names: SessionNames, said: Decisions
) -> Iterable[RosterRow]:
    rows = read_rows(
        book.sheets[page.mapping.sheet],
        page.mapping,
        names,
        without_spoilt=said.without_spoilt,
        add_zero=said.add_zero,
    )
    return (_numbered_on(row, page.numbered_from) for row in rows) if page.numbered_from else rows


def _numbered_on(row: RosterRow, begin: int) -> RosterRow:
    """Return a row of a further sheet, whose rows are numbered on from those before it."""
    number = row.number + begin
    problems = tuple(replace(each, row=number) for each in row.problems)
    return replace(row, number=number, problems=problems)


def _unread_from(book: Spreadsheet, pages: Sequence[Page]) -> int:
    for page in pages:
        row = rows_left_out(book.sheets[page.mapping.sheet], page.mapping)
        if row:
            return row + page.numbered_from
    return 0


def _names_of(book: Spreadsheet, places: Sequence[CellPlace]) -> tuple[str, ...]:
    return tuple(book.sheets[sheet].name for sheet, _row in places)


def _decided(book: Spreadsheet, mapping: ColumnMapping, hints: Hints) -> RememberedColumns:
    place = (mapping.sheet, mapping.header_row)
    columns_decided = {column_named(book, place, name) for name, _ in hints.columns}
    said = to_remember(book, mapping)
    keep = {
        each.index: key
        for each, key in zip(
            (each for each in columns(book, mapping) if each.header), said, strict=False
        )
    }
    return {keep[each]: said[keep[each]] for each in columns_decided if each in keep}


def _no_names(book: Spreadsheet) -> BadInput:
    return BadInput(
        "{file} has no column with names in the first 30 rows of {sheets}. "
        "Write Nama (or Name) over the column with the names.",
        file=book.file_name,
        sheets=", ".join(sheet.name for sheet in book.sheets),
    )


def _check_own(sheet: Worksheet, mapping: ColumnMapping) -> None:
    labels = set(own_columns(sheet, mapping).values())
    if len(labels) > MOST_FIELDS:
        raise BadInput(
            "{count} columns are to be own fields; an event has at most {most}. "
            "Pass over those that nobody needs.",
            count=len(labels),
            most=MOST_FIELDS,
        )


def _check_ticks(seen: Sequence[Column], names: SessionNames) -> None:
    for column in seen:
        if column.field is Field.TICK and names.of_heading(column.header) is None:
            raise BadInput(
                "The heading {heading} of column {column} names no session. "
                "Choose another meaning for the column. Known are: {known}.",
                heading=column.header,
                column=column.letter,
                known=", ".join(names.names),
            )
