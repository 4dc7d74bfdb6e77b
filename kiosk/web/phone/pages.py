"""The page of a phone that is a door, and what it asks and sends with its station's token."""

import json
from collections.abc import Callable
from typing import Any

from flask import Blueprint, jsonify, render_template, request, url_for
from flask_babel import force_locale
from werkzeug.wrappers import Response

from kiosk.core.errors import BadInput, HadirError
from kiosk.core.model import LONGEST_CODE, Answer, Participant, Reason, Scope, Station
from kiosk.core.rights import Right
from kiosk.desk import Desk
from kiosk.services import guessing, joining, sealed_roster
from kiosk.services.late_scans import answers
from kiosk.web.api.scans import batch_from, refusal_json
from kiosk.web.api.token import current_station
from kiosk.web.door.answers import answer_html, languages_of, person_of
from kiosk.web.door.camera import door_camera
from kiosk.web.door.scans import read_picture
from kiosk.web.door.settings import KioskSettings, kiosk_settings
from kiosk.web.door.states import waiting
from kiosk.web.shell.access import current_desk, current_event, needs, origin
from kiosk.web.shell.assets import static_address, static_files
from kiosk.web.shell.forms import json_body

blueprint = Blueprint("phone", __name__, url_prefix="/phone")

_KEPT_FOLDERS = ("css/shell", "css/door", "css/phone", "js/phone", "js/door", "js/live", "js/shell")
_LONGEST_BODY = 131_072
_LONGEST_KEY = 100
_MOST_AT_ONCE = 100


@blueprint.get("")
@needs(Right.ENTER)
def show() -> str:
    """Show the page: the same for every phone, with nothing on it of anybody."""
    desk = current_desk()
    faces = {
        reason: answer_html(desk, Answer("", reason, "", desk.now()), KioskSettings())
        for reason in Reason
    }
    return render_template("phone/phone.html", faces=faces)


@blueprint.get("/keeper.js")
@needs(Right.ENTER)
def keeper() -> Response:
    """Give the service worker that opens the page again without the network.

    Browsers take it where they trust the certificate, and nowhere else.
    """
    script = render_template(
        "phone/keeper.js",
        kept=static_address(),
        files=[url_for("static", filename=each) for each in static_files(*_KEPT_FOLDERS)],
        page=url_for("phone.show"),
    )
    allowed = {"Service-Worker-Allowed": url_for("phone.show")}
    return Response(script, headers=allowed, mimetype="text/javascript")


@blueprint.get("/hadir.webmanifest")
@needs(Right.ENTER)
def manifest() -> Response:
    """Say how the page is called on a phone's screen, and where it begins."""
    icon = {"src": url_for("static", filename="icons/favicon.svg"), "sizes": "any"}
    told = {
        "name": "Hadir",
        "short_name": "Hadir",
        "start_url": url_for("phone.show"),
        "scope": url_for("phone.show"),
        "display": "standalone",
        "icons": [{**icon, "type": "image/svg+xml"}],
    }
    return Response(json.dumps(told), mimetype="application/manifest+json")


@blueprint.post("/joining")
@needs(Right.ENTER)
def join() -> Response:
    """Make a station of the phone that brings a key; its token is told once."""
    body = json_body()
    key = body.get("key") if isinstance(body, dict) else None
    if not isinstance(key, str) or not 0 < len(key) <= _LONGEST_KEY:
        raise BadInput("Scan the key on the computer, under Stations.")
    desk = current_desk()
    joined = guessing.tried(
        desk,
        origin().address,
        guessing.Secret("page:phone"),
        lambda: joining.join(desk, key),
    )
    if joined is None:
        raise BadInput("Scan the key on the computer, under Stations.")
    station, token = joined
    return jsonify(token=token, station=station.id, name=station.name)


@blueprint.get("/now")
@needs(Right.SEND_SCANS, by_key=True)
def now() -> Response:
    """Tell what the door waits for now, and how this station shall be."""
    station, desk = current_station(Scope.SCAN), current_desk()
    event, settings = current_event(), kiosk_settings(station)
    with force_locale(languages_of(settings)[0]):
        html = render_template("phone/_now.html", state=waiting(desk), settings=settings)
    return jsonify(
        html=html,
        event=event.name,
        place=station.place,
        zone=event.timezone,
        roster=f"{sealed_roster.stamp(desk, event.id)}-{settings.names}",
        at=desk.now().isoformat(),
    )


@blueprint.get("/roster")
@needs(Right.SEND_SCANS, by_key=True)
def roster() -> Response:
    """Give the list of which each entry opens with the code on its own badge, and with no other."""
    names = kiosk_settings(current_station(Scope.SCAN)).names

    def shown(participant: Participant) -> tuple[str, str]:
        person = person_of(participant, names)
        return (person.name, person.place) if person else ("", "")

    sealed = sealed_roster.sealed_roster(current_desk(), current_event(), names, shown)
    return jsonify({**sealed, "stamp": f"{sealed['stamp']}-{names}"})


@blueprint.post("/scans")
@needs(Right.SEND_SCANS, by_key=True)
def scans() -> Response:
    """Answer the scans of a phone, each by itself: how the door shows it, or what is wrong."""
    station = current_station(Scope.SCAN)
    request.max_content_length = _LONGEST_BODY
    body = json_body()
    if not isinstance(body, list) or len(body) > _MOST_AT_ONCE:
        raise BadInput("Send at most {most} scans at once.", most=_MOST_AT_ONCE)
    desk = current_desk()
    batch = batch_from(body, station, desk.now(), _opener(desk))
    given = answers(desk, batch)
    return jsonify([_told(*each, station) for each in zip(body, given, strict=True)])


@blueprint.post("/pictures")
@needs(Right.SEND_SCANS, by_key=True)
def pictures() -> Response:
    """Tell which codes are in a picture that the phone could not read; nobody is admitted by it.

    The phone sends them as scans of its own, so that an answer that is lost is asked for again.
    """
    current_station(Scope.SCAN)
    request.max_content_length = _LONGEST_BODY
    found = read_picture(door_camera(), request.get_data())
    return jsonify([each.code[:LONGEST_CODE] for each in found])


def _told(body: object, given: Answer | HadirError, station: Station) -> dict[str, Any]:
    return _shown(given, station) if isinstance(given, Answer) else refusal_json(body, given)


def _opener(desk: Desk) -> Callable[[object], object]:
    """Return what makes a scan as the API knows it: its code was sealed while the phone kept it."""
    unsealed = sealed_roster.opener(desk)

    def opened(body: object) -> object:
        if isinstance(body, dict) and isinstance(body.get("sealed"), str):
            return {**body, "code": unsealed(body["sealed"])}
        return body

    return opened


def _shown(answer: Answer, station: Station) -> dict[str, Any]:
    settings = kiosk_settings(station)
    with force_locale(languages_of(settings)[0]):
        html = answer_html(current_desk(), answer, settings)
    scan_id = answer.scan_id.partition("@")[0]
    return {"scan_id": scan_id, "reason": answer.reason, "html": html}
