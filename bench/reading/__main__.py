"""Measures the reading of badges: photographs, scenes, films, the door, cost, strangers.

`python -m bench.reading [PART…] [--photos DIR] [--out docs]`; each part compares with plain
zxing-cpp and OpenCV's detector in the same run. Everything drawn is seeded.
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from bench.reading import cost, distances, door, films, photographs, scenes, strangers
from bench.reading.tables import Curves, Table, svg

Part = Callable[[Path | None], list[Table | Curves]]

_HEAD = """# Reading, measured

Written by `make bench-reading` (`python -m bench.reading`). Milliseconds depend on the machine and
on what else it does: read them as ratios within a table.

![Read within a second of film, against side and blur](reading.svg)
"""


def parts() -> dict[str, Part]:
    """Return the parts by the names they have on the command line."""
    return {
        "photographs": photographs.measure,
        "scenes": scenes.measure,
        "films": films.measure,
        "door": door.measure,
        "distances": distances.measure,
        "cost": cost.measure,
        "strangers": strangers.measure,
    }


def main() -> int:
    """Run the parts that were asked for; with all of them, write docs/reading.md, too."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", nargs="*", metavar="PART", help=", ".join(parts()))
    parser.add_argument("--photos", type=Path, help="a folder with pictures and texts.json")
    parser.add_argument("--out", type=Path, help="where reading.md and reading.svg are written")
    asked = parser.parse_args()
    results: list[Table | Curves] = []
    for name in asked.part or parts():
        found = parts()[name](asked.photos)
        results += found
        for table in found:
            if isinstance(table, Table):
                sys.stdout.write(table.markdown() + "\n")
                sys.stdout.flush()
    if asked.out or not asked.part:
        _write(results, asked.out or Path("docs"))
    return 0


def _write(results: list[Table | Curves], folder: Path) -> None:
    tables = [each.markdown() for each in results if isinstance(each, Table)]
    charts = [each for each in results if isinstance(each, Curves)]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "reading.md").write_text("\n".join([_HEAD, *tables]), encoding="utf-8")
    if charts:
        (folder / "reading.svg").write_text(svg(charts), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
