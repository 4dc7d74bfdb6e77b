"""When two names may be the same one: spelt otherwise, broken into other words, mistyped once.

Spellings are those of Indonesia: Soewandi is Suwandi, Tjahyono is Cahyono, Achmad is Akhmad.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from functools import lru_cache

from kiosk.core.names import name_key

LETTERS_PER_SLIP = 6
"""One slip is forgiven in so many letters."""

_SHORTEST_WITH_SLIP = 5
_KEPT_FINAL_H = 3
_SPELLINGS = (
    ("chr", "kr"),
    ("tj", "c"),
    ("dj", "j"),
    ("nj", "ni"),
    ("sj", "s"),
    ("sy", "s"),
    ("sh", "s"),
    ("kh", "h"),
    ("ch", "h"),
    ("ph", "p"),
    ("dh", "d"),
    ("th", "t"),
    ("bh", "b"),
    ("dz", "z"),
    ("ck", "k"),
    ("oe", "u"),
    ("oo", "u"),
    ("ae", "ai"),
    ("y", "i"),
    ("f", "p"),
    ("v", "p"),
    ("q", "k"),
    ("x", "ks"),
    ("z", "s"),
)
_TWICE = re.compile(r"(.)\1+")
_SHORT_FORMS = {
    **dict.fromkeys(("m", "mh", "md", "mhd", "muh", "moh", "muhd", "mohd"), "muhamad"),
    **dict.fromkeys(("mohamad", "mohamed", "muhamed", "muhamat", "mohamat"), "muhamad"),
    "abd": "abdul",
    "abdl": "abdul",
    "st": "siti",
}


class Likeness(IntEnum):
    """How alike two names are; the smaller, the surer."""

    SAME = 0
    SOUND = 1
    INITIALS = 2
    SLIP = 3
    NONE = 9


@lru_cache(maxsize=65_536)
def sound(word: str) -> str:
    """Return what the spellings of one folded word share: ``djoemadi`` and ``jumadi``."""
    if any(each.isdigit() for each in word):
        return word
    for old, new in _SPELLINGS:
        word = word.replace(old, new)
    word = _TWICE.sub(r"\1", word)
    return word[:-1] if word.endswith("h") and len(word) > _KEPT_FINAL_H else word


def full_sound(word: str) -> str:
    """Return the sound of a word with what is written short in full: ``moh`` is ``muhamad``."""
    heard = sound(word)
    return _SHORT_FORMS.get(word) or _SHORT_FORMS.get(heard, heard)


@lru_cache(maxsize=65_536)
def as_heard(name: str) -> str:
    """Return what the spellings of one name share: ``Puspita Sari`` and ``Puspitasary``."""
    return "".join(_sounds(name_key(name)))


def likeness(one: str, other: str) -> Likeness:
    """Return how alike two names are, titles and the order of words aside."""
    first, second = name_key(one), name_key(other)
    if first == second:
        return Likeness.SAME
    words, others = _sounds(first), _sounds(second)
    joined, joined_other = "".join(words), "".join(others)
    if joined == joined_other or sorted(words) == sorted(others):
        return Likeness.SOUND
    if _are_initials(first.split(), second.split()):
        return Likeness.INITIALS
    in_order = "".join(sorted(words)), "".join(sorted(others))
    if are_within_slips(joined, joined_other) or are_within_slips(*in_order):
        return Likeness.SLIP
    return Likeness.NONE


def is_part_of(name: str, longer: str) -> bool:
    """Whether every word of a name is in a longer one, as it sounds, and two words at least."""
    words, others = _sounds(name_key(name)), _sounds(name_key(longer))
    return 1 < len(words) < len(others) and set(words) <= set(others)


def resembling_keys(name: str) -> frozenset[str]:
    """Return keys of a name: two names that are alike have one in common.

    Names of twelve letters with two slips in them may have none.
    """
    words = _sounds(name_key(name))
    keys = {*shorter_by_one("".join(words)), *shorter_by_one("".join(sorted(words)))}
    return frozenset(keys | set(_initial_forms(words)))


def are_within_slips(one: str, other: str) -> bool:
    """Whether as few slips lie between the two as their letters allow."""
    allowed = slips_allowed(max(len(one), len(other)))
    return allowed > 0 and distance(one, other, allowed) <= allowed


def slips_allowed(letters: int) -> int:
    """Return how many slips are forgiven in so many letters."""
    if letters < _SHORTEST_WITH_SLIP:
        return 0
    return max(1, min(2, letters // LETTERS_PER_SLIP))


def shorter_by_one(text: str) -> Iterator[str]:
    """Yield the text, and it without each of its letters: what two texts share with one slip."""
    yield text
    for place in range(len(text)):
        yield text[:place] + text[place + 1 :]


def distance(one: str, other: str, most: int) -> int:
    """Return how many letters are wrong, missing, too many or exchanged, up to `most` + 1.

    The optimal string alignment distance: exchanged neighbours are one slip.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: Sequence[int] = ()
    row: list[int] = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        two_before, before, row = before, row, [at]
        for place, wanted in enumerate(other, start=1):
            cost = min(
                before[place] + 1, row[place - 1] + 1, before[place - 1] + (letter != wanted)
            )
            if at > 1 and place > 1 and letter == other[place - 2] and one[at - 2] == wanted:
                cost = min(cost, two_before[place - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]


def _sounds(key: str) -> list[str]:
    return [full_sound(word) for word in key.split()]


def _are_initials(words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether one has initials where the other has words, and a whole word is the same."""
    if len(words) != len(others) or len(words) < 2:  # noqa: PLR2004
        return False
    pairs = [(full_sound(one), full_sound(other)) for one, other in zip(words, others, strict=True)]
    return all(_stand_for(*pair) for pair in pairs) and any(
        one == other and len(one) > 2  # noqa: PLR2004
        for one, other in pairs
    )


def _stand_for(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) == 1 and long.startswith(short))


def _initial_forms(words: Sequence[str]) -> Iterable[str]:
    letters = [word[:1] for word in words]
    for place, word in enumerate(words):
        if len(words) > 1 and len(word) > 2:  # noqa: PLR2004
            yield " ".join([*letters[:place], word, *letters[place + 1 :]])
