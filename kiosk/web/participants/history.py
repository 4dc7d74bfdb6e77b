"""The history of a participant in words: what was done, and which values changed."""

from collections.abc import Mapping

from flask_babel import gettext as _

from kiosk.core.model import AuditEntry, Means
from kiosk.core.own_fields import OWN, own_words

_NOTHING = "\N{EN DASH}"


def entry_words(entry: AuditEntry, sessions: Mapping[int, str]) -> tuple[str, list[str]]:
    """Return what was done, and a line for each value that changed."""
    return _actions().get(entry.action, entry.action), _lines(entry, sessions)


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


def _actions() -> dict[str, str]:
    return {
        "participant_added": _("Added"),
        "participant_imported": _("Came with a list"),
        "participant_changed": _("Details changed"),
        "participant_active": _("Put back on the list"),
        "participant_blocked": _("Blocked"),
        "participant_canceled": _("Taken off the list"),
        "expectation_changed": _("Sessions changed"),
        "badge_reissued": _("Badge replaced"),
        "reserve_taken": _("Took a reserve badge"),
        "participant_merged": _("Merged with another entry"),
        "merged_taken_back": _("Two entries again"),
        "participant_restored": _("Put back on the list"),
        "participant_unblocked": _("Unblocked"),
        "blocked_taken_back": _("Block taken back"),
        "unblocked_taken_back": _("Unblocking taken back"),
        "canceled_taken_back": _("Taken off the list: taken back"),
        "restored_taken_back": _("Put back on the list: taken back"),
        "expected_taken_back": _("Sessions as before"),
        "changed_taken_back": _("Details as before"),
        "added_taken_back": _("Added by mistake: taken off the list"),
        "badge_replaced_taken_back": _("The old badge is valid again"),
        "checked_in_taken_back": _("Check-in taken back"),
        "check_in_undone": _("Check-in taken back"),
        "check_in_moved_earlier": _("Check-in moved: an earlier scan came late"),
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
