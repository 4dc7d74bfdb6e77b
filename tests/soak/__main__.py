"""`make soak`: a day of 10,000 people and 200 dashboards at speed; what grows must level off."""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.soak.day import growing, soak, table
from tests.torture.product import Product


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=15)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--dashboards", type=int, default=200)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="hadir-soak-") as folder:
        product = Product(Path(folder) / "day", people=wanted.people, stations=8, sessions=4)
        try:
            samples = soak(product, wanted.minutes * 60, wanted.dashboards)
        finally:
            product.close()
    print(table(samples))
    grown = growing(samples, 0.1)
    print("\n".join(grown) or "Memory, threads, files, journal and log are level.")
    return 1 if grown else 0


if __name__ == "__main__":
    sys.exit(main())
