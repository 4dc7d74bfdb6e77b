"""People at a drawn door: how many are admitted by what a reader answers, and how soon."""

from itertools import count
from pathlib import Path

from bench import films
from bench.reading.tables import Curves, Table, percent

_PEOPLE = 6
_QUEUE = 60
_EACH = 3  # Of how many frames OpenCV's detector, which is slow, gets one.


def measure(_: Path | None) -> list[Table | Curves]:
    """Return the share that is admitted and the seconds until the answer, film by film."""
    roster = films.codes(films.ROSTER)
    rows = []
    for film in films.films(roster, _PEOPLE, _QUEUE):
        results = {each.reader: each for each in films.watch(film, _looks(roster))}
        ours = results["Hadir"]
        shares = [percent(each.admitted / each.people) for each in results.values()]
        waits = [_seconds(ours.median_s), _seconds(ours.p95_s)]
        rows.append((film.name, str(ours.people), *shares, *waits, str(ours.false)))
    note = (
        f"Films of {films.FPS} frames a second of 1280 x 720, {films.ROSTER} badges known to "
        "Hadir. Seconds count from when the badge is held up, with the time that reading takes. "
        f"OpenCV gets every {_EACH}rd frame."
    )
    readers = ("Hadir", "zxing-cpp", "OpenCV")
    columns = ("film", "people", *readers, "Hadir's answer after, median", "95th of 100", "false")
    return [Table("People at the door", note, columns, rows), _loop(roster)]


def _loop(roster: list[str]) -> Table:
    """Return what the loop costs as a process: camera, reading, repeats and one viewer."""
    rows: list[tuple[str, ...]] = [
        (cost.size, cost.scene, f"{cost.ms_a_frame:.1f}", percent(cost.cpu_share))
        for cost in films.loop_costs(roster)
    ]
    note = "Camera, reading, repeats and a preview for one viewer, at 30 frames a second."
    return Table("The whole loop", note, ("frame", "film", "ms a frame", "of a core"), rows)


def _looks(roster: list[str]) -> dict[str, films.Look]:
    looks = films.looks(roster)
    detect, frames = looks["OpenCV"], count()
    looks["OpenCV"] = lambda picture, at: [] if next(frames) % _EACH else detect(picture, at)
    return looks


def _seconds(seconds: float | None) -> str:
    return "" if seconds is None else f"{seconds:.2f} s"
