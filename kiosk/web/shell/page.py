"""What every page has around it: navigation by role, language, event, rehearsal banner, icons."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import Flask, current_app, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from badges.links import symbol_path
from kiosk import __version__
from kiosk.core.model import Role
from kiosk.core.rights import Right
from kiosk.web.shell.access import current_desk, event_here, may, may_open, staff_here
from kiosk.web.shell.appearance import appearance
from kiosk.web.shell.i18n import LANGUAGES, language
from kiosk.web.shell.in_place import supervisors

_ICONS = Path(__file__).parents[1] / "static" / "icons"


@dataclass(frozen=True, slots=True)
class NavigationEntry:
    """One entry of the navigation; it is shown when its page exists and may be opened.

    It is the place of the pages of its own blueprint and of those in `also`.
    """

    endpoint: str
    icon: str
    label: str
    also: tuple[str, ...] = ()


_NAVIGATION = (
    NavigationEntry("home.show", "home", _l("Start")),
    NavigationEntry("kiosk.show", "door", _l("Door"), ("kiosk_station",)),
    NavigationEntry("desk.show", "desk", _l("Help desk")),
    NavigationEntry("dashboard.show", "chart", _l("Dashboard"), also=("walls",)),
    NavigationEntry("participants.index", "people", _l("Participants")),
    NavigationEntry("badges.index", "badge", _l("Badges")),
    NavigationEntry("sessions.index", "clock", _l("Sessions")),
    NavigationEntry("attendance.index", "report", _l("Reports"), ("certificates",)),
)
_SETTINGS = (
    NavigationEntry("events.index", "calendar", _l("Events")),
    NavigationEntry("roster.index", "upload", _l("Import a list")),
    NavigationEntry("stations.index", "scanner", _l("Stations"), ("computers",)),
    NavigationEntry("phones.show", "phone", _l("Phones")),
    NavigationEntry("webhooks.index", "link", _l("Webhooks")),
    NavigationEntry("users.index", "key", _l("Staff")),
    NavigationEntry("purge.show", "lock", _l("Personal data")),
    NavigationEntry("audit.index", "list", _l("Audit")),
    NavigationEntry("rehearsal.show", "rehearsal", _l("Rehearsal")),
    NavigationEntry("check.show", "ready", _l("Readiness")),
    NavigationEntry("backups.index", "download", _l("Backups")),
)


def init_page(app: Flask) -> None:
    """Give the templates what they need on every page."""
    app.jinja_env.globals.update(icon=icon, has_page=has_page, may=may, Right=Right)
    app.jinja_env.globals.update(supervisors=supervisors, qr=qr)
    app.jinja_env.add_extension("jinja2.ext.do")
    app.context_processor(_around)


def _around() -> dict[str, object]:
    return {
        "appearance": appearance(),
        "event": event_here(),
        "language": language(),
        "languages": LANGUAGES,
        "navigation": _visible(_NAVIGATION),
        "server_now": int(current_desk().now().timestamp() * 1000),
        "settings_navigation": _visible(_SETTINGS),
        "staff": staff_here(),
        "role_names": {role: words for role, words, _means in roles()},
        "version": __version__,
    }


def piece(template: str, **values: object) -> str:
    """Render what needs neither event nor person nor navigation: it asks no database."""
    return current_app.jinja_env.get_template(template).render(**values)


def has_page(endpoint: str) -> bool:
    """Whether a page exists: rooms of the house may be missing."""
    return endpoint in current_app.view_functions


def icon(name: str, label: str = "") -> Markup:
    """Return an icon as inline SVG; without a label it is decoration, hidden from readers."""
    meaning = Markup('role="img" aria-label="{}"').format(label) if label else _HIDDEN
    return Markup('<svg class="icon" viewBox="0 0 24 24" {}>{}</svg>').format(
        meaning,
        Markup(_drawing(name)),  # noqa: S704  our own files
    )


def qr(text: str, label: str) -> Markup:
    """Return a link or token as a QR symbol to be read from the screen, dark on white."""
    side, path = symbol_path(text)
    return Markup(
        '<svg class="qr" viewBox="0 0 {0} {0}" role="img" aria-label="{1}" '
        'shape-rendering="crispEdges"><path fill="white" d="M0 0h{0}v{0}H0z"/>'
        '<path fill="black" d="{2}"/></svg>'
    ).format(side, label, path)


_PICTURES = {"favicon", "weave"}
_HIDDEN = Markup('aria-hidden="true" focusable="false"')


@cache
def _drawing(name: str) -> str:
    """Return what stands inside the `<svg>` of an icon file."""
    text = (_ICONS / f"{name}.svg").read_text("utf-8")
    return text[text.index(">") + 1 : text.rindex("</svg>")].strip()


def _visible(entries: tuple[NavigationEntry, ...]) -> list[dict[str, object]]:
    blueprint = request.blueprint or ""
    return [
        {
            "url": url_for(each.endpoint),
            "icon": each.icon,
            "label": each.label,
            "here": blueprint in {each.endpoint.split(".")[0], *each.also},
        }
        for each in entries
        if has_page(each.endpoint) and may_open(each.endpoint)
    ]


def roles() -> list[tuple[Role, str, str]]:
    """Return every role with its name and what it may do, in the language of the page."""
    return [
        (Role.VIEWER, _("Viewer"), _("Sees the turnout and changes nothing.")),
        (Role.STEWARD, _("Steward"), _("Works at the door: scans, finds, helps.")),
        (
            Role.SUPERVISOR,
            _("Supervisor"),
            _("Runs the event: list, badges, sessions, exceptions."),
        ),
        (Role.ADMINISTRATOR, _("Administrator"), _("Also staff, stations and the product itself.")),
    ]


def icon_names() -> list[str]:
    """Return the names of all icons."""
    return sorted(path.stem for path in _ICONS.glob("*.svg") if path.stem not in _PICTURES)
