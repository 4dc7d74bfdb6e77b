"""The history of a participant in words: what was done, and which values changed."""

from collections.abc import Mapping

from flask_babel import gettext as _

from kiosk.core.audit import AuditEntry
from kiosk.core.model import Means
from kiosk.core.own_fields import OWN, own_words
from kiosk.web.shell.audit_words import action_words

_NOTHING = "\N{EN DASH}"


def entry_words(entry: AuditEntry, sessions: Mapping[int, str]) -> tuple[str, list[str]]:
    """Return what was done, and a line for each value that changed."""
    return action_words(entry.action), _lines(entry, sessions)


def _lines(entry: AuditEntry, sessions: Mapping[int, str]) -> list[str]:
    detail = entry.detail
    changes = detail.get("changes")
    if isinstance(changes, Mapping):
        labels = field_labels()
        return [
            f"{labels.get(name, name)}: {_told(name, old)} → {_told(name, new)}"
            for name, (old, new) in changes.items()
            if old != new and name != "status"
        ]
    if "from" in detail and "to" in detail:
        return [f"{_named(detail['from'], sessions)} → {_named(detail['to'], sessions)}"]
    if "reserve" in detail:
        return [f"R{detail['reserve']}"]
    return []


def _told(name: str, value: str) -> str:
    return (own_words(value) if name == OWN else value) or _NOTHING


def _named(ids: object, sessions: Mapping[int, str]) -> str:
    known = ids if isinstance(ids, list) else []
    return ", ".join(sessions.get(each, str(each)) for each in known) or _NOTHING


def field_labels() -> dict[str, str]:
    """Return the fields of a participant as they are called on pages."""
    return {
        "name": _("Name"),
        "nip": "NIP",
        "nuptk": "NUPTK",
        "group": _("Group"),
        "organization": _("Organization"),
        "district": _("District"),
        "phone": _("Phone"),
        "email": _("Email"),
        "note": _("Note"),
        OWN: _("Own fields"),
    }


def means_words(means: Means) -> str:
    """Return how somebody was checked in."""
    words = {
        Means.CAMERA: _("camera"),
        Means.HAND_SCANNER: _("hand scanner"),
        Means.PHONE: _("phone"),
        Means.BY_HAND: _("by hand"),
        Means.PAPER: _("from paper"),
    }
    return words[means]
