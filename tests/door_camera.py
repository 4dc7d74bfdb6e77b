"""A camera as the pages know one, set by hand."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from kiosk.core.readiness import CameraState
from kiosk.web.door.camera import ReadCode

JPEG = b"\xff\xd8 a picture \xff\xd9"


class DoorCameraByHand:
    """Shows, reads and reports what it was told to."""

    def __init__(self) -> None:
        self.now = CameraState(
            "ok",
            datetime(2026, 11, 23, 0, 40, tzinfo=UTC),
            name="Logitech",
            width=1280,
            height=720,
            fps=29.6,
            sharpness=300.0,
            brightness=120.0,
        )
        self.picture: bytes | None = JPEG
        self.codes: list[str] = []
        self.chosen: list[str] = []
        self.expected = 0

    @property
    def station_name(self) -> str:
        return "Kamera 1"

    def is_now(self, **values: object) -> None:
        self.now = replace(self.now, **values)  # type: ignore[arg-type]

    def state(self) -> CameraState:
        return self.now

    def preview(self) -> bytes | None:
        return self.picture

    def sources(self) -> list[tuple[str, str]]:
        return [("0", "Logitech"), ("1", "Integrated")]

    def answers_are_shown(self) -> Callable[[], None]:
        self.is_now(admits=True)
        return lambda: self.is_now(admits=False)

    def choose(self, source: str) -> None:
        self.chosen.append(source)

    def expect_pictures(self) -> None:
        self.expected += 1

    def read_image(self, data: bytes) -> list[ReadCode]:
        assert data
        return [ReadCode(code, "decoded", 1.0) for code in self.codes]
