"""What the door says between answers: waiting, paused, and the troubles of its camera."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import render_template
from flask_babel import force_locale
from flask_babel import gettext as _

from kiosk.core.attendance import Counts
from kiosk.core.model import Event, Station
from kiosk.core.readiness import CameraState
from kiosk.desk import Desk
from kiosk.services import attendance, events, sessions
from kiosk.services.sessions import SessionNow
from kiosk.web.door.answers import AnswerWords, languages_of
from kiosk.web.door.camera import door_camera
from kiosk.web.door.settings import KioskSettings, kiosk_settings
from kiosk.web.shell.i18n import clock, date_long, time_of

_TROUBLES = ("opening", "lost", "frozen", "dark")
_NO_CAMERA = ("off", "ended")


@dataclass(frozen=True, slots=True)
class DoorWaiting:
    """The door between two people: the event, its session now, and how many are there."""

    event: Event
    now: SessionNow
    counts: Counts
    at: datetime

    @property
    def phase(self) -> str:
        """Whether badges are taken: `idle`, or `paused` where no session is open."""
        return "idle" if self.now.session else "paused"


def waiting(desk: Desk) -> DoorWaiting:
    """Return what the door waits for now."""
    event = events.current_event(desk)
    now = sessions.session_now(desk, event.id)
    session = now.session or now.opens_next
    tallies = attendance.tallies(desk, event.id, by=())
    counts = tallies.of(session.id) if session else Counts()
    return DoorWaiting(event, now, counts, desk.now())


def waiting_html(desk: Desk, station: Station) -> str:
    """Return what the door shows while it waits, as a fragment of its page."""
    state, settings = waiting(desk), kiosk_settings(station)
    camera = camera_state(station)
    return render_template(
        "door/_waiting.html",
        state=state,
        words=[_said(code, state, camera) for code in languages_of(settings)],
        settings=settings,
        station=station,
    )


def camera_html(station: Station) -> str:
    """Return the state of the station's camera as a fragment of the door's page."""
    state = camera_state(station)
    return render_template(
        "door/_camera.html",
        status="off" if state is None or state.status in _NO_CAMERA else state.status,
        in_view=bool(state and state.in_view),
        words=[_camera_said(code, state) for code in languages_of(kiosk_settings(station))],
    )


def server_lost_words(settings: KioskSettings) -> list[AnswerWords]:
    """Return what the page says by itself when the server does not answer."""
    return [_in(code, _server_lost) for code in languages_of(settings)]


def camera_state(station: Station) -> CameraState | None:
    """Return the state of the server's camera where this station is the one that has it."""
    camera = door_camera()
    return camera.state() if camera and station.name == camera.station_name else None


def _said(code: str, state: DoorWaiting, camera: CameraState | None) -> AnswerWords:
    with force_locale(code):
        if state.now.session is None:
            return _paused(code, state)
        if camera and camera.status in _TROUBLES:
            return AnswerWords(
                code,
                _("One moment, please"),
                _("The camera is not ready. The staff will check you in."),
            )
        if camera is None or camera.status in _NO_CAMERA:
            return AnswerWords(code, _("Hold your badge to the scanner"))
        return AnswerWords(code, _("Show your badge to the camera"))


def _paused(code: str, state: DoorWaiting) -> AnswerWords:
    session = state.now.opens_next
    if session is None:
        return AnswerWords(code, _("Closed"), _("No more sessions. Please see the staff."))
    day = date_long(session.opens_at)
    name = session.name if day == date_long(state.at) else f"{session.name} · {day}"
    return AnswerWords(code, _("Opens at"), name, time_of(session.opens_at))


def _camera_said(code: str, state: CameraState | None) -> AnswerWords:
    status = state.status if state else "off"
    since = clock(state.since) if state else ""
    with force_locale(code):
        said = {
            "opening": (_("The camera is being opened"), _("One moment, please.")),
            "lost": (
                _("The camera does not answer"),
                _("Since %(time)s. Staff: check its cable. It comes back by itself.", time=since),
            ),
            "frozen": (
                _("The camera's picture stands still"),
                _("Since %(time)s. Staff: pull its cable and plug it in again.", time=since),
            ),
            "slow": (
                _("The camera is slow"),
                _("Hold the badge still. Staff: more light, or another USB port."),
            ),
            "dark": (
                _("The camera sees nothing but black"),
                _("Since %(time)s. Staff: open its cover, or switch on a light.", time=since),
            ),
        }
        headline, sentence = said.get(status, ("", ""))
    return AnswerWords(code, headline, sentence)


def _server_lost() -> tuple[str, str]:
    return (
        _("One moment, please"),
        _("The computer does not answer. Write the names on the paper list; it tries by itself."),
    )


def _in(code: str, said: Callable[[], tuple[str, str]]) -> AnswerWords:
    with force_locale(code):
        headline, sentence = said()
    return AnswerWords(code, headline, sentence)
