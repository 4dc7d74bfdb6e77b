"""What reading costs: milliseconds of work a frame, and the share of a core at 30 a second."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import thread_time

import cv2
import numpy as np

from bench.reading.readers import Picture, opencv, zxing
from bench.reading.tables import Curves, Table
from bench.scenes import Scene, background, codes, film
from kiosk.scanner.reading.films import Reader
from kiosk.scanner.reading.recognition.recognition import Roster

_FRAMES = 30
_SIZES = {"480p": (854, 480), "720p": (1280, 720), "1080p": (1920, 1080)}


def measure(_: Path | None) -> list[Table | Curves]:
    """Return the cost of empty and busy films of three sizes for each reader."""
    random = np.random.default_rng(9)
    badges = codes(2000, random)
    roster = Roster.of(badges)
    rows = []
    for size, (width, height) in _SIZES.items():
        scene = Scene(width=width, height=height, side=height / 6, tilt=10, noise=3)
        films = {
            "empty wall": [_wall(scene, random) for _ in range(_FRAMES)],
            "empty room": _room(scene, random),
            "sharp badge": [each.frame for each in film(badges[0], scene, _FRAMES, random)],
            "blurred badge": [
                each.frame
                for each in film(badges[1], replace(scene, blur=height / 200), _FRAMES, random)
            ],
        }
        rows += [(size, kind, *_costs(frames, roster)) for kind, frames in films.items()]
        rows.append((size, "sharp badge, until its text", *_firsts(films["sharp badge"], roster)))
    note = "Work of one thread in milliseconds a frame, mean over a second of film."
    columns = ("frame", "film", "Hadir", "of a core at 30/s", "zxing-cpp", "OpenCV")
    return [Table("Cost", note, columns, rows)]


def _wall(scene: Scene, random: np.random.Generator) -> Picture:
    light = np.linspace(90, 170, scene.width)[None, :] + np.zeros((scene.height, 1))
    return np.asarray(np.clip(light + random.normal(0, 1, light.shape), 0, 255), np.uint8)


def _room(scene: Scene, random: np.random.Generator) -> list[Picture]:
    room = cv2.GaussianBlur(background(scene, random), (0, 0), 1.5)
    return [
        np.asarray(np.clip(room + random.normal(0, scene.noise, room.shape), 0, 255), np.uint8)
        for _ in range(_FRAMES)
    ]


def _firsts(frames: list[Picture], roster: Roster) -> tuple[str, ...]:
    """Return the cost of frames that are each the first one of a film."""
    reads = (lambda frame: Reader(roster).read(frame, 0.0), zxing, opencv())
    ours, *others = (_mean(read, frames[::3]) for read in reads)
    return (f"{ours:.1f}", "", *(f"{other:.1f}" for other in others))


def _costs(frames: list[Picture], roster: Roster) -> tuple[str, ...]:
    reader = Reader(roster)
    begun = thread_time()
    for index, frame in enumerate(frames):
        reader.read(frame, index / 30)
    ours = (thread_time() - begun) / len(frames) * 1000
    others = [_mean(read, frames[::3]) for read in (zxing, opencv())]
    return (f"{ours:.1f}", f"{ours * 30 / 10:.0f} %", *(f"{other:.1f}" for other in others))


def _mean(read: Callable[[Picture], object], frames: list[Picture]) -> float:
    begun = thread_time()
    for frame in frames:
        read(frame)
    return (thread_time() - begun) / len(frames) * 1000
