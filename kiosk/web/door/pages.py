"""The door: its page, what it sends in, its stream, its picture."""

from contextlib import suppress
from datetime import UTC, datetime

from flask import Blueprint, jsonify, render_template, request
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kiosk.core.errors import BadInput
from kiosk.core.model import LONGEST_CODE, Answer, Station
from kiosk.core.rights import Right
from kiosk.desk import Desk
from kiosk.services.clock import clock_doubt
from kiosk.web.door.answers import answer_html, error_html, languages_of
from kiosk.web.door.camera import door_camera
from kiosk.web.door.scans import Recent, layout_notice, read_picture, scan_all, scan_typed
from kiosk.web.door.settings import kiosk_settings
from kiosk.web.door.states import camera_html, camera_state, server_lost_words, waiting_html
from kiosk.web.door.station import station_here
from kiosk.web.door.stream import kiosk_stream, stamp
from kiosk.web.door.trouble import over_html, trouble_html, unsure_html
from kiosk.web.shell.access import current_desk, current_event, is_locked, needs, staff_here

blueprint = Blueprint("kiosk", __name__, url_prefix="/kiosk")
_recent = Recent()


@blueprint.get("")
@needs(Right.STAND_AT_THE_DOOR)
def show() -> str:
    """Show the door; one without a camera of this computer will send pictures."""
    station, camera = station_here(), door_camera()
    if camera and not camera_state(station):
        camera.expect_pictures()
    return _page(current_desk(), station)


@blueprint.post("/scans")
@needs(Right.STAND_AT_THE_DOOR)
def scan() -> str:
    """Answer a code that was typed, or came from a hand scanner."""
    desk, station = current_desk(), station_here()
    answer = scan_typed(desk, station, request.form, _who(station))
    return _answered(desk, station, [answer]) + layout_notice(request.form.get("code", ""))


@blueprint.post("/pictures")
@needs(Right.STAND_AT_THE_DOOR)
def picture() -> str:
    """Answer every badge in a picture: a file, or a frame of the browser's own camera."""
    desk, station = current_desk(), station_here()
    sent = request.files.get("picture")
    if sent is None:
        raise BadInput("Choose a picture of a badge first.")
    by, found = _who(station), read_picture(door_camera(), sent.read())
    if "frame" in request.form:
        pause = desk.settings.repeat_after
        found = [each for each in found if _recent.is_new(station.id, each.code, pause)]
    return _answered(desk, station, scan_all(desk, station, found, by))


@blueprint.post("/reading")
@needs(Right.HELP_PEOPLE)
def reading() -> Response:
    """Tell the code of the badge in a picture, for a field; nobody is checked in."""
    sent = request.files.get("picture")
    found = read_picture(door_camera(), sent.read()) if sent else []
    return jsonify(code=found[0].code[:LONGEST_CODE] if len(found) == 1 else "")


@blueprint.get("/live")
@needs(Right.STAND_AT_THE_DOOR)
def live() -> Response:
    """Send the door's stream."""
    current_event()
    station = station_here()
    _note_clock(station)
    return kiosk_stream(station, _time_in("heard"))


@blueprint.get("/preview.jpg")
@needs(Right.STAND_AT_THE_DOOR)
def preview() -> Response:
    """Send the newest picture of the camera, and in a header what it sees."""
    camera, state = door_camera(), camera_state(station_here())
    jpeg = camera.preview() if camera and state else None
    response = Response(jpeg or b"", 200 if jpeg else 204, mimetype="image/jpeg")
    response.headers["X-Camera"] = state.status if state else "off"
    response.headers["X-In-View"] = "yes" if state and state.in_view else "no"
    return response


def _note_clock(station: Station) -> None:
    """Take note of what the clock of this screen shows."""
    at, desk = _time_in("at"), current_desk()
    if at:
        desk.clocks.note(station.place, at, desk.now())


def _time_in(name: str) -> datetime | None:
    """Return the time that the address gives in milliseconds, where it is one."""
    with suppress(OverflowError, ValueError, OSError):
        if at := request.args.get(name, type=int):
            return datetime.fromtimestamp(at / 1000, UTC)
    return None


def _who(station: Station) -> str:
    """Return who scans: the steward at this screen, or the door itself where it is locked."""
    staff = staff_here()
    return staff.name if staff else station.name


def _answered(desk: Desk, station: Station, answers: list[Answer]) -> str:
    settings = kiosk_settings(station)
    with force_locale(languages_of(settings)[0]):
        shown = [answer_html(desk, each, settings) for each in answers]
    if request.form.get("as") == "fragment":
        return "\n".join(shown)
    nothing = "" if shown else _("There is no badge in this picture. Come closer, or add light.")
    return _page(desk, station, answers=shown, nothing=nothing)


def _page(
    desk: Desk, station: Station, *, answers: list[str] | None = None, nothing: str = ""
) -> str:
    current_event()
    settings = kiosk_settings(station)
    with force_locale(languages_of(settings)[0]):
        return render_template(
            "door/kiosk.html",
            station=station,
            settings=settings,
            waiting=waiting_html(desk, station),
            camera=camera_html(station),
            camera_state=camera_state(station),
            lost=server_lost_words(settings),
            answers=answers or [],
            nothing=nothing,
            failed=error_html(desk, settings),
            trouble=trouble_html(desk, station),
            unsure=unsure_html(station),
            over=over_html(station),
            doubt=clock_doubt(desk, current_event()),
            now=desk.now(),
            locked=is_locked(),
            stamp=stamp(desk, station.id),
        )
