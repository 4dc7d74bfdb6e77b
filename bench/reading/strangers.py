"""Strangers' codes and pictures without any: what is answered falsely, and what that asks for."""

from pathlib import Path
from time import thread_time

import numpy as np

from badges.symbol import matrices
from bench.reading.films import seconds_until
from bench.reading.scenes import placed
from bench.reading.tables import Curves, Table
from bench.scenes import Scene, background, codes, film
from bench.webcam import Held, Seen
from bench.webcam import film as webcam_film
from kiosk.scanner.reading.films import Reader, read_image
from kiosk.scanner.reading.frames import grey
from kiosk.scanner.reading.recognition.harmed import recognized_in_part
from kiosk.scanner.reading.recognition.recognition import Roster, best, is_certain
from kiosk.scanner.reading.symbol.grid import data_area

_STRANGERS = 100_000
_BADGES = 500
_FILMS = 12
_HARMED = 200
_ROOMS = 60
_SIZES = (125, 2000, 10_000, 100_000)
_BOUND = (
    "By calculation a stranger's symbol is recognized as a badge with a chance below one in 10⁹ "
    "(kiosk/scanner/reading/recognition/recognition.py). A decoded text has passed the symbol's "
    "own error correction; "
    "chance makes it a code of ours once in 32 tries, and one of n badges once in 2⁷⁵ / n."
)


def measure(_: Path | None) -> list[Table | Curves]:
    """Return false answers on drawn strangers, on films of strangers, and on empty rooms."""
    random = np.random.default_rng(77)
    roster = Roster.of(codes(_BADGES, random))
    modules, highest = _modules(roster, random)
    rows: list[tuple[str, ...]] = [
        (f"{_STRANGERS:,} strangers' symbols, module by module", str(modules)),
        (f"{_FILMS} films of strangers' badges, blurred", str(_seen_falsely(roster, random))),
        (
            f"{_HARMED} frames of strangers' badges in glossy sleeves, or with a finger",
            str(_harmed(roster, random)),
        ),
        (f"{_ROOMS} drawn rooms without a symbol", str(_rooms(roster, random))),
        ("highest likeness of a stranger", f"{highest:.2f}"),
        ("likeness that is asked for", f"{roster.threshold:.2f}"),
    ]
    note = f"{_BADGES} badges are known. False answers of Hadir, decoded or recognized. {_BOUND}"
    table = Table("Strangers", note, ("tried", "false answers"), rows)
    return [table, _sizes(random)]


def _sizes(random: np.random.Generator) -> Table:
    """Return what recognition asks for and costs with rosters of several sizes."""
    rows: list[tuple[str, ...]] = []
    for count in _SIZES:
        badges = codes(count, random)
        begun = thread_time()
        roster = Roster.of(badges)
        made = thread_time() - begun
        seen = random.normal(0, 1, (9, int(data_area().sum()))).astype(np.float32)
        begun = thread_time()
        for each in seen:
            best(roster, each)
        compared = (thread_time() - begun) / len(seen) * 1000
        memory = f"{roster.dark.nbytes / 1e6:.1f} MB"
        asked = f"{roster.threshold:.2f}"
        rows.append((f"{count:,}", asked, memory, f"{made:.2f} s", f"{compared:.1f} ms"))
    note = "What one comparison of a symbol with all badges asks for and costs, on one core."
    columns = ("badges", "likeness asked for", "memory", "to make", "to compare")
    return Table("Recognition by the size of the roster", note, columns, rows)


def _modules(roster: Roster, random: np.random.Generator) -> tuple[int, float]:
    """Compare strangers' modules, a little noisy, with the roster."""
    false, highest = 0, 0.0
    for _ in range(_STRANGERS // 1000):
        dark = matrices(codes(1000, random))[:, data_area()]
        light = 1 - 2 * dark + random.normal(0, 0.5, dark.shape)
        for each in light.astype(np.float32):
            match = best(roster, each)
            if match:
                highest = max(highest, match.score)
                false += is_certain(roster, match)
    return false, highest


def _seen_falsely(roster: Roster, random: np.random.Generator) -> int:
    false = 0
    for _ in range(_FILMS):
        stranger = codes(1, random)[0]
        scene = placed(Scene(side=70, blur=2.0, tilt=10), random)
        reader = Reader(roster)
        for index, each in enumerate(film(stranger, scene, 20, random)):
            symbols = reader.read(each.frame, index / 30)
            false += any(symbol.text != stranger for symbol in symbols)
    return false


def _harmed(roster: Roster, random: np.random.Generator) -> int:
    """Count the answers to strangers' badges of which something is hidden."""
    false = 0
    for index in range(_HARMED):
        held = Held(codes(1, random)[0], 0.5, roll=float(random.uniform(-20, 20)))
        seen = Seen(size="480p", glare=0.7 * (index % 2), finger=not index % 2)
        [frame] = webcam_film([held], seen, 1, random)
        false += recognized_in_part(grey(frame), roster, 640) is not None
    return false


def _rooms(roster: Roster, random: np.random.Generator) -> int:
    false = 0
    for _ in range(_ROOMS):
        room = np.clip(background(Scene(), random), 0, 255).astype(np.uint8)
        false += bool(read_image(room, roster=roster))
        false += seconds_until("", [room] * 3, roster) is not None
    return false
