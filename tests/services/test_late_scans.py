"""A batch of a station is answered as its scans one by one would be, at the cost of a few."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event as sa_event
from sqlalchemy import select

from kiosk.core.errors import HadirError, TooSoon
from kiosk.core.model import Answer, Event, Participant, Reason, Scan
from kiosk.desk import Desk
from kiosk.services import acts
from kiosk.services.late_scans import Batch, SentScan, answers
from kiosk.services.stations import add_station
from kiosk.storage import schema
from tests.conftest import Clock
from tests.makers import Maker, at

NOBODYS, OF_NO_SESSION = -1, -2
NUMBERS = count(1)
Told = Answer | HadirError
SCANS = st.lists(
    st.tuples(st.integers(-2, 4), st.integers(0, 170), st.integers(0, 40)), min_size=12, max_size=45
)
"""Who was scanned, how many minutes ago, and under which number of the station."""


@dataclass
class Phone:
    """A phone that was away since the morning, and the people who pass before it alone."""

    desk: Desk
    station: int
    people: list[Participant]
    codes: list[str]

    def scan(self, who: int, ago: int, number: int) -> SentScan:
        wrong = who in {NOBODYS, OF_NO_SESSION}
        scan = Scan(
            scan_id=f"{number}@{self.station}",
            code=f"WRONG{number}" if wrong else self.codes[who],
            scanned_at=self.desk.now() - timedelta(minutes=ago),
            station_id=self.station,
            session_id=4711 if who == OF_NO_SESSION else None,
        )
        return SentScan(scan, self.desk.now())

    def brings(self, sent: Sequence[SentScan]) -> list[Told]:
        return answers(self.desk, Batch(self.station, self.desk.now(), sent))

    def came(self) -> list[tuple[int, datetime, str | None]]:
        """When each was admitted; what stands no more too."""
        table = schema.check_in
        numbers = {each.id: place for place, each in enumerate(self.people)}
        query = select(table.c.participant_id, table.c.checked_in_at, table.c.kept_despite)
        with self.desk.store.read() as tx:
            rows = tx.execute(query.where(table.c.participant_id.in_(numbers))).all()
        return sorted((numbers[row[0]], row[1], row[2]) for row in rows)


def phone(desk: Desk, make: Maker, event: Event) -> Phone:
    people = [make.participant(event, f"Ada {n}", expected=n != 3) for n in range(5)]
    acts.cancel(desk, event.id, [people[4].id], "Siti")
    station, _token = add_station(desk, f"HP {next(NUMBERS)}")
    return Phone(desk, station.id, people, [make.badge(each).code for each in people])


def alike(told: Told) -> object:
    if not isinstance(told, Answer):
        return type(told)
    return told.reason, told.checked_in_at, told.doubt, told.session and told.session.name


@settings(
    max_examples=int(os.environ.get("HADIR_STORIES", "3")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(SCANS)
def test_together_is_as_one_by_one(
    desk: Desk, make: Maker, clock: Clock, told: list[tuple[int, int, int]]
) -> None:
    clock.now = at(7)
    with desk.store.read() as tx:
        known = tx.execute(select(schema.event)).first()
    event = desk.arrangement().programme().event if known else make.event()
    one, other = phone(desk, make, event), phone(desk, make, event)
    clock.now = at(10)

    together = one.brings([one.scan(*each) for each in told])
    singly = [answer for each in told for answer in other.brings([other.scan(*each)])]

    assert [alike(each) for each in together] == [alike(each) for each in singly]
    assert one.came() == other.came()


def test_a_hundred_take_five_transactions_and_one_moment(
    desk: Desk, make: Maker, clock: Clock
) -> None:
    event = make.event()
    people = [make.participant(event, f"Ada {n}") for n in range(100)]
    codes = [make.badge(each).code for each in people]
    one = Phone(desk, add_station(desk, "HP")[0].id, people, codes)
    clock.now = at(10)
    sent = [one.scan(n, 100 - n, n) for n in range(100)]
    ticking = replace(desk, clock=lambda: clock.pass_by(seconds=1) or clock.now)
    commits: list[object] = []
    sa_event.listen(desk.store.engine, "commit", commits.append)

    told = answers(ticking, Batch(one.station, at(10), sent))

    # Two of them are looks: at the sessions, and at when the station was heard of last.
    assert len(commits) == 7
    assert {each.reason for each in told if isinstance(each, Answer)} == {Reason.OK}
    assert [each[1] for each in one.came()] == [
        at(10) - timedelta(minutes=100 - n) for n in range(100)
    ]  # type: ignore[index]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_batch_guesses_no_more_codes_than_scans_one_by_one(desk: Desk, make: Maker) -> None:
    one = phone(desk, make, make.event())

    told = one.brings([one.scan(NOBODYS, 0, n) for n in range(30)])

    assert [isinstance(each, TooSoon) for each in told] == [False] * 20 + [True] * 10
