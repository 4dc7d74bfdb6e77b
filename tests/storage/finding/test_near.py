"""Finding people who are written otherwise than one types."""

import importlib

import pytest
from sqlalchemy import delete, select

from kiosk.core.model import Event
from kiosk.core.people import NewParticipant
from kiosk.core.search import Query
from kiosk.desk import Desk
from kiosk.services import participants
from kiosk.services.rehearsals import start_rehearsal
from kiosk.services.search import find
from kiosk.storage import schema
from kiosk.storage.finding import near
from tests.makers import Maker

PEOPLE = (
    "Dra. Hj. Siti Aminah, M.Pd.",
    "Puspita Sari",
    "Puspitasari Dewi",
    "Muhammad Yusuf",
    "Djoko Soewandi",
    "Khairil Anwar",
    "Yusuf A. Nasution",
    "Fitriani",
    "Hendrawan Prasetyo",
    "Rizky Annisa",
    # No code begins with I or U: what is typed of these names never meets one by chance.
    "Ujang Ilham",
)

NEAR = {
    "puspitasari": [2],
    "puspita sari dewi": [3],
    "puspitasari dewi": [],
    "moh yusup": [4],
    "u. ilhamm": [11],
    "joko suwandi": [5],
    "joko suw": [5],
    "chairil": [6],
    "hairil anwar": [6],
    "hairil anwr": [6],
    "yusuf ahmad nasution": [7],
    "pitriany": [8],
    "hendrawam": [9],
    "hendarwan": [9],
    "hndrawan prasetyo": [9],
    "prasetyoo hend": [9],
    "hendrawna pras": [9],
    "riski anisa": [10],
    "drs. siti amminah": [1],
    "sitiaminah": [1],
    "ui": [11],
    "sdm ampah": [],
    "nobody": [],
}


@pytest.fixture
def event(desk: Desk, make: Maker) -> Event:
    event = make.event()
    for each in PEOPLE:
        participants.add_walk_in(desk, event.id, NewParticipant(each, organization="X"), "Siti")
    return event


def _near(desk: Desk, event: Event, text: str) -> list[int]:
    return [each.participant.number for each in find(desk, event.id, Query(text)).near]


def test_whoever_is_written_otherwise_is_near(desk: Desk, event: Event) -> None:
    assert {typed: _near(desk, event, typed) for typed in NEAR} == NEAR


def test_exact_hits_stand_before_those_who_are_near(desk: Desk, event: Event) -> None:
    page = find(desk, event.id, Query("puspitasari"))

    assert [each.participant.number for each in page.found] == [3]
    assert [each.participant.number for each in page.near] == [2]


def test_common_words_find_the_same_by_looking_at_people(
    desk: Desk, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(near, "_COMMON", 1)

    assert {typed: _near(desk, event, typed) for typed in NEAR} == NEAR


def test_near_ones_pass_the_filters(desk: Desk, event: Event, make: Maker) -> None:
    query = Query("hendrawam", organization="Y")

    assert find(desk, event.id, query).near == ()
    assert find(desk, make.event("Lain").id, Query("hendrawam")).near == ()


def test_a_rehearsal_finds_those_who_are_near_too(desk: Desk, event: Event) -> None:
    rehearsal = start_rehearsal(desk, "Siti")

    assert _near(desk, rehearsal, "hendrawam") == [9]


def test_the_migration_finds_people_who_were_there_before(desk: Desk, event: Event) -> None:
    migration = importlib.import_module("kiosk.storage.migrations.versions.0002_search_words")
    marked = schema.search_term.c.term >= "~"
    with desk.store.write() as tx:
        kept = set(map(tuple, tx.execute(select(schema.search_word))))
        tx.execute(delete(schema.search_term).where(marked | (schema.search_term.c.term < "0")))
        tx.execute(delete(schema.search_word))
    assert _near(desk, event, "hendrawam") == []
    with desk.store.write() as tx:
        migration.fill(tx)
    with desk.store.read() as tx:
        assert set(map(tuple, tx.execute(select(schema.search_word)))) == kept

    assert {typed: _near(desk, event, typed) for typed in NEAR} == NEAR
