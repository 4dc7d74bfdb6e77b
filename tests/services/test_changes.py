"""The feed of what changed: everything once, in one order, at a cost that stays flat."""

import threading
from collections.abc import Sequence

import pytest

from kiosk.core.changes import ChangeKind, Happening
from kiosk.core.errors import BadInput, Expired
from kiosk.core.people import NewParticipant
from kiosk.desk import Desk
from kiosk.services import acts, audit, changes, participants, sessions
from kiosk.services.check_ins import check_in, undo
from kiosk.services.rehearsals import start_rehearsal
from kiosk.storage import changes as storage
from tests.conftest import Clock
from tests.makers import Maker

BY = "Siti"


def _all(desk: Desk, place: str, limit: int = 100) -> tuple[list[Happening], str]:
    """Read on to the end; return what was told and the place after it."""
    told: list[Happening] = []
    while True:
        read = changes.since(desk, place, limit)
        told += read.changes
        place = str(read.next)
        if not read.more:
            return told, place


def _kinds(told: Sequence[Happening]) -> list[str]:
    return [each.kind.value for each in told]


def test_what_happens_after_a_place_is_told_once_and_in_its_order(desk: Desk, make: Maker) -> None:
    event = make.event()
    ada = make.participant(event, "Ada")
    _before, place = _all(desk, changes.NOW)

    answer = check_in(desk, make.scan(ada))
    check_in(desk, make.scan(ada))
    check_in(desk, make.scan("https://example.org"))
    assert answer.check_in_id
    undo(desk, answer.check_in_id, make.user(BY))
    participants.add_walk_in(desk, event.id, NewParticipant("Alan"), BY)
    acts.cancel(desk, event.id, [ada.id], BY)
    told, after = _all(desk, place)

    assert _kinds(told) == ["check_in", "undo", "walk_in", "participant"]
    assert [each.participant and each.participant.name for each in told] == [
        "Ada",
        "Ada",
        "Alan",
        "Ada",
    ]
    assert _all(desk, after)[0] == []


def test_from_the_beginning_page_by_page_the_same_is_told(desk: Desk, make: Maker) -> None:
    event = make.event()
    for number in range(7):
        check_in(desk, make.scan(make.participant(event, f"Person {number}")))

    whole, _ = _all(desk, "")
    in_pages, _ = _all(desk, "", limit=3)

    came = ["session"] * 2 + ["participant"] * 7 + ["check_in"] * 7
    assert _kinds(whole) == [*came, "session_opened"]
    assert in_pages == whole
    assert len({each.id for each in whole}) == len(whole)


def test_nothing_is_written_down_before_somebody_asks_and_all_of_it_is_told_then(
    desk: Desk, make: Maker
) -> None:
    event = make.event()
    ada, alan = make.participant(event, "Ada"), make.participant(event, "Alan", expected=False)
    participants.set_expected(desk, event.id, [alan.id], [make.sessions(event)[1].id], BY)
    answer = check_in(desk, make.scan(ada))
    assert answer.check_in_id
    undo(desk, answer.check_in_id, make.user(BY))
    sessions.choose_session(desk, make.sessions(event)[1].id, BY)
    with desk.store.read() as tx:
        assert storage.newest(tx) == 0

    told, place = _all(desk, "")
    check_in(desk, make.scan(alan))

    came = ["session", "session", "participant", "participant", "check_in", "undo"]
    assert _kinds(told) == [*came, "session_opened", "session_opened"]
    assert _kinds(_all(desk, place)[0]) == ["check_in"]


def test_where_people_are_expected_is_a_change_of_theirs(desk: Desk, make: Maker) -> None:
    event = make.event()
    ada = make.participant(event, "Ada", expected=False)
    _before, place = _all(desk, changes.NOW)

    participants.set_expected(desk, event.id, [ada.id], [make.sessions(event)[0].id], BY)

    assert _kinds(_all(desk, place)[0]) == ["participant"]


def test_sessions_open_and_close_by_the_clock_and_by_choice(
    desk: Desk, make: Maker, clock: Clock
) -> None:
    event = make.event()
    afternoon = make.sessions(event)[1]
    _before, place = _all(desk, changes.NOW)

    clock.pass_by(hours=4, minutes=16)  # 12.01: the morning is over, the afternoon opened at 12
    told, place = _all(desk, place)
    assert _kinds(told) == ["session_closed", "session_opened"]

    sessions.choose_session(desk, afternoon.id, BY)
    sessions.end_choice(desk, event.id, BY)
    told, _ = _all(desk, place)
    assert [(each.kind, each.by and each.by.value, each.session_id) for each in told] == [
        (ChangeKind.SESSION_OPENED, "staff", afternoon.id),
        (ChangeKind.SESSION_CLOSED, "staff", afternoon.id),
    ]


def test_a_rehearsal_is_not_told(sqlite_desk: Desk, make: Maker) -> None:
    event = make.event()
    make.participant(event, "Ada")
    _before, place = _all(sqlite_desk, changes.NOW)

    start_rehearsal(sqlite_desk, BY)

    assert _all(sqlite_desk, place)[0] == []


@pytest.mark.parametrize("place", ["x", "1.2", "a.b.c", "00000000.1." + "9" * 30])
def test_what_is_no_place_is_refused(sqlite_desk: Desk, place: str) -> None:
    with pytest.raises((BadInput, Expired)):
        changes.since(sqlite_desk, place, 10)


def test_a_place_of_before_a_restore_is_none_any_more(sqlite_desk: Desk, make: Maker) -> None:
    make.event()
    _told, place = _all(sqlite_desk, "")

    audit.restored(sqlite_desk, "hadir.db")

    with pytest.raises(Expired):
        changes.since(sqlite_desk, place, 10)


def test_while_many_check_in_at_once_nobody_is_left_out(desk: Desk, make: Maker) -> None:
    event = make.event()
    people = [make.participant(event, f"Person {number}") for number in range(40)]
    scans = [make.scan(each) for each in people]
    _before, place = _all(desk, changes.NOW)
    threads = [
        threading.Thread(target=lambda part=part: [check_in(desk, each) for each in part])
        for part in (scans[start::4] for start in range(4))
    ]
    for each in threads:
        each.start()
    told: list[Happening] = []
    while any(each.is_alive() for each in threads):
        read, place = _all(desk, place, limit=5)
        told += read
    told += _all(desk, place)[0]

    assert sorted(each.participant.number for each in told if each.participant) == list(
        range(1, 41)
    )
