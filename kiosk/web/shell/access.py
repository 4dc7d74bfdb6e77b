"""What a page may ask of its request: the desk, the person, the event; and who may come in."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import current_app, g, request
from flask_login import current_user

from kiosk.core import rights
from kiosk.core.errors import Forbidden, NotFound
from kiosk.core.logins import Login, LoginKind, Origin
from kiosk.core.model import Event, Role, Session, User
from kiosk.core.rights import Actor, Right
from kiosk.desk import Desk
from kiosk.services import events, search, sessions
from kiosk.services.search import FoundPeople

P = ParamSpec("P")
R = TypeVar("R")


def current_desk() -> Desk:
    """Return the desk of the running application; only the web asks for it this way."""
    desk: Desk = current_app.extensions["desk"]
    return desk


def current_login() -> Login | None:
    """Return the login of this browser: somebody's of the staff, or a locked door's."""
    login: Login | None = getattr(current_user, "login", None)
    return login


def staff_here() -> User | None:
    """Return the member of staff who is logged in, None where nobody is, or only a door."""
    login = current_login()
    return login.user if login and login.kind is LoginKind.STAFF else None


def current_staff() -> User:
    """Return the member of staff who is logged in.

    Raises Forbidden where nobody is.
    """
    staff = staff_here()
    if staff is None:
        raise Forbidden("Log in first.")
    return staff


def is_locked() -> bool:
    """Whether this browser is a door that somebody locked and left."""
    login = current_login()
    return login is not None and login.kind is LoginKind.DOOR


def actor() -> Actor:
    """Return who asks, as the table of rights names them; keys and links apart."""
    staff = staff_here()
    if staff:
        return rights.actor_of(staff.role)
    return Actor.DOOR if is_locked() else Actor.ANYBODY


def origin() -> Origin:
    """Return from where this request comes."""
    return Origin(request.remote_addr or "", request.headers.get("User-Agent", ""))


def may(what: Role | Right) -> bool:
    """Whether whoever is at this page has a right, or at least this role."""
    if isinstance(what, Right):
        return rights.may(actor(), what)
    staff = staff_here()
    return staff is not None and staff.role.includes(what)


def needs(what: Role | Right) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let only those in who have this right, or at least this role; the others get 403."""

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            if not may(what):
                raise Forbidden("Your role does not allow this. Ask an administrator.")
            return view(*args, **kwargs)

        guarded.needs_role = what  # type: ignore[attr-defined]
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
