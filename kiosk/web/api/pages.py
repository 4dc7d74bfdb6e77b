"""What the API can do: for programs as OpenAPI, and for people as a page that needs no network."""

import json
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, jsonify, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kiosk.core.rights import Right
from kiosk.web.api import lists, writes
from kiosk.web.api.description import description
from kiosk.web.api.operations import OPERATIONS, Operation, Parameter
from kiosk.web.api.shapes import JsonSchema, records_in
from kiosk.web.shell.access import needs
from kiosk.web.shell.hosts import link_for_others

DESCRIBED = (lists, writes)
"""Beside what stations ask, these are described."""

blueprint = Blueprint("api_pages", __name__)


@blueprint.get("/api/v1/openapi.json")
@needs(Right.ENTER)
def openapi() -> Response:
    """Describe the API for programs; it tells nothing of anybody."""
    return jsonify(_description())


@blueprint.get("/api")
@needs(Right.HAVE_AN_ACCOUNT)
def show() -> str:
    """Show what the API can do, and how it is asked."""
    told = _description()
    return render_template(
        "api/api.html",
        operations=[_shown(each) for each in OPERATIONS],
        records=told["components"]["schemas"],
        codes=told["x-codes"],
        in_words=_in_words,
        here=link_for_others("/").rstrip("/"),
    )


@dataclass(frozen=True, slots=True)
class ShownOperation:
    """An operation as the page shows it: what it takes, and how it is asked from a terminal."""

    done: Operation
    path: str
    scope: str
    asked: tuple[Parameter, ...]
    example: str
    answers: str


def _shown(done: Operation) -> ShownOperation:
    example = json.dumps(done.example, ensure_ascii=False) if done.example else ""
    return ShownOperation(
        done=done,
        path=f"/api/v1{done.path}",
        scope=done.scope or "",
        asked=(*done.parts, *done.query),
        example=example,
        answers=_answers(done),
    )


def _answers(done: Operation) -> str:
    """Return what an operation answers with: a media type, or the members of an object."""
    if isinstance(done.answers, str):
        return done.answers
    [first, *_] = records_in(done.answers)
    return ", ".join(each.name for each in first.members)


def _in_words(shape: JsonSchema) -> str:
    """Return what a value of this shape is, for people."""
    if several := shape.get("anyOf"):
        return ", ".join(_in_words(each) for each in several if each != {"type": "null"})
    if chosen := shape.get("enum"):
        return ", ".join(chosen)
    if shape.get("type") == "array":
        return _("a list, of each: %(one)s", one=_in_words(shape["items"]))
    usual = _("a text of at most %(most)s characters", most=shape.get("maxLength"))
    return _kinds().get(shape.get("format", shape.get("type")), usual)


def _kinds() -> dict[str | None, str]:
    return {
        "uuid": "UUID",
        "date-time": _("a time with its zone, as 2026-11-23T07:45:00+07:00"),
        "integer": _("a whole number"),
        "object": _("texts by their names"),
    }


def _description() -> dict[str, Any]:
    says = _(
        "Programs use it with a key made under Stations, which is good for what it was made for. "
        "Times are those of the event's zone."
    )
    return description("Hadir", says)
