"""Finding those who are nearly what was typed: spelt otherwise, broken otherwise, mistyped once.

A word is looked for in all the ways of `Guess.ways`; who has one way of every word is near.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kiosk.core.likeness import (
    are_within_slips,
    full_sound,
    shorter_by_one,
    slips_allowed,
    sound,
)
from kiosk.core.model import Participant
from kiosk.core.names import name_key, without_degrees, words

HEARD, JOINED, INITIALS = "~", "+", "#"
"""What stands before a term that is a sound, two words in one, or initials: no word begins so."""

_SLIP_PREFIX = 7
_SHORTEST_FOR_INITIAL = 3
_MOST_INITIALS = 5
_MOST_WORDS = 6
_NOT_IN_NAME = 6


@dataclass(frozen=True, slots=True, order=True)
class Word:
    """A word that was typed: the beginning of a term, or all of it."""

    text: str
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Guess:
    """A typed word, how it sounds, and the known words that differ from it by a slip."""

    word: str
    heard: str
    full: str
    slips: frozenset[str] = frozenset()
    alone: bool = False

    def ways(self) -> tuple[Word, ...]:
        """Return every term that this word may mean."""
        if not self.heard.isalpha() or len(self.heard) == 1:
            # "zzz" sounds like everybody who has an s.
            return (Word(self.word),)
        begun = {self.word, self.heard, HEARD + self.heard, JOINED + self.heard}
        begun |= {HEARD + self.full, JOINED + self.full}
        ways = [Word(each) for each in sorted(begun)]
        ways += [Word(mark + each, whole=True) for each in sorted(self.slips) for mark in ("", "~")]
        return (*ways, *self._initials())

    def _initials(self) -> Iterator[Word]:
        if self.alone and 1 < len(self.word) <= _MOST_INITIALS:
            yield Word(INITIALS + self.word, whole=True)
        if not self.alone and len(self.word) >= _SHORTEST_FOR_INITIAL:
            yield Word(self.word[0], whole=True)


def near_readings(text: str) -> list[list[Guess]]:
    """Return the ways in which a text is broken into words, the likeliest first."""
    typed = words(without_degrees(text))[:_MOST_WORDS]
    broken = [typed, *(_joined(typed, place) for place in range(len(typed) - 1))]
    if len(typed) > 2:  # noqa: PLR2004
        broken.append(["".join(typed)])
    return [[_guess(word, alone=len(each) == 1) for word in each] for each in broken if each]


def beginnings_of_slips(guess: Guess) -> frozenset[str]:
    """Return under what the words are kept that may differ from this one by a slip."""
    if not guess.heard.isalpha() or not slips_allowed(len(guess.heard) + 1):
        return frozenset()
    return frozenset(shorter_by_one(guess.heard[:_SLIP_PREFIX]))


def is_slip_of(typed: str, word: str) -> bool:
    """Whether a slip lies between what was typed and a known word, or its beginning."""
    return are_within_slips(typed, word) or any(
        are_within_slips(typed, word[: len(typed) + more]) for more in (-1, 0, 1)
    )


def near_terms(person: Participant) -> list[str]:
    """Return the further terms by which somebody is found who is written otherwise."""
    name = name_key(person.name).split()
    terms = [HEARD + heard for word in name for heard in _heard_otherwise(word)]
    terms += [JOINED + each for each in _pairs(name)]
    if 1 < len(name) <= _MOST_INITIALS:
        terms.append(INITIALS + "".join(word[0] for word in name))
    for place in (person.organization, person.district):
        terms += [HEARD + heard for word in words(place) for heard in _heard_otherwise(word)]
    return terms


def known_words(people: Iterable[Participant]) -> set[tuple[str, str]]:
    """Return the words of these people as they sound, each with what is left in its slips."""
    heard = {full_sound(word) for person in people for word in _words_of(person)}
    return {
        (slip, word)
        for word in heard
        if word.isalpha() and slips_allowed(len(word))
        for slip in shorter_by_one(word[:_SLIP_PREFIX])
    }


def farness(person: Participant, reading: Sequence[Guess]) -> int:
    """Return how far somebody is from what was typed; 0 has every word as it was typed."""
    name = _name_of(person.name)
    return sum(
        min((_step(guess, each) for each in name), default=_NOT_IN_NAME) for guess in reading
    )


@lru_cache(maxsize=4096)
def _name_of(name: str) -> tuple[tuple[str, str, str], ...]:
    return tuple((word, sound(word), full_sound(word)) for word in name_key(name).split())


def _step(guess: Guess, known: tuple[str, str, str]) -> int:
    word, heard, full = known
    steps = (
        word == guess.word,
        word.startswith(guess.word),
        guess.heard == heard or guess.full == full,
        heard.startswith(guess.heard),
        full in guess.slips,
        len(word) == 1 and guess.word.startswith(word),
    )
    return steps.index(True) if True in steps else _NOT_IN_NAME


def _guess(word: str, *, alone: bool) -> Guess:
    return Guess(word, sound(word), full_sound(word), alone=alone)


def _joined(typed: list[str], place: int) -> list[str]:
    return [*typed[:place], typed[place] + typed[place + 1], *typed[place + 2 :]]


def _heard_otherwise(word: str) -> list[str]:
    return sorted({sound(word), full_sound(word)} - {word})


def _pairs(name: Sequence[str]) -> set[str]:
    pairs = {
        sound(first + second)
        for first, second in itertools.pairwise(name)
        if len(first) > 1 and len(second) > 1
    }
    return pairs | ({sound("".join(name))} if len(name) > 2 else set())  # noqa: PLR2004


def _words_of(person: Participant) -> Iterator[str]:
    yield from name_key(person.name).split()
    yield from words(f"{person.organization} {person.district}")
