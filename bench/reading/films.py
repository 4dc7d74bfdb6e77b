"""Films of one second: a badge of the event is held before the camera."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from bench.reading.readers import Read, opencv, zxing
from bench.scenes import Random, Scene, codes, film
from bench.reading.scenes import placed
from bench.reading.tables import Curves, Table, percent
from kiosk.scanner.decoder import Reader
from kiosk.scanner.recognition import Roster

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
    random = np.random.default_rng(5)
    badges = codes(_BADGES, random)
    roster = Roster.of(badges)
    rows = []
    for kind, scene in kinds().items():
        share, seconds, others = _films(scene, badges, roster, _EACH)
        rows.append((kind, *map(percent, (share, *others)), seconds))
    note = (
        f"{_EACH} films of {_FRAMES} frames of 1280 × 720 each; a hand sways. {_BADGES} badges are "
        "known to Hadir. The others get every sixth frame; seconds are film time."
    )
    columns = ("film", "Hadir", "zxing-cpp", "OpenCV", "Hadir's answer after, median")
    return [Table("Films", note, columns, rows), *_curves(badges, roster)]


def _films(
    scene: Scene, badges: list[str], roster: Roster, count: int
) -> tuple[float, str, tuple[float, float]]:
    """Return Hadir's share and seconds, and the others' shares."""
    random = np.random.default_rng(int(scene.side * 100 + scene.blur * 10))
    answers = []
    others = [0, 0]
    for _ in range(count):
        code = badges[int(random.integers(len(badges)))]
        frames = [each.frame for each in film(code, placed(scene, random), _FRAMES, random)]
        answers.append(seconds_until(code, frames, roster))
        for index, read in enumerate((zxing, opencv())):
            others[index] += _reads(read, code, frames)
    read_in = [answer for answer in answers if answer is not None]
    middle = f"{np.median(read_in):.2f} s" if read_in else ""
    return len(read_in) / count, middle, (others[0] / count, others[1] / count)


def _reads(read: Read, code: str, frames: list[np.ndarray]) -> bool:
    return any(code in read(frame) for frame in frames[::6])


def seconds_until(code: str, frames: list[np.ndarray], roster: Roster | None) -> float | None:
    """Return after how many seconds of film the badge is answered, if it is."""
    reader = Reader(roster)
    for index, frame in enumerate(frames):
        if any(symbol.text == code for symbol in reader.read(frame, index / _RATE)):
            return (index + 1) / _RATE
    return None


def _curves(badges: list[str], roster: Roster) -> list[Curves]:
    sides = (30.0, 40.0, 50.0, 60.0, 80.0, 100.0)
    blurs = (1.0, 1.5, 2.0, 2.5, 3.0, 3.5)
    by_side = [Scene(side=side, blur=1.6, tilt=10) for side in sides]
    by_blur = [Scene(side=80, blur=blur, tilt=10) for blur in blurs]
    return [
        _curve("Blur σ 1.6 px", "side of the symbol in pixels", sides, by_side, badges, roster),
        _curve("Side 80 px", "blur σ in pixels", blurs, by_blur, badges, roster),
    ]


def _curve(
    title: str,
    axis: str,
    places: tuple[float, ...],
    scenes: list[Scene],
    badges: list[str],
    roster: Roster,
) -> Curves:
    found = [_films(replace(scene), badges, roster, _EACH // 2) for scene in scenes]
    shares = {
        "Hadir": tuple(share for share, _, _ in found),
        "zxing-cpp": tuple(others[0] for _, _, others in found),
        "OpenCV": tuple(others[1] for _, _, others in found),
    }
    return Curves(title, axis, places, shares)
