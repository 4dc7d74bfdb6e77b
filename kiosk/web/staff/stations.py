"""Stations: adding one, its token shown once, its door, withdrawing it."""

from collections.abc import Mapping
from datetime import datetime, time

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kiosk.core.joining import JoiningKey
from kiosk.core.model import Scope
from kiosk.core.rights import Right
from kiosk.services import joining, stations
from kiosk.web.shell.access import current_desk, current_staff, needs
from kiosk.web.shell.forms import choice_of, date_field
from kiosk.web.shell.hosts import link_for_others
from kiosk.web.shell.i18n import zone

SHOWN_OF_PEOPLE = ("full", "first", "none")

blueprint = Blueprint("stations", __name__, url_prefix="/stations")


@blueprint.get("")
@needs(Right.MANAGE_STATIONS)
def index() -> str:
    """List the stations."""
    desk = current_desk()
    return render_template(
        "staff/stations/stations.html",
        stations=stations.stations(desk),
        here=stations.server_station(desk).name,
        scopes=_scopes(),
        scan=Scope.SCAN,
        scans={Scope.SCAN},
        now=desk.now(),
    )


@blueprint.post("")
@needs(Right.MANAGE_STATIONS)
def add() -> str:
    """Add a station, or a key for another program, and show its token, this once."""
    form = request.form
    said = [choice_of(Scope, each, Scope.SCAN) for each in form.getlist("scope")]
    usual = [] if form.get("key") else [Scope.SCAN]
    station, token = stations.add_key(
        current_desk(),
        (form.get("name", ""), form.get("door", "")),
        frozenset(said or usual),
        _end_of(form),
        current_staff().name,
    )
    return render_template(
        "staff/stations/token.html", station=station, token=token, scan=Scope.SCAN
    )


def _end_of(form: Mapping[str, str]) -> datetime | None:
    """Return the end of the day until which a key is good; None where none was said."""
    if not form.get("until", "").strip():
        return None
    return datetime.combine(date_field(form, "until"), time(23, 59, 59), tzinfo=zone())


def _scopes() -> list[tuple[Scope, str]]:
    return [
        (Scope.SCAN, _("It scans")),
        (Scope.ATTENDANCE, _("It reads who came, and follows what happens")),
        (Scope.PEOPLE, _("It reads the list")),
        (Scope.CHANGE_PEOPLE, _("It adds and changes people")),
        (Scope.BADGES, _("It reads the codes of badges: whoever has a code can come in with it")),
    ]


@blueprint.post("/phones")
@needs(Right.MANAGE_STATIONS)
def add_phone() -> str:
    """Add a station for a phone, and show the key by which it joins, this once."""
    form = request.form
    names = form.get("names", "")
    names = names if names in SHOWN_OF_PEOPLE else SHOWN_OF_PEOPLE[0]
    told = (form.get("name", ""), form.get("door", ""), names)
    return _key_page(joining.add_phone(current_desk(), *told, current_staff().name))


@blueprint.post("/<int:station_id>/key")
@needs(Right.MANAGE_STATIONS)
def show_key(station_id: int) -> str:
    """Show another key for a station: for a new phone, or one that has forgotten who it is."""
    return _key_page(joining.key_again(current_desk(), station_id, current_staff().name))


def _key_page(key: JoiningKey) -> str:
    link = f"{link_for_others(url_for('phone.show'))}#{key.key}"
    return render_template("staff/stations/phone.html", key=key, link=link)


@blueprint.post("/<int:station_id>/door")
@needs(Right.MANAGE_STATIONS)
def change_door(station_id: int) -> Response:
    """Say where a station stands."""
    door = request.form.get("door", "")
    station = stations.station(current_desk(), station_id)
    stations.change_station(current_desk(), station.id, current_staff().name, door=door)
    flash(_("The door of %(name)s was changed.", name=station.name), "ok")
    return redirect(url_for("stations.index"))


@blueprint.post("/<int:station_id>/withdrawal")
@needs(Right.MANAGE_STATIONS)
def withdraw(station_id: int) -> Response:
    """End a station: its token is taken no more."""
    station = stations.station(current_desk(), station_id)
    stations.withdraw(current_desk(), station.id, current_staff().name)
    flash(_("%(name)s is withdrawn; its scans stay.", name=station.name), "ok")
    return redirect(url_for("stations.index"))
