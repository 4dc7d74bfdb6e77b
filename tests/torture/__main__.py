"""`make torture`: random faults, eight stations, a camera's door and a hand scanner in Chromium."""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.torture.door import Door
from tests.torture.faults import Fault, of_any_folder, of_own_disk, small_disk
from tests.torture.postgres import postgres
from tests.torture.product import Product
from tests.torture.stations import Answers, Station
from tests.torture.verdict import verdict

STATIONS = 8
PEOPLE = 400


def main() -> int:
    wanted = _wanted()
    chance = random.Random(wanted.seed)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="hadir-torture-")))
        if wanted.postgres:
            server = stack.enter_context(postgres())
            place, database, faults = folder / "place", server.address, server.faults()
        else:
            disk = stack.enter_context(contextmanager(small_disk)(folder))
            place, database = disk or folder / "place", ""
            faults = of_any_folder() + (of_own_disk() if disk else [])
        product = Product(place, people=PEOPLE, stations=STATIONS, database=database)
        stack.callback(product.close)
        product.camera = "simulated"
        good = torture(product, [chance.choice(faults) for _ in range(wanted.faults)], chance)
    return 0 if good else 1


def torture(product: Product, faults: list[Fault], chance: random.Random) -> bool:
    """Let the faults happen while everybody scans; say what was found, and whether it is good."""
    answers = Answers()
    product.start()
    stations = [Station(product, token, answers) for token in product.tokens]
    door, done, shown = Door(product, answers), Counter[str](), 0
    for each in stations:
        each.start()
    for number, fault in enumerate(faults, 1):
        done[fault.__name__] += 1
        fault(product, chance)
        product.wait()
        door.scan(chance.choice(product.codes))
        door.rest(chance.uniform(0.2, 1.5))
        shown += door.gather()
        print(f"{number:4}  {fault.__name__:18}  {len(answers.given):6} answered", flush=True)
    door.rest(12)
    shown += door.gather()
    for each in stations:
        each.stop()
    for each in stations:
        each.join(30)
    door.close()
    product.stop()
    found = verdict(product, answers)
    print(f"\n{sum(done.values())} faults: {dict(done)}")
    print(f"{found.answered} scans answered, {len(answers.not_stored)} not stored, {shown} shown")
    for name, seconds in (("starts", product.starts), ("ends", product.ends)):
        print(f"{name}: {' '.join(f'{each:.2f}' for each in sorted(seconds))} s")
    print(found if not found.is_good else "Nothing is missing, nothing twice, nothing otherwise.")
    return found.is_good


def _wanted() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--faults", type=int, default=200)
    parser.add_argument("--postgres", action="store_true", help="store there, and kill it as well")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
