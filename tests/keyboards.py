"""A hand scanner that types for an American keyboard, at a computer with another one."""

from badges.keyboards import KEYS, LAYOUTS


def as_typed(code: str, layout: str) -> str:
    """What a scanner's keys for a code become under a layout: letters with Shift."""
    plain, shifted = LAYOUTS[layout]
    return "".join(
        shifted[KEYS.index(each)] if each.isalpha() else plain[KEYS.index(each)] for each in code
    )
