"""The readiness check: what is fine before the doors open, and what to do about the rest."""

from collections.abc import Iterator

from flask import Blueprint, render_template
from flask_babel import gettext as _

from kiosk.core.model import Role
from kiosk.services.readiness import Finding, Fitness, readiness
from kiosk.web.door.camera import CameraState, door_camera
from kiosk.web.shell.access import current_desk, needs
from kiosk.web.shell.i18n import date_long, number, time_of

_FEW_PICTURES = 8.0
_DARK, _GLARING = 45.0, 235.0
_BLURRED = 25.0
_TROUBLES = ("lost", "frozen", "dark", "opening")

blueprint = Blueprint("check", __name__, url_prefix="/kiosk/check")


@blueprint.get("")
@needs(Role.STEWARD)
def show() -> str:
    """Examine this computer now; the page's script examines the screen before one."""
    desk = current_desk()
    now = int(desk.now().timestamp() * 1000)
    return render_template(
        "event/readiness/check.html", findings=readiness(desk), say=_sentence, now=now, **_camera()
    )


@blueprint.get("/camera")
@needs(Role.STEWARD)
def camera() -> str:
    """Examine the camera again: a fragment of the page, with the last reading."""
    return render_template("event/readiness/_camera.html", **_camera())


def _camera() -> dict[str, object]:
    there = door_camera()
    state = there.state() if there else None
    return {"state": state, "camera_findings": list(_camera_findings(state))}


def _sentence(finding: Finding) -> str:
    text, values = _(finding.text), dict(finding.values)
    if "time" in values:
        now = current_desk().now()
        values["time"] = f"{date_long(now)}, {time_of(now)}"
    if "free" in values:
        values["free"] = number(float(str(values["free"])))
    return text.format(**values) if values else text


def _camera_findings(state: CameraState | None) -> Iterator[tuple[str, Fitness, str]]:
    """Yield what the camera's state says: subject, fitness, sentence."""
    if state is None or state.status in ("off", "ended"):
        words = _("No camera is in use. A hand scanner and typed codes work all the same.")
        yield _("Camera"), Fitness.WARNING, words
        return
    if state.status in _TROUBLES:
        yield _("Camera"), Fitness.BAD, _trouble(state.status)
        return
    size = f"{state.width} \u00d7 {state.height}"
    yield _("Camera"), Fitness.FINE, f"{state.name}, {size}"
    yield from _picture(state)


def _trouble(status: str) -> str:
    return {
        "lost": _("The camera does not answer. Check its cable; another program may have it."),
        "frozen": _("The picture stands still. Pull the cable of the camera and plug it in again."),
        "dark": _("The camera sees nothing but black. Open its cover, or switch on a light."),
        "opening": _("The camera is being opened. Wait a few seconds."),
    }[status]


def _picture(state: CameraState) -> Iterator[tuple[str, Fitness, str]]:
    fps = _("%(fps)s pictures a second.", fps=round(state.fps))
    slow = state.fps < _FEW_PICTURES
    advice = " " + _("More light makes it faster; so does another USB port.") if slow else ""
    yield _("Pictures"), Fitness.WARNING if slow else Fitness.FINE, fps + advice
    if state.brightness < _DARK:
        yield _("Lighting"), Fitness.BAD, _("It is too dark. Light the badge from the front.")
    elif state.brightness > _GLARING:
        words = _("It is too bright. Turn the camera away from the window.")
        yield _("Lighting"), Fitness.BAD, words
    else:
        yield _("Lighting"), Fitness.FINE, _("The light is good.")
    if state.sharpness < _BLURRED:
        words = _("The picture is blurred. Wipe the lens, or set the camera's focus.")
        yield _("Sharpness"), Fitness.WARNING, words
    else:
        yield _("Sharpness"), Fitness.FINE, _("The picture is sharp.")
