"""Scans that wait side by side: one transaction, each its own answer, each its own failure."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import create_engine, event, make_url, select, text

from kiosk.core.errors import Busy, NotFound
from kiosk.core.model import Answer, Reason, Scan
from kiosk.desk import Desk
from kiosk.services.check_ins import check_in
from kiosk.services.sessions import choose_session
from kiosk.services.stations import add_station, change_station, station_of_token, withdraw
from kiosk.settings import Settings
from kiosk.storage import schema, together
from kiosk.storage.database import open_store
from kiosk.storage.engine import triggers
from tests.conftest import Clock
from tests.fakes import eventually
from tests.makers import Maker


@contextmanager
def all_at_once(desk: Desk, scans: list[Scan]) -> Iterator[dict[str, Answer | Exception]]:
    """Let the scans wait behind a writer as long as the block lasts, then be answered."""
    answers: dict[str, Answer | Exception] = {}

    def bring(scan: Scan) -> None:
        try:
            answers[scan.scan_id] = check_in(desk, scan)
        except Exception as error:  # noqa: BLE001
            answers[scan.scan_id] = error

    doors = [threading.Thread(target=bring, args=(each,)) for each in scans]
    line = desk.store._line
    with line.turn(30):
        for count, each in enumerate(doors, start=1):
            each.start()
            assert eventually(lambda count=count: len(line) == count)  # type: ignore[misc]
        yield answers
    for each in doors:
        each.join()


@contextmanager
def commits(desk: Desk) -> Iterator[list[str]]:
    seen: list[str] = []
    event.listen(desk.store.engine, "commit", note := lambda _connection: seen.append("commit"))
    yield seen
    event.remove(desk.store.engine, "commit", note)


def test_scans_that_wait_are_stored_in_one_transaction(desk: Desk, make: Maker) -> None:
    occasion = make.event()
    scans = [make.scan(make.participant(occasion, f"Person {n}")) for n in range(9)]
    scans.append(make.scan("https://example.org/menu"))

    with commits(desk) as stored, all_at_once(desk, scans) as answers:
        pass

    reasons = [answers[each.scan_id].reason for each in scans]  # type: ignore[union-attr]
    assert reasons == [Reason.OK] * 9 + [Reason.INVALID]
    assert len(stored) == 1


def test_one_badge_at_several_doors_that_wait_is_admitted_once(desk: Desk, make: Maker) -> None:
    ada = make.participant(make.event())
    scans = [make.scan(ada) for _ in range(4)]

    with all_at_once(desk, scans) as answers:
        pass

    reasons = [answers[each.scan_id].reason for each in scans]  # type: ignore[union-attr]
    assert reasons == [Reason.OK, *[Reason.ALREADY_CHECKED_IN] * 3]


def test_a_scan_that_cannot_be_asked_is_refused_alone(desk: Desk, make: Maker) -> None:
    ada = make.participant(make.event())
    good, bad = make.scan(ada), make.scan(ada, session_id=999)

    with all_at_once(desk, [bad, good]) as answers:
        pass

    assert isinstance(answers[bad.scan_id], NotFound)
    assert answers[good.scan_id].reason is Reason.OK  # type: ignore[union-attr]


def test_a_scan_that_cannot_be_stored_fails_alone(desk: Desk, make: Maker) -> None:
    occasion = make.event()
    good = [make.scan(make.participant(occasion, f"Person {n}")) for n in range(3)]
    of_no_station = make.scan("ABCD", station_id=4711)

    with all_at_once(desk, [good[0], of_no_station, *good[1:]]) as answers:
        pass

    assert isinstance(answers[of_no_station.scan_id], Exception)
    assert {answers[each.scan_id].reason for each in good} == {Reason.OK}  # type: ignore[union-attr]
    assert _stored(desk) == {each.scan_id for each in good}


def test_a_scan_whose_turn_does_not_come_is_withdrawn_and_not_stored(
    desk: Desk, make: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan = make.scan(make.participant(make.event()))
    monkeypatch.setattr(together, "PATIENCE", 0.05)

    with all_at_once(desk, [scan]) as answers:
        assert eventually(lambda: scan.scan_id in answers)

    assert isinstance(answers[scan.scan_id], Busy)
    assert _stored(desk) == set()
    assert check_in(desk, scan).reason is Reason.OK


def test_a_scan_is_withdrawn_while_another_process_writes(
    sqlite_desk: Desk, make: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan = make.scan(make.participant(make.event()))
    other = open_store(str(sqlite_desk.store.engine.url))
    monkeypatch.setattr(together, "PATIENCE", 0.05)

    with other.write(), pytest.raises(Busy):
        check_in(sqlite_desk, scan)

    assert _stored(sqlite_desk) == set()
    other.close()


def test_what_another_process_changes_counts_at_the_next_scan(
    desk: Desk, make: Maker, database_url: str, clock: Clock
) -> None:
    occasion = make.event()
    ada = make.participant(occasion)
    [morning, afternoon] = make.sessions(occasion)
    station, token = add_station(desk, "HP 1", door="Pintu 1")
    elsewhere = Desk(desk.settings, open_store(database_url), clock=clock)
    assert check_in(desk, make.scan("unknown")).session == morning

    choose_session(elsewhere, afternoon.id, "Siti")
    change_station(elsewhere, station.id, "Siti", door="Pintu 2")
    first = check_in(desk, make.scan(ada, station_id=station.id))
    again = check_in(desk, make.scan(ada))

    assert first.session == afternoon
    assert again.first_door == "Pintu 2"
    withdraw(elsewhere, station.id, "Siti")
    assert station_of_token(desk.arrangement(), token) is None
    elsewhere.store.close()


def test_a_scan_is_answered_after_the_server_of_the_database_was_away(
    postgres_url: str, settings: Settings, clock: Clock
) -> None:
    desk = Desk(settings, open_store(postgres_url), clock=clock)
    make = Maker(desk)
    scans = [make.scan(make.participant(make.event())) for _ in range(2)]
    check_in(desk, scans[0])

    _end_every_connection(postgres_url)

    assert check_in(desk, scans[1]).reason is not None
    assert _stored(desk) == {each.scan_id for each in scans}
    desk.close()


def test_what_was_changed_and_taken_back_is_not_remembered(desk: Desk, make: Maker) -> None:
    occasion = make.event()
    [morning, _] = make.sessions(occasion)

    def change_and_fail() -> None:
        with desk.store.write() as tx:
            table = schema.session
            tx.execute(table.update().where(table.c.id == morning.id).values(name="Other"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change_and_fail()

    assert make.sessions(occasion)[0] == morning


def test_a_station_is_seen_once_a_minute_and_nothing_is_read_anew_for_it(
    desk: Desk, make: Maker, clock: Clock
) -> None:
    make.event()
    station, _ = add_station(desk, "HP 1")
    check_in(desk, make.scan("one", station_id=station.id))
    arranged = desk.arrangement()
    first = clock.now

    clock.pass_by(seconds=59)
    check_in(desk, make.scan("two", station_id=station.id))
    assert _seen(desk, station.id) == first
    clock.pass_by(seconds=2)
    check_in(desk, make.scan("three", station_id=station.id))

    assert _seen(desk, station.id) == clock.now
    assert desk.arrangement() is arranged


@pytest.mark.parametrize(
    "table", [schema.event, schema.session, schema.session_choice, schema.station]
)
def test_every_change_of_what_is_arranged_raises_the_revision(
    desk: Desk, make: Maker, table: schema.Table
) -> None:
    occasion = make.event()
    choose_session(desk, make.sessions(occasion)[0].id, "Siti")
    add_station(desk, "HP 1")

    unseen = next(each.unseen for each in triggers._WATCHES if each.table is table)
    for column in table.c:
        if column.name not in {"id", *unseen}:
            before = desk.arrangement().revision
            with desk.store.write() as tx:
                tx.execute(table.update().values({column: column}))
            assert desk.arrangement().revision > before, column.name
    before = desk.arrangement().revision
    with desk.store.write() as tx:
        tx.execute(schema.session_choice.delete())
        tx.execute(table.delete())
    assert desk.arrangement().revision > before


def _stored(desk: Desk) -> set[str]:
    with desk.store.read() as tx:
        return set(tx.execute(select(schema.scan.c.scan_id)).scalars())


def _seen(desk: Desk, station_id: int) -> object:
    with desk.store.read() as tx:
        seen = select(schema.station.c.last_seen_at).where(schema.station.c.id == station_id)
        return tx.execute(seen).scalar()


def _end_every_connection(url: str) -> None:
    engine = create_engine(make_url(url).set(drivername="postgresql+psycopg"))
    with engine.connect() as other:
        other.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE pid <> pg_backend_pid() AND datname = current_database()"
            )
        )
    engine.dispose()
