"""Reading what staff type, or a hand scanner types for them: a code, or words about a person."""

from dataclasses import dataclass

from flask import request
from flask_babel import gettext as _

from badges.code import looks_mistyped, normalize
from kiosk.core.errors import NotFound
from kiosk.core.model import Badge, Event, Participant
from kiosk.core.search import Query
from kiosk.services import participants
from kiosk.services.check_in import holding_of
from kiosk.web.access import current_desk, current_event
from kiosk.web.i18n import time_of

_MOST = 12


@dataclass(frozen=True, slots=True)
class Found:
    """Whom a text finds. `person` is set when it can only be one; `notice` says what is odd.

    `reserve` is a reserve badge that nobody has yet.
    """

    people: tuple[Participant, ...] = ()
    total: int = 0
    exact: bool = True
    person: Participant | None = None
    notice: str = ""
    reserve: Badge | None = None


def find(text: str) -> Found:
    """Return whom this text finds in the current event: by code first, then by words."""
    if not text.strip():
        return Found()
    return _by_code(text) or _by_words(current_event(), text)


def participant_here(participant_id: int) -> Participant:
    """Return a participant of the current event; those of other events do not exist here."""
    person = participants.participant(current_desk(), participant_id)
    if person is None or person.event_id != current_event().id:
        raise NotFound("There is no such participant.")
    return person


def wants_partial() -> bool:
    """Whether a script asks for the part of a page that changes, and not a person for the page."""
    return request.headers.get("X-Partial") == "1"


def _by_code(text: str) -> Found | None:
    holding = holding_of(current_desk(), text)
    if holding is None:
        return None
    badge, person = holding.badge, holding.participant
    if person is None:
        number = f"R{badge.reserve_number}"
        notice = _("%(number)s is a reserve badge that nobody has yet.", number=number)
        return Found(notice=notice, reserve=badge)
    notice = ""
    if badge.revoked_at:
        notice = _(
            "The badge with this code was replaced at %(time)s and is no longer valid.",
            time=time_of(badge.revoked_at),
        )
    return Found((person,), 1, person=person, notice=notice)


def _by_words(event: Event, text: str) -> Found:
    hits = participants.find(current_desk(), event.id, Query(text=text, per_page=_MOST))
    people = tuple(hits.people)
    if people:
        only = people[0] if hits.total == 1 else None
        return Found(people, hits.total, hits.exact, only)
    return Found(notice=_nobody(text))


def _nobody(text: str) -> str:
    if looks_mistyped(text) and not normalize(text).isdecimal():
        return _(
            "There is a slip in this code: its check character does not fit. "
            "Compare it with the badge, character by character."
        )
    return _("Nobody is found. Try part of the name, the school or the number.")
