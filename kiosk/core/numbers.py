"""Numbers of people who are added at the door, so that two computers never give the same one."""

FIRST_OF_BLOCKS = 200_000
"""From here on numbers belong to second computers; the list itself has those below."""

LARGEST_NUMBER = 2**31 - 1
"""What a database keeps as a number."""

_BLOCKS, _SIZE = 800, 1000


def block_of(computer: str) -> range:
    """Return the numbers of a second computer, by its public key in hex."""
    start = FIRST_OF_BLOCKS + int(computer[:12], 16) % _BLOCKS * _SIZE
    return range(start, start + _SIZE)
