"""Which backups stay: all of today, one a day before, for thirty days."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.core.backups import Backup, name_of, to_delete

WIB = ZoneInfo("Asia/Jakarta")
NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


def made(ago: timedelta, *, sealed: bool = False) -> Backup:
    return Backup(Path(f"{ago}"), NOW - ago, 1, sealed)


def spare(*kept: Backup) -> list[Backup]:
    return to_delete(kept, NOW, WIB)


def test_the_name_says_when_in_utc() -> None:
    assert name_of(NOW.astimezone(WIB), "db") == "hadir-20261123-010000.db"


def test_all_of_today_stay() -> None:
    assert spare(made(HOUR), made(2 * HOUR), made(7 * HOUR)) == []


def test_of_a_day_before_the_newest_stays_and_of_the_sealed_the_newest_too() -> None:
    evening, noon, sealed = made(12 * HOUR), made(20 * HOUR), made(21 * HOUR, sealed=True)

    assert spare(noon, sealed, evening) == [noon]


def test_the_day_is_that_of_the_event_not_of_utc() -> None:
    before_midnight, after_midnight = made(9 * HOUR), made(7 * HOUR)

    assert spare(before_midnight, after_midnight) == []
    assert to_delete([before_midnight, after_midnight, made(HOUR)], NOW, UTC) == [before_midnight]


def test_a_backup_stays_for_thirty_days_and_not_for_one_more() -> None:
    last, over = made(30 * 24 * HOUR), made(31 * 24 * HOUR)

    assert spare(last, over) == [over]
