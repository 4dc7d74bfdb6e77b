"""Texts that people type: how long one may be, and what none may hold."""

from kiosk.core.errors import BadInput

_REVERSALS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
"""What turns the order of letters round (Unicode, UAX 9): a name could look like another."""

_HALVES = range(0xD800, 0xE000)


def storable(text: str, most: int) -> str:
    """Return the text as it is stored: without characters that turn the order of letters round.

    Raises BadInput for one that is too long, or that no database can hold.
    """
    if len(text) > most:
        raise BadInput(
            "A text has {size} characters, and {most} fit. Make it shorter: {beginning} …",
            size=len(text),
            most=most,
            beginning=text[:40],
        )
    if "\0" in text or not _is_whole(text):
        raise BadInput("A text contains characters that cannot be stored. Type it again.")
    return text if text.isascii() else without_reversals(text)


def without_reversals(text: str) -> str:
    """Return the text without characters that turn the order of letters round."""
    return text.translate(_REVERSALS)


def _is_whole(text: str) -> bool:
    """Whether every character is one: half of a surrogate pair is none."""
    return text.isascii() or all(ord(each) not in _HALVES for each in text)
