"""Whether camera and computer are fit: each figure at the edge of what is enough."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from kiosk.core.readiness import (
    CameraState,
    Fitness,
    backup_finding,
    battery_finding,
    camera_findings,
    disk_finding,
    second_backup_finding,
)

SINCE = datetime(2026, 11, 23, 1, tzinfo=UTC)
GOOD: dict[str, Any] = {"fps": 25.0, "brightness": 120.0, "sharpness": 200.0}


def found(status: str = "ok", **changes: Any) -> list[tuple[str, Fitness]]:
    state = CameraState(status, SINCE, "Webcam", 1280, 720, **{**GOOD, **changes})
    return [(each.subject, each.fitness) for each in camera_findings(state)]


def test_a_good_camera_is_named_with_its_size_and_found_fit_in_all() -> None:
    state = CameraState("ok", SINCE, "Webcam", 1280, 720, **GOOD)

    findings = list(camera_findings(state))

    assert str(findings[0]) == "Webcam, 1280 × 720"  # noqa: RUF001
    assert [each.subject for each in findings] == ["camera", "pictures", "lighting", "sharpness"]
    assert {each.fitness for each in findings} == {Fitness.FINE}
    assert str(findings[1]) == "25 pictures per second."


@pytest.mark.parametrize(
    ("changes", "subject", "fitness"),
    [
        ({"fps": 8.0}, "pictures", Fitness.FINE),
        ({"fps": 7.9}, "pictures", Fitness.WARNING),
        ({"brightness": 45.0}, "lighting", Fitness.FINE),
        ({"brightness": 44.9}, "lighting", Fitness.BAD),
        ({"brightness": 235.0}, "lighting", Fitness.FINE),
        ({"brightness": 235.1}, "lighting", Fitness.BAD),
        ({"sharpness": 25.0}, "sharpness", Fitness.FINE),
        ({"sharpness": 24.9}, "sharpness", Fitness.WARNING),
    ],
)
def test_a_figure_is_enough_up_to_its_edge(
    changes: dict[str, float], subject: str, fitness: Fitness
) -> None:
    assert (subject, fitness) in found(**changes)


@pytest.mark.parametrize("status", ["lost", "frozen", "dark", "opening"])
def test_a_camera_in_trouble_is_that_and_nothing_else(status: str) -> None:
    assert found(status) == [("camera", Fitness.BAD)]


@pytest.mark.parametrize("status", ["off", "ended"])
def test_no_camera_is_no_fault(status: str) -> None:
    assert found(status) == [("camera", Fitness.WARNING)]
    assert [each.fitness for each in camera_findings(None)] == [Fitness.WARNING]


def test_a_camera_that_admits_nobody_is_said_beside_its_figures() -> None:
    assert found(admits=False)[:2] == [("camera", Fitness.FINE), ("camera", Fitness.WARNING)]


MIB = 1024**2


@pytest.mark.parametrize(
    ("free", "fitness", "said"),
    [
        (500 * MIB - 1, Fitness.BAD, "Only 0.5 GB are free on the disk. Delete what is not "),
        (500 * MIB, Fitness.WARNING, "0.5 GB are free on the disk: enough for a day, not for "),
        (2048 * MIB - 1, Fitness.WARNING, "2.0 GB are free on the disk: enough for a day"),
        (2048 * MIB, Fitness.FINE, "2.0 GB are free on the disk."),
        (17_179_869_184, Fitness.FINE, "16.0 GB are free on the disk."),
    ],
)
def test_a_disk_is_enough_up_to_its_edge(free: int, fitness: Fitness, said: str) -> None:
    finding = disk_finding(free)
    assert (finding.subject, finding.fitness) == ("disk", fitness)
    assert str(finding).startswith(said)


@pytest.mark.parametrize(
    ("level", "is_discharging", "fitness", "said"),
    [
        (39, True, Fitness.BAD, "The battery has 39 %. Plug the charger in."),
        (
            40,
            True,
            Fitness.WARNING,
            "The computer runs on its battery (40 %). Plug the charger in.",
        ),
        (5, False, Fitness.FINE, "The computer is plugged in (5 %)."),
    ],
)
def test_a_battery_wants_its_charger_while_it_is_emptied(
    level: int, fitness: Fitness, said: str, *, is_discharging: bool
) -> None:
    finding = battery_finding(level, is_discharging=is_discharging)
    assert (finding.subject, finding.fitness) == ("battery", fitness)
    assert str(finding).startswith(said)


@pytest.mark.parametrize(
    ("age", "fitness", "said"),
    [
        (None, Fitness.WARNING, "There is no backup yet. Make one on the page Backups."),
        ({"minutes": -3}, Fitness.FINE, "The last backup was made just now."),
        ({"seconds": 119}, Fitness.FINE, "The last backup was made just now."),
        ({"seconds": 120}, Fitness.FINE, "The last backup is 2 minutes old."),
        ({"hours": 24}, Fitness.FINE, "The last backup is 1440 minutes old."),
        ({"hours": 24, "seconds": 1}, Fitness.WARNING, "The last backup is 24 hours old. Make "),
        (
            {"hours": 25, "minutes": 59},
            Fitness.WARNING,
            "The last backup is 25 hours old. Make one on the page Backups.",
        ),
    ],
)
def test_a_backup_says_its_age_and_is_old_after_a_day(
    age: dict[str, int] | None, fitness: Fitness, said: str
) -> None:
    finding = backup_finding(timedelta(**age) if age else None)
    assert (finding.subject, finding.fitness) == ("backup", fitness)
    assert str(finding).startswith(said)


@pytest.mark.parametrize(
    ("minutes", "is_there", "fitness", "said"),
    [
        (None, False, Fitness.WARNING, "The second place for backups is not there. Plug the"),
        (None, True, Fitness.WARNING, "The second place for backups holds none yet."),
        (5.9, True, Fitness.FINE, "The last backup in the second place is 5 minutes old."),
        (-3, True, Fitness.FINE, "The last backup in the second place is 0 minutes old."),
    ],
)
def test_the_second_place_for_backups_is_there_and_holds_one(
    minutes: float | None, fitness: Fitness, said: str, *, is_there: bool
) -> None:
    age = None if minutes is None else timedelta(minutes=minutes)
    finding = second_backup_finding(age, is_there=is_there)
    assert (finding.subject, finding.fitness) == ("backup", fitness)
    assert str(finding).startswith(said)
