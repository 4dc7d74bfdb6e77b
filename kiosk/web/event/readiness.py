"""The readiness check: what is fine before the doors open, and what to do about the rest."""

from flask import Blueprint, render_template
from flask_babel import gettext as _

from kiosk.core.readiness import Finding, camera_findings
from kiosk.core.rights import Right
from kiosk.services.readiness import readiness
from kiosk.web.door.camera import door_camera
from kiosk.web.shell.access import current_desk, needs
from kiosk.web.shell.i18n import camera_name, date_long, number, time_of

blueprint = Blueprint("check", __name__, url_prefix="/kiosk/check")


@blueprint.get("")
@needs(Right.KEEP_THE_DOOR)
def show() -> str:
    """Examine this computer now; the page's script examines the screen before one."""
    desk = current_desk()
    now = int(desk.now().timestamp() * 1000)
    return render_template(
        "event/readiness/check.html", findings=readiness(desk), now=now, **_camera()
    )


@blueprint.get("/camera")
@needs(Right.KEEP_THE_DOOR)
def camera() -> str:
    """Examine the camera again: a fragment of the page, with the last reading."""
    return render_template("event/readiness/_camera.html", **_camera())


def _camera() -> dict[str, object]:
    there = door_camera()
    state = there.state() if there else None
    return {
        "state": state,
        "camera_findings": list(camera_findings(state)),
        "say": _sentence,
        "subjects": _subjects(),
    }


def _sentence(finding: Finding) -> str:
    text, values = _(finding.text), dict(finding.values)
    if "name" in values:
        values["name"] = camera_name(str(values["name"]))
    if "time" in values:
        now = current_desk().now()
        values["time"] = f"{date_long(now)}, {time_of(now)}"
    if "free" in values:
        values["free"] = number(float(str(values["free"])))
    return text.format(**values) if values else text


def _subjects() -> dict[str, str]:
    return {
        "camera": _("Camera"),
        "pictures": _("Pictures"),
        "lighting": _("Lighting"),
        "sharpness": _("Sharpness"),
    }
