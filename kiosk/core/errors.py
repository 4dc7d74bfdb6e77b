"""The one tree of exceptions; the web maps it to HTTP once, the command line to its exit code.

HadirError                  a sentence for the person in front of it
├── NotFound                there is no such event, session, participant …
├── Refused                 it may not be done, or not now
│   └── Forbidden           not by this person
├── BadInput                what was brought cannot be used
│   └── BadSetting          a setting has a wrong value: the start is refused
└── StorageError            the database cannot be used
    └── NewerDatabase       it was written by a newer version; nothing was touched
"""


class HadirError(Exception):
    """A surprise that a person must hear of: `text` with `{names}`, filled in from `values`.

    The text is English and a key of the translations; `values` are never translated.
    """

    def __init__(self, text: str, /, **values: object) -> None:
        super().__init__(text.format(**values) if values else text)
        self.text = text
        self.values = values


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
