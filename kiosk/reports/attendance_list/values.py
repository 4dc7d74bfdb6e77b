"""The Daftar Hadir as values: which people on which list, in which columns, with which words."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from badges.order import natural
from kiosk.core.attendance import Attendance, AttendanceRecord
from kiosk.core.model import Participant, Session, Status
from kiosk.reports.wording import Language

SESSIONS_ON_A_LIST = 6


class ListPaper(StrEnum):
    """The papers of Indonesian offices; F4 is also called Folio."""

    A4 = "a4"
    F4 = "f4"

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in millimetres, upright."""
        return (210.0, 297.0) if self is ListPaper.A4 else (215.0, 330.0)


class ListVariant(StrEnum):
    """Blank for ink before the event, or filled with the times that were recorded."""

    BLANK = "blank"
    FILLED = "filled"


class Grouping(StrEnum):
    """One list for all, or one for each group or organization, each on pages of its own."""

    WHOLE = "whole"
    GROUP = "group"
    ORGANIZATION = "organization"

    def key(self, participant: Participant) -> str:
        """Return the list on which a participant stands."""
        if self is Grouping.WHOLE:
            return ""
        return participant.group if self is Grouping.GROUP else participant.organization


@dataclass(frozen=True, slots=True)
class ListChoice:
    """What is wanted: `session_id` None stands for all sessions in one list.

    `own` are the labels of own fields that have a column.
    `only_first_page` is for looking at the list before it is taken.
    """

    variant: ListVariant = ListVariant.FILLED
    grouping: Grouping = Grouping.WHOLE
    paper: ListPaper = ListPaper.A4
    language: Language = Language.ID
    session_id: int | None = None
    only_first_page: bool = False
    own: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """One list: the people on it in order, the sessions that have a column, and those begun."""

    name: str
    sessions: tuple[Session, ...]
    records: tuple[AttendanceRecord, ...]
    begun: frozenset[int]


def sections_of(attendance: Attendance, choice: ListChoice) -> list[Section]:
    """Return the lists to print; an event without people still gets one, empty."""
    begun = attendance.begun_ids
    found = [
        Section(name, sessions, records, begun)
        for sessions in _columns(attendance, choice.session_id)
        for name, records in _grouped(listed(attendance.records, sessions), choice.grouping.key)
    ]
    return found or [Section("", attendance.sessions[:SESSIONS_ON_A_LIST], (), begun)]


def listed(
    records: Sequence[AttendanceRecord], sessions: Sequence[Session]
) -> list[AttendanceRecord]:
    """Return those who are expected in, or came to, one of the sessions.

    Whoever is expected nowhere at all (a walk-in who was taken back) stands on no list; without
    sessions everybody on the roster does.
    """
    if not sessions:
        return [each for each in records if each.participant.status is not Status.CANCELED]
    return [
        record
        for record in records
        if any(record.is_expected(each.id) or record.is_present(each.id) for each in sessions)
    ]


def _columns(attendance: Attendance, session_id: int | None) -> Iterator[tuple[Session, ...]]:
    """Yield the sessions of each list: no more on one than have room."""
    wanted = [each for each in attendance.sessions if session_id in {None, each.id}]
    for start in range(0, max(len(wanted), 1), SESSIONS_ON_A_LIST):
        yield tuple(wanted[start : start + SESSIONS_ON_A_LIST])


def _grouped(
    records: Sequence[AttendanceRecord], key: Callable[[Participant], str]
) -> list[tuple[str, tuple[AttendanceRecord, ...]]]:
    groups: dict[str, list[AttendanceRecord]] = {}
    for record in records:
        groups.setdefault(key(record.participant), []).append(record)
    return [(name, tuple(groups[name])) for name in sorted(groups, key=natural)]
