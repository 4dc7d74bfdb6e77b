"""A second and a third computer follow the first, over a line that is cut, and all say the same."""

import os
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from kiosk.core.clock import SharedClock
from kiosk.core.computers import Following
from kiosk.core.errors import BadInput, HadirError, Refused
from kiosk.core.facts import told as fact_told
from kiosk.core.model import Reason
from kiosk.core.people import NewParticipant
from kiosk.desk import Desk, utc_now
from kiosk.services import (
    acts,
    audit,
    badges,
    computers,
    following,
    participants,
    privacy,
    search,
    sessions,
)
from kiosk.services.audit_proof import verify
from kiosk.services.check_ins import by_hand
from kiosk.services.computers import introduction
from kiosk.services.first_computer import NotReached, place_of
from kiosk.services.led import follow, followed, lag
from kiosk.settings import Settings
from kiosk.storage import events, facts, roster_told, schema, untold
from kiosk.storage.database import open_store
from tests.conftest import Clock, copied_sqlite
from tests.makers import Maker
from tests.services.test_exchange import Computer, copy_of, let_go, marked, standing

NIP = "198609262015052001"


class Line:
    """The line to the first computer: the real pages answer, where nobody has cut it."""

    def __init__(self, app: Flask, first: Desk) -> None:
        self._app, self._first = app, first
        self.token = ""
        self.is_cut = False
        self.loses_answers = False

    def ask(self, path: str, body: object) -> Any:
        if self.is_cut:
            raise NotReached("cut")
        self._app.extensions["desk"] = self._first
        headers = {"Authorization": f"Bearer {self.token}", "Accept": "application/json"}
        answer = self._app.test_client().post(path, json=body, headers=headers)
        if self.loses_answers:
            raise NotReached("lost")
        told = answer.get_json()
        if answer.status_code == 200:
            return told
        raise Refused(told["refusal"], **told["values"])


class Second(Computer):
    """A computer that follows, with its line."""

    line: Line

    def speak(self) -> None:
        """Tell and hear once; what is cut off is gone on with the next time."""
        known = followed(self.desk)
        assert known
        try:
            following.speak(self.desk, self.line, known)
        except NotReached:
            return


Room = Callable[[int], list[Computer]]


@pytest.fixture
def room(
    request: pytest.FixtureRequest, one_app: Flask, tmp_path: Path, clock: Clock, database: str
) -> Iterator[Room]:
    """Make a first computer with five people in an event, and so many that follow it."""
    opened: list[Desk] = []
    made: list[str] = []
    kept = dict(one_app.extensions)

    def desk_in(folder: Path) -> Desk:
        if database == "sqlite":
            url = copied_sqlite(request.getfixturevalue("empty_sqlite"), folder)
        else:
            url = copy_of(request, "hadir_empty", made)
        opened.append(Desk(Settings(data=folder, lan=True), open_store(url), clock=clock))
        return opened[-1]

    def computers_in_a_room(seconds: int) -> list[Computer]:
        home = tmp_path / uuid4().hex
        make = Maker(first := desk_in(home / "first"))
        event, by = make.event(), make.user()
        people = [make.participant(event, f"Ada {number}") for number in range(1, 6)]
        codes = [make.badge(each).code for each in people]
        found = [Computer(first, event, by, tmp_path, codes)]
        for number in range(seconds):
            desk = desk_in(home / f"second-{number}")
            line = Line(one_app, first)
            joined(first, desk, line, f"Laptop {number + 2}")
            second = Second(desk, event, Maker(desk).user(), tmp_path, codes)
            second.line = line
            second.speak()
            with desk.store.read() as tx:
                here = events.by_uid(tx, events_uid(first, event.id))
            assert here
            second.event = here
            found.append(second)
        return found

    yield computers_in_a_room
    one_app.extensions.clear()
    one_app.extensions.update(kept)
    let_go(request, opened, made)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def joined(first: Desk, second: Desk, line: Line, name: str) -> Following:
    """Let a computer follow, as with a key; the certificate has tests of its own."""
    with first.store.write() as tx:
        secret = uuid4().hex
        times = first.now(), first.now() + timedelta(hours=1)
        computers.computers.add(tx, name, computers.fingerprint(secret), "Siti", times)
    key = computers.ComputerKey(secret, "0" * 64)
    line.token, wanted = following._introduced(line, key, introduction(second))
    return following._begin(second, None, wanted)


