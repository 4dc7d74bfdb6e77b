"""What the pages know of the camera at this machine; the application hands one in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from flask import current_app

from kiosk.core.readiness import CameraState


@dataclass(frozen=True, slots=True)
class ReadCode:
    """A code found in a picture: how it was read, and how sure (0 to 1)."""

    code: str
    how: str
    score: float


class DoorCamera(Protocol):
    """The camera at this machine, which checks in by itself; and the reader of pictures."""

    @property
    def station_name(self) -> str:
        """What the station of this machine is called."""
        ...

    def state(self) -> CameraState:
        """Return how the camera is now."""
        ...

    def preview(self) -> bytes | None:
        """Return the newest picture as JPEG, encoded once for all who look."""
        ...

    def sources(self) -> list[tuple[str, str]]:
        """Return the cameras there are: the source and its name for people."""
        ...

    def answers_are_shown(self) -> Callable[[], None]:
        """Check people in from now on: a page shows the answers. Return what ends that."""
        ...

    def choose(self, source: str) -> None:
        """Look through this source from now on."""
        ...

    def expect_pictures(self) -> None:
        """Get ready for pictures that a browser will send: the first shall not wait."""
        ...

    def read_image(self, data: bytes) -> list[ReadCode]:
        """Return the codes in a PNG, JPEG or WebP. Raises Unreadable where it takes too much."""
        ...


def door_camera() -> DoorCamera | None:
    """Return the camera at this machine, if the application was given one."""
    camera: DoorCamera | None = current_app.extensions.get("camera")
    return camera
