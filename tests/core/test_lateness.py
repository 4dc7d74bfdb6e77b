"""Late scans: what is believed of the time that they carry."""

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.core.lateness import by_our_clock, doubt, outage_of
from kiosk.core.model import LateDoubt, Session, Silence, Station

EIGHT = datetime(2026, 11, 23, 8, tzinfo=UTC)


def _at(hours: float) -> datetime:
    return EIGHT + timedelta(hours=hours)


def _station(seen: float | None, outage: tuple[float, float] | None = None) -> Station:
    was = Silence(_at(outage[0]), _at(outage[1])) if outage else None
    last = None if seen is None else _at(seen)
    return Station(1, "Phone", added_at=EIGHT, last_seen_at=last, outage=was)


def test_the_time_goes_by_our_clock() -> None:
    slow = timedelta(days=365)

    assert by_our_clock(_at(0) - slow, _at(1) - slow, _at(3)) == _at(2)
    assert by_our_clock(_at(0), None, _at(3)) == _at(0)


def test_a_scan_sent_before_it_was_made_was_made_when_it_came() -> None:
    assert by_our_clock(_at(2), _at(1), _at(3)) == _at(3)


@pytest.mark.parametrize(
    ("station", "expected"),
    [
        (_station(None), (0, 5)),
        (_station(2), (2, 5)),
        (_station(4.99), None),
        (_station(4.99, (1, 4.98)), (1, 4.98)),
        (_station(3, (1, 2.99)), (1, 5)),
        (_station(3, (1, 2)), (3, 5)),
        (_station(3, (2.99, 3)), (3, 5)),
    ],
    ids=["new", "away", "here", "back", "back shortly", "back for long", "only quiet"],
)
def test_when_a_station_was_last_offline(
    station: Station, expected: tuple[float, float] | None
) -> None:
    found = outage_of(station, _at(5))

    assert found == (Silence(_at(expected[0]), _at(expected[1])) if expected else None)


SESSION = Session(1, 1, "Pagi", _at(0), _at(4))
AWAY = Silence(_at(1), _at(3))


@pytest.mark.parametrize(
    ("made", "now", "expected"),
    [
        (3, 3.02, None),
        (2, 3, None),
        (0.5, 3, LateDoubt.WAS_ONLINE),
        (2, 15, None),
        (2, 17, LateDoubt.LONG_OVER),
    ],
)
def test_what_is_doubted(made: float, now: float, expected: LateDoubt | None) -> None:
    assert doubt(_at(made), _at(now), AWAY, SESSION) is expected


def test_a_station_that_was_never_away_is_not_late() -> None:
    assert doubt(_at(1), _at(2), None, SESSION) is LateDoubt.WAS_ONLINE
    assert doubt(_at(2), _at(2), None, SESSION) is None


SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


def test_a_scan_is_late_after_two_minutes_and_over_twelve_hours_after_its_session() -> None:
    came = EIGHT + 2 * MINUTE
    assert doubt(EIGHT, came, None, None) is None
    assert doubt(EIGHT, came + SECOND, None, None) is LateDoubt.WAS_ONLINE
    assert doubt(_at(2), _at(16), AWAY, SESSION) is None
    assert doubt(_at(2), _at(16) + SECOND, AWAY, SESSION) is LateDoubt.LONG_OVER


@pytest.mark.parametrize(
    ("lasted", "back", "belongs"),
    [
        (5 * MINUTE, 2 * MINUTE, True),
        (5 * MINUTE - SECOND, 2 * MINUTE, False),  # it was only quiet
        (5 * MINUTE, 2 * MINUTE + SECOND, False),  # it had the time to send all
    ],
)
def test_a_short_return_belongs_to_the_outage_before(
    lasted: timedelta, back: timedelta, *, belongs: bool
) -> None:
    seen = EIGHT + lasted + back
    before = Silence(EIGHT, EIGHT + lasted)
    station = Station(1, "Phone", added_at=EIGHT, last_seen_at=seen, outage=before)

    assert outage_of(station, seen + 2 * MINUTE) == before  # it is here still
    gone = seen + 2 * MINUTE + SECOND
    assert outage_of(station, gone) == Silence(EIGHT if belongs else seen, gone)