def events_uid(desk: Desk, event_id: int) -> str:
    with desk.store.read() as tx:
        return events.uid(tx, event_id)


def settled(room: list[Computer]) -> None:
    """Let all speak until nobody has anything to say."""
    for _ in range(3):
        for each in room[1:]:
            assert isinstance(each, Second)
            each.line.is_cut = each.line.loses_answers = False
            each.speak()
    for each in room[1:]:
        waits = lag(each.desk)
        assert waits
        assert (waits.waiting, waits.refusal) == (0, "")
        assert sorted(set(each.says()) ^ set(room[0].says())) == []
    for each in room:
        assert verify(each.desk).findings == []


def test_the_second_has_what_the_first_has_and_no_secret(room: Room) -> None:
    first, second = room(1)
    settled([first, second])

    with second.desk.store.read() as tx:
        state = roster_told.event_state(tx, second.event.id)
        names = tx.execute(select(schema.user.c.name)).scalars().all()
        tokens = tx.execute(select(schema.station.c.token_hash)).scalars().all()
    assert state
    assert (state.name, state.timezone) == (first.event.name, first.event.timezone)
    assert names == ["Siti"]
    assert [each for each in tokens if each] == []


def test_each_admits_alone_and_both_have_the_whole_afterwards(room: Room, clock: Clock) -> None:
    first, second = room(1)
    assert isinstance(second, Second)
    second.line.is_cut = True
    first.scan(first.codes[0])
    clock.pass_by(minutes=1)
    assert second.scan(second.codes[0]) is Reason.OK
    second.scan(second.codes[1])
    numbers = []
    for each in (first, second):
        new = participants.add_walk_in(each.desk, each.event.id, NewParticipant("Baru"), "Siti")
        by_hand(each.desk, new.id, each.by)
        numbers.append(new.number)
    second.speak()
    before = lag(second.desk)

    settled([first, second])

    assert before
    assert before.waiting > 3
    assert numbers[0] == 6
    assert numbers[1] >= 200_000
    assert [len(standing(first, number)) for number in (1, 2, *numbers)] == [1, 1, 1, 1]
    assert standing(second, 1)[0].checked_in_at == clock.now - timedelta(minutes=1)


def test_an_answer_that_was_lost_doubles_nothing(room: Room) -> None:
    first, second = room(1)
    assert isinstance(second, Second)
    second.scan(second.codes[0])
    second.line.loses_answers = True
    second.speak()
    second.speak()

    settled([first, second])

    assert len(standing(first, 1)) == 1


def test_what_changes_on_the_first_changes_on_the_second(room: Room, clock: Clock) -> None:
    first, second = room(1)
    desk, event = first.desk, first.event
    ids = [first.person(number).id for number in range(1, 6)]
    participants.change_participant(
        desk, ids[0], NewParticipant("Ada Lovelace", nip=NIP, organization="SDN 1"), "Siti"
    )
    acts.block(desk, event.id, ids[1:2], "ke meja", "Siti")
    participants.set_expected(desk, event.id, ids[2:3], [], "Siti")
    part = sessions.sessions_of(desk, event.id)[0]
    sessions.change_session(desk, replace(part, name="Pembukaan"), "Siti")
    sessions.remove_session(desk, sessions.sessions_of(desk, event.id)[1].id, "Siti")
    badges.store_design(desk, event, badges.style_of(desk, event).design, "Siti")
    clock.pass_by(minutes=1)

    settled([first, second])

    assert [each.name for each in sessions.sessions_of(second.desk, second.event.id)] == [
        "Pembukaan"
    ]
    assert [second.scan(code) for code in second.codes[:3]] == [
        Reason.OK, Reason.BLOCKED, Reason.NOT_EXPECTED,
    ]  # fmt: skip


