"""In which order badges come out of the printer."""

import re
import unicodedata
from enum import StrEnum

_DIGITS = re.compile(r"(\d+)")

Rank = tuple[tuple[bool, int, str], ...]


class Order(StrEnum):
    """What badges are sorted by; the number decides between equals."""

    NUMBER = "number"
    NAME = "name"
    ORGANIZATION = "organization"
    GROUP = "group"


def natural(text: str) -> Rank:
    """Return a key that sorts digits as numbers and letters without accents and case."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(character for character in folded if not unicodedata.combining(character))
    return tuple(
        (False, int(part), "") if part.isdecimal() else (True, 0, part)
        for part in _DIGITS.split(bare)
        if part
    )
