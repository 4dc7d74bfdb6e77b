"""Events: adding, changing, choosing the one that is taken now."""

from collections.abc import Mapping
from dataclasses import replace
from zoneinfo import ZoneInfo

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kiosk.core.errors import EndsBeforeStart, NotFound
from kiosk.core.model import Event
from kiosk.core.rights import Right
from kiosk.services import events
from kiosk.services.events import NewEvent
from kiosk.services.sessions import NewSession
from kiosk.web.shell.access import current_desk, current_staff, needs
from kiosk.web.shell.forms import date_field, time_field
from kiosk.web.shell.i18n import sentence

ZONES = (
    ("Asia/Pontianak", "WIB · Kalimantan Barat, Kalimantan Tengah"),
    ("Asia/Jakarta", "WIB · Jawa, Sumatra"),
    ("Asia/Makassar", "WITA"),
    ("Asia/Jayapura", "WIT"),
)
_MOST_SESSIONS = 6

blueprint = Blueprint("events", __name__, url_prefix="/events")


@blueprint.get("")
@needs(Right.PLAN)
def index() -> str:
    """List the events."""
    return render_template("event/events/events.html", events=events.all_events(current_desk()))


@blueprint.get("/new")
@needs(Right.PLAN)
def new() -> str:
    """Ask for a new event and its sessions."""
    return _form()


@blueprint.post("")
@needs(Right.PLAN)
def add() -> Response | str:
    """Add an event with its sessions and make it the current one.

    Where a session would end before it starts, ask whether it goes on until the next day.
    """
    form = request.form
    announced = NewEvent(
        form.get("name", ""),
        date_field(form, "date"),
        form.get("timezone", ""),
        form.get("place", ""),
        _announced_sessions(),
    )
    try:
        event = events.add_event(current_desk(), announced, by=current_staff().name)
    except EndsBeforeStart as question:
        return _form(form, sentence(question))
    flash(_("%(name)s was added and is the current event.", name=event.name), "ok")
    return redirect(url_for("home.show"))


@blueprint.get("/<int:event_id>")
@needs(Right.PLAN)
def edit(event_id: int) -> str:
    """Show what may be changed in an event."""
    return render_template("event/events/edit.html", edited=_event(event_id), zones=ZONES)


@blueprint.post("/<int:event_id>")
@needs(Right.PLAN)
def change(event_id: int) -> Response:
    """Change name, date, zone and place of an event."""
    form = request.form
    changed = replace(
        _event(event_id),
        name=form.get("name", "").strip(),
        date=date_field(form, "date"),
        timezone=form.get("timezone", ""),
        place=form.get("place", "").strip(),
    )
    events.change_event(current_desk(), changed, current_staff().name)
    flash(_("The event was changed."), "ok")
    return redirect(url_for("events.index"))


@blueprint.post("/<int:event_id>/choice")
@needs(Right.PLAN)
def choose(event_id: int) -> Response:
    """Make an event the current one."""
    event = events.choose_event(current_desk(), event_id, current_staff().name)
    flash(_("%(name)s is the current event now.", name=event.name), "ok")
    return redirect(url_for("home.show"))


def _form(typed: Mapping[str, str] | None = None, asked: str = "") -> str:
    return render_template(
        "event/events/new.html",
        zones=ZONES,
        today=current_desk().now().astimezone(ZoneInfo(ZONES[0][0])).date(),
        rows=_MOST_SESSIONS,
        typed=typed or {},
        asked=asked,
    )


def _event(event_id: int) -> Event:
    for each in events.all_events(current_desk()):
        if each.id == event_id:
            return each
    raise NotFound("There is no such event.")


def _announced_sessions() -> tuple[NewSession, ...]:
    return tuple(
        NewSession(
            request.form[f"session_{row}"],
            time_field(request.form, f"starts_{row}"),
            time_field(request.form, f"ends_{row}"),
            date_field(request.form, f"day_{row}") if request.form.get(f"day_{row}") else None,
            until_next_day=f"until_next_day_{row}" in request.form,
        )
        for row in range(_MOST_SESSIONS)
        if request.form.get(f"session_{row}", "").strip()
    )
