"""What may be done for somebody whom a door refused: each remedy is one key."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlencode

from flask import url_for
from flask_babel import gettext as _

from kiosk.core.model import Reason
from kiosk.services.refusals import Case
from kiosk.services.sessions import SessionNow


class RemedyName(StrEnum):
    """What the desk does by itself; each is an address."""

    CHECK_IN = "check-in"
    ADMIT = "admission"
    UNBLOCK = "unblocking"
    RESTORE = "restoration"
    REPLACE = "badge"
    SETTLE = "settlement"


@dataclass(frozen=True, slots=True)
class Remedy:
    """A remedy with its words. `link` leads to a page; the others are done by their name.

    `decides` is for supervisors: a steward needs the PIN of one.
    """

    words: str
    icon: str
    name: RemedyName | None = None
    link: str = ""
    decides: bool = False


def remedies_of(case: Case, now: SessionNow) -> list[Remedy]:
    """Return what may be done, the likeliest first, and last that nothing is left to do."""
    return [*_OF_REASON[case.refusal.reason](case, now), _settle()]


def why(case: Case) -> str:
    """Return why the door refused, for staff."""
    session = case.refusal.session.name if case.refusal.session else ""
    words = {
        Reason.INVALID: _invalid_words(case),
        Reason.REVOKED: _("The badge was replaced by a new one"),
        Reason.CANCELED: _("Taken off the list"),
        Reason.BLOCKED: _("Blocked"),
        Reason.NOT_EXPECTED: _("Not registered for %(session)s", session=session),
        Reason.INVALID_TIME: _("No session was open"),
    }
    return words[case.refusal.reason]


def _invalid_words(case: Case) -> str:
    if case.other_event:
        return _("Badge of another event: %(event)s", event=case.other_event.name)
    return _("Not the code of one of our badges")


def _unknown(case: Case, _now: SessionNow) -> list[Remedy]:
    name = case.other_person.name if case.other_person else ""
    found = url_for("desk.show", _anchor=urlencode({"q": name}) if name else None)
    words = _("Find %(name)s", name=name) if name else _("Find by name")
    return [Remedy(words, "search", link=found)]


def _revoked(case: Case, now: SessionNow) -> list[Remedy]:
    new = Remedy(_("Make a new badge"), "badge", RemedyName.REPLACE)
    return [*_check_in(case, now), new]


def _blocked(_case: Case, now: SessionNow) -> list[Remedy]:
    words = _("Unblock and check in") if now.session else _("Unblock")
    return [Remedy(words, "lock", RemedyName.UNBLOCK, decides=True)]


def _canceled(_case: Case, now: SessionNow) -> list[Remedy]:
    words = _("Put back and check in") if now.session else _("Put back on the list")
    return [Remedy(words, "undo", RemedyName.RESTORE, decides=True)]


def _elsewhere(case: Case, now: SessionNow) -> list[Remedy]:
    session = case.refusal.session or now.session or now.opens_next
    if session is None:
        return []
    words = _("Admit to %(session)s", session=session.name)
    return [Remedy(words, "check", RemedyName.ADMIT, decides=True)]


def _out_of_time(case: Case, now: SessionNow) -> list[Remedy]:
    return _check_in(case, now) or _elsewhere(case, now)


def _check_in(case: Case, now: SessionNow) -> list[Remedy]:
    if now.session is None or now.session not in case.expected:
        return _elsewhere(case, now) if now.session else []
    words = _("Check in: %(session)s", session=now.session.name)
    return [Remedy(words, "check", RemedyName.CHECK_IN)]


def _settle() -> Remedy:
    return Remedy(_("Done, nothing more to do"), "dash", RemedyName.SETTLE)


_OF_REASON: Mapping[Reason, Callable[[Case, SessionNow], list[Remedy]]] = {
    Reason.INVALID: _unknown,
    Reason.REVOKED: _revoked,
    Reason.CANCELED: _canceled,
    Reason.BLOCKED: _blocked,
    Reason.NOT_EXPECTED: _elsewhere,
    Reason.INVALID_TIME: _out_of_time,
}
