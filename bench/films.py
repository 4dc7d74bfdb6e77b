"""Films of people at a door: how many are admitted, how soon, and what the loop costs.

Run with ``python -m bench.films [--only queue] [--out FILE.json]``. The films are drawn
from a seed by the simulated door; every reader looks at the same frames.
"""

import argparse
import json
import statistics
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import cycle
from pathlib import Path

import cv2
import numpy as np
import zxingcpp

from badges.code import ALPHABET, check_character
from kiosk.scanner.camera.live import LiveCamera
from kiosk.scanner.camera.preview import PicturePreview
from kiosk.scanner.camera.sources import Frame, Granted, Image
from kiosk.scanner.drawn.script import DrawnAct, Held, Manner, Thing, script
from kiosk.scanner.drawn.stage import Stage
from kiosk.scanner.loop import Loop
from kiosk.scanner.reading.films import Reader
from kiosk.scanner.reading.recognition.recognition import Roster
from kiosk.scanner.repeats import Repeats

FPS = 20
SEED = 11
ROSTER = 2000
SHOWN_FROM = 0.22  # part of a turn from which the symbol is near its place
LOOP_S = 4.0
QR = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCodeModel2])

Look = Callable[[Image, float], list[str]]


@dataclass(frozen=True, slots=True)
class Film:
    """A film and who is in it."""

    name: str
    acts: tuple[DrawnAct, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What one reader made of one film. Seconds count from when the badge is held up."""

    film: str
    reader: str
    people: int
    admitted: int
    median_s: float | None
    p95_s: float | None
    false: int
    ms: float


@dataclass(frozen=True, slots=True)
class Cost:
    """What the whole loop costs at 30 frames a second: camera, reading, repeats and a preview."""

    size: str
    scene: str
    cpu_share: float
    ms_a_frame: float


def films(roster: Sequence[str], people: int, queue: int) -> Iterator[Film]:
    """Return the films, each with its own manner of holding a badge."""
    manners = {
        "walking up": Manner(),
        "hesitating": Manner(hesitation=0.9),
        "turning the badge": Manner(turning=75, roll=40),
        "tilted": Manner(yaw=38, pitch=-24),
        "out of focus": Manner(side=100, blur=2.4),
        "far away": Manner(side=62, blur=0.9),
        "far and out of focus": Manner(side=70, blur=1.8),
    }
    for name, manner in manners.items():
        yield Film(name, tuple(_acts(roster[:people], manner)))
    yield Film("phones", tuple(_acts(roster[:people], Manner(), Thing.PHONE)))
    yield Film("in a hurry", tuple(_hurried(_acts(roster[:people], Manner(tremble=2)))))
    yield Film(f"a queue of {queue}", tuple(_queue(roster, queue)))


def watch(film: Film, looks: dict[str, Look]) -> Iterator[Result]:
    """Show ``film`` to every reader, frame by frame, and compare what they answered."""
    answered: dict[str, dict[str, float]] = {name: {} for name in looks}
    spent = dict.fromkeys(looks, 0.0)
    frames = 0
    for at, picture in _pictures(film):
        frames += 1
        for name, look in looks.items():
            began = time.perf_counter()
            found = look(picture, at)
            took = time.perf_counter() - began
            spent[name] += took
            for text in found:
                answered[name].setdefault(text, at + took)
    for name in looks:
        yield _judged(film, name, answered[name], 1000 * spent[name] / frames)


def loop_costs(roster: Sequence[str]) -> Iterator[Cost]:
    """Run the real loop on drawn frames at 30 a second and measure the process."""
    stage = Stage(iter(_acts(roster[:2], Manner())))
    pictures = [stage.picture(k / FPS, k) for k in range(10 + 4 * FPS)]
    scenes = {"empty": pictures[:8], "busy": pictures[10:]}
    for width, height in ((640, 480), (1280, 720), (1920, 1080)):
        for scene, shown in scenes.items():
            fitted = [np.asarray(cv2.resize(each, (width, height)), np.uint8) for each in shown]
            yield _loop_cost(f"{width} x {height}", scene, fitted, Reader(Roster.of(roster)))


def main() -> None:
    arguments = _arguments()
    roster = codes(ROSTER)
    results = []
    print(RESULT_HEAD)
    shown = films(roster, arguments.people, arguments.queue)
    for film in (each for each in shown if arguments.only in each.name):
        for result in watch(film, looks(roster)):
            results.append(result)
            print(_row(result), flush=True)
    print(COST_HEAD)
    costs = list(loop_costs(roster))
    for cost in costs:
        print(f"| {cost.size} | {cost.scene} | {cost.cpu_share:.0%} | {cost.ms_a_frame:.1f} |")
    if arguments.out:
        found = {"films": [asdict(each) for each in results], "loop": [asdict(c) for c in costs]}
        arguments.out.write_text(json.dumps(found, indent=1))


RESULT_HEAD = """
| film | reader | admitted | seconds to the answer, median | p95 | false | ms a frame |
| --- | --- | --- | --- | --- | --- | --- |"""
COST_HEAD = """
| loop at 30 frames a second | scene | of one core | ms a frame |
| --- | --- | --- | --- |"""


class _Replay:
    """A live source that shows the same frames at 30 a second."""

    live = True

    def __init__(self, pictures: list[Image]) -> None:
        height, width = pictures[0].shape[:2]
        self.granted = Granted(width, height, 30.0, "", "REPLAY")
        self._pictures = cycle(pictures)
        self._number = 0
        self._began = time.monotonic()

    def read(self) -> Frame:
        due = self._began + self._number / self.granted.fps
        time.sleep(max(0.0, due - time.monotonic()))
        self._number += 1
        return Frame(next(self._pictures), time.monotonic(), self._number - 1)

    def close(self) -> None:
        self._pictures = cycle([])


def codes(count: int) -> list[str]:
    dice = np.random.default_rng(SEED)
    bodies = ("".join(row) for row in dice.choice(list(ALPHABET), (count, 15)))
    return [body + check_character(body) for body in bodies]


def _acts(people: Sequence[str], manner: Manner, thing: Thing = Thing.BADGE) -> list[DrawnAct]:
    plain = script([(code, "") for code in people], SEED, 1.75)
    turns = [next(plain) for _ in people]
    return [
        replace(
            turn,
            begins=0.6 + 1.75 * place,
            held=Held(thing, code, f"Peserta {place + 1}"),
            manner=replace(manner, roll=manner.roll + turn.manner.roll),
        )
        for place, (turn, code) in enumerate(zip(turns, people, strict=True))
    ]


def _hurried(acts: list[DrawnAct]) -> Iterator[DrawnAct]:
    for place, act in enumerate(acts):
        yield replace(act, begins=0.6 + 1.0 * place, lasts=1.0)


def _queue(roster: Sequence[str], people: int) -> Iterator[DrawnAct]:
    """Everybody in their own manner, one every 1.2 s: 50 people a minute."""
    turns = script([(code, "") for code in roster], SEED, 1.2)
    for place, code in enumerate(roster[:people]):
        turn = next(turns)
        thing = Thing.PHONE if place % 7 == 3 else Thing.BADGE
        held = Held(thing, code, f"Peserta {place + 1}")
        yield replace(turn, begins=0.6 + 1.2 * place, lasts=1.7, held=held)


def _pictures(film: Film) -> Iterator[tuple[float, Image]]:
    stage = Stage(iter(film.acts))
    ends = max(act.begins + act.lasts for act in film.acts)
    for number in range(round(ends * FPS)):
        yield number / FPS, stage.picture(number / FPS, number)


def looks(roster: Sequence[str]) -> dict[str, Look]:
    ours = Reader(Roster.of(roster))
    detector = cv2.QRCodeDetector()
    return {
        "Hadir": lambda picture, at: [symbol.text for symbol in ours.read(picture, at)],
        "zxing-cpp": lambda picture, _at: _zxing(picture),
        "OpenCV": lambda picture, _at: _opencv(detector, picture),
    }


def _zxing(picture: Image) -> list[str]:
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    found = zxingcpp.read_barcodes(grey, formats=QR)
    return [each.text for each in found]


def _opencv(detector: cv2.QRCodeDetector, picture: Image) -> list[str]:
    try:
        _, texts, _, _ = detector.detectAndDecodeMulti(picture)
    except (UnicodeDecodeError, cv2.error):
        return []
    return [text for text in texts if text]


def _judged(film: Film, reader: str, answered: dict[str, float], ms: float) -> Result:
    waits = sorted(
        max(0.0, answered[act.held.text] - act.begins - SHOWN_FROM * act.lasts)
        for act in film.acts
        if act.held.text in answered
    )
    there = {act.held.text for act in film.acts}
    return Result(
        film=film.name,
        reader=reader,
        people=len(film.acts),
        admitted=len(waits),
        median_s=statistics.median(waits) if waits else None,
        p95_s=waits[int(0.95 * (len(waits) - 1))] if waits else None,
        false=len(answered.keys() - there),
        ms=ms,
    )


def _loop_cost(size: str, scene: str, pictures: list[Image], reader: Reader) -> Cost:
    camera = LiveCamera("replay", lambda: _Replay(pictures))
    loop = Loop(camera, reader, Repeats(), lambda _seen: None)
    preview, stop = PicturePreview(camera.newest), threading.Event()
    viewer = threading.Thread(target=lambda: list(preview.pictures(stop)), daemon=True)
    loop.start()
    viewer.start()
    time.sleep(1)
    cpu, wall, frames = time.process_time(), time.monotonic(), camera.health().frames
    time.sleep(LOOP_S)
    cpu, wall = time.process_time() - cpu, time.monotonic() - wall
    frames = camera.health().frames - frames
    stop.set()
    loop.stop()
    camera.close()
    return Cost(size, scene, cpu / wall, 1000 * cpu / max(1, frames))


def _row(result: Result) -> str:
    share = f"{result.admitted} of {result.people}"
    return (
        f"| {result.film} | {result.reader} | {share} | {_seconds(result.median_s)} |"
        f" {_seconds(result.p95_s)} | {result.false} | {result.ms:.1f} |"
    )


def _seconds(seconds: float | None) -> str:
    return "" if seconds is None else f"{seconds:.2f}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=8, help="in each film but the queue")
    parser.add_argument("--queue", type=int, default=60, help="in the queue")
    parser.add_argument("--only", default="", help="films with this in their name")
    parser.add_argument("--out", type=Path, help="write the figures as JSON")
    return parser.parse_args()


if __name__ == "__main__":
    main()
