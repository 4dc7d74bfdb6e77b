"""What a page may ask of its request: the desk, the person, the event; and who may come in."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from flask import current_app, g, has_request_context, request
from flask_login import current_user

from kiosk.core import rights
from kiosk.core.arrangement import Arrangement
from kiosk.core.errors import Forbidden, NoEvent, NotFound
from kiosk.core.logins import Login, LoginKind, Origin
from kiosk.core.model import Event, Session, User
from kiosk.core.rights import Actor, Right
from kiosk.desk import Desk
from kiosk.services import search, sessions
from kiosk.services.search import FoundPeople
from kiosk.web.shell.browser import STATION

INTRODUCED = "hadir.introduced"
"""In a request's environment: that it showed a login, a token or a link that stands."""

View = TypeVar("View", bound=Callable[..., Any])

_NEEDS: dict[Callable[..., Any], Right] = {}
_BY_KEY: set[Callable[..., Any]] = set()
_LONGEST_ID = 10


def current_desk() -> Desk:
    """Return the desk, as it is used from this request's address; only the web asks so."""
    if not has_request_context():
        desk: Desk = current_app.extensions["desk"]
        return desk
    if "desk" not in g:
        g.desk = replace(current_app.extensions["desk"], where=_where())
    here: Desk = g.desk
    return here


def _where() -> str:
    """Return from where this request comes, with the station that its browser says to be."""
    address, station = request.remote_addr or "", request.cookies.get(STATION, "")
    is_id = station.isascii() and station.isdecimal() and len(station) < _LONGEST_ID
    return f"{address} station:{station}" if is_id else address


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


def introduce(name: str = "") -> None:
    """Say that this request showed a login, a token or a link that stands: it is nobody's guest.

    `name` is the station whose token it is.
    """
    request.environ[INTRODUCED] = True
    g.station_name = name


def name_here() -> str:
    """Return who asks, for the audit: the member of staff, else the station; empty for others."""
    staff = staff_here()
    return staff.name if staff else g.get("station_name", "")


def actor() -> Actor:
    """Return who asks, as the table of rights names them; keys and links apart."""
    staff = staff_here()
    if staff:
        return rights.actor_of(staff.role)
    return Actor.DOOR if is_locked() else Actor.ANYBODY


def origin() -> Origin:
    """Return from where this request comes."""
    return Origin(request.remote_addr or "", request.headers.get("User-Agent", ""))


def may(right: Right) -> bool:
    """Whether whoever is at this page has a right."""
    return rights.may(actor(), right)


def needs(right: Right, *, by_key: bool = False) -> Callable[[View], View]:
    """Say which right a view needs; `check_right` sees to it before the view is called.

    `by_key` is a view that is also opened by a token or link, which it looks at itself.
    """

    def declare(view: View) -> View:
        _NEEDS[view] = right
        if by_key:
            _BY_KEY.add(view)
        return view

    return declare


def right_of(endpoint: str) -> Right | None:
    """Return the right that a page needs; None where it declares none, and so opens to nobody."""
    if endpoint == "static":
        return Right.ENTER
    return _NEEDS.get(current_app.view_functions[endpoint])


def is_open_to_keys(endpoint: str) -> bool:
    """Whether a page may be opened by a token or link instead of a login."""
    return current_app.view_functions[endpoint] in _BY_KEY


def may_open(endpoint: str) -> bool:
    """Whether whoever is here may open a page."""
    right = right_of(endpoint)
    return right is not None and (is_open_to_keys(endpoint) or may(right))


def arrangement_here() -> Arrangement:
    """Return the events, sessions and stations as they were when this request first asked."""
    if "arrangement_here" not in g:
        g.arrangement_here = current_desk().arrangement()
    found: Arrangement = g.arrangement_here
    return found


def event_here() -> Event | None:
    """Return the current event, or None where there is none yet; asked once a request."""
    try:
        found: Event | None = g.event_here
    except AttributeError:
        current = arrangement_here().current
        found = g.event_here = current.event if current else None
    return found


def current_event() -> Event:
    """Return the current event.

    Raises NoEvent with what to do where there is none.
    """
    event = event_here()
    if event is None:
        raise NoEvent("There is no event yet. Add one under Events.")
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