def test_who_was_let_in_without_the_network_is_marked_at_both(room: Room, clock: Clock) -> None:
    first, second = room(1)
    clock.pass_by(minutes=1)
    acts.cancel(first.desk, first.event.id, [first.person(1).id], "Siti")
    badges.reissue(first.desk, first.person(2).id, "Siti")
    clock.pass_by(minutes=1)
    second.scan(second.codes[0])
    second.scan(second.codes[1])

    settled([first, second])

    assert marked(first) == marked(second) == {1: Reason.CANCELED, 2: Reason.REVOKED}


def test_a_session_that_went_while_somebody_was_admitted_to_it_comes_back(room: Room) -> None:
    first, second = room(1)
    second.scan(second.codes[0])
    sessions.remove_session(
        first.desk, sessions.sessions_of(first.desk, first.event.id)[0].id, "Siti"
    )

    settled([first, second])

    assert len(standing(first, 1)) == 1


@pytest.mark.parametrize("whose", ["everybody", "one"])
def test_what_the_first_deletes_of_people_is_deleted_at_the_second(room: Room, whose: str) -> None:
    first, second = room(1)
    first.scan(first.codes[0])
    settled([first, second])
    if whose == "one":
        privacy.erase(first.desk, first.event.id, first.person(1).id, "Siti")
    else:
        privacy.purge(first.desk, first.event, "Siti")

    assert isinstance(second, Second)
    second.speak()
    second.speak()

    with second.desk.store.read() as tx:
        person = tx.execute(
            select(schema.participant.c.name).where(schema.participant.c.number == 1)
        ).scalar_one()
        codes = set(tx.execute(select(schema.badge.c.code)).scalars())
        scanned = set(tx.execute(select(schema.scan.c.code)).scalars())
    assert person == "Peserta 1"
    assert first.codes[0] not in codes | scanned
    assert len(standing(second, 1)) == 1


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_what_is_told_of_a_deleted_event_is_refused_and_the_deletion_heard(room: Room) -> None:
    first, second = room(1)
    assert isinstance(second, Second)
    second.line.is_cut = True
    second.scan(second.codes[0])
    privacy.purge(first.desk, first.event, "Siti")
    second.line.is_cut = False
    known = followed(second.desk)
    assert known

    with pytest.raises(Refused, match="was deleted"):
        following.speak(second.desk, second.line, known)
    assert not following.speak(second.desk, second.line, known)

    assert privacy.purged(second.desk, second.event.id)
    assert second.person(1).name == "Peserta 1"


