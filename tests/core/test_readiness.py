"""Whether a camera is fit: each figure at the edge of what is enough."""

from datetime import UTC, datetime
from typing import Any

import pytest

from kiosk.core.readiness import CameraState, Fitness, camera_findings

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
