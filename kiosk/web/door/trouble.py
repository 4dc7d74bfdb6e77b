"""What lies over the door while nothing can be stored, or while that is not known.

It asks no database, for that is what fails.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from flask_babel import force_locale
from flask_babel import gettext as _

from kiosk.core.errors import Unsure
from kiosk.core.model import Station
from kiosk.desk import Desk
from kiosk.web.door.answers import languages_of
from kiosk.web.door.settings import kiosk_settings
from kiosk.web.door.states import camera_state
from kiosk.web.shell.errors import failing_words
from kiosk.web.shell.page import piece


@dataclass(frozen=True, slots=True)
class TroubleWords:
    """What is said in one language; `why` is for the staff."""

    language: str
    headline: str
    sentence: str
    why: str = ""


def trouble_html(desk: Desk, station: Station) -> str:
    """Return what lies over the door now; nothing where all is well."""
    error, camera = desk.store.outage.error, camera_state(station)
    if error and not isinstance(error, Unsure):
        return _rendered("failed", station, partial(failing_words, error))
    return unsure_html(station) if camera and camera.unanswered else ""


def unsure_html(station: Station) -> str:
    """Return what is shown where it is not known whether a scan was stored."""
    return _rendered("unsure", station, _unsure)


def over_html(station: Station) -> str:
    """Return what is shown for a moment when scans are stored again."""
    return _rendered("over", station, _over)


def _rendered(kind: str, station: Station, said: Callable[[], tuple[str, ...]]) -> str:
    words = []
    for code in languages_of(kiosk_settings(station)):
        with force_locale(code):
            words.append(TroubleWords(code, *said()))
    return piece("door/_trouble.html", kind=kind, words=words)


def _unsure() -> tuple[str, ...]:
    return (
        _("Please wait"),
        _("It is not known yet whether this was recorded. The door asks again by itself."),
        _("If it takes long: write the name on the paper list."),
    )


def _over() -> tuple[str, ...]:
    return (
        _("The door records again"),
        _("If you were not recorded: please show your badge once more."),
    )
