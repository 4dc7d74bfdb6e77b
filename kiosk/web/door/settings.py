"""How one door looks and sounds: what its station keeps, read tolerantly and stored whole."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from kiosk.core.cameras import without_password
from kiosk.core.model import Station

LANGUAGES = ("page", "id", "en", "both")
LINES = ("session", "group", "district", "next")
NAMES = ("full", "first", "none")
SECONDS = (1, 4)


@dataclass(frozen=True, slots=True)
class KioskSettings:
    """What a door shows, sounds and sees.

    `languages` is page (as the browser has it), id, en or both at once; `names` is full, first
    or none; `line` is what a welcome says below the name: the session, the group, the district or
    the session after this one; `seconds` is the longest that an answer stays; `camera` is a source
    of the server's camera, empty as it was started.
    """

    camera: str = ""
    mirror: bool = True
    sounds: bool = True
    languages: str = "page"
    names: str = "full"
    line: str = "session"
    seconds: float = 4.0
    browser_camera: bool = False
    counts: bool = True


def kiosk_settings(station: Station) -> KioskSettings:
    """Return the settings of a station; what is unknown or out of range is as by default."""
    kept, usual = station.settings, KioskSettings()
    return KioskSettings(
        camera=without_password(str(kept.get("camera", ""))),
        mirror=bool(kept.get("mirror", usual.mirror)),
        sounds=bool(kept.get("sounds", usual.sounds)),
        languages=_one_of(LANGUAGES, kept.get("languages")),
        names=_one_of(NAMES, kept.get("names")),
        line=_one_of(LINES, kept.get("line")),
        seconds=_seconds(kept.get("seconds")),
        browser_camera=bool(kept.get("browser_camera", usual.browser_camera)),
        counts=bool(kept.get("counts", usual.counts)),
    )


def settings_from_form(form: Mapping[str, str]) -> dict[str, object]:
    """Return what a form says, ready to be stored."""
    settings = KioskSettings(
        mirror="mirror" in form,
        sounds="sounds" in form,
        languages=_one_of(LANGUAGES, form.get("languages")),
        names=_one_of(NAMES, form.get("names")),
        line=_one_of(LINES, form.get("line")),
        seconds=_seconds(form.get("seconds")),
        browser_camera="browser_camera" in form,
        counts="counts" in form,
    )
    return asdict(settings)


def _one_of(known: tuple[str, ...], value: object) -> str:
    return str(value) if value in known else known[0]


def _seconds(value: object) -> float:
    least, most = SECONDS
    try:
        return min(float(most), max(float(least), float(str(value).replace(",", "."))))
    except ValueError:
        return float(most)
