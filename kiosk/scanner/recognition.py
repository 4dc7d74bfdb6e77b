"""Symbols that cannot be decoded, recognized among the badges of the event."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Roster:
    """The badges of one event."""

    codes: tuple[str, ...]

    @classmethod
    def of(cls, codes: Sequence[str]) -> "Roster":
        """Return the roster of these codes."""
        return cls(tuple(codes))
