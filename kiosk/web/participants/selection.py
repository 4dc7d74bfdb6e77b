"""Which people are meant: those whom search and filters leave, or those who were ticked."""

from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode

from flask import request
from werkzeug.datastructures import MultiDict

from kiosk.core.errors import BadInput
from kiosk.core.model import Status
from kiosk.core.search import AttendanceState, Query, Sort
from kiosk.services import search
from kiosk.web.shell.access import current_desk, current_event
from kiosk.web.shell.forms import Form, whole

_FILTERS = ("q", "session", "state", "group", "organization", "district", "status")
MOST_AT_ONCE = 20_000
"""So many people may be meant by one act."""

OWN_PREFIX = "own:"
"""Begins the name of a filter by an own field; its label follows."""


def query_of(given: Form) -> Query:
    """Return what search and filters ask for; what cannot be understood does not narrow."""
    state, status = given.get("state", ""), given.get("status", "")
    sort = given.get("sort") or given.get("sorted", "")
    return Query(
        text=given.get("q", "").strip(),
        session_id=given.get("session", type=whole),
        state=AttendanceState(state) if state in set(AttendanceState) else None,
        group=given.get("group", ""),
        organization=given.get("organization", ""),
        district=given.get("district", ""),
        own=tuple(own_of(given)),
        status=Status(status) if status in set(Status) else None,
        page=max(1, given.get("page", 1, type=whole)),
        sort=Sort(sort) if sort in set(Sort) else Sort.NUMBER,
    )


def filters_of(given: Form) -> str:
    """Return search and filters in a form that `selected_ids` understands: kept in the page."""
    kept = {name: value for name in _FILTERS if (value := given.get(name))}
    own = {f"{OWN_PREFIX}{label}": value for label, value in own_of(given)}
    return urlencode({**kept, **own})


def own_of(given: Form) -> Iterator[tuple[str, str]]:
    """Yield what is wanted of own fields: label and value."""
    for name, value in given.items():
        if name.startswith(OWN_PREFIX) and value:
            yield name.removeprefix(OWN_PREFIX), value


def selected_ids() -> list[int]:
    """Return the ids of the ticked people of this event, or of all that the filters leave."""
    if request.form.get("everybody") == "yes":
        return search.everybody(current_desk(), current_event().id, _filters_of_form())
    ids = request.form.getlist("id", type=whole)
    if not ids:
        raise BadInput("Nobody is ticked. Tick at least one person.")
    for each in ids:
        search.participant(current_desk(), current_event().id, each)
    return ids


def _filters_of_form() -> Query:
    return query_of(MultiDict(parse_qsl(request.form.get("filters", ""))))
