"""Searching the roster: what is asked, how a typed text is read, by which words one is found."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from kiosk.core.model import Participant, Status
from kiosk.core.names import name_words, place_key, without_degrees, words
from kiosk.core.near import Word, near_terms
from kiosk.core.own_fields import own_values

_SHORT_NUMBER = 3
_NOT_DIGIT = re.compile(r"\D+")
_TYPED_FOR = str.maketrans("oil", "011")


class AttendanceState(StrEnum):
    """Whether somebody has come."""

    ARRIVED = "arrived"
    MISSING = "missing"


class Sort(StrEnum):
    """By what a list is ordered; the number decides between equals."""

    NUMBER = "number"
    NAME = "name"
    ORGANIZATION = "organization"
    GROUP = "group"
    DISTRICT = "district"


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for; empty values do not narrow. Pages count from 1.

    `own` are wanted values of own fields by their labels. `state` is about `session_id`; without
    one, about the whole event.
    """

    text: str = ""
    session_id: int | None = None
    state: AttendanceState | None = None
    group: str = ""
    organization: str = ""
    district: str = ""
    status: Status | None = None
    own: tuple[tuple[str, str], ...] = ()
    page: int = 1
    sort: Sort = Sort.NUMBER
    per_page: int = 25


TermReading = tuple[Word, ...]


def readings(text: str) -> list[TermReading]:
    """Return the ways to read what was typed, the likeliest first; none for an empty text.

    Short numbers are taken as whole words first, because every NIP begins with 19 or 20. Then
    ``sdn1`` is read as two words, and ``1986 0926`` or ``ABCD EFGH`` as one.
    """
    plain = without_degrees(text)
    typed = words(plain)
    joined = "".join(typed)
    several = [
        tuple(Word(word, whole=_is_short_number(word)) for word in typed),
        _beginnings(typed),
        tuple(Word(word, whole=_is_short_number(word)) for word in words(place_key(plain))),
        _beginnings([joined]),
        _beginnings([joined.translate(_TYPED_FOR)]),
    ]
    return list(dict.fromkeys(several)) if typed else []


def terms_of(person: Participant, code: str) -> list[str]:
    """Return the terms by which a participant is found, each once."""
    found = [
        *name_words(person.name),
        str(person.number),
        *_place_words(person.organization),
        *_place_words(person.district),
        *_place_words(person.group),
        *words(f"{person.nip} {person.nuptk} {code} {person.email}"),
        *_phone_terms(person.phone),
        *words(" ".join(own_values(person.own).values())),
        *near_terms(person),
    ]
    return list(dict.fromkeys(found))


@lru_cache(maxsize=4096)
def _place_words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*words(text), *words(place_key(text))]))


def _is_short_number(word: str) -> bool:
    return word.isdigit() and len(word) <= _SHORT_NUMBER


def _beginnings(typed: list[str]) -> TermReading:
    return tuple(Word(word) for word in typed)


def _phone_terms(phone: str) -> list[str]:
    digits = _NOT_DIGIT.sub("", phone)
    if digits.startswith("62"):
        return [digits, f"0{digits[2:]}"]
    return [digits] if digits else []
