"""Whether the pages of the SQLite file hang together: another program or the disk may spoil them.

SQLite notices a spoilt page when it reads it, which may be hours later. So the file is looked
through when it was changed, and what is damaged stays damaged until a backup is in its place:
nothing that is stored there from then on could be relied upon.
"""

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from kiosk.core.errors import Damaged
from kiosk.storage.engine.troubles import trouble_of

_EVERY_S = 4.0
_SHARE = 100
"""A look through may take a hundredth of the time at most."""

_WAIT_S = 1.0


def is_whole(path: Path) -> bool:
    """Look through every page (`PRAGMA quick_check`); a file that cannot be read now counts.

    Nothing is written: what lies beside a file that took another's place belongs to that other.
    """
    address = f"{path.resolve().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True, timeout=_WAIT_S)) as own:
            return bool(own.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
    except sqlite3.Error as error:
        return not isinstance(trouble_of(error), Damaged)


class Wholeness:
    """Looks through a file when it was changed, not too often; once damaged, always damaged."""

    def __init__(self, path: str) -> None:
        self._path = Path(path)
        self._seen: tuple[int, int] | None = None
        self._not_before = float("-inf")
        self.is_damaged = False

    def look(self, *, suspected: bool) -> bool:
        """Tell whether it is damaged; where that is `suspected`, look at once."""
        if not self.is_damaged and (suspected or self._is_time()):
            began = time.monotonic()
            self._seen = self._stamp()
            self.is_damaged = not is_whole(self._path)
            took = time.monotonic() - began
            self._not_before = time.monotonic() + max(_EVERY_S, _SHARE * took)
        return self.is_damaged

    def _is_time(self) -> bool:
        return time.monotonic() >= self._not_before and self._stamp() != self._seen

    def _stamp(self) -> tuple[int, int] | None:
        try:
            found = os.stat(self._path)  # noqa: PTH116  asked all the time
        except OSError:
            return self._seen
        return found.st_mtime_ns, found.st_size
