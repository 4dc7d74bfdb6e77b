"""Who may be one person: the same contact, the same place, or a name that is spelt nearly so."""

import re
from collections.abc import Iterator
from typing import Generic, TypeVar

from kiosk.core.likeness import Likeness, as_heard, likeness
from kiosk.core.model import Participant
from kiosk.core.names import place_key
from kiosk.core.people import NewParticipant

Namesake = NewParticipant | Participant
T = TypeVar("T")

_NOT_DIGITS = re.compile(r"\D")
_DIALLED = 7
_MOST = 100
"""So many who share a key are compared; a school has one number for all, maybe."""


def contacts(person: Namesake) -> list[str]:
    """Return the addresses and numbers by which a person is reached, as they are compared."""
    email = person.email.strip().casefold()
    digits = _NOT_DIGITS.sub("", person.phone)
    digits = digits.removeprefix("62").removeprefix("0") if len(digits) > _DIALLED else ""
    return [each for each in (email if "@" in email else "", digits) if each]


def contacts_differ(one: Namesake, other: Namesake) -> bool:
    """Whether both are reached by something, and by nothing in common."""
    mine, theirs = contacts(one), contacts(other)
    return bool(mine) and bool(theirs) and not set(mine) & set(theirs)


def contradict(one: Namesake, other: Namesake) -> bool:
    """Whether an identifier says that these are two people."""
    pairs = ((one.nip, other.nip), (one.nuptk, other.nuptk))
    return any(mine and theirs and mine != theirs for mine, theirs in pairs)


class NearNames(Generic[T]):
    """Finds who is spelt nearly alike, among people of the same place or with the same contact.

    Two who both have an identifier are told apart by that, so nobody of them is looked at.
    """

    def __init__(self) -> None:
        self._identified: dict[tuple[str, str], list[tuple[Namesake, T]]] = {}
        self._others: dict[tuple[str, str], list[tuple[Namesake, T]]] = {}
        self._not_needed_yet: list[tuple[Namesake, T]] = []

    def add(self, person: Namesake, thing: T) -> None:
        """Add somebody, and what is to be found by them."""
        if person.nip or person.nuptk:
            self._not_needed_yet.append((person, thing))
        else:
            _put(self._others, person, thing)

    def near(self, person: Namesake) -> Iterator[T]:
        """Yield what was added for those who may be this person under another spelling."""
        lists = [self._others]
        if not (person.nip or person.nuptk):
            lists.append(self._with_identifiers())
        if not any(lists):
            return
        seen: set[int] = set()
        for key in _keys(person):
            for other, thing in (each for known in lists for each in known.get(key, [])[:_MOST]):
                if id(other) not in seen and _may_be_one(person, other):
                    yield thing
                seen.add(id(other))

    def _with_identifiers(self) -> dict[tuple[str, str], list[tuple[Namesake, T]]]:
        for person, thing in self._not_needed_yet:
            _put(self._identified, person, thing)
        self._not_needed_yet.clear()
        return self._identified


def _put(
    known: dict[tuple[str, str], list[tuple[Namesake, T]]], person: Namesake, thing: T
) -> None:
    for key in _keys(person):
        known.setdefault(key, []).append((person, thing))


def _keys(person: Namesake) -> Iterator[tuple[str, str]]:
    """Yield what two people share who are spelt nearly alike: the first or last half of a name."""
    place, heard = place_key(person.organization), as_heard(person.name)
    for each in contacts(person):
        yield (each, "")
    if not place:
        yield ("", heard)
        return
    for half in {len(heard) // 2, (len(heard) - 1) // 2}:
        yield (place, f"{heard[:half]}-")
        yield (place, f"-{heard[len(heard) - half :]}")


def _may_be_one(person: Namesake, other: Namesake) -> bool:
    return not contradict(person, other) and likeness(person.name, other.name) is not Likeness.NONE
