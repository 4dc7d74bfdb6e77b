"""Reading invented lists in the tests of the roster: rows in, people out."""

from collections.abc import Sequence
from datetime import UTC, datetime

from kiosk.core.model import Session
from kiosk.core.roster.columns import ColumnMapping
from kiosk.core.roster.entries import ProblemKind, RosterRow, read_rows
from kiosk.core.roster.expected import SessionNames
from kiosk.core.roster.fields import Field
from kiosk.core.roster.plan import Action, Coming, RosterPlan
from kiosk.core.roster.roster import plan
from kiosk.core.roster.spreadsheet import Merge, Spreadsheet, Worksheet
from kiosk.core.roster.understanding import Known, Understood, understand

AT = datetime(2026, 11, 23, 1, tzinfo=UTC)
SESSIONS = SessionNames([Session(1, 1, "Sesi Pagi", AT, AT), Session(2, 1, "Sesi Sore", AT, AT)])


def book_of(text: str, *, merges: tuple[Merge, ...] = (), divided: bool = False) -> Spreadsheet:
    """A sheet from lines whose cells are divided by bars."""
    rows = tuple(
        tuple(cell.strip(" ").replace("\v", "\n") for cell in line.split("|"))
        for line in text.split("\n")
    )
    sheet = Worksheet("Peserta", rows, merges=merges, divided=divided)
    return Spreadsheet("daftar.xlsx", (sheet,))


def suggest(
    book: Spreadsheet, _remembered: object = None, sessions: SessionNames | None = None
) -> ColumnMapping | None:
    """What the columns would be taken for; None without names."""
    found = understand(book, Known(sessions=sessions or SessionNames([])))
    return found.mapping if found else None


def understood(book: Spreadsheet) -> Understood:
    """How the list is read; it must have names."""
    found = understand(book, Known(sessions=SESSIONS))
    assert found
    return found


def meanings(text: str) -> dict[str, str]:
    """What the columns of a list mean, by their headings."""
    book = book_of(text)
    found = understood(book)
    headings = book.sheets[0].rows[found.mapping.header_row]
    return {headings[column]: field.value for column, field in found.mapping.fields.items()}


def rows_of(book: Spreadsheet) -> tuple[RosterRow, ...]:
    """The rows of a list as it is best read."""
    mapping = understood(book).mapping
    return read_rows(book.sheets[mapping.sheet], mapping, SESSIONS)


def people(text: str, *fields: Field) -> list[tuple[str, ...]]:
    """What a list says of each person: the name, or these fields."""
    wanted = [each.value for each in fields or (Field.NAME,)]
    rows = [each for each in rows_of(book_of(text)) if each.kind is ProblemKind.PERSON]
    return [tuple(getattr(each.entry, field) for field in wanted) for each in rows]


def planned(text: str, coming: Coming | None = None) -> RosterPlan:
    """What the import of a list would do to an empty roster."""
    return plan(rows_of(book_of(text)), [], coming=coming or Coming())


def coming_in(decided: RosterPlan) -> list[str]:
    """The names of those who would come in."""
    return [each.row.entry.name for each in decided.to_add()]


def actions(decided: RosterPlan) -> Sequence[Action]:
    """What would become of each row."""
    return [each.action for each in decided.rows]


def coming_in_whole(text: str) -> list[dict[str, str]]:
    """What is known of those who would come in; the sessions by their numbers."""
    found = []
    for each in planned(text).to_add():
        details = {name: value for name, value in each.row.entry.details().items() if value}
        ids = each.row.sessions
        found.append(details | ({"sessions": str(sorted(ids))} if ids is not None else {}))
    return found
