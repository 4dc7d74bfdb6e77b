"""The place of the SQLite file: what was opened is still there, and what was there is missed."""

import os
from dataclasses import dataclass
from pathlib import Path

from kiosk.core.errors import Moved

_MARK = "hadir.place"


@dataclass(frozen=True, slots=True)
class Place:
    """A file that was opened: its path, which file it was by device and inode, its journal."""

    path: str
    file: tuple[int, int]
    journal: str

    @classmethod
    def of(cls, path: Path) -> "Place":
        """Return the place of a file that is open now; from now on it would be missed."""
        found = path.stat()
        _mark(path)
        journal = _journal(path)
        return cls(
            str(path), (found.st_dev, found.st_ino), str(journal if journal.exists() else path)
        )

    @property
    def is_there(self) -> bool:
        """Whether the file that was opened lies here still, be its journal there or not."""
        try:
            found = os.stat(self.path)  # noqa: PTH116  asked all the time
        except OSError:
            return False
        return (found.st_dev, found.st_ino) == self.file

    def check(self) -> None:
        """Raise Moved unless the file that was opened lies here still, with its journal.

        It costs two looks at a folder, microseconds, and so is asked around every write.
        """
        try:
            found = os.stat(self.path)  # noqa: PTH116  on the path of every scan
            os.stat(self.journal)  # noqa: PTH116
        except OSError as error:
            raise _moved() from error
        if (found.st_dev, found.st_ino) != self.file or found.st_size == 0:
            raise _moved()


def expect(path: Path) -> None:
    """Raise Moved where a database was once and is none any more: it must not begin empty."""
    there = path.exists() and path.stat().st_size > 0
    journal = _journal(path)
    was_there = path.with_name(_MARK).exists() or (journal.exists() and journal.stat().st_size > 0)
    if not there and was_there:
        raise Moved(
            "The database {file} is gone or empty, but it was there before. Bring it back, or put "
            "a backup in its place: hadir backup list. To start afresh, delete {mark}.",
            file=path,
            mark=path.with_name(_MARK),
        )


def _mark(path: Path) -> None:
    mark = path.with_name(_MARK)
    if not mark.exists():
        mark.write_text("While this file is here, Hadir never begins an empty database.\n", "utf-8")


def _moved() -> Moved:
    return Moved("The database was moved, deleted or replaced. Put it back, or start Hadir again.")


def _journal(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")
