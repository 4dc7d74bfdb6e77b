"""Badges as they are printed, before webcams: how far away they are read, and how soon."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import thread_time

import numpy as np

from bench import films
from bench.reading.readers import zxing
from bench.reading.tables import Curves, Table, percent
from bench.webcam import RATE, SIZES, Held, Picture, Seen, film
from kiosk.scanner.reading.films import Reader
from kiosk.scanner.reading.recognition.recognition import Roster

_PEOPLE = 10
_SEED = 5
_FRAMES = 36
_DISTANCES = {
    "480p": (0.15, 0.25, 0.35, 0.5, 0.65, 0.8, 1.0),
    "720p": (0.15, 0.25, 0.5, 0.8, 1.1, 1.4, 1.8),
    "1080p": (0.5, 1.2, 1.8, 2.4),
}


@dataclass(slots=True)
class Tally:
    """What was answered by one kind of film, and what each frame cost."""

    people: int = 0
    answered: int = 0
    false: int = 0
    zxing: int = 0
    frames: int = 0
    work: float = 0.0
    waits: list[float] = field(default_factory=list)

    def row(self) -> tuple[str, ...]:
        """Return the columns of a table."""
        waits = sorted(self.waits)
        missing = self.people - len(waits)
        everybody = [*waits, *[float("inf")] * missing]
        middle, slow = (np.quantile(everybody, part, method="higher") for part in (0.5, 0.95))
        ms = 1000 * self.work / max(self.frames, 1)
        return (
            percent(self.answered / self.people),
            percent(self.zxing / self.people),
            _seconds(float(middle)),
            _seconds(float(slow)),
            f"{ms:.1f}",
            str(self.false),
        )


def kinds() -> dict[str, tuple[Held, Seen]]:
    """Return what makes reading hard, each at half a metre."""
    held = Held("", 0.5)
    return {
        "still": (held, Seen()),
        "a glossy sleeve": (held, Seen(glare=0.7)),
        "a finger over a corner": (held, Seen(finger=True)),
        "tilted by 50°": (replace(held, yaw=38, pitch=34), Seen()),
        "in a quick hand": (replace(held, speed=0.5), Seen(exposure=0.6)),
        "out of focus": (held, Seen(focus=2.6)),
        "autofocus that hunts": (held, Seen(hunting=True)),
        "exposure that jumps": (held, Seen(jumps=True)),
        "before a window": (held, Seen(backlight=True)),
        "dim and noisy": (held, Seen(light=0.25, noise=9)),
        "three people": (replace(held, distance=0.6), Seen()),
    }


def measure(_: Path | None) -> list[Table | Curves]:
    """Return the tables of distances and of kinds, for webcams of three sizes."""
    badges = films.codes(films.ROSTER)
    roster = Roster.of(badges)
    return [_far(badges, roster), _kinds(badges, roster)]


def _far(badges: list[str], roster: Roster) -> Table:
    rows = []
    for size, distances in _DISTANCES.items():
        for distance in distances:
            tally = watched(badges, roster, Held("", distance), Seen(size=size))
            rows.append((size, f"{distance:g} m", *tally.row()))
    columns = ("camera", "distance", *_COLUMNS)
    return Table("A badge as it is printed, by distance", f"{_reach(rows)} {_NOTE}", columns, rows)


def _reach(rows: list[tuple[str, ...]]) -> str:
    """Say how far each camera reads everybody."""
    farthest = {size: distance for size, distance, share, *_ in rows if share == percent(1)}
    told = ", ".join(f"{distance} with a webcam of {size}" for size, distance in farthest.items())
    return f"A badge is read up to {told}."


def _kinds(badges: list[str], roster: Roster) -> Table:
    rows = []
    for size in ("480p", "720p"):
        for kind, (held, seen) in kinds().items():
            together = 3 if kind == "three people" else 1
            tally = watched(badges, roster, held, replace(seen, size=size), together=together)
            rows.append((size, kind, *tally.row()))
    columns = ("camera", "kind", *_COLUMNS)
    return Table("A badge as it is printed, at half a metre", _NOTE, columns, rows)


_COLUMNS = ("Hadir", "zxing-cpp", "answer after, median", "95th of 100", "ms a frame", "false")
_NOTE = (
    f"A6 badges before webcams of 65°, {_FRAMES / RATE:.1f} s of film for each of {_PEOPLE} people "
    f"at least, {films.ROSTER} badges known; Bayer mosaic, rolling shutter, noise, sharpening and "
    "JPEG; what moves behind is drawn. Seconds count from when the badge is there; who is not "
    "answered counts as later than everybody. zxing-cpp gets every third frame."
)


def watched(
    badges: list[str], roster: Roster, held: Held, seen: Seen, *, together: int = 1
) -> Tally:
    """Watch films of people who hold badges so, and count."""
    tally = Tally()
    random = np.random.default_rng((_SEED, int(held.distance * 1000), SIZES[seen.size][0]))
    for _ in range(max(1, _PEOPLE // together)):
        codes = [badges[int(each)] for each in random.integers(0, len(badges), together)]
        people = [_person(held, code, place, random) for place, code in _places(codes)]
        _watch(tally, codes, film(people, seen, _FRAMES, random), roster)
    return tally


def _places(codes: list[str]) -> Iterator[tuple[float, str]]:
    for index, code in enumerate(codes):
        yield index - (len(codes) - 1) / 2, code


def _person(held: Held, code: str, place: float, random: np.random.Generator) -> Held:
    lean = random.uniform(-1, 1, 5)
    return replace(
        held,
        code=code,
        aside=0.2 * place + 0.12 * held.distance * lean[0],
        above=0.1 * held.distance * lean[1],
        roll=20 * lean[2],
        pitch=held.pitch + 8 * lean[3],
        yaw=held.yaw + 8 * lean[4],
    )


def _watch(tally: Tally, codes: list[str], frames: Iterator[Picture], roster: Roster) -> None:
    reader = Reader(roster)
    waited: dict[str, float] = {}
    others: set[str] = set()
    for index, frame in enumerate(frames):
        begun = thread_time()
        found = reader.read(frame, index / RATE)
        tally.work += thread_time() - begun
        tally.frames += 1
        for symbol in found:
            waited.setdefault(symbol.text, (index + 1) / RATE)
        if index % 3 == 0:
            others |= set(zxing(frame))
        if set(codes) <= set(waited) and index > 5:
            break
    tally.people += len(codes)
    tally.answered += len(set(codes) & set(waited))
    tally.zxing += len(set(codes) & others)
    tally.false += len(set(waited) - set(codes))
    tally.waits += [waited[code] for code in codes if code in waited]


def _seconds(seconds: float) -> str:
    return "never" if np.isinf(seconds) else f"{seconds:.2f} s"
