"""Generated events: people, and what happens to them, told through the product's own services."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time, timedelta

from hypothesis import strategies as st
from sqlalchemy import text

from kiosk.core.errors import HadirError
from kiosk.core.model import Event, Means, Participant, Role, Session, User
from kiosk.core.roster.roster import NewParticipant
from kiosk.desk import Desk
from kiosk.services import acts, badges, check_ins, participants
from kiosk.services.sessions import NewSession
from tests.makers import MORNING, Maker
from tests.reports.events import AWKWARD

NIGHT = NewSession("Sesi Malam", time(22), time(2), until_next_day=True)
"""A session that midnight in WIB falls into."""


@dataclass(frozen=True)
class Person:
    """Somebody on the roster, expected in some of the sessions."""

    name: str
    group: str
    organization: str
    expected: frozenset[int]


@dataclass(frozen=True)
class Deed:
    """Something that happens to a person at a session, minutes after its start."""

    what: str
    who: int
    session: int
    minutes: int


DEEDS = (
    "scan",
    "scan",
    "scan",
    "foreign",
    "paper",
    "undo",
    "reissue",
    "cancel",
    "restore",
    "unblock",
    "block",
    "walk_in",
)
PEOPLE = st.lists(
    st.builds(
        Person,
        st.sampled_from(("Ada", "Grace", *(each for each in AWKWARD if each != "-"))),
        st.sampled_from(("", "Guru", "Praktik")),
        st.sampled_from(("", "SDN 2", "SDN 10")),
        st.frozensets(st.integers(0, 1)),
    ),
    max_size=6,
)
STORY = st.lists(
    st.builds(
        Deed, st.sampled_from(DEEDS), st.integers(0, 7), st.integers(0, 1), st.integers(-90, 300)
    ),
    max_size=25,
)


A_FEW = [
    Person("=1+1", "Guru", "SDN 2", frozenset({0})),
    Person("Ada", "Guru", "SDN 2", frozenset({0, 1})),
    Person("Grace", "", "", frozenset({1})),
]
BESIDE_ARABIC = [Person("محمد عبد الله", "", "", frozenset({0, 1}))]
A_LONG_DAY = [
    Deed("scan", 0, 0, 1),
    Deed("scan", 1, 0, -20),
    Deed("undo", 1, 0, 5),
    Deed("reissue", 1, 0, 6),
    Deed("scan", 1, 0, 7),
    Deed("paper", 0, 1, 150),
    Deed("scan", 2, 1, 125),
    Deed("cancel", 2, 1, 130),
    Deed("walk_in", 0, 1, 10),
    Deed("scan", 3, 1, 12),
    Deed("paper", 1, 1, 290),
]
"""A scan undone and made again with a new badge, midnight passed, somebody canceled who came."""


def told(desk: Desk, people: list[Person], story: list[Deed]) -> Event:
    """Let the story happen; what the product refuses did not happen."""
    *_, event = telling(desk, people, story)
    return event


def telling(desk: Desk, people: list[Person], story: list[Deed]) -> Iterator[Event]:
    """Let the story happen, with a pause after each deed."""
    make = Maker(desk)
    event = make.event("Rapat", MORNING, NIGHT)
    sessions = make.sessions(event)
    known = []
    for each in people:
        details = NewParticipant(each.name, group=each.group, organization=each.organization)
        expected = [sessions[index].id for index in each.expected]
        known.append(
            participants.add_participant(desk, event.id, details, "", session_ids=expected)
        )
    staff = User(1, "Siti", Role.ADMINISTRATOR)
    for deed in story:
        session = sessions[deed.session]
        if deed.what == "walk_in":
            new = NewParticipant(f"Tamu {deed.who}")
            known.append(participants.add_walk_in(desk, event.id, new, ""))
        elif known:
            try:
                done(make, deed, known[deed.who % len(known)], (session, staff))
            except HadirError:
                continue
        yield event
    yield event


def done(make: Maker, deed: Deed, who: Participant, here: tuple[Session, User]) -> None:
    desk, (session, staff) = make.desk, here
    at = session.starts_at + timedelta(minutes=deed.minutes)
    if deed.what == "scan":
        check_ins.check_in(desk, make.scan(who, scanned_at=at))
    elif deed.what == "foreign":
        check_ins.check_in(desk, make.scan("https://example.invalid", scanned_at=at))
    elif deed.what == "paper":
        check_ins.by_hand(
            desk, who.id, staff, session_id=session.id, override=True, means=Means.PAPER, at=at
        )
    elif deed.what == "undo":
        undo(desk, who, session, staff)
    elif deed.what == "reissue":
        badges.reissue(desk, who.id, staff.name)
    elif deed.what == "block":
        acts.block(desk, who.event_id, [who.id], "ask", staff.name)
    else:
        change = {"cancel": acts.cancel, "restore": acts.restore, "unblock": acts.unblock}
        change[deed.what](desk, who.event_id, [who.id], staff.name)


def undo(desk: Desk, who: Participant, session: Session, staff: User) -> None:
    query = text(
        "SELECT id FROM check_in WHERE participant_id = :who AND session_id = :session "
        "AND undone_at IS NULL"
    )
    with desk.store.read() as tx:
        found = tx.execute(query, {"who": who.id, "session": session.id}).scalar()
    if found:
        check_ins.undo(desk, found, staff)
