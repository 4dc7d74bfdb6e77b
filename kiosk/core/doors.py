"""Whether a door was opened yet: before, nobody wonders that nobody is read."""

from datetime import datetime


class DoorsOpened:
    """When a door's page first showed answers; in memory, for later a scan tells the same."""

    def __init__(self) -> None:
        self.first_at: datetime | None = None

    def note(self, now: datetime) -> None:
        """Remember that a door is open."""
        self.first_at = self.first_at or now
