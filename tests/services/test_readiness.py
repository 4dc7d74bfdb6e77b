"""Whether this computer is fit: what each finding says, and from which figure on."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.core.errors import BadInput, Damaged, DiskFull
from kiosk.core.readiness import Finding, Fitness
from kiosk.desk import Desk, utc_now
from kiosk.services.backups.automatic_backup import make as make_backup
from kiosk.services.backups.automatic_backup import take_along
from kiosk.services.readiness import (
    backup_findings,
    batteries,
    care,
    font_finding,
    readiness,
    readiness_without_database,
)
from kiosk.settings import Settings
from tests.conftest import Clock
from tests.makers import Maker


def _said(findings: Sequence[Finding]) -> list[tuple[str, Fitness, str]]:
    return [(each.subject, each.fitness, str(each)) for each in findings]


@pytest.mark.parametrize(
    ("capacity", "status", "said"),
    [
        ("39", "Discharging", "The battery has 39 %. Plug the charger in."),
        ("39", "Charging", "The computer is plugged in (39 %)."),
        ("much", "Full", "The computer is plugged in (0 %)."),
        (None, None, "The computer is plugged in (0 %)."),
    ],
)
def test_a_battery_is_as_the_system_says(
    tmp_path: Path, capacity: str | None, status: str | None, said: str
) -> None:
    (tmp_path / "AC").mkdir()
    assert list(batteries(tmp_path)) == []
    (tmp_path / "BAT0").mkdir()
    if capacity and status:
        (tmp_path / "BAT0" / "capacity").write_text(f"{capacity}\n")
        (tmp_path / "BAT0" / "status").write_text(f"{status}\n")
    assert [str(each) for each in batteries(tmp_path)] == [said]


def test_letters_that_no_font_has_are_named() -> None:
    ((subject, found, text),) = _said([font_finding("Aé\ue000\ue001")])
    assert (subject, found) == ("fonts", Fitness.BAD)
    assert text == "The fonts lack \ue000 \ue001. Install Hadir again."
    assert font_finding().fitness is Fitness.FINE


def test_the_age_of_the_last_backup_is_told(sqlite_desk: Desk, make: Maker, clock: Clock) -> None:
    make.event()
    make_backup(sqlite_desk.settings, clock.now)
    clock.pass_by(minutes=7)
    assert _said(list(backup_findings(sqlite_desk))) == [
        ("backup", Fitness.FINE, "The last backup is 7 minutes old.")
    ]


def test_a_backup_that_failed_is_said_before_its_age(sqlite_desk: Desk) -> None:
    sqlite_desk.backups.failure = BadInput("No backup could be made: {why}.", why="it is full")
    assert _said(list(backup_findings(sqlite_desk)))[0] == (
        "backup",
        Fitness.BAD,
        "No backup could be made: it is full.",
    )


def test_the_second_place_says_whether_it_is_there_and_how_old_its_last_one_is(
    sqlite_desk: Desk, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    settings = replace(sqlite_desk.settings, backup_to=stick)
    damage = Damaged("{file} is damaged.", file="hadir.db")

    def said() -> str:
        found = readiness_without_database(settings, damage)
        return next(each for _, _, each in _said(found) if "second place" in each)

    assert said() == "The second place for backups is not there. Plug the stick in."
    stick.mkdir()
    assert said() == "The second place for backups holds none yet."
    make_backup(settings, utc_now() - timedelta(minutes=5, seconds=10))
    take_along(settings)
    assert said() == "The last backup in the second place is 5 minutes old."


def test_a_damaged_database_comes_with_the_way_back_and_a_full_disk_does_not(
    settings: Settings,
) -> None:
    damaged = readiness_without_database(settings, Damaged("{file} is damaged.", file="hadir.db"))
    full = readiness_without_database(settings, DiskFull("The disk is full."))

    assert _said(damaged)[0] == ("database", Fitness.BAD, "hadir.db is damaged.")
    assert _said(full)[0] == ("database", Fitness.BAD, "The disk is full.")
    assert [each.subject for each in full] == [each.subject for each in damaged][:1] + [
        each.subject for each in damaged
    ][2:]
    assert {"disk", "fonts"} <= {each.subject for each in full}


def test_a_computer_that_is_fit_says_so_of_each_part(sqlite_desk: Desk, make: Maker) -> None:
    make.event()
    found = {each.subject: each for each in readiness(sqlite_desk)}
    assert found["database"].text == "The database can be written to."
    assert found["clock"].values["time"] == "2026-11-23 07:45 WIB"
    assert {"database", "clock", "backup", "disk", "fonts"} <= set(found)


def test_what_staff_see_all_day_is_doubt_alone(sqlite_desk: Desk, make: Maker) -> None:
    make.event()
    make_backup(sqlite_desk.settings, sqlite_desk.now())
    assert [each.subject for each in care(sqlite_desk)] == ["backup"]
