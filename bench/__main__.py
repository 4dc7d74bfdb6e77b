"""Every measurement but those of the reader, one after the other: `make bench`."""

import runpy
import sys
from pathlib import Path

OF_THE_READER = {"films", "scenes"}


def main() -> None:
    """Run the benches named on the command line, or all."""
    found = sorted(each.stem for each in Path(__file__).parent.glob("*.py"))
    known = [name for name in found if not name.startswith("_") and name not in OF_THE_READER]
    for name in sys.argv[1:] or known:
        print(f"\n== {name}\n", flush=True)
        sys.argv = [name]
        runpy.run_module(f"bench.{name}", run_name="__main__")


if __name__ == "__main__":
    main()
