"""A door that is only drawn: people come, hold their badges to the camera and go on."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.scanner.camera.sources import Frame, Granted
from kiosk.scanner.drawn.hall import HEIGHT, WIDTH
from kiosk.scanner.drawn.script import script
from kiosk.scanner.drawn.stage import Stage


@dataclass(frozen=True, slots=True)
class Play:
    """How the simulated door is played: the same seed and badges give the same frames."""

    seed: int = 1
    pace_s: float = 1.75
    fps: float = 20.0


class SimulatedDoor:
    """A live source of 1280 x 720 BGR frames in which the given badges come to the door."""

    live = True

    def __init__(self, badges: Sequence[tuple[str, str]], play: Play | None = None) -> None:
        """Take (code, name) of everybody who is to come."""
        play = play or Play()
        self.granted = Granted(WIDTH, HEIGHT, play.fps, "", "SIMULATED")
        self._stage = Stage(script(badges, play.seed, play.pace_s))
        self._number = 0
        self._began: float | None = None

    def read(self) -> Frame:
        """Draw the next frame when its time has come; late frames are left out."""
        if self._began is None:
            self._began = time.monotonic()
        due = self._number / self.granted.fps
        now = time.monotonic() - self._began
        if now < due:
            time.sleep(due - now)
        else:
            self._number = max(self._number, int(now * self.granted.fps))
        image = self._stage.picture(self._number / self.granted.fps, self._number)
        self._number += 1
        return Frame(image, time.monotonic(), self._number - 1)

    def close(self) -> None:
        """Leave the people where they are: opened again, the play goes on."""
