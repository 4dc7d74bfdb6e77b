"""Every use case that changes something tells the open pages, after it was stored."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from kiosk.core.errors import HadirError
from kiosk.core.model import Event, Role
from kiosk.core.people import NewParticipant
from kiosk.core.updates import Topic, Update
from kiosk.desk import Desk
from kiosk.services import (
    acts,
    badges,
    check_ins,
    events,
    participants,
    rehearsals,
    roster,
    sessions,
    walls,
)
from kiosk.services.events import NewEvent
from kiosk.services.lists.spreadsheets import read_file
from kiosk.services.sessions import NewSession
from kiosk.services.taking_back import take_back
from tests.conftest import Clock
from tests.makers import Maker

Doing = Callable[[], object]
Case = Callable[[Desk, Maker, Event], Doing]

DAY = NewEvent("Lain", date(2026, 11, 23))
"""An event that is still to be added."""


def told(desk: Desk, do: Doing) -> list[Update]:
    """Return what open pages hear while something is done."""
    with desk.updates.listen() as updates:
        do()
        heard = []
        while update := updates.take(0.05):
            heard.append(update)
    return heard


def _walk_in(desk: Desk, _make: Maker, event: Event) -> Doing:
    return lambda: participants.add_walk_in(desk, event.id, NewParticipant("Mallory"), "Siti")


def _added(desk: Desk, _make: Maker, event: Event) -> Doing:
    return lambda: participants.add_participant(
        desk, event.id, NewParticipant("Grace"), "Siti", session_ids=[]
    )


def _changed(desk: Desk, make: Maker, event: Event) -> Doing:
    ada = make.participant(event)
    return lambda: participants.change_participant(desk, ada.id, NewParticipant("Ada L."), "Siti")


def _expected(desk: Desk, make: Maker, event: Event) -> Doing:
    ada, part = make.participant(event), make.sessions(event)[0]
    return lambda: participants.set_expected(desk, event.id, [ada.id], [part.id], "Siti")


def _blocked(desk: Desk, make: Maker, event: Event) -> Doing:
    ada = make.participant(event)
    return lambda: acts.block(desk, event.id, [ada.id], "Ke meja", "Siti")


def _canceled(desk: Desk, make: Maker, event: Event) -> Doing:
    ada = make.participant(event)
    return lambda: acts.cancel(desk, event.id, [ada.id], "Siti")


def _taken_back(desk: Desk, make: Maker, event: Event) -> Doing:
    act = acts.cancel(desk, event.id, [make.participant(event).id], "Siti")
    siti = make.user()
    return lambda: take_back(desk, event.id, act.id, siti)


def _imported(desk: Desk, _make: Maker, event: Event) -> Doing:
    seen = roster.preview(desk, event.id, read_file("a.csv", b"Nama\nAda\n"))
    return lambda: roster.commit(desk, event.id, seen, "Siti")


def _import_undone(desk: Desk, make: Maker, event: Event) -> Doing:
    _imported(desk, make, event)()
    return lambda: roster.undo_last_import(desk, event.id, "Siti")


def _reissued(desk: Desk, make: Maker, event: Event) -> Doing:
    ada = make.participant(event)
    return lambda: badges.reissue(desk, ada.id, "Siti")


def _reserve_made(desk: Desk, _make: Maker, event: Event) -> Doing:
    return lambda: badges.make_reserve(desk, event.id, 2, "Siti")


def _reserve_bound(desk: Desk, make: Maker, event: Event) -> Doing:
    ada = make.participant(event)
    code = badges.make_reserve(desk, event.id, 1, "Siti")[0].badge.code
    return lambda: badges.bind_reserve(desk, ada.id, code, "Siti")


ROSTER = [
    _walk_in, _added, _changed, _expected, _blocked, _canceled, _taken_back, _imported,
    _import_undone, _reissued, _reserve_made, _reserve_bound,
]  # fmt: skip


def _session_added(desk: Desk, _make: Maker, event: Event) -> Doing:
    return lambda: sessions.add_session(desk, event, NewSession("Malam", time(19), time(21)), "S")


def _session_changed(desk: Desk, make: Maker, event: Event) -> Doing:
    part = make.sessions(event)[0]
    return lambda: sessions.change_session(desk, replace(part, name="Pagi"), "S")


def _session_removed(desk: Desk, make: Maker, event: Event) -> Doing:
    part = make.sessions(event)[1]
    return lambda: sessions.remove_session(desk, part.id, "S")


def _session_chosen(desk: Desk, make: Maker, event: Event) -> Doing:
    part = make.sessions(event)[1]
    return lambda: sessions.choose_session(desk, part.id, "S")


def _choice_ended(desk: Desk, make: Maker, event: Event) -> Doing:
    _session_chosen(desk, make, event)()
    return lambda: sessions.end_choice(desk, event.id, "S")


def _event_added(desk: Desk, _make: Maker, _event: Event) -> Doing:
    return lambda: events.add_event(desk, DAY)


def _event_changed(desk: Desk, _make: Maker, event: Event) -> Doing:
    return lambda: events.change_event(desk, replace(event, name="Anders"), "S")


def _event_chosen(desk: Desk, _make: Maker, event: Event) -> Doing:
    return lambda: events.choose_event(desk, event.id, "S")


def _rehearsal_started(desk: Desk, _make: Maker, _event: Event) -> Doing:
    return lambda: rehearsals.start_rehearsal(desk, "S")


def _rehearsal_ended(desk: Desk, _make: Maker, _event: Event) -> Doing:
    rehearsals.start_rehearsal(desk, "S")
    return lambda: rehearsals.end_rehearsal(desk, "S")


def _wall_withdrawn(desk: Desk, _make: Maker, event: Event) -> Doing:
    link, _token = walls.make_wall_link(desk, event, "S")
    return lambda: walls.withdraw_wall_link(desk, event, link.id, "S")


SESSION = [
    _session_added, _session_changed, _session_removed, _session_chosen, _choice_ended,
    _event_added, _event_changed, _event_chosen, _rehearsal_started, _rehearsal_ended,
    _wall_withdrawn,
]  # fmt: skip


def named(case: Case) -> str:
    return case.__name__.strip("_")


@pytest.mark.parametrize("case", ROSTER, ids=named)
def test_pages_hear_that_the_list_changed(sqlite_desk: Desk, make: Maker, case: Case) -> None:
    event = make.event()
    do = case(sqlite_desk, make, event)

    heard = told(sqlite_desk, do)

    assert (Topic.ROSTER, event.id) in [(each.topic, each.event_id) for each in heard]


@pytest.mark.parametrize("case", SESSION, ids=named)
def test_pages_hear_that_the_programme_changed(sqlite_desk: Desk, make: Maker, case: Case) -> None:
    do = case(sqlite_desk, make, make.event())

    assert Topic.SESSION in {each.topic for each in told(sqlite_desk, do)}


def test_pages_hear_of_a_check_in_and_of_its_undo(sqlite_desk: Desk, make: Maker) -> None:
    event = make.event()
    ada, siti = make.participant(event), make.user()

    came = told(sqlite_desk, lambda: check_ins.by_hand(sqlite_desk, ada.id, siti))
    made = participants.dossier(sqlite_desk, ada.id).check_ins[0]
    gone = told(sqlite_desk, lambda: check_ins.undo(sqlite_desk, made.id, siti))

    assert [each.topic for each in came] == [Topic.SCAN]
    assert [each.topic for each in gone] == [Topic.ATTENDANCE]


def test_what_is_refused_tells_nobody(sqlite_desk: Desk, make: Maker, clock: Clock) -> None:
    event = make.event()
    ada, rina = make.participant(event), make.user("Rina", Role.STEWARD)
    check_ins.by_hand(sqlite_desk, ada.id, rina)
    made = participants.dossier(sqlite_desk, ada.id).check_ins[0]
    clock.now += timedelta(minutes=16)

    def refused() -> None:
        with pytest.raises(HadirError):
            check_ins.undo(sqlite_desk, made.id, rina)

    assert told(sqlite_desk, refused) == []
