"""Indonesian and English: catalogues, the choice per browser, dates and numbers as read here."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from babel import Locale, dates
from babel.support import NullTranslations
from flask import Blueprint, Flask, g, request
from flask_babel import Babel, Domain, get_locale, gettext
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from kiosk.catalogues import catalogue
from kiosk.core.browsers import browser_name
from kiosk.core.days import is_of_today
from kiosk.core.errors import HadirError
from kiosk.core.model import Event, Session
from kiosk.core.readiness import Finding
from kiosk.core.rights import Right
from kiosk.reports.wording import Language, Wording
from kiosk.web.shell.access import current_desk, event_here, needs
from kiosk.web.shell.browser import keep_in_browser

LANGUAGES = {"id": "Bahasa Indonesia", "en": "English"}
_COOKIE = "language"
_INDONESIAN = str.maketrans(",.", ".,")
_BEFORE_NUMBER = re.compile(r"(?<=\w)-(?=\d)")

blueprint = Blueprint("language", __name__)


class Catalogues(Domain):
    """The translations in memory, a catalogue a language; English is the text in the code."""

    def __init__(self, catalogues: Mapping[str, NullTranslations]) -> None:
        super().__init__()
        self._catalogues = catalogues

    def get_translations(self) -> NullTranslations:
        """Return the catalogue of the language at hand."""
        return self._catalogues[language()]


def init_languages(app: Flask) -> None:
    """Read the catalogues and teach the templates dates and numbers."""
    # It says that it wants a text, and takes a locale as it is: to read one from a text costs.
    babel = Babel(app, default_locale="id", locale_selector=_chosen_locale)  # type: ignore[arg-type]
    babel.domain_instance = Catalogues({each: catalogue(each) for each in LANGUAGES})
    app.jinja_env.filters.update(
        date_long=date_long,
        date_short=date_short,
        other_day=other_day,
        unless_today=unless_today,
        time_of=time_of,
        clock=clock,
        event_dates=event_dates,
    )
    app.jinja_env.filters.update(
        number=number,
        plain_number=plain_number,
        percent=percent,
        time_input=time_input,
        day_input=day_input,
    )
    app.jinja_env.filters.update(
        finding=finding_words, browser_name=browser_name, camera_name=camera_name, whole=whole
    )


def language() -> str:
    """Return `id` or `en`, the language of the page at hand."""
    return str(_locale().language)


@blueprint.post("/language/<code>")
@needs(Right.ENTER)
def switch(code: str) -> Response:
    """Keep the chosen language in this browser and go back to the page."""
    if code not in LANGUAGES:
        raise NotFound
    return keep_in_browser(_COOKIE, code)


def sentence(error: HadirError) -> str:
    """Return the sentence of an error in the language of the page."""
    text = gettext(error.text)
    return text.format(**error.values) if error.values else text


def finding_words(finding: Finding) -> str:
    """Return the sentence of a finding in the language of the page."""
    text = gettext(finding.text)
    return text.format(**finding.values) if finding.values else text


def camera_name(name: str) -> str:
    """Return what a camera is called; the one that is only drawn says so."""
    return gettext("Drawn camera, for trying out") if name == "simulated" else name


def whole(text: str) -> str:
    """Return a text in which no line ends within `ke-2`, nor before its number."""
    return _BEFORE_NUMBER.sub("-\N{WORD JOINER}", text)


def zone() -> ZoneInfo:
    """Return the zone of the current event; without an event, that of western Indonesia."""
    event = event_here()
    return event.zone if event else ZoneInfo("Asia/Jakarta")


def date_long(value: date | datetime) -> str:
    """Return `Senin, 23 November 2026`."""
    day = value.astimezone(zone()).date() if isinstance(value, datetime) else value
    form = "EEEE, d MMMM y"
    return dates.format_date(day, form, locale=_locale())


def event_dates(event: Event) -> str:
    """Return the day of an event, or of several from when to when: both weekdays, nothing twice."""
    wording = Wording(event.zone, Language(language()))
    parts = current_desk().arrangement().programme(event.id).sessions
    return wording.full_dates(*wording.days_of(parts, event.date))


def date_short(value: date | datetime) -> str:
    """Return `23 Nov 2026`."""
    day = value.astimezone(zone()).date() if isinstance(value, datetime) else value
    return dates.format_date(day, "d MMM y", locale=_locale())


def other_day(value: datetime, now: datetime) -> str:
    """Return `23 Nov 2026`, the day of a moment; nothing where it is today."""
    day = date_short(value)
    return "" if day == date_short(now) else day


def unless_today(session: Session, now: datetime) -> str:
    """Return `23 Nov 2026`, the day of a session; nothing where it is of today."""
    return "" if is_of_today(session, now, zone()) else date_short(session.starts_at)


def clock(value: datetime) -> str:
    """Return the hour without its zone: `08.05`, in English `08:05`."""
    return value.astimezone(zone()).strftime("%H.%M" if language() == "id" else "%H:%M")


def time_of(value: datetime) -> str:
    """Return the hour with its zone: `08.05 WIB`."""
    return f"{clock(value)} {value.astimezone(zone()).tzname()}"


def time_input(value: datetime) -> str:
    """Return the hour as the value of a field of type `time`: always `08:05`."""
    return value.astimezone(zone()).strftime("%H:%M")


def day_input(value: datetime) -> str:
    """Return the day as the value of a field of type `date`: `2026-11-23`."""
    return value.astimezone(zone()).date().isoformat()


def number(value: float) -> str:
    """Return `1.234`, in English `1,234`."""
    return _written(value, 3)


def plain_number(value: float) -> str:
    """Return 1148.5 as `1148,5` for a field, where a point between thousands would mislead."""
    text = f"{value:g}"
    return text.replace(".", ",") if language() == "id" else text


def percent(value: float, digits: int = 1) -> str:
    """Return 87.5 (0 to 100) as `87,5 %`; the whole 100 and 0 stand without decimals."""
    return f"{_written(value, digits)} %"


def _written(value: float, digits: int) -> str:
    """Return a number with at most so many decimals; every new number of a dashboard asks."""
    if isinstance(value, int):
        text = f"{value:,}"
    else:
        text = f"{value:,.{digits}f}".rstrip("0").rstrip(".")
    return text.translate(_INDONESIAN) if language() == "id" else text


def _chosen_locale() -> Locale:
    return _locale_of(g.language if "language" in g else _chosen_language())


def _chosen_language() -> str:
    chosen = request.args.get("language") or request.cookies.get(_COOKIE, "")
    if chosen in LANGUAGES:
        return chosen
    # A station sends no such header, and its scan need not look through it.
    accepted = request.accept_languages if "Accept-Language" in request.headers else None
    return (accepted and accepted.best_match(list(LANGUAGES))) or "id"


def _locale() -> Locale:
    return get_locale() or _locale_of("id")


@cache
def _locale_of(code: str) -> Locale:
    return Locale.parse(code)
