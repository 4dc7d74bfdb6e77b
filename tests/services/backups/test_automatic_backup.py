"""Backups that are made by themselves, and the drill: one is put back and has everything."""

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.core.errors import Moved, Refused
from kiosk.core.model import Reason
from kiosk.desk import Desk, open_desk
from kiosk.services.attendance import tallies
from kiosk.services.audit_heads import heads, place_of
from kiosk.services.backups.automatic_backup import Backups, make, take_along
from kiosk.services.backups.backup import backups, folder_of, restore
from kiosk.services.check_ins import check_in
from kiosk.settings import Settings
from tests.conftest import Clock
from tests.makers import Maker


@pytest.fixture
def keeper(sqlite_desk: Desk) -> Backups:
    return Backups(sqlite_desk)


def test_a_backup_is_made_when_the_minutes_are_over_and_something_changed(
    sqlite_desk: Desk, make: Maker, clock: Clock, keeper: Backups
) -> None:
    event = make.event()
    assert keeper.make_if_due()

    clock.pass_by(minutes=6)
    assert not keeper.make_if_due()
    check_in(sqlite_desk, make.scan(make.participant(event)))
    assert keeper.make_if_due()

    check_in(sqlite_desk, make.scan(make.participant(event, "Grace")))
    clock.pass_by(minutes=4)
    assert not keeper.make_if_due()


def test_a_backup_is_made_as_soon_as_a_session_has_ended(
    make: Maker, clock: Clock, keeper: Backups
) -> None:
    event = make.event()
    clock.now = make.sessions(event)[0].ends_at.replace(second=0)
    clock.pass_by(minutes=-1)
    assert keeper.make_if_due()

    make.participant(event)
    clock.pass_by(minutes=2)

    assert keeper.make_if_due()


def test_a_clock_that_was_set_back_does_not_stop_the_backups(
    make: Maker, clock: Clock, keeper: Backups
) -> None:
    event = make.event()
    assert keeper.make_if_due()
    make.participant(event)
    clock.pass_by(hours=-3)

    assert keeper.make_if_due()


def test_the_drill_what_was_answered_is_in_the_newest_backup(
    sqlite_desk: Desk, make: Maker, keeper: Backups, tmp_path: Path
) -> None:
    event = make.event()
    people = [make.participant(event, f"Person {n}") for n in range(5)]
    assert {check_in(sqlite_desk, make.scan(each)).reason for each in people} == {Reason.OK}
    keeper.make_if_due()

    restore(Settings(data=tmp_path / "new"), backups(sqlite_desk.settings)[0].path)

    restored = open_desk(Settings(data=tmp_path / "new"))
    assert sum(each.present for each in tallies(restored, event.id).whole.values()) == 5
    restored.close()


def test_a_second_place_that_comes_later_gets_the_newest_one_once(
    sqlite_desk: Desk, tmp_path: Path
) -> None:
    settings = replace(sqlite_desk.settings, backup_to=tmp_path / "stick")
    make(settings, sqlite_desk.now())
    assert not take_along(settings)

    (tmp_path / "stick").mkdir()

    assert take_along(settings)
    assert not take_along(settings)
    assert len(backups(settings)) == 2


def test_in_the_second_place_they_are_sealed_where_there_is_a_passphrase(
    sqlite_desk: Desk, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    settings = replace(sqlite_desk.settings, backup_to=stick, backup_passphrase="panas sekali")
    make(settings, sqlite_desk.now())

    take_along(settings)

    (sealed,) = stick.iterdir()
    assert not sealed.read_bytes().startswith(b"SQLite")
    assert restore(Settings(data=tmp_path / "new"), sealed, "panas sekali") is None


def test_a_backup_leaves_room_for_the_scans(small_disk: Path) -> None:
    settings = Settings(data=small_disk)
    desk = open_desk(settings)

    with pytest.raises(Refused, match="too little room"):
        make(settings, desk.now())

    assert list(folder_of(settings).iterdir()) == []
    desk.close()


def test_what_was_looked_after_is_noted_outside_and_in_the_second_place(
    sqlite_desk: Desk, make: Maker, tmp_path: Path
) -> None:
    make.event()
    stick = tmp_path / "stick"
    stick.mkdir()
    desk = replace(sqlite_desk, settings=replace(sqlite_desk.settings, backup_to=stick))

    Backups(desk).look()

    assert desk.backups.failure is None
    assert heads(desk.settings)
    assert {each.name for each in stick.iterdir()} >= {place_of(desk.settings).name}
    assert len(backups(desk.settings)) == 2


def test_a_failure_is_kept_and_logged_once_and_its_end_too(
    sqlite_desk: Desk, make: Maker, keeper: Backups, caplog: pytest.LogCaptureFixture
) -> None:
    make.event()
    folder = folder_of(sqlite_desk.settings)
    folder.write_text("A file lies where the folder should be.")
    keeper.look()
    keeper.look()
    assert str(sqlite_desk.backups.failure) == "No backup could be made: File exists."

    folder.unlink()
    keeper.look()
    assert sqlite_desk.backups.failure is None
    assert caplog.messages == [
        "No backup could be made: No backup could be made: File exists.",
        "Backups are made again",
    ]


def test_a_database_that_cannot_be_read_is_the_failure_of_the_backup(
    sqlite_desk: Desk, keeper: Backups
) -> None:
    folder = sqlite_desk.settings.data
    folder.rename(folder.with_name("away"))
    keeper.look()
    assert isinstance(sqlite_desk.backups.failure, Moved)
