"""The sessions as a calendar: what RFC 5545 asks of lines, texts and times."""

from datetime import UTC, date, datetime

from kiosk.core.model import Event, Session
from kiosk.reports.calendar import calendar_bytes

NOW = datetime(2026, 11, 20, 5, tzinfo=UTC)
START, END = datetime(2026, 11, 23, 1, tzinfo=UTC), datetime(2026, 11, 23, 5, tzinfo=UTC)
NAME = "Coaching Clinic; Guru, \U0001f389 " + "Gelombang " * 12


def _lines(name: str = NAME, place: str = "Aula\nDinas") -> list[bytes]:
    event = Event(1, "clinic", name, date(2026, 11, 23), "Asia/Pontianak", place)
    session = Session(7, 1, "Sesi Pagi", START, END)
    return calendar_bytes(event, [session], NOW).split(b"\r\n")


def test_times_are_in_utc_and_each_session_is_known_by_one_name() -> None:
    lines = _lines()

    assert {b"DTSTART:20261123T010000Z", b"DTEND:20261123T050000Z"} <= {*lines}
    assert lines.count(b"UID:clinic-7@hadir") == 1
    assert (lines[0], lines[-2], lines[-1]) == (b"BEGIN:VCALENDAR", b"END:VCALENDAR", b"")


def test_long_lines_are_folded_between_letters_and_signs_are_escaped() -> None:
    lines = _lines()
    whole = b"\r\n".join(lines).replace(b"\r\n ", b"").decode()

    assert max(map(len, lines)) <= 75
    assert f"SUMMARY:Coaching Clinic\\; Guru\\, \U0001f389 {'Gelombang ' * 12}: Sesi Pagi" in whole
    assert "LOCATION:Aula\\nDinas" in whole


def test_a_name_cannot_add_a_line_of_its_own() -> None:
    assert b"BEGIN:VALARM" not in _lines("x\r\nBEGIN:VALARM\r\n")
