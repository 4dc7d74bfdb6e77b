"""The participants: searched as one types, filtered, changed one by one or many at once."""

from typing import Any
from urllib.parse import parse_qsl

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import ngettext
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from kiosk.core.errors import BadInput
from kiosk.core.model import Role, Status
from kiosk.core.search import AttendanceState, Query, Sort
from kiosk.services import participants, search, sessions
from kiosk.web.participants import participant
from kiosk.web.participants.history import means_words
from kiosk.web.shell.access import (
    current_desk,
    current_event,
    current_staff,
    needs,
    session_of_event,
)
from kiosk.web.shell.browser import wants_partial

Form = MultiDict[str, str]
_FILTERS = ("q", "session", "state", "group", "organization", "district", "status", "sort")
_MOST_AT_ONCE = 2000

blueprint = Blueprint("participants", __name__, url_prefix="/participants")
blueprint.add_app_template_filter(means_words, "means_words")
blueprint.add_url_rule("/new", "new", participant.new)
blueprint.add_url_rule("", "add", participant.add, methods=["POST"])
blueprint.add_url_rule("/<int:participant_id>", "show", participant.show)
blueprint.add_url_rule("/<int:participant_id>", "change", participant.change, methods=["POST"])
blueprint.add_url_rule(
    "/<int:participant_id>/blocking", "block", participant.block, methods=["POST"]
)
blueprint.add_url_rule(
    "/<int:participant_id>/cancellation", "cancel", participant.cancel, methods=["POST"]
)
blueprint.add_url_rule(
    "/<int:participant_id>/restoration", "restore", participant.restore, methods=["POST"]
)
blueprint.add_url_rule(
    "/<int:participant_id>/sessions", "expect", participant.expect, methods=["POST"]
)


@blueprint.get("")
@needs(Role.STEWARD)
def index() -> str:
    """List those whom search and filters leave; a script gets the rows alone."""
    desk, event = current_desk(), current_event()
    query = query_of(request.args)
    page = search.find(desk, event.id, query)
    parts = sessions.sessions_of(desk, event.id)
    shared = {"page": page, "query": query, "sessions": parts, "address": address}
    if wants_partial():
        return render_template("participants/_rows.html", **shared)
    choices = search.choices(desk, event.id)
    return render_template("participants/participants.html", choices=choices, **shared)


@blueprint.post("/selection/sessions")
@needs(Role.SUPERVISOR)
def expect_many() -> Response:
    """Expect the ticked people in the ticked sessions and no others."""
    ids = selected_ids()
    if "expected" not in request.form:
        raise BadInput("Tick the sessions in which these people are expected.")
    wanted = [session_of_event(each).id for each in request.form.getlist("expected", type=int)]
    by = current_staff().name
    changed = participants.set_expected(current_desk(), current_event().id, ids, wanted, by)
    words = ngettext("%(num)s person was changed.", "%(num)s people were changed.", changed)
    flash(words, "ok")
    return _back()


@blueprint.post("/selection/cancellation")
@needs(Role.SUPERVISOR)
def cancel_many() -> Response:
    """Take the ticked people off the list."""
    desk, by = current_desk(), current_staff().name
    ids = _few()
    participants.cancel_many(desk, ids, by)
    words = ngettext(
        "%(num)s person was taken off the list.",
        "%(num)s people were taken off the list.",
        len(ids),
    )
    flash(words, "off")
    return _back()


@blueprint.post("/selection/blocking")
@needs(Role.SUPERVISOR)
def block_many() -> Response:
    """Let staff see the ticked people first, with one note for all."""
    desk, by, note = current_desk(), current_staff().name, request.form.get("note", "")
    ids = _few()
    participants.block_many(desk, ids, note, by)
    flash(ngettext("%(num)s person is blocked.", "%(num)s people are blocked.", len(ids)), "no")
    return _back()


@blueprint.post("/selection/restoration")
@needs(Role.SUPERVISOR)
def restore_many() -> Response:
    """Put the ticked people back on the list."""
    desk, by = current_desk(), current_staff().name
    ids = _few()
    participants.restore_many(desk, ids, by)
    words = ngettext(
        "%(num)s person is on the list again.", "%(num)s people are on the list again.", len(ids)
    )
    flash(words, "ok")
    return _back()


def query_of(given: Form) -> Query:
    """Return what search and filters ask for; what cannot be understood does not narrow."""
    state, status, sort = (given.get(name, "") for name in ("state", "status", "sort"))
    return Query(
        text=given.get("q", "").strip(),
        session_id=given.get("session", type=int),
        state=AttendanceState(state) if state in set(AttendanceState) else None,
        group=given.get("group", ""),
        organization=given.get("organization", ""),
        district=given.get("district", ""),
        status=Status(status) if status in set(Status) else None,
        page=max(1, given.get("page", 1, type=int)),
        sort=Sort(sort) if sort in set(Sort) else Sort.NUMBER,
    )


def address(**changes: Any) -> str:
    """Return the address of this list with some of search, filters, order or page changed."""
    kept: dict[str, Any] = {
        name: request.args.get(name) for name in _FILTERS if request.args.get(name)
    }
    return url_for("participants.index", **{**kept, **changes})


def selected_ids() -> list[int]:
    """Return the ids of the ticked people of this event, or of all that the filters leave."""
    if request.form.get("everybody") == "yes":
        return search.everybody(current_desk(), current_event().id, _filters_of_form())
    ids = request.form.getlist("id", type=int)
    if not ids:
        raise BadInput("Nobody is ticked. Tick at least one person.")
    for each in ids:
        search.participant(current_desk(), current_event().id, each)
    return ids


def _few() -> list[int]:
    ids = selected_ids()
    if len(ids) > _MOST_AT_ONCE:
        raise BadInput("That is for at most {most} people at a time.", most=_MOST_AT_ONCE)
    return ids


def _filters_of_form() -> Query:
    return query_of(MultiDict(parse_qsl(request.form.get("filters", ""))))


def _back() -> Response:
    filters = request.form.get("filters", "")
    return redirect(f"{url_for('participants.index')}?{filters}".rstrip("?"), 303)
