"""The columns of a Daftar Hadir: how wide each is, and what stands in it for a record."""

from dataclasses import dataclass
from functools import lru_cache

from badges.fonts import Weight
from kiosk.core.attendance import AttendanceRecord
from kiosk.core.model import Participant, Session
from kiosk.core.own_fields import own_values
from kiosk.reports.attendance_list.values import ListChoice, ListVariant, Section
from kiosk.reports.drawing import Typeface, fitted, wrapped
from kiosk.reports.heading import printed_nip
from kiosk.reports.wording import DASH, NO_BREAK, Wording

ROW_HEIGHT = 9.0
PADDING = 1.2
_ABOVE = 0.8
BODY = Typeface(8.5)
NAME = Typeface(8.5, Weight.BOLD)
IDENTIFIER = Typeface(8.3)
TIME = Typeface(9.0)
_SIGNING = 50.0
_SIGNING_FILLED = 42.0
_SIGNING_UPRIGHT = 33.0
_UPRIGHT = 210.0
_NUMBER = 10.5
_NUMBER_PLAIN = Typeface(8.5)
_IDENTIFIER = 34.0
_SESSION = 16.0
_SESSION_NARROW = 13.5
_FEW = 3
_SHARES = {"name": 0.39, "organization": 0.35, "group": 0.26}
_OWN_SHARE = 0.2
_OWN = "own:"

UNEXPECTED = "*"


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column: its heading, its left edge and width in millimetres, its session if it has one.

    `has_begun` is False where nobody is absent in that session yet.
    """

    kind: str
    heading: str
    x: float
    width: float
    session: Session | None = None
    has_begun: bool = True


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row ready to be drawn: wrapped lines by kind of column, times by session, its height."""

    cells: dict[str, tuple[str, ...]]
    record: AttendanceRecord
    height: float


def columns_of(
    section: Section, choice: ListChoice, wording: Wording, edges: tuple[float, float]
) -> tuple[ListColumn, ...]:
    """Return the columns between the left and right `edges` of the page."""
    columns: list[ListColumn] = []
    x = edges[0]
    for kind, heading, width, session in _wanted(section, choice, wording, edges):
        has_begun = session is None or session.id in section.begun
        columns.append(ListColumn(kind, heading, x, width, session, has_begun))
        x += width
    return tuple(columns)


def _wanted(
    section: Section, choice: ListChoice, wording: Wording, edges: tuple[float, float]
) -> list[tuple[str, str, float, Session | None]]:
    sessions = section.sessions if _has_times(section, choice) else ()
    each = _SESSION if len(sessions) <= _FEW else _SESSION_NARROW
    signing = _signing(choice, edges[1] - edges[0])
    taken = _NUMBER + _IDENTIFIER + signing + each * len(sessions)
    rest = edges[1] - edges[0] - taken
    headings = {
        "name": wording.say("Name"),
        "organization": wording.say("Organization"),
        "group": wording.say("Group"),
    }
    headings |= {f"{_OWN}{label}": label for label in choice.own}
    shares = {kind: _SHARES.get(kind, _OWN_SHARE) for kind in headings}
    room = rest / sum(shares.values())
    texts = {kind: (kind, headings[kind], room * shares[kind], None) for kind in headings}
    return [
        ("number", wording.say("No."), _NUMBER, None),
        texts["name"],
        ("identifier", wording.say("NIP / NUPTK"), _IDENTIFIER, None),
        texts["organization"],
        texts["group"],
        *(texts[f"{_OWN}{label}"] for label in choice.own),
        *(("session", session.name, each, session) for session in sessions),
        ("signature", wording.say("Signature"), signing, None),
    ]


def _signing(choice: ListChoice, width: float) -> float:
    """Return how wide the signatures are: ink needs room, a record less."""
    if choice.variant is ListVariant.BLANK:
        return _SIGNING
    return _SIGNING_UPRIGHT if width < _UPRIGHT else _SIGNING_FILLED


def _has_times(section: Section, choice: ListChoice) -> bool:
    """Tell whether sessions have columns: on a blank list of one the signature says it."""
    return choice.variant is ListVariant.FILLED or len(section.sessions) > 1


def row_of(record: AttendanceRecord, columns: tuple[ListColumn, ...]) -> ListRow:
    """Return a record's row; long texts make it higher than the nine millimetres it has."""
    person = record.participant
    texts = {
        "name": (person.name, NAME),
        "identifier": (_identifier(person), IDENTIFIER),
        "organization": (person.organization, BODY),
        "group": (person.group, BODY),
        **{f"{_OWN}{label}": (value, BODY) for label, value in own_values(person.own).items()},
    }
    cells = {
        column.kind: wrapped(*texts[column.kind], column.width - 2 * PADDING)
        for column in columns
        if column.kind in texts
    }
    most = max(len(lines) for lines in cells.values())
    return ListRow(cells, record, max(ROW_HEIGHT, most * BODY.leading + 2 * _ABOVE))


def _identifier(person: Participant) -> str:
    """Return the NIP, which is never broken, or the NUPTK of whoever has none."""
    return printed_nip(person.nip).replace(" ", NO_BREAK) or person.nuptk


@lru_cache(maxsize=4096)
def number_type(number: int) -> Typeface:
    """Return the type of a running number: five digits have room too."""
    return fitted(f"{number}.", _NUMBER_PLAIN, _NUMBER - 2 * PADDING)


def time_in(record: AttendanceRecord, column: ListColumn, wording: Wording) -> str:
    """Return what stands in a session's column: the time, a dash for the absent, or nothing."""
    session = column.session
    check_in = record.check_ins.get(session.id) if session else None
    if session is None or check_in is None:
        return DASH if session and column.has_begun and record.is_expected(session.id) else ""
    day = session.starts_at.astimezone(wording.zone).date()
    mark = "" if record.is_expected(session.id) else UNEXPECTED
    return wording.time_on(check_in.checked_in_at, day) + mark
