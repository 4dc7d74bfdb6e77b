"""What a backup says of itself, and which backups are kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path

from kiosk.core.errors import HadirError

_DAYS_KEPT = 30
TIME_IN_NAME = "%Y%m%d-%H%M%S"


@dataclass(frozen=True, slots=True)
class Contents:
    """When a backup was made, by which version and schema, and how much it holds."""

    made_at: datetime
    version: str
    schema: str
    events: int
    participants: int
    check_ins: int
    scans: int


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup in a folder; `sealed` says that it needs a passphrase, `size` is in bytes."""

    path: Path
    made_at: datetime
    size: int
    sealed: bool = False


class BackupNews:
    """Why the backups that make themselves fail now; None where they do not."""

    def __init__(self) -> None:
        self.failure: HadirError | None = None


def name_of(made_at: datetime, ending: str) -> str:
    """Return the name of a backup made at this moment: `hadir-20261123-000312.db`, in UTC."""
    return f"hadir-{made_at.astimezone(UTC):{TIME_IN_NAME}}.{ending}"


def to_delete(kept: Iterable[Backup], now: datetime, zone: tzinfo) -> list[Backup]:
    """Return the backups that are no longer needed: all of today stay, and one a day before."""
    today = now.astimezone(zone).date()
    newest_first = sorted(kept, key=lambda each: each.made_at, reverse=True)
    seen: set[tuple[date, bool]] = set()
    spare = []
    for each in newest_first:
        day = each.made_at.astimezone(zone).date()
        is_new_day = (day, each.sealed) not in seen
        seen.add((day, each.sealed))
        is_old = today - day > timedelta(days=_DAYS_KEPT)
        if day < today and (is_old or not is_new_day):
            spare.append(each)
    return spare
