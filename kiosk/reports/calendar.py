"""The sessions of an event as a calendar (iCalendar, RFC 5545), to be sent to those who come."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from kiosk.core.model import Event, Session

_LONGEST_LINE = 75  # octets (3.1)
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""})  # 3.3.11
_TIME = "%Y%m%dT%H%M%SZ"


def calendar_bytes(event: Event, sessions: Sequence[Session], now: datetime) -> bytes:
    """Return the sessions as .ics; the times are in UTC, and every calendar shows its own."""
    lines = [
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Hadir//Hadir//ID", "METHOD:PUBLISH"),
        *(line for each in sessions for line in _session(event, each, now)),
        "END:VCALENDAR",
    ]
    return b"".join(map(_folded, lines))


def _session(event: Event, session: Session, now: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.slug}-{session.id}@hadir"
    yield f"DTSTAMP:{_moment(now)}"
    yield f"DTSTART:{_moment(session.starts_at)}"
    yield f"DTEND:{_moment(session.ends_at)}"
    yield f"SUMMARY:{_text(f'{event.name}: {session.name}')}"
    if event.place:
        yield f"LOCATION:{_text(event.place)}"
    yield "END:VEVENT"


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime(_TIME)


def _text(text: str) -> str:
    return text.translate(_ESCAPED)


def _folded(line: str) -> bytes:
    """Return a line in pieces of at most 75 octets, none of which divides a letter."""
    pieces, piece = [], b""
    for letter in line:
        more = letter.encode()
        if len(piece) + len(more) > _LONGEST_LINE:
            pieces.append(piece)
            piece = b" "
        piece += more
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
