"""The one tree of exceptions; the web maps it to HTTP once, the command line to its exit code.

HadirError                  a sentence for the person in front of it (badges/errors.py)
├── PrintingRefused         a sheet, a design or a logo cannot be printed (badges/errors.py)
├── CameraError …           a camera or a film gives no pictures (scanner/camera/errors.py)
├── NotFound                there is no such event, session, participant …
│   └── NoEvent             there is none at all yet: only one thing can be done
├── Refused                 it may not be done, or not now
│   ├── Forbidden           not by this person
│   ├── Expired             there was such a place, and it is no longer one
│   └── TooSoon             not yet: too many wrong entries
├── BadInput                what was brought cannot be used
│   ├── EndsBeforeStart     a session ends before it starts: does it go on until the next day?
│   ├── BadSetting          a setting has a wrong value: the start is refused
│   └── Unreadable          a stranger's file takes more time or memory than its kind needs
└── StorageError            the database cannot be used; nothing of what was asked is stored
    ├── NewerDatabase       it was written by a newer version; nothing was touched
    ├── DiskFull            there is no room
    ├── Busy                somebody else holds it, for longer than we wait
    ├── ReadOnly            it may be read and not written
    ├── Moved               the file that was opened is no longer at its place
    ├── Away                the database server, or the disk, does not answer
    ├── Unsure              whether it was stored is not known yet: ask again
    └── Damaged             it can be read no more: a backup has to take its place
"""

from badges.errors import HadirError

__all__ = [
    "BadInput",
    "BadSetting",
    "EndsBeforeStart",
    "Expired",
    "Forbidden",
    "HadirError",
    "NewerDatabase",
    "NoEvent",
    "NotFound",
    "Refused",
    "StorageError",
    "TooSoon",
    "Unreadable",
]


class NotFound(HadirError):
    """There is no such thing; the known ones are named where that helps."""


class NoEvent(NotFound):
    """Nothing can be asked about people or sessions before there is an event."""


class Refused(HadirError):
    """It may not be done, or not in this state."""


class Forbidden(Refused):
    """The role of this person does not allow it."""


class Expired(Refused):
    """What was asked for was there once, and is no more: begin anew."""


class TooSoon(Refused):
    """Too many wrong entries were made; `seconds` says how long to wait."""

    @property
    def seconds(self) -> int:
        """How long to wait until the next entry is looked at."""
        return int(str(self.values.get("seconds", 1)))


class BadInput(HadirError):
    """What was brought cannot be used; the sentence says where and what to do."""


class EndsBeforeStart(BadInput):
    """A session ends before it starts, and nobody said that it goes on until the next day."""


class BadSetting(BadInput):
    """A setting has a wrong value."""


class Unreadable(BadInput):
    """A stranger's file could not be read in the process that is there for it."""


class StorageError(HadirError):
    """The database cannot be opened or written."""


class NewerDatabase(StorageError):
    """The database belongs to a newer version of Hadir."""


class DiskFull(StorageError):
    """There is no room on the disk of the database."""


class Busy(StorageError):
    """Another program, or somebody before us, holds the database."""


class ReadOnly(StorageError):
    """The database may be read and not written."""


class Moved(StorageError):
    """The file that was opened is gone, or another one lies at its place."""


class Away(StorageError):
    """The database server, or the disk with the database, does not answer."""


class Unsure(StorageError):
    """Whether it was stored is not known yet: asked again with the same number, it is told."""


class Damaged(StorageError):
    """What the database holds can be read no more."""