def test_a_first_that_was_put_back_gets_all_again(room: Room) -> None:
    first, second = room(1)
    second.scan(second.codes[0])
    settled([first, second])
    with first.desk.store.write() as tx:
        tx.execute(schema.check_in.delete())
        tx.execute(schema.scan.delete())
        untold.tell_anew(tx)

    settled([first, second])

    assert len(standing(first, 1)) == 1


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_second_goes_by_the_clock_of_the_first(room: Room, one_app: Flask) -> None:
    first, second = room(1)
    assert isinstance(second, Second)
    slow = replace(first.desk, clock=lambda: utc_now() - timedelta(minutes=5))
    here = replace(second.desk, clock=SharedClock())
    line, known = Line(one_app, slow), followed(here)
    line.token = second.line.token
    assert known

    following.hear(here, line, known)

    assert abs(here.now() - slow.now()) < timedelta(seconds=2)
    kept = followed(here)
    assert kept
    assert round(kept.ahead / 10) == 30


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "deed",
    [
        lambda it: participants.change_participant(
            it.desk, it.person(1).id, NewParticipant("X"), "Siti"
        ),
        lambda it: acts.cancel(it.desk, it.event.id, [it.person(1).id], "Siti"),
        lambda it: participants.set_expected(it.desk, it.event.id, [it.person(1).id], [], "Siti"),
        lambda it: privacy.erase(it.desk, it.event.id, it.person(1).id, "Siti"),
        lambda it: privacy.purge(it.desk, it.event, "Siti"),
        lambda it: badges.make_reserve(it.desk, it.event.id, 2, "Siti"),
        lambda it: badges.store_logo(it.desk, it.event, None, "Siti"),
        lambda it: sessions.remove_session(it.desk, 1, "Siti"),
        lambda it: computers.add_key(it.desk, "Laptop 3", "Siti"),
    ],
)
def test_the_list_is_changed_on_the_first_alone(room: Room, deed: Callable[..., object]) -> None:
    _first, second = room(1)
    before = second.says()

    with pytest.raises(Refused) as error:
        deed(second)

    assert "{first}" in error.value.text
    assert second.says() == before
    with second.desk.store.write() as tx:
        follow(tx, None)
    acts.cancel(second.desk, second.event.id, [second.person(1).id], "Siti")


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_what_cannot_be_taken_is_refused_in_one_sentence(room: Room, one_app: Flask) -> None:
    first, second = room(1)
    assert isinstance(second, Second)
    line, own = second.line, {**asdict(introduction(second.desk)), "at": first.desk.now()}
    own["at"] = first.desk.now().isoformat()
    uid = events_uid(first.desk, first.event.id)

    def refusal(path: str, **body: object) -> str:
        with pytest.raises(Refused) as error:
            line.ask(path, {"own": own, **body})
        return str(error.value)

    assert "At most 1000" in refusal("/second/facts", event=uid, facts=[{}] * 50_000)
    assert "does not have" in refusal("/second/facts", event="other", facts=[])
    assert "no fact" in refusal("/second/facts", event=uid, facts=[{"is": "nothing"}])
    for changed, said in (
        ({"version": "0.0.1"}, "same version"),
        ({"at": (first.desk.now() + timedelta(days=3650)).isoformat()}, "clock"),
    ):
        other = {**own, **changed}
        place = {"epoch": "", "cursor": "", "waiting": 0}
        assert said in refusal("/second/news", own=other, **place)
        assert said in refusal("/second/facts", own=other, event=uid, facts=[])
    computers.withdraw(first.desk, computers.all_of_them(first.desk)[0].id, "Siti")
    assert "withdrawn" in refusal("/second/facts", event=uid, facts=[])
    line.token = "another"
    assert "does not know" in refusal("/second/facts", event=uid, facts=[])
    assert second.says() == first.says()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_nip_that_somebody_else_has_here_goes_to_whom_the_first_computer_gives_it(
    room: Room,
) -> None:
    first, second = room(1)
    assert isinstance(second, Second)
    desk, event = second.desk, second.event
    new = participants.add_walk_in(desk, event.id, NewParticipant("Baru", nip=NIP), "Siti")
    other = participants.add_walk_in(desk, event.id, NewParticipant("Lain", nip=NIP[::-1]), "Siti")
    ada = NewParticipant("Ada 1", nip=NIP)
    participants.change_participant(first.desk, first.person(1).id, ada, "Siti")

    known = followed(desk)
    assert known
    following.hear(desk, second.line, known)

    here = [second.person(each).id for each in (1, new.number, other.number)]
    assert [search.participant(desk, event.id, each).participant.nip for each in here] == [
        NIP, "", NIP[::-1],
    ]  # fmt: skip
    settled([first, second])


