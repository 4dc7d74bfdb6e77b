"""What the use cases refuse, each in its sentence: what is not there, or is done already."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time

import pytest

from kiosk.core.errors import HadirError
from kiosk.core.model import Event, Participant, Role, User
from kiosk.desk import Desk
from kiosk.services import (
    acts,
    badges,
    check_ins,
    delegations,
    events,
    invitations,
    participants,
    privacy,
    sessions,
    taking_back,
)
from kiosk.services.events import NewEvent
from kiosk.services.sessions import NewSession
from tests.makers import PASSWORD, Maker


class World:
    """An event with Ada in it, a supervisor, and a person of another event."""

    def __init__(self, desk: Desk, make: Maker) -> None:
        self.desk, self.make = desk, make
        self.event: Event = make.event()
        self.ada: Participant = make.participant(self.event, "Ada")
        self.siti: User = make.user("Siti")
        self.session = make.sessions(self.event)[0]
        other = make.event("Another")
        self.stranger = make.participant(other, "Mallory")


@pytest.fixture
def world(sqlite_desk: Desk, make: Maker) -> World:
    return World(sqlite_desk, make)


def _add_session(world: World, name: str) -> object:
    new = NewSession(name, time(8), time(12))
    return sessions.add_session(world.desk, world.event, new, "Siti")


def _change_session(world: World, **changes: object) -> object:
    changed = replace(world.session, **changes)  # type: ignore[arg-type]
    return sessions.change_session(world.desk, changed, "Siti")


def _add_event(world: World, *names: str) -> object:
    parts = tuple(NewSession(each, time(8), time(12)) for each in names)
    return events.add_event(world.desk, NewEvent("X", date(2026, 11, 23), sessions=parts))


def _undone_twice(world: World) -> object:
    act = acts.block(world.desk, world.event.id, [world.ada.id], "Ask", "Siti")
    taking_back.take_back(world.desk, world.event.id, act.id, world.siti)
    return taking_back.take_back(world.desk, world.event.id, act.id, world.siti)


def _undone_check_in_twice(world: World) -> object:
    check_ins.by_hand(world.desk, world.ada.id, world.siti)
    standing = participants.dossier(world.desk, world.ada.id).check_ins[0]
    check_ins.undo(world.desk, standing.id, world.siti)
    return check_ins.undo(world.desk, standing.id, world.siti)


def _taken_twice(world: World) -> object:
    _, token = invitations.invite(world.desk, "Budi", Role.STEWARD, "Siti")
    invitations.take(world.desk, token, PASSWORD)
    return invitations.take(world.desk, token, PASSWORD)


def _withdrawn_twice(world: World) -> object:
    made, _ = invitations.invite(world.desk, "Budi", Role.STEWARD, "Siti")
    invitations.withdraw(world.desk, made.id, "Siti")
    return invitations.withdraw(world.desk, made.id, "Siti")


REFUSED: dict[str, tuple[Callable[[World], object], str]] = {
    "a session that is there": (
        lambda it: _add_session(it, "Sesi Pagi"),
        "There is already a session called Sesi Pagi.",
    ),
    "a session without a name": (lambda it: _add_session(it, " "), "Each session needs a name."),
    "a session that is not there": (
        lambda it: _change_session(it, id=99),
        "There is no such session.",
    ),
    "the name of another session": (
        lambda it: _change_session(it, name="Sesi Sore"),
        "There is already a session called Sesi Sore.",
    ),
    "a choice of no session": (
        lambda it: sessions.choose_session(it.desk, 99, "Siti"),
        "There is no such session.",
    ),
    "no session by its name": (
        lambda it: sessions.session_named(it.desk, it.event, "Malam"),
        "There is no session Malam. Known are: Sesi Pagi, Sesi Sore.",
    ),
    "sessions without names": (lambda it: _add_event(it, "A", " "), "Each session needs a name."),
    "sessions of one name": (
        lambda it: _add_event(it, "A", " a"),
        "Two sessions have the same name; give each its own.",
    ),
    "an account that is there": (
        lambda it: invitations.invite(it.desk, "Siti", Role.STEWARD, "Siti"),
        "There is already a user called Siti.",
    ),
    "an invitation twice": (
        _taken_twice,
        "This invitation has been used, was withdrawn, or has expired. Ask for a new one.",
    ),
    "an invitation withdrawn twice": (
        _withdrawn_twice,
        "This invitation has already been used or withdrawn.",
    ),
    "sessions of a stranger": (
        lambda it: participants.set_expected(
            it.desk, it.event.id, [it.stranger.id], [it.session.id], "Siti"
        ),
        "There is no such participant.",
    ),
    "a badge of nobody": (
        lambda it: badges.reissue(it.desk, 99, "Siti"),
        "There is no such participant.",
    ),
    "a check-in of nobody": (
        lambda it: check_ins.by_hand(it.desk, 99, it.siti),
        "There is no such participant.",
    ),
    "no check-in": (
        lambda it: check_ins.undo(it.desk, 99, it.siti),
        "There is no such check-in.",
    ),
    "a check-in undone twice": (_undone_check_in_twice, "This check-in was already undone."),
    "an act undone twice": (_undone_twice, "This was already undone."),
    "no act": (
        lambda it: taking_back.take_back(it.desk, it.event.id, 99, it.siti),
        "There is no such act.",
    ),
    "data of a stranger": (
        lambda it: privacy.data_of(it.desk, it.event, it.stranger.id, "Siti"),
        "There is no such participant.",
    ),
    "a delegation with a stranger": (
        lambda it: delegations.check_in_together(
            it.desk, it.event.id, [it.stranger.id], it.session.id, it.siti
        ),
        "There is no such participant.",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_in_a_sentence_and_nothing_is_told(world: World, name: str) -> None:
    refused, said = REFUSED[name]
    with pytest.raises(HadirError) as caught:
        refused(world)
    assert str(caught.value) == said
