"""In which order badges are printed, and reserve badges for the door."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum

from badges.names import without_titles
from badges.person import Face

_DIGITS = re.compile(r"(\d+)")
_Key = tuple[tuple[bool, int, str], ...]


class Order(StrEnum):
    """What badges are sorted by; the number decides between equals."""

    NUMBER = "number"
    NAME = "name"
    ORGANIZATION = "organization"
    GROUP = "group"


def in_order(faces: Iterable[Face], by: Order = Order.NUMBER) -> list[Face]:
    """Return the faces sorted; numbers inside texts count as numbers: 9 comes before 10."""
    key = _KEYS[by]
    return sorted(faces, key=lambda face: (key(face), natural(face.number)))


def reserve_faces(codes: Sequence[str], label: str = "C-") -> list[Face]:
    """Return badges without a name for these codes, numbered ``C-1``, ``C-2`` and so on."""
    return [Face(code, number=f"{label}{count}") for count, code in enumerate(codes, 1)]


def natural(text: str) -> _Key:
    """Return a key that sorts digits as numbers and letters without accents and case."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(character for character in folded if not unicodedata.combining(character))
    return tuple(
        (False, int(part), "") if part.isdecimal() else (True, 0, part)
        for part in _DIGITS.split(bare)
        if part
    )


def _by_name(face: Face) -> _Key:
    return natural(without_titles(face.name))


_KEYS: Mapping[Order, Callable[[Face], _Key]] = {
    Order.NUMBER: lambda face: natural(face.number),
    Order.NAME: _by_name,
    Order.ORGANIZATION: lambda face: natural(face.organization),
    Order.GROUP: lambda face: natural(face.group),
}
