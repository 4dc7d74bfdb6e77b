"""Participants and badges, as the API tells them."""

from collections.abc import Collection
from typing import Any

from kiosk.core.model import Badge, Participant
from kiosk.core.own_fields import own_values
from kiosk.services.upserting import PersonDone, PersonWish
from kiosk.web.api.scans import moment

_KEPT_APART = {"number", "own_fields", "sessions"}


def person_json(person: Participant, sessions: Collection[int]) -> dict[str, Any]:
    """Return all that a list says of a participant; the note of the staff is left out."""
    return {
        "number": person.number,
        "name": person.name,
        "group": person.group,
        "organization": person.organization,
        "nip": person.nip,
        "nuptk": person.nuptk,
        "district": person.district,
        "phone": person.phone,
        "email": person.email,
        "own_fields": dict(own_values(person.own)),
        "status": person.status,
        "walk_in": person.walk_in,
        "sessions": sorted(sessions),
    }


def wish_from(sent: dict[str, Any], uid: str) -> PersonWish:
    """Return the wish in what was sent, which was read already."""
    sessions = sent.get("sessions")
    return PersonWish(
        number=sent.get("number"),
        values={name: value for name, value in sent.items() if name not in _KEPT_APART},
        own=sent.get("own_fields", {}),
        sessions=None if sessions is None else frozenset(sessions),
        uid=uid,
    )


def done_json(done: PersonDone) -> dict[str, Any]:
    """Return what came of a wish."""
    return {"result": done.result, "participant": person_json(done.person, done.sessions)}


def badge_json(badge: Badge, holder: Participant) -> dict[str, Any]:
    """Return a badge with its code and whose it is."""
    return {
        "number": holder.number,
        "name": holder.name,
        "code": badge.code,
        "issued_at": moment(badge.issued_at),
    }
