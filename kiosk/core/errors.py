"""The one tree of exceptions; the web maps it to HTTP once, the command line to its exit code.

HadirError                  a sentence for the person in front of it (badges/errors.py)
├── PrintingRefused         a sheet, a design or a logo cannot be printed (badges/errors.py)
├── CameraError …           a camera or a film gives no pictures (scanner/camera/errors.py)
├── NotFound                there is no such event, session, participant …
├── Refused                 it may not be done, or not now
│   └── Forbidden           not by this person
├── BadInput                what was brought cannot be used
│   └── BadSetting          a setting has a wrong value: the start is refused
└── StorageError            the database cannot be used
    └── NewerDatabase       it was written by a newer version; nothing was touched
"""

from badges.errors import HadirError

__all__ = [
    "BadInput",
    "BadSetting",
    "Forbidden",
    "HadirError",
    "NewerDatabase",
    "NotFound",
    "Refused",
    "StorageError",
]


class NotFound(HadirError):
    """There is no such thing; the known ones are named where that helps."""


class Refused(HadirError):
    """It may not be done, or not in this state."""


class Forbidden(Refused):
    """The role of this person does not allow it."""


class BadInput(HadirError):
    """What was brought cannot be used; the sentence says where and what to do."""


class BadSetting(BadInput):
    """A setting has a wrong value."""


class StorageError(HadirError):
    """The database cannot be opened or written."""


class NewerDatabase(StorageError):
    """The database belongs to a newer version of Hadir."""
