"""What a page may ask of its request: the desk, the person, the event; and who may come in."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import current_app, g
from flask_login import current_user

from kiosk.core.errors import Forbidden, NotFound
from kiosk.core.model import Event, Role, Session, User
from kiosk.desk import Desk
from kiosk.services import events, search, sessions
from kiosk.services.search import FoundPeople

P = ParamSpec("P")
R = TypeVar("R")


def current_desk() -> Desk:
    """Return the desk of the running application; only the web asks for it this way."""
    desk: Desk = current_app.extensions["desk"]
    return desk


def current_staff() -> User:
    """Return the member of staff who is logged in.

    Raises Forbidden where nobody is.
    """
    staff: User | None = getattr(current_user, "staff", None)
    if staff is None:
        raise Forbidden("Log in first.")
    return staff


def may(role: Role) -> bool:
    """Whether the person at this page is logged in and has at least this role."""
    staff: User | None = getattr(current_user, "staff", None)
    return staff is not None and staff.role.includes(role)


def needs(role: Role) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let only people in who have at least this role; the others get 403."""

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            if not may(role):
                raise Forbidden("Your role does not allow this. Ask an administrator.")
            return view(*args, **kwargs)

        guarded.needs_role = role  # type: ignore[attr-defined]
        return guarded

    return decorate


def event_here() -> Event | None:
    """Return the current event, or None where there is none yet; asked once a request."""
    if "event_here" not in g:
        try:
            g.event_here = events.current_event(current_desk())
        except NotFound:
            g.event_here = None
    found: Event | None = g.event_here
    return found


def current_event() -> Event:
    """Return the current event.

    Raises NotFound with what to do where there is none.
    """
    event = event_here()
    if event is None:
        raise NotFound("There is no event yet. Add one under Events.")
    return event


def session_of_event(session_id: int) -> Session:
    """Return a session of the current event; those of other events do not exist here."""
    for each in sessions.sessions_of(current_desk(), current_event().id):
        if each.id == session_id:
            return each
    raise NotFound("There is no such session in this event.")


def person_here(participant_id: int) -> FoundPeople:
    """Return a participant of the current event; those of other events do not exist here."""
    return search.participant(current_desk(), current_event().id, participant_id)
