"""The turnout held in memory is that of the database, whatever happens, and whoever does it."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, example, given, settings
from sqlalchemy import text

from kiosk.core.attendance import Attendance, AttendanceRecord, Counts
from kiosk.core.model import Event, Session
from kiosk.core.turnout import BY, SessionTurnout
from kiosk.desk import Desk
from kiosk.services.attendance import attendance, look_at, tallies
from kiosk.services.check_ins import check_in, undo
from kiosk.services.rehearsals import end_rehearsal, start_rehearsal
from kiosk.services.stations import add_station
from kiosk.settings import Settings
from kiosk.storage.database import open_store
from tests.conftest import Clock, copied_sqlite
from tests.makers import Maker, at
from tests.stories import A_FEW, A_LONG_DAY, PEOPLE, STORY, Deed, Person, telling


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    database=None,
)
@given(people=PEOPLE, story=STORY)
@example(people=A_FEW, story=A_LONG_DAY)
def test_after_every_deed_the_turnout_is_that_of_the_database(
    empty_sqlite: Path, people: list[Person], story: list[Deed]
) -> None:
    with TemporaryDirectory() as folder:
        data = Path(folder)
        desk = Desk(Settings(data=data), open_store(copied_sqlite(empty_sqlite, data)))
        for event in telling(desk, people, story):
            is_true(desk, event)
        desk.close()


def test_it_is_brought_up_and_counted_anew_on_both_databases(desk: Desk, make: Maker) -> None:
    event = make.event()
    ada, grace, mallory = (make.participant(event, each) for each in ("Ada", "Grace", "Mallory"))
    is_true(desk, event)
    first = check_in(desk, make.scan(ada, scanned_at=at(8, 10)))
    is_true(desk, event)
    check_in(desk, make.scan(grace, scanned_at=at(7, 50)))
    is_true(desk, event)

    phone, _ = add_station(desk, "HP 2", door="Pintu Selatan")
    check_in(desk, make.scan(ada, station_id=phone.id, scanned_at=at(7, 40)))
    is_true(desk, event)
    assert first.check_in_id
    undo(desk, first.check_in_id, make.user())
    is_true(desk, event)
    with desk.store.write() as tx:
        tx.execute(text("UPDATE participant SET organization = 'SDN 2' WHERE name = 'Mallory'"))
    is_true(desk, event)
    with desk.store.write() as tx:
        tx.execute(text("DELETE FROM expectation WHERE participant_id = :id"), {"id": mallory.id})
    is_true(desk, event)


def test_what_another_process_stores_counts_too(
    desk: Desk, make: Maker, database_url: str, settings: Settings, clock: Clock
) -> None:
    event = make.event()
    ada = make.participant(event)
    is_true(desk, event)
    other = Desk(settings, open_store(database_url), clock=clock)

    answer = check_in(other, make.scan(ada))
    is_true(desk, event)
    assert answer.check_in_id
    undo(other, answer.check_in_id, make.user())
    is_true(desk, event)
    Maker(other).participant(event, "Grace", organization="SDN 10")
    is_true(desk, event)
    other.close()


def test_a_rehearsal_has_a_turnout_of_its_own(desk: Desk, make: Maker) -> None:
    event = make.event()
    make.participant(event)
    is_true(desk, event)

    rehearsal = start_rehearsal(desk, "Siti")
    with desk.store.read() as tx:
        code = tx.execute(
            text("SELECT code FROM badge WHERE event_id = :id"), {"id": rehearsal.id}
        ).scalar_one()
    check_in(desk, make.scan(code))
    is_true(desk, rehearsal)
    is_true(desk, event)
    end_rehearsal(desk, "Siti")
    is_true(desk, event)


def test_a_check_in_that_is_committed_late_is_not_missed(desk: Desk, make: Maker) -> None:
    event = make.event()
    people = [make.participant(event, each) for each in ("Ada", "Grace", "Mallory")]
    is_true(desk, event)
    answers = [check_in(desk, make.scan(each)) for each in people]
    with look_at(desk, event.id) as look:
        session = make.sessions(event)[0]
        assert len(look.turnout.of(session.id).arrivals) == 3
    held = desk.turnouts._known[event.id]

    assert held.newest == answers[-1].check_in_id
    assert not set(held.awaited) & {each.check_in_id for each in answers}


def is_true(desk: Desk, event: Event) -> None:
    """Compare what is held in memory with what the database says, read row by row."""
    whole, counted = attendance(desk, event), tallies(desk, event.id)
    with look_at(desk, event.id) as look:
        for session in whole.sessions:
            here = look.turnout.of(session.id)
            assert here.counts == whole.counts(session.id) == counted.of(session.id)
            for field in BY:
                by = {name: here.by[field].of(name) for name in here.by[field].names()}
                assert by == counted.by[field].get(session.id, {})
                assert list(here.by[field].most_absent(99)) == sorted(
                    by.items(), key=lambda each: (-each[1].absent, each[0])
                )
            assert here.missing == absences(whole, session)
            came_to(here, whole, session)
        for first in whole.sessions:
            for second in whole.sessions:
                gone = look.turnout.not_back(first.id, second.id)
                assert gone == not_back(whole, first, second)


def absences(whole: Attendance, session: Session) -> list[tuple[str, str, int]]:
    return sorted(map(key, (each for each in whole.records if each.is_missing(session.id))))


def not_back(whole: Attendance, first: Session, second: Session) -> list[tuple[str, str, int]]:
    here = [each for each in whole.records if each.is_present(first.id)]
    return sorted(map(key, (each for each in here if each.is_missing(second.id))))


def key(record: AttendanceRecord) -> tuple[str, str, int]:
    person = record.participant
    return person.organization, person.name, person.id


def came_to(here: SessionTurnout, whole: Attendance, session: Session) -> None:
    stored = [each.check_ins[session.id] for each in whole.records if each.is_present(session.id)]
    times = sorted((each.checked_in_at, each.id, each.participant_id) for each in stored)
    assert [(each.at, each.check_in_id, each.participant_id) for each in here.arrivals] == times
    assert here.times == [each[0] for each in times]
    doors = sorted(each for times in here.times_by_door.values() for each in times)
    assert doors == here.times
    assert here.counts.present == len(stored) or here.counts == Counts()
