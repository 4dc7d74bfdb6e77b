"""What is asked of a webcam, and through which driver on which system."""

import cv2
import pytest

from kiosk.scanner.camera.devices import ask, drivers_of
from kiosk.scanner.camera.sources import Wish

MJPG = cv2.VideoWriter.fourcc(*"MJPG")
YUY2 = cv2.VideoWriter.fourcc(*"YUY2")


class FakeDriver:
    """A webcam that grants everything; one that is ``forgetful`` loses its format with its size."""

    def __init__(self, *, forgetful: bool = False) -> None:
        self.asked: list[tuple[int, float]] = []
        self._forgetful = forgetful
        self._values: dict[int, float] = {cv2.CAP_PROP_FOURCC: YUY2}

    def set(self, propId: int, value: float) -> bool:  # noqa: N803
        self.asked.append((propId, value))
        self._values[propId] = value
        if self._forgetful and propId == cv2.CAP_PROP_FRAME_HEIGHT:
            self._values[cv2.CAP_PROP_FOURCC] = YUY2
        return True

    def get(self, propId: int) -> float:  # noqa: N803
        return self._values.get(propId, 0.0)


@pytest.mark.parametrize(
    ("platform", "first"),
    [("win32", cv2.CAP_DSHOW), ("darwin", cv2.CAP_AVFOUNDATION), ("linux", cv2.CAP_V4L2)],
)
def test_each_system_has_its_driver(platform: str, first: int) -> None:
    assert drivers_of(platform)[0] == first


def test_mjpg_and_720p_are_asked_for_before_anything_else() -> None:
    driver = FakeDriver()

    ask(driver, Wish(), cv2.CAP_V4L2)

    assert driver.asked[:3] == [
        (cv2.CAP_PROP_FOURCC, MJPG),
        (cv2.CAP_PROP_FRAME_WIDTH, 1280),
        (cv2.CAP_PROP_FRAME_HEIGHT, 720),
    ]
    assert (cv2.CAP_PROP_BUFFERSIZE, 1) in driver.asked


def test_a_driver_that_forgets_the_format_is_asked_again() -> None:
    driver = FakeDriver(forgetful=True)

    ask(driver, Wish(), cv2.CAP_DSHOW)

    assert driver.get(cv2.CAP_PROP_FOURCC) == MJPG


def test_exposure_and_focus_are_left_alone_unless_they_are_wished() -> None:
    driver = FakeDriver()

    ask(driver, Wish(), cv2.CAP_V4L2)

    touched = {name for name, _ in driver.asked}
    assert not touched & {cv2.CAP_PROP_AUTO_EXPOSURE, cv2.CAP_PROP_EXPOSURE, cv2.CAP_PROP_FOCUS}


@pytest.mark.parametrize(("system", "manual"), [(cv2.CAP_V4L2, 1.0), (cv2.CAP_DSHOW, 0.25)])
def test_a_wished_exposure_and_focus_turn_the_automatic_off(system: int, manual: float) -> None:
    driver = FakeDriver()

    ask(driver, Wish(exposure=-6, focus=30), system)

    assert driver.asked[-4:] == [
        (cv2.CAP_PROP_AUTO_EXPOSURE, manual),
        (cv2.CAP_PROP_EXPOSURE, -6),
        (cv2.CAP_PROP_AUTOFOCUS, 0),
        (cv2.CAP_PROP_FOCUS, 30),
    ]
