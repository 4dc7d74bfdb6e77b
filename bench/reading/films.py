"""Films of one second: a badge of the event is held before the camera."""

from pathlib import Path

import numpy as np

from bench.reading.readers import Picture, Read, opencv, zxing
from bench.reading.scenes import placed
from bench.reading.tables import Curves, Table, percent
from bench.scenes import Scene, codes, film
from kiosk.scanner.reading.films import Reader
from kiosk.scanner.reading.recognition.recognition import Roster

_EACH = 8
_FRAMES = 30
_RATE = 30.0
_BADGES = 2000


def kinds() -> dict[str, Scene]:
    """Return the films by name: those that no decoder reads first."""
    return {
        "side 60, blur 2.0": Scene(side=60, blur=2.0, tilt=10),
        "side 45, blur 1.4": Scene(side=45, blur=1.4, tilt=10),
        "side 80, blur 2.6": Scene(side=80, blur=2.6, tilt=10),
        "side 100, motion 13": Scene(side=100, blur=1.0, motion=13, tilt=10),
        "side 30, blur 0.8": Scene(side=30, blur=0.8),
        "side 120, finger over 8 %": Scene(side=120, finger=0.08),
        "side 120, glare 0.5": Scene(side=120, glare=0.5),
        "side 120, sharp": Scene(side=120),
    }


def measure(_: Path | None) -> list[Table | Curves]:
    """Return the share of films answered in a second, when, and the curves of the picture."""
    badges = codes(_BADGES, np.random.default_rng(5))
    roster = Roster.of(badges)
    rows: list[tuple[str, ...]] = []
    for kind, scene in kinds().items():
        share, seconds, others = _films(scene, roster, _EACH)
        rows.append((kind, *map(percent, (share, *others)), seconds))
    note = (
        f"{_EACH} films of {_FRAMES} frames of 1280 x 720 each; a hand sways. {_BADGES} badges are "
        "known to Hadir. The others get every sixth frame; seconds are film time."
    )
    columns = ("film", "Hadir", "zxing-cpp", "OpenCV", "Hadir's answer after, median")
    return [Table("Films", note, columns, rows), *_curves(roster)]


def _films(scene: Scene, roster: Roster, count: int) -> tuple[float, str, tuple[float, float]]:
    """Return Hadir's share and seconds, and the others' shares."""
    random = np.random.default_rng(int(scene.side * 100 + scene.blur * 10))
    answers = []
    others = [0, 0]
    for _ in range(count):
        code = roster.codes[int(random.integers(len(roster.codes)))]
        frames = [each.frame for each in film(code, placed(scene, random), _FRAMES, random)]
        answers.append(seconds_until(code, frames, roster))
        for index, read in enumerate((zxing, opencv())):
            others[index] += _reads(read, code, frames)
    read_in = [answer for answer in answers if answer is not None]
    middle = f"{np.median(read_in):.2f} s" if read_in else ""
    return len(read_in) / count, middle, (others[0] / count, others[1] / count)


def _reads(read: Read, code: str, frames: list[Picture]) -> bool:
    return any(code in read(frame) for frame in frames[::6])


def seconds_until(code: str, frames: list[Picture], roster: Roster | None) -> float | None:
    """Return after how many seconds of film the badge is answered, if it is."""
    reader = Reader(roster)
    for index, frame in enumerate(frames):
        if any(symbol.text == code for symbol in reader.read(frame, index / _RATE)):
            return (index + 1) / _RATE
    return None


def _curves(roster: Roster) -> list[Curves]:
    sides = (30.0, 40.0, 50.0, 60.0, 80.0, 100.0)
    blurs = (1.0, 1.5, 2.0, 2.5, 3.0, 3.5)
    by_side = [Scene(side=side, blur=1.6, tilt=10) for side in sides]
    by_blur = [Scene(side=80, blur=blur, tilt=10) for blur in blurs]
    return [
        Curves("Blur 1.6 px", "side of the symbol in pixels", sides, _shares(by_side, roster)),
        Curves("Side 80 px", "blur in pixels", blurs, _shares(by_blur, roster)),
    ]


def _shares(scenes: list[Scene], roster: Roster) -> dict[str, tuple[float, ...]]:
    found = [_films(scene, roster, _EACH // 2) for scene in scenes]
    return {
        "Hadir": tuple(share for share, _, _ in found),
        "zxing-cpp": tuple(others[0] for _, _, others in found),
        "OpenCV": tuple(others[1] for _, _, others in found),
    }