@pytest.mark.parametrize(
    "address",
    ["", "192.168.1.5:8443", "http://192.168.1.5", "https://", "https://[::1", "https://x:99999"],
)
def test_what_is_no_address_of_a_computer_is_refused(address: str) -> None:
    with pytest.raises(BadInput, match="as the first computer shows it"):
        place_of(address)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_key_is_good_once_and_for_an_hour(room: Room, clock: Clock, one_app: Flask) -> None:
    [first] = room(0)
    line, names = Line(one_app, first.desk), iter(("used", "old", "withdrawn"))
    own = {**asdict(introduction(first.desk)), "computer": "f" * 64}

    def join(key: str, **changed: object) -> str:
        own["at"] = first.desk.now().isoformat()
        try:
            line.ask("/second/joining", {"key": key, "own": {**own, **changed}})
        except Refused as error:
            return str(error)
        return ""

    def key() -> str:
        with first.desk.store.write() as tx:
            secret, now = uuid4().hex, first.desk.now()
            ends = now + timedelta(hours=1)
            name = next(names)
            computers.computers.add(tx, name, computers.fingerprint(secret), "S", (now, ends))
        return secret

    used = key()
    itself = introduction(first.desk).computer
    assert "same computer" in join(used, computer=itself)
    assert "does not know, Other" in join(used, events={"u": "Other"})
    assert "same version" in join(used, version="0.0.1")
    assert join(used) == ""
    [joined] = audit.look(first.desk, audit.AuditFilter(action="computer_joined"), 5)[0]
    assert (joined.by, joined.subject) == ("used", "computer:1")
    assert "used already" in join(used)
    old = key()
    clock.pass_by(minutes=61)
    assert "expired" in join(old)
    withdrawn = key()
    computers.withdraw(first.desk, computers.all_of_them(first.desk)[0].id, "Siti")
    assert "withdrawn" in join(withdrawn)
    assert "not known" in join("guessed")


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_stick_of_the_first_hands_names_and_sessions_on_unless_it_is_old(
    room: Room, clock: Clock
) -> None:
    first, second = room(1)
    assert isinstance(second, Second)
    old = first.written()
    rename(first, "Ada Lovelace")
    part = sessions.sessions_of(first.desk, first.event.id)[0]
    sessions.change_session(first.desk, replace(part, name="Pembukaan"), "Siti")
    acts.block(first.desk, first.event.id, [first.person(2).id], "ke meja", "Siti")
    clock.pass_by(minutes=1)

    second.take(first.written())

    assert second.person(1).name == "Ada Lovelace"
    assert sessions.sessions_of(second.desk, second.event.id)[0].name == "Pembukaan"
    assert second.scan(second.codes[1]) is Reason.BLOCKED
    settled([first, second])
    rename(first, "Ada Byron")
    settled([first, second])
    second.take(old)
    assert second.person(1).name == "Ada Byron"
    settled([first, second])


def rename(here: Computer, name: str) -> None:
    person = here.person(1).id
    participants.change_participant(here.desk, person, NewParticipant(name), "Siti")


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_batch_that_is_brought_again_edited_changes_nothing_that_is_known(room: Room) -> None:
    first, second = room(1)
    assert isinstance(second, Second)
    second.scan(second.codes[0])
    settled([first, second])
    with second.desk.store.read() as tx:
        known = [fact_told(each) for each in facts.of_event(tx, second.event.id)]
    others = {"person": first_uid(known, 2), "scanned_at": "2026-11-23T00:00:01+00:00"}
    edited = {
        "person": {"details": {"name": "Mallory"}, "status": "canceled", "number": 900},
        "scan": {**others, "reason": "blocked", "by": "Mallory"},
        "session": {"name": "Lain", "ends_at": "2027-01-01T00:00:00+00:00"},
    }
    before = first.says()

    for changes in ({}, edited):
        told = [{**each, **changes.get(each["is"], {})} for each in known]
        own = {**asdict(introduction(second.desk)), "at": first.desk.now().isoformat()}
        uid = events_uid(first.desk, first.event.id)
        second.line.ask("/second/facts", {"own": own, "event": uid, "facts": told})
        assert first.says() == before


def first_uid(known: list[dict[str, Any]], number: int) -> str:
    return next(str(each["uid"]) for each in known if each.get("number") == number)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_computer_follows_or_leads_and_makes_no_circle(room: Room, one_app: Flask) -> None:
    first, second = room(1)
    key = f"secret.{'0' * 64}"

    with pytest.raises(Refused, match="a computer follows or leads"):
        following.join(first.desk, "https://127.0.0.1:9", key)
    with pytest.raises(Refused, match="itself: join that one"):
        joined(second.desk, first.desk, Line(one_app, second.desk), "Laptop 3")

    assert followed(first.desk) is None
    assert computers.lags(second.desk) == []


