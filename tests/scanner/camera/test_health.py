"""How a camera is, judged from when its pictures came and what they show."""

import numpy as np
import pytest

from kiosk.scanner.camera.health import CameraCondition, Patience, Watch, light_of
from tests.fakes import picture

BLACK = np.zeros((48, 64, 3), np.uint8)


def watch(until: float, start: float = 0.0) -> Watch:
    """A camera that worked from ``start`` to ``until`` at ten pictures per second."""
    seen = Watch(Patience(), start)
    for k in range(round((until - start) * 10) + 1):
        seen.saw(picture(k % 100 + 1), start + k / 10)
    return seen


def test_a_camera_without_a_picture_yet_is_opening() -> None:
    assert Watch(Patience(), 0.0).state(5.0) == (CameraCondition.OPENING, 0.0)


def test_a_camera_that_opens_for_too_long_is_lost() -> None:
    assert Watch(Patience(), 0.0).state(30.0)[0] is CameraCondition.LOST


def test_a_camera_that_works_is_ok_since_its_first_picture() -> None:
    seen = Watch(Patience(), 0.0)
    seen.saw(picture(1), 3.0)

    assert seen.state(3.0) == (CameraCondition.OK, 3.0)


def test_an_unplugged_camera_is_lost_at_once() -> None:
    seen = watch(5.0)
    seen.failed()

    assert seen.state(5.1) == (CameraCondition.LOST, 5.1)


def test_a_camera_that_says_nothing_is_told_within_two_seconds_and_opened_again_later() -> None:
    seen = watch(5.0)

    assert seen.state(6.3)[0] is CameraCondition.OK
    assert seen.state(6.5)[0] is CameraCondition.LOST
    assert not seen.stands_still(6.5)
    assert seen.stands_still(9.3)


def test_the_same_picture_is_told_as_frozen_within_two_seconds_though_pictures_come() -> None:
    seen = watch(5.0)
    for k in range(14):
        seen.saw(picture(77), 5.1 + k / 10)
    assert seen.state(6.4)[0] is CameraCondition.OK

    for k in range(14, 17):
        seen.saw(picture(77), 5.1 + k / 10)
    assert seen.state(6.7) == (CameraCondition.FROZEN, 6.7)
    assert not seen.stands_still(6.7)

    for k in range(17, 45):
        seen.saw(picture(77), 5.1 + k / 10)
    assert seen.stands_still(9.5)


@pytest.mark.parametrize("gap", [1.0, 3.0])
def test_a_slow_camera_is_slow_and_neither_lost_nor_opened_again(gap: float) -> None:
    seen = Watch(Patience(), 0.0)
    states = []
    for k in range(1, 20):
        seen.saw(picture(k), k * gap)
        for part in (0.1, 0.5, 0.99):
            states.append(seen.state((k + part) * gap)[0])
            assert not seen.stands_still((k + part) * gap)

    assert set(states) == {CameraCondition.OK, CameraCondition.SLOW}
    assert set(states[9:]) == {CameraCondition.SLOW}


def test_a_camera_that_becomes_slow_is_lost_once_and_slow_then() -> None:
    seen = watch(5.0)
    states = []
    for k in range(1, 10):
        states += [seen.state(2 + 3 * k + part)[0] for part in (0.1, 1.0, 2.0, 2.9)]
        assert not seen.stands_still(2 + 3 * k + 2.9)
        seen.saw(picture(k), 5.0 + 3 * k)

    assert states.count(CameraCondition.LOST) == 2
    assert states[-1] is CameraCondition.SLOW


def test_a_slow_camera_that_stops_is_lost_in_the_end() -> None:
    seen = Watch(Patience(), 0.0)
    for k in range(1, 9):
        seen.saw(picture(k), 3.0 * k)

    assert seen.state(24 + 7.0)[0] is CameraCondition.SLOW
    assert seen.state(24 + 7.6)[0] is CameraCondition.LOST


def test_a_still_scene_with_the_noise_of_a_sensor_is_not_frozen() -> None:
    seen = watch(60.0)

    assert seen.state(60.0)[0] is CameraCondition.OK
    assert not seen.stands_still(60.0)


def test_a_black_picture_for_two_seconds_is_dark() -> None:
    seen = watch(5.0)
    for k in range(25):
        seen.saw(BLACK + np.uint8(k % 3), 5.1 + k / 10)

    assert seen.state(7.5)[0] is CameraCondition.DARK


def test_a_dim_hall_with_one_lamp_is_not_dark() -> None:
    seen = watch(5.0)
    hall = BLACK.copy()
    hall[:, 20:30] = 90
    for k in range(25):
        seen.saw(hall + np.uint8(k % 3), 5.1 + k / 10)

    assert seen.state(7.5)[0] is CameraCondition.OK


def test_a_camera_that_comes_back_is_ok_since_then() -> None:
    seen = watch(5.0)
    seen.failed()
    seen.state(5.1)
    seen.saw(picture(120), 9.0)

    assert seen.state(9.1) == (CameraCondition.OK, 9.1)


def test_a_frozen_camera_that_moves_again_is_ok() -> None:
    seen = watch(5.0)
    for k in range(60):
        seen.saw(picture(77), 5.1 + k / 10)
    assert seen.state(11.0)[0] is CameraCondition.FROZEN

    seen.saw(picture(78), 11.1)

    assert seen.state(11.1)[0] is CameraCondition.OK


def test_the_rate_is_measured_over_the_last_two_seconds() -> None:
    assert watch(10.0).fps(10.0) == pytest.approx(10, rel=0.1)
    assert watch(10.0).fps(11.0) == pytest.approx(5, rel=0.2)
    assert watch(10.0).fps(20.0) == 0


def test_brightness_and_sharpness_tell_a_sharp_picture_from_a_dull_one() -> None:
    sharp = np.kron(np.indices((30, 40)).sum(0) % 2, np.ones((16, 16))).astype(np.uint8) * 200
    dull = np.full_like(sharp, 100)

    assert light_of(sharp).sharpness > 100 * light_of(dull).sharpness
    assert light_of(dull).brightness == 100


@pytest.mark.parametrize("shape", [(1, 1), (1, 1, 3), (3, 700, 3), (480, 640), (2160, 3840, 3)])
def test_pictures_of_any_size_are_measured(shape: tuple[int, ...]) -> None:
    assert light_of(np.full(shape, 50, np.uint8)).brightness == pytest.approx(50, abs=1)
