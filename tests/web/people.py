"""What the tests of the staff pages share: people who can be found, as the product adds them."""

from kiosk.core.model import Event, Participant
from kiosk.core.people import NewParticipant
from kiosk.desk import Desk
from kiosk.services.participants import add_participant
from kiosk.services.sessions import sessions_of


def enlist(desk: Desk, event: Event, name: str, **details: str) -> Participant:
    """Add somebody to the list, expected in every session."""
    sessions = [each.id for each in sessions_of(desk, event.id)]
    return add_participant(
        desk, event.id, NewParticipant(name, **details), "", session_ids=sessions
    )
