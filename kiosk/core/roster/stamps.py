"""Times at which a form was answered, in the order in which they were."""

import re
from collections.abc import Sequence

_DIGITS = re.compile(r"\d{1,9}")


def stamp_order(stamps: Sequence[str]) -> list[tuple[int, ...]]:
    """Return what each time stamp is sorted by: its numbers from the year on, 24 hours a day.

    `23/11/2026 7:15:03` and `11/23/2026 7:15:03 PM` are told apart by the month that is none.
    """
    parts = [[int(each) for each in _DIGITS.findall(stamp)] for stamp in stamps]
    day_first = not any(len(each) > 1 and each[1] > 12 for each in parts)  # noqa: PLR2004
    return [
        _stamp_key(numbers, stamp.lower(), day_first=day_first)
        for numbers, stamp in zip(parts, stamps, strict=True)
    ]


def _stamp_key(numbers: list[int], stamp: str, *, day_first: bool) -> tuple[int, ...]:
    if len(numbers) < 3:  # noqa: PLR2004  no date
        return ()
    first, second, third = numbers[:3]
    day = (first, second, third)
    if third > 31:  # noqa: PLR2004  a year
        day = (third, second, first) if day_first else (third, first, second)
    hour, minute, seconds = [*numbers[3:6], 0, 0, 0][:3]
    afternoon = re.search(r"\bpm\b", stamp) is not None
    morning = re.search(r"\bam\b", stamp) is not None
    if afternoon or morning:
        hour = hour % 12 + 12 * afternoon
    return (*day, hour, minute, seconds)