Step = tuple[str, int, int, int]
STORIES = st.lists(
    st.tuples(
        st.sampled_from(
            ["scan", "scan", "undo", "new", "walk_in", "merge", "block", "name", "cut", "speak"]
        ),
        st.integers(0, 2),
        st.integers(1, 5),
        st.integers(1, 5),
    ),
    min_size=4,
    max_size=16,
)
FEW = settings(
    max_examples=int(os.environ.get("HADIR_STORIES", "2")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@FEW
@given(STORIES)
def test_whatever_happens_apart_all_three_say_the_same(
    room: Room, clock: Clock, story: list[Step]
) -> None:
    three = room(2)
    for what, where, number, other in story:
        clock.pass_by(minutes=1)
        act(three[where], three[0], what, number, other)

    settled(three)
    for each in three:
        each.desk.close()


def act(here: Computer, first: Computer, what: str, number: int, other: int) -> None:
    """Do one thing that staff may do; what is refused was not done."""
    person = first.person(number).id
    things: dict[str, Callable[[], object]] = {
        "scan": lambda: here.scan(here.codes[number - 1]),
        "undo": lambda: here.undo(number),
        "new": lambda: badges.reissue(here.desk, here.person(number).id, "Siti"),
        "walk_in": lambda: participants.add_walk_in(
            here.desk, here.event.id, NewParticipant("Baru", nip=NIP[:-1] + str(other)), "Siti"
        ),
        "merge": lambda: here.merge(number, other),
        "block": lambda: acts.block(first.desk, first.event.id, [person], "ke meja", "Siti"),
        "name": lambda: participants.change_participant(
            first.desk, person, NewParticipant(f"Ada {other}", nip=NIP[:-1] + str(other)), "Siti"
        ),
        "cut": lambda: cut(here, number),
        "speak": lambda: isinstance(here, Second) and here.speak(),
    }
    try:
        things[what]()
    except HadirError:
        return


def cut(here: Computer, number: int) -> None:
    """Cut a line, or let it lose its answers, or mend it."""
    if isinstance(here, Second):
        here.line.is_cut, here.line.loses_answers = number < 3, number == 3


def _noted(desk: Desk) -> int:
    with desk.store.read() as tx:
        return untold.waiting(tx)


def test_notes_between_the_first_and_the_last_say_nothing_and_go(room: Room) -> None:
    first, second, third = room(2)
    assert isinstance(second, Second)
    assert isinstance(third, Second)
    third.speak()
    for number in range(1, 6):
        for name in ("Siti", "Budi", "Ayu", f"Ada {number}0"):
            person = first.person(number).id
            participants.change_participant(first.desk, person, NewParticipant(name), "Siti")
    first.scan(first.codes[0])
    before = _noted(first.desk)

    untold.forget_between(first.desk.store)

    assert before - _noted(first.desk) == 5 * 3
    with second.desk.store.write() as tx:
        known = followed(second.desk)
        assert known
        follow(tx, replace(known, cursor=""))
    settled([first, second, third])


def test_where_nobody_follows_any_more_nothing_is_noted(room: Room) -> None:
    first, second, third = room(2)
    leaves, stays = computers.all_of_them(first.desk)
    computers.withdraw(first.desk, leaves.id, "Siti")
    first.scan(first.codes[0])
    noted = _noted(first.desk)

    computers.withdraw(first.desk, stays.id, "Siti")
    first.scan(first.codes[1])
    following.end(third.desk, "Siti")
    third.scan(third.codes[2])

    assert noted > 0
    assert (_noted(first.desk), _noted(third.desk)) == (0, 0)
    assert isinstance(second, Second)
    joined(first.desk, second.desk, second.line, "Laptop 2")
    settled([first, second])
