"""Makes what a test needs, with a default for every field, through the product's own storage."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from uuid import UUID

from sqlalchemy import func, insert, select

from badges.code import new_code, written
from kiosk.core.model import Badge, Event, Means, Participant, Role, Scan, Session, User
from kiosk.desk import Desk
from kiosk.reports.letterhead import Letterhead, Signer
from kiosk.services.events import NewEvent, add_event
from kiosk.services.reports import store_letterhead
from kiosk.services.sessions import NewSession, sessions_of
from kiosk.services.users import add_user
from kiosk.storage import badges, schema

MORNING = NewSession("Sesi Pagi", time(8), time(12))
AFTERNOON = NewSession("Sesi Sore", time(13), time(17))
PASSWORD = "rahasia-sekali"

# The clock of a test stands: of two scans of one moment the one that was made first is the first.
_NUMBERS = count(1)


class Maker:
    """Two people and a stranger are enough: Ada is expected, Grace is not, Mallory is nobody."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def event(self, name: str = "Coaching Clinic", *sessions: NewSession) -> Event:
        new = NewEvent(name, date(2026, 11, 23), sessions=sessions or (MORNING, AFTERNOON))
        return add_event(self.desk, new)

    def sessions(self, event: Event) -> list[Session]:
        return sessions_of(self.desk, event.id)

    def participant(
        self, event: Event, name: str = "Ada", *, expected: bool = True, **values: object
    ) -> Participant:
        """Store a participant with a badge; expected in all sessions, or in none."""
        with self.desk.store.write() as tx:
            table = schema.participant
            last = tx.execute(
                select(func.max(table.c.number)).where(table.c.event_id == event.id)
            ).scalar()
            number = (last or 0) + 1
            row = {"event_id": event.id, "number": number, "name": name, **values}
            new_id = tx.execute(
                insert(table).values(**row, added_at=self.desk.now()).returning(table.c.id)
            ).scalar_one()
            badges.issue(tx, event.id, {new_id: new_code()}, self.desk.now())
            if expected:
                for session in self.sessions(event):
                    tx.execute(
                        insert(schema.expectation).values(
                            participant_id=new_id, session_id=session.id
                        )
                    )
        return Participant(id=new_id, event_id=event.id, number=number, name=name)

    def badge(self, participant: Participant) -> Badge:
        with self.desk.store.read() as tx:
            badge = badges.standing(tx, participant.id)
        assert badge
        return badge

    def held_code(self, participant: Participant, code: str) -> None:
        """Store a code that the participant held already, as an import does."""
        with self.desk.store.write() as tx:
            values = {
                "event_id": participant.event_id,
                "participant_id": participant.id,
                "merged_from": participant.id,
                "code": written(code),
                "issued_at": self.desk.now(),
            }
            tx.execute(insert(schema.badge).values(**values))

    def scan(self, code: str | Participant, **values: object) -> Scan:
        """A scan of a code, or of somebody's badge, now."""
        text = code if isinstance(code, str) else self.badge(code).code
        defaults: dict[str, object] = {"scan_id": _new_id(), "scanned_at": self.desk.now()}
        return Scan(code=text, **{**defaults, "means": Means.CAMERA, **values})  # type: ignore[arg-type]

    def letterhead(self, event: Event) -> None:
        """Say who signs for an event, and where."""
        signer = Signer("Kepala Dinas", "Dr. Ida Ruwaida", "Pembina", "197001012000031001")
        store_letterhead(
            self.desk, event, Letterhead(place="Tamiang Layang", signer=signer), "Siti"
        )

    def user(self, name: str = "Siti", role: Role = Role.ADMINISTRATOR) -> User:
        return add_user(self.desk, name, role, PASSWORD)


def _new_id() -> str:
    return str(UUID(int=next(_NUMBERS)))


def at(hour: int, minute: int = 0) -> datetime:
    """A moment of the event's day in WIB, which is seven hours before UTC."""
    return datetime(2026, 11, 23, tzinfo=UTC) + timedelta(hours=hour - 7, minutes=minute)
