"""Finding people as one types."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from random import Random

import pytest

from badges.code import grouped
from kiosk.core.model import Event, Status
from kiosk.core.people import NewParticipant
from kiosk.core.search import AttendanceState, Query, Sort
from kiosk.desk import Desk
from kiosk.services import participants
from kiosk.services.acts import cancel
from kiosk.services.badges import reissue
from kiosk.services.check_ins import check_in, undo
from kiosk.services.search import find
from kiosk.storage.finding import search as storage
from kiosk.storage.participants import expect
from tests.makers import Maker

PEOPLE = (
    NewParticipant("Dra. Hj. Siti Aminah, M.Pd.", nip="198609262015052001", group="CGP"),
    NewParticipant("Ma'ruf Amin", organization="SDN 1 Ampah", district="Dusun Tengah"),
    NewParticipant("Sabai, S.Pd., M.Si.", organization="SDN-2 Tamiang Layang", group="CPP"),
    NewParticipant("José Núñez", phone="+62 812-3456-789", email="jose@sekolah.id"),
    NewParticipant("SITI RAHMA", organization="SMPN1 Ampah", nuptk="1234567890123456"),
)

FOUND = {
    "": [1, 2, 3, 4, 5],
    "s": [1, 2, 3, 4, 5],
    "sit": [1, 5],
    "siti a": [1, 5],
    "am si": [1, 5],
    "aminah, m.pd.": [1],
    "dra. siti": [1, 5],
    "Siti Aminah": [1],
    "maruf": [2],
    "MA’RUF": [2],  # noqa: RUF001
    "jose nunez": [4],
    "sdn 1": [2],
    "sdn1": [2],
    "smpn 1": [5],
    "ampah": [2, 5],
    "dusun": [2],
    "19860926 201505 2 001": [1],
    "198609262": [1],
    "1234567890123456": [5],
    "3": [3],
    "0812 3456": [4],
    "62812": [4],
    "jose@sekolah.id": [4],
    "cpp": [3],
    "nobody": [],
    "siti nobody": [],
    "%": [1, 2, 3, 4, 5],
}


@pytest.fixture
def event(desk: Desk, make: Maker) -> Event:
    event = make.event()
    for each in PEOPLE:
        participants.add_walk_in(desk, event.id, each, "Siti")
    return event


def _numbers(desk: Desk, event: Event, query: Query) -> list[int]:
    return [each.participant.number for each in find(desk, event.id, query).found]


def test_everything_written_about_a_person_finds_them(desk: Desk, event: Event) -> None:
    assert {typed: _numbers(desk, event, Query(typed)) for typed in FOUND} == FOUND


def test_common_words_find_the_same_among_the_first(
    desk: Desk, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "_RARE", 0)
    monkeypatch.setattr(storage, "COUNTED_UP_TO", 0)
    few = {typed: _numbers(desk, event, Query(typed, per_page=1)) for typed in FOUND}
    assert few == {typed: numbers[:1] for typed, numbers in FOUND.items()}


def test_common_words_find_the_same_by_sets(
    desk: Desk, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    _by_sets_alone(monkeypatch)
    assert {typed: _numbers(desk, event, Query(typed)) for typed in FOUND} == FOUND


def _by_sets_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "_RARE", 0)
    monkeypatch.setattr(storage, "_FIRST", 0)


def test_sets_find_whom_looking_at_each_finds_and_in_the_same_order(
    desk: Desk, make: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = make.event()
    _some_people(desk, make, event)
    queries = list(_all_sorts_of_queries([each.id for each in make.sessions(event)]))

    each_by_each = [_numbers(desk, event, query) for query in queries]
    _by_sets_alone(monkeypatch)

    assert [_numbers(desk, event, query) for query in queries] == each_by_each
    assert len({tuple(each) for each in each_by_each}) > 20


def _some_people(desk: Desk, make: Maker, event: Event) -> None:
    draw = Random(11)
    first, second = (each.id for each in make.sessions(event))
    for number in range(40):
        name = f"{draw.choice(['Siti', 'Ahmad', 'Sri'])} {draw.choice(['Rahma', 'Amin'])}"
        place = f"SDN {draw.randrange(3)} {draw.choice(['Ampah', 'Paku'])}"
        new = NewParticipant(name, group=draw.choice(["CGP", "CPP"]), organization=place)
        person = participants.add_walk_in(desk, event.id, new, "Siti")
        with desk.store.write() as tx:
            expect(tx, {person.id: draw.choice([[first], [second], [first, second]])})
        if draw.random() < 0.5:
            check_in(desk, make.scan(person, session_id=first))
        if number % 9 == 0:
            cancel(desk, event.id, [person.id], "Siti")


def _all_sorts_of_queries(sessions: list[int]) -> Iterator[Query]:
    words = ["", "siti", "cgp cpp", "sdn 1"]
    states = [None, AttendanceState.ARRIVED, AttendanceState.MISSING]
    for word, session, state, sort in product(words, [None, sessions[0]], states, list(Sort)[:3]):
        yield Query(word, session, state, sort=sort)
        yield Query(word, session, state, group="CPP", sort=sort, per_page=3, page=2)
    for word in words:
        yield Query(word, status=Status.CANCELED, organization="SDN 1 Ampah")


def test_sets_are_true_after_every_change(
    desk: Desk, make: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    _by_sets_alone(monkeypatch)
    event = make.event()
    budi = participants.add_walk_in(desk, event.id, NewParticipant("Budi"), "Siti")

    def seen(text: str = "budi") -> tuple[list[int], list[int]]:
        missing = Query(text, state=AttendanceState.MISSING)
        return _numbers(desk, event, Query(text)), _numbers(desk, event, missing)

    assert seen() == ([1], [1])
    answer = check_in(desk, make.scan(budi, session_id=make.sessions(event)[0].id, override=True))
    assert seen() == ([1], [])
    participants.add_walk_in(desk, event.id, NewParticipant("Budi Dua"), "Siti")
    assert seen() == ([1, 2], [2])
    participants.change_participant(desk, budi.id, NewParticipant("Wati"), "Siti")
    assert seen() == ([2], [2])
    assert seen("wati") == ([1], [])
    undo(desk, answer.check_in_id or 0, make.user())
    assert seen("wati") == ([1], [1])


def test_the_code_finds_its_badge_however_it_is_typed(desk: Desk, event: Event) -> None:
    code = str(participants.listed(desk, event.id)[2]["code"])
    typed = grouped(code).lower()
    assert _numbers(desk, event, Query(code)) == [3]
    assert _numbers(desk, event, Query(typed.replace("0", "o").replace("1", "l"))) == [3]
    assert _numbers(desk, event, Query(typed[:9])) == [3]


def test_a_lost_badge_and_the_new_one_find_their_holder(desk: Desk, event: Event) -> None:
    lost = find(desk, event.id, Query("maruf")).found[0]
    fresh = reissue(desk, lost.participant.id, "Siti")
    assert _numbers(desk, event, Query(lost.code)) == [2]
    assert _numbers(desk, event, Query(fresh.code)) == [2]


def test_a_changed_name_is_found_and_the_old_one_is_not(desk: Desk, event: Event) -> None:
    person = find(desk, event.id, Query("maruf")).found[0].participant
    participants.change_participant(desk, person.id, replace(PEOPLE[1], name="Budi"), "Siti")
    assert _numbers(desk, event, Query("budi")) == [2]
    assert _numbers(desk, event, Query("maruf")) == []


def test_filters_narrow(desk: Desk, event: Event) -> None:
    assert _numbers(desk, event, Query(group="CGP")) == [1]
    assert _numbers(desk, event, Query("siti", organization="SMPN1 Ampah")) == [5]
    assert _numbers(desk, event, Query(district="Dusun Tengah")) == [2]
    assert _numbers(desk, event, Query(status=Status.CANCELED)) == []


def test_who_has_come_and_who_has_not(desk: Desk, make: Maker) -> None:
    event = make.event()
    morning, afternoon = make.sessions(event)
    people = [make.participant(event, name) for name in ("Ada", "Grace", "Alan")]
    participants.set_expected(desk, event.id, [people[2].id], [afternoon.id], "Siti")
    check_in(desk, make.scan(people[0]))
    arrived = Query(session_id=morning.id, state=AttendanceState.ARRIVED)
    assert _numbers(desk, event, arrived) == [1]
    assert _numbers(desk, event, replace(arrived, state=AttendanceState.MISSING)) == [2]
    assert _numbers(desk, event, Query(state=AttendanceState.MISSING)) == [2, 3]
    assert _numbers(desk, event, Query(session_id=afternoon.id)) == [1, 2, 3]


def test_pages_follow_each_other_in_the_wanted_order(desk: Desk, event: Event) -> None:
    query = Query(sort=Sort.ORGANIZATION, per_page=2)
    page = find(desk, event.id, query)
    assert (page.total, page.pages) == (5, 3)
    pages = [_numbers(desk, event, replace(query, page=number)) for number in (1, 2, 3)]
    assert pages == [[1, 4], [2, 3], [5]]


def test_people_of_another_event_are_not_found(desk: Desk, event: Event, make: Maker) -> None:
    other = make.event("Lain")
    assert find(desk, other.id, Query("siti")).total == 0


def test_what_is_found_says_where_somebody_is_expected_and_present(desk: Desk, make: Maker) -> None:
    event = make.event()
    morning, afternoon = make.sessions(event)
    person = make.participant(event)
    check_in(desk, make.scan(person))
    found = find(desk, event.id, Query()).found[0]
    assert found.expected == {morning.id, afternoon.id}
    assert found.present == {morning.id}
    assert found.code == make.badge(person).code
