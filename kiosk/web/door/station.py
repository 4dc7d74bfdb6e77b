"""Which station this browser is: kept in the browser, else this computer's own camera."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kiosk.core.errors import Forbidden, NotFound
from kiosk.core.model import Scope, Station
from kiosk.core.rights import Right
from kiosk.services import cameras, stations
from kiosk.web.door.camera import DoorCamera, door_camera
from kiosk.web.door.settings import kiosk_settings, settings_from_form
from kiosk.web.shell.access import current_desk, current_staff, may, needs
from kiosk.web.shell.browser import STATION, keep_in_browser

blueprint = Blueprint("kiosk_station", __name__, url_prefix="/kiosk/station")


def station_here() -> Station:
    """Return the station that this browser is."""
    chosen = request.cookies.get(STATION, "")
    if chosen.isdecimal():
        for each in _doors():
            if each.id == int(chosen):
                return each
    return stations.server_station(current_desk())


def _doors() -> list[Station]:
    """Return the stations that a browser may be: those in use that scan, no reading keys."""
    known = stations.stations(current_desk())
    return [each for each in known if each.withdrawn_at is None and Scope.SCAN in each.scopes]


@blueprint.get("")
@needs(Right.KEEP_THE_DOOR)
def show() -> str:
    """Show how this door looks, sounds and sees."""
    station, camera = station_here(), door_camera()
    is_server = camera is not None and station.name == camera.station_name
    return render_template(
        "door/settings.html",
        station=station,
        stations=_doors(),
        settings=kiosk_settings(station),
        sources=camera.sources() if camera and is_server else [],
        camera=camera.state() if camera and is_server else None,
    )


@blueprint.post("")
@needs(Right.SET_UP_DOORS)
def store() -> Response:
    """Store the settings of this door, and look through the camera that was chosen."""
    desk, station, camera = current_desk(), station_here(), door_camera()
    by, door = current_staff().name, request.form.get("door", "").strip()
    settings = settings_from_form(request.form)
    settings["camera"] = station.settings.get("camera", "")
    wanted = _wanted_camera(station, camera)
    if wanted is not None:
        settings["camera"] = cameras.keep_apart(desk, wanted)
        if camera and wanted and station.name == camera.station_name:
            camera.choose(wanted)
    stations.store_station_settings(desk, station.id, settings, by)
    if door != station.door:
        stations.change_station(desk, station.id, by, door=door)
    flash(_("The settings of this door were saved."), "ok")
    return redirect(url_for("kiosk_station.show"))


def _wanted_camera(station: Station, camera: DoorCamera | None) -> str | None:
    """Return the source that was chosen, None where it stays. Addresses are named by few."""
    wanted = (request.form.get("address", "") or request.form.get("camera", "")).strip()[:500]
    if wanted == kiosk_settings(station).camera:
        return None
    known = {source for source, _name in camera.sources()} if camera else set()
    if wanted and wanted not in known and not may(Right.NAME_CAMERAS):
        raise Forbidden("Only an administrator names an address or a folder as a camera.")
    return wanted


@blueprint.post("/choice")
@needs(Right.KEEP_THE_DOOR)
def choose() -> Response:
    """Let this browser be another station."""
    wanted = request.form.get("station", "")
    known = {str(each.id) for each in _doors()}
    if wanted not in known:
        raise NotFound("There is no such station.")
    return keep_in_browser(STATION, wanted)
