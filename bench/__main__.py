"""Every measurement but those of the reader, one after the other: `make bench`."""

import runpy
import sys
from itertools import takewhile

_FIRST = ("check_in", "turnout", "dashboards", "importing", "many")
_THEN = ("roster", "near", "reports", "badges")


def main() -> None:
    """Run the benches named on the command line, or all; what follows `-` is told to each."""
    names = list(takewhile(lambda each: not each.startswith("-"), sys.argv[1:]))
    options = sys.argv[1 + len(names) :]
    for name in names or (*_FIRST, *_THEN):
        print(f"\n== {name}\n", flush=True)
        sys.argv = [name, *options]
        runpy.run_module(f"bench.{name}", run_name="__main__")


if __name__ == "__main__":
    main()
