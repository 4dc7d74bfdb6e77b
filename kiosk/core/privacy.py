"""Personal data of an event: what people are told, how long it is kept, what is left of it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

LONGEST_NOTICE = 4000
NO_LONGER_KNOWN = "Peserta"
PURGED_SETTING = "purged"
"""Under this name an event keeps that its personal data was deleted."""
"""How somebody is called whose name is gone: `Peserta 17`, by the number in the list."""

NOTICE = (
    "For this event, {organizer} keeps what the list says of you (name, number of your staff "
    "record, school, group, phone, e-mail) and when and at which door you came.\n"
    "It is used for badges, the attendance list and certificates, and for nothing else. The "
    "committee and the stewards at the door see it; it is on this office's computer and is not "
    "sent anywhere.\n"
    "The camera at the door reads the symbol on your badge. No picture of you is kept.\n"
    "{kept}\n"
    "You may see what is kept of you, have it corrected or deleted: ask at the help desk. "
    "(Law 27 of 2022 on the protection of personal data.)"
)
"""What is told where the organiser has written nothing else; a key of the translations."""

KEPT_UNTIL = "It is deleted on {day} at the latest; the numbers of who came stay, without names."
KEPT_OPEN = "It is deleted when it is needed no more; the numbers of who came stay, without names."


@dataclass(frozen=True, slots=True)
class Purge:
    """What was deleted of an event or of one person, when and by whom; numbers, no names.

    `backups` are the files in which the names stand still.
    """

    at: datetime
    by: str
    people: int
    codes: int
    scans: int
    acts: int
    imports: int
    certificates: int
    entries: int
    backups: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return it as a JSON value."""
        return {**asdict(self), "at": self.at.isoformat(), "backups": list(self.backups)}


def purge_from_json(value: Mapping[str, Any]) -> Purge:
    """Return what `to_json` made."""
    at, backups = datetime.fromisoformat(value["at"]), tuple(value["backups"])
    return Purge(**{**value, "at": at, "backups": backups})


def is_overdue(until: date | None, today: date) -> bool:
    """Whether personal data is kept for longer than was said."""
    return until is not None and today > until
