"""How far the preparations of an event have come."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Overview:
    """People on the list, their badges, those printed, and the check-ins that stand."""

    participants: int
    badges: int
    printed: int
    check_ins: int
