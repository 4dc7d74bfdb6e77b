"""What the API can do: declared at its view; checked, and described, by what is declared."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar

from flask import Blueprint, g, request
from werkzeug.wrappers import Response

from kiosk.core.errors import NotFound
from kiosk.core.model import Event, Scope, Station
from kiosk.core.rights import Right
from kiosk.web.api.shapes import Shape, Text, Whole
from kiosk.web.api.token import current_station
from kiosk.web.shell.access import arrangement_here, current_event, may, needs
from kiosk.web.shell.forms import json_body, whole_or_none

ApiView = TypeVar("ApiView", bound=Callable[..., Response])

LARGEST_BODY = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Parameter:
    """What may stand in an address: behind its question mark, or in its path."""

    name: str
    shape: Shape
    says: object

    def read(self, text: str) -> Any:
        """Return the value. Raises BadInput."""
        number = whole_or_none(text) if isinstance(self.shape, Whole) else None
        return self.shape.read(self.name, text if number is None else number)


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that can be done: `scope` None is for every key; `answers` names a media type.

    `says` is told in the language at hand. `right` says who may, in the table of rights, and
    `for_staff` lets those in who are logged in and have it. `repeatable` takes an Idempotency-Key.
    """

    name: str
    method: str
    path: str
    right: Right
    scope: Scope | None
    says: object
    answers: Shape | str
    body: Shape | None = None
    query: tuple[Parameter, ...] = ()
    parts: tuple[Parameter, ...] = ()
    for_staff: bool = False
    repeatable: bool = False
    largest: int = LARGEST_BODY
    example: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent, read by the shapes of its operation; `station` None: staff, by their login."""

    station: Station | None
    query: Mapping[str, Any] = field(default_factory=dict)
    body: Any = None

    @property
    def key(self) -> Station:
        """The station or the key that sent it."""
        if self.station is None:
            message = "an operation that only keys have was opened without one"
            raise RuntimeError(message)
        return self.station

    @property
    def event(self) -> Event:
        """The event that was named, or the current one. Raises NotFound."""
        return event_named(self.query.get("event"))


OPERATIONS: list[Operation] = []
"""All that was declared, in the order of the files."""

EVENT = Text(80, 1, "^[a-z0-9-]+$")


def operation(blueprint: Blueprint, done: Operation) -> Callable[[ApiView], ApiView]:
    """Let a view be an operation of the API: it is called with what was sent, read and checked."""

    def declare(view: ApiView) -> ApiView:
        @wraps(view)
        def answered(**parts: Any) -> Response:
            return view(_sent(done), **parts)

        needs(done.right, by_key=True)(answered)
        blueprint.add_url_rule(_rule(done), view_func=answered, methods=[done.method.upper()])
        OPERATIONS.append(done)
        return view

    return declare


def event_named(slug: str | None) -> Event:
    """Return the event of a name, for which times are shown from now on; the current one for none.

    Raises NotFound.
    """
    if slug is None:
        return current_event()
    for each in arrangement_here().programmes.values():
        if each.event.slug == slug and not each.event.is_rehearsal:
            g.event_here = each.event
            return each.event
    raise NotFound("There is no event {slug}.", slug=slug)


def _sent(done: Operation) -> Sent:
    station = None if done.for_staff and may(done.right) else current_station(done.scope)
    query = {
        each.name: each.read(request.args[each.name])
        for each in done.query
        if each.name in request.args
    }
    if done.body is None:
        return Sent(station, query)
    request.max_content_length = done.largest
    return Sent(station, query, done.body.read("", json_body()))


def _rule(done: Operation) -> str:
    rule = done.path
    for each in done.parts:
        kind = "int:" if isinstance(each.shape, Whole) else ""
        rule = rule.replace(f"{{{each.name}}}", f"<{kind}{each.name}>")
    return rule
