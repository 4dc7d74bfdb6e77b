"""Pictures that somebody sends are opened in a process for strangers' files, never in our own.

What reads there knows the badges of the event, so that a blurred one is recognized too: they are
handed over once, and kept there under a key.
"""

from dataclasses import replace

from kiosk.scanner.reading.files import image_of
from kiosk.scanner.reading.films import read_image
from kiosk.scanner.reading.recognition.recognition import Roster
from kiosk.scanner.reading.symbols import Symbol
from kiosk.strangers.readers import Readers

_NAME = "picture"
_kept: dict[str, Roster | None] = {}
"""In the other process: the badges that it was told of last."""


def read_apart(readers: Readers, data: bytes, key: str, roster: Roster | None) -> list[Symbol]:
    """Return the symbols in a PNG, JPEG or WebP; none where it is no picture that can be read.

    `key` is another one for each other roster. Raises Unreadable where the picture takes too much,
    or others take all places.
    """
    found = readers.call(_NAME, _known_in, data, key)
    return readers.call(_NAME, _told_in, data, key, roster) if found is None else found


def _told_in(data: bytes, key: str, roster: Roster | None) -> list[Symbol]:
    _kept.clear()
    _kept[key] = roster
    return _found_in(data, roster)


def _known_in(data: bytes, key: str) -> list[Symbol] | None:
    """Return nothing where the process that is asked was told of other badges, or of none."""
    return _found_in(data, _kept[key]) if key in _kept else None


def _found_in(data: bytes, roster: Roster | None) -> list[Symbol]:
    image = image_of(data)
    found = read_image(image, roster=roster) if image is not None else []
    # Where it lies in the picture nobody asks, and numbers of numpy are not let through.
    return [replace(each, corners=(), score=float(each.score)) for each in found]
