"""What the heading of a column says: how well it fits each meaning, whose it is, what it asks."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from kiosk.core.names import fold
from kiosk.core.roster.asides import (
    ABOUT_STATUS,
    ADDRESSES,
    ALONE,
    INSTRUCTIONS,
    NEUTRAL,
    OWNERS,
    QUESTIONS,
    STOPPERS,
    YES_NO_QUESTIONS,
)
from kiosk.core.roster.fields import Field
from kiosk.core.roster.vocabulary import PHRASES, phrases_in

_WORD = re.compile(r"[^\W_]+")
_NUMBERING = re.compile(r"^\s*(?:q|p|no)?\s?\(?\d{1,3}\s?[.):-]+\s*(?=\D)", re.IGNORECASE)
_BRACKETED = re.compile(r"[(\[{\u3010][^()\[\]{}\u3010\u3011]*[)\]}\u3011]")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[a-zA-Z])(?=\d)")
_ONE_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*")
_ONE_OF_MANY = re.compile(r"(?<=[^\W\d]) \d - (?=[^\W\d])")  # as in `Organization 1 - Title`
_BETWEEN = re.compile(r"[/|\n\u2022]| [-\u2013\u2014] ")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_APOSTROPHES = str.maketrans("'\u2019", "  ")
_PLAIN = str.maketrans("\u0131\u0142\u00f8\u0111", "ilod")
_SIR_OR_MADAM = re.compile(r" (?:bapak|bpk|pak)(?: dan| atau)? (?:ibu|bu) ")
_MAIN = re.compile(  # an adjective where it stands behind its noun; else the head of a school
    r" (email|correo|courriel|telefon[eo]|telephone|celular|movil|contato|contacto) principal "
)
_MAIL = re.compile(r"\be mail\b")
_APART = dict.fromkeys(map(ord, "/-"), " ")
_SPACED = 2  # L/P is no word
_LONGEST = 300
_SOMEBODY = 0.62
"""How well a heading that only names somebody speaks for a name."""

_OFFICE = frozenset(
    "sekolah instansi kantor school office lembaga dinas madrasah company gov satuan".split()  # noqa: SIM905
)
_OF_A_PERSON = (Field.PHONE, Field.EMAIL)
_NUMBERED = frozenset("id kode nomor no number nr code".split())  # noqa: SIM905
_NAMES_TWO_THINGS = frozenset(["tujuan", "blok", "block", "destination"])
OF_ANYTHING = frozenset(
    "status statut estado stato durum state hasil result response keputusan".split()  # noqa: SIM905
)
"""Words that say of a column only that it tells how somebody stands, not in what."""

_SORTS = frozenset(
    "kategori category kategorie categorie categoria kategoria type role".split()  # noqa: SIM905
)
_HEADS_FIRST = frozenset(
    "kelas kelompok rombel regu gugus kecamatan kec wilayah".split()  # noqa: SIM905
)
"""Nouns that name a column only where they begin it, and nothing tells them apart.

`Subbag Kecamatan` is a part of an office, `Kelas yang Diajar` not that of the teacher.
"""

_BESIDE_STATUS = ABOUT_STATUS | YES_NO_QUESTIONS
_IN_WORDS = (Field.NAME, Field.ORGANIZATION, Field.GROUP, Field.DISTRICT, Field.SESSIONS)

_SPOILT_BY = (
    (frozenset(Field) - {Field.EMAIL}, STOPPERS, 0.15),
    (frozenset([Field.EMAIL]), STOPPERS - ADDRESSES, 0.15),
    (frozenset(_OF_A_PERSON), _OFFICE, 0.55),
    (frozenset(_IN_WORDS), _NUMBERED, 0.2),
)
"""What is left of a meaning beside which such words stand: the phone of an office is nobody's."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading says: `fits` from 0 to 1 by meaning, and whose it is, where not theirs.

    `is_known` tells that the words name something that has no meaning of ours.
    """

    fits: dict[Field, float]
    owner: str = ""
    is_question: bool = False
    is_known: bool = False

    def fit(self, field: Field) -> float:
        """Return how well the heading fits a meaning."""
        return self.fits.get(field, 0.0)


@lru_cache(maxsize=4096)
def read_heading(heading: str) -> Heading:
    """Return what a heading says, through case, signs, numbering, and two languages in one."""
    text = _taken_apart(_ONE_OF_MANY.sub(" ", _unwrapped(heading[:_LONGEST])))
    whole = words_of(_BRACKETED.sub(" ", text)) or words_of(text)
    if not whole:
        return Heading({})
    phrase, owner = _owner(words_of(text))
    found = [_matched(words) for words in _versions(text, phrase)]
    if not found:
        return Heading({Field.NAME: _SOMEBODY}, owner)
    factor = _asks(heading, whole)
    fits = {
        field: fit * (factor if field is not Field.STATUS else 1)
        for field, fit in _best_of(found).items()
    }
    return Heading(fits, owner, factor < 1, None in found[0])


def _versions(text: str, owner: str) -> list[tuple[str, ...]]:
    """Return the words of the whole heading, of its parts, and of what stands in brackets."""
    outside = _BRACKETED.sub(" ", text)
    texts = [outside if words_of(outside) else text]
    if _NAMES_TWO_THINGS.isdisjoint(words_of(outside)):
        texts += _BETWEEN.split(outside)
    if STOPPERS.isdisjoint(words_of(outside)):
        inside = [each[1:-1] for each in _BRACKETED.findall(text)[:1]]
        texts += [each for each in inside if INSTRUCTIONS.isdisjoint(words_of(each))]
    said = [" ".join(words_of(each)) for each in texts]
    if owner:
        said = [f" {each} ".replace(f" {owner} ", " ") for each in said]
    return [tuple(each.split()) for each in said if each.strip()]


def _best_of(found: list[dict[Field | None, float]]) -> dict[Field, float]:
    fits: dict[Field, float] = {}
    for place, each in enumerate(found):
        later = 1.0 if place == 0 else 0.97 if place <= 2 else 0.9  # noqa: PLR2004
        for field, fit in each.items():
            if field:
                fits[field] = max(fits.get(field, 0.0), fit * later)
    return fits


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[str, ...]:
    """Return the folded words of a heading; those written in capitals apart are one."""
    folded = fold(text.translate(_APOSTROPHES)).translate(_PLAIN)
    words = _MAIL.sub("email", " ".join(_WORD.findall(folded))).split()
    if len(words) > _SPACED and all(len(word) == 1 for word in words):
        return ("".join(words),)
    return tuple(words)


def _unwrapped(heading: str) -> str:
    text = _NUMBERING.sub("", " ".join(heading.split(" ")))
    text = text.replace("_", " ").replace("*", " ").strip(" :.\u200b\ufeff'\"")
    if _ONE_WORD.fullmatch(text) and not text.isupper():
        return _CAMEL.sub(" ", text)
    return text.replace(".", " ") if " " not in text else text


def _taken_apart(text: str) -> str:
    """Return `nama anggota` for `namaanggota`, as databases call their columns."""
    words = words_of(text)
    return _written_together().get(words[0], text) if len(words) == 1 else text


def _owner(words: tuple[str, ...]) -> tuple[str, str]:
    """Return the words that name somebody else, and who that is; both empty for nobody."""
    padded = _SIR_OR_MADAM.sub(" ", f" {' '.join(words)} ")
    padded = _MAIN.sub(r" \1 ", padded)
    named = (each for each in OWNERS.items() if f" {each[0]} " in padded)
    return max(named, key=lambda each: len(each[0]), default=("", ""))


def _asks(heading: str, words: tuple[str, ...]) -> float:
    """Return by how much a question is doubted: most where it is answered by yes or no."""
    first = words[0]
    if first in YES_NO_QUESTIONS:
        return 0.3
    if first in QUESTIONS or (len(words) > 1 and words[1] in QUESTIONS):
        return 0.75
    return 0.85 if "?" in heading or "\uff1f" in heading else 1.0


def _matched(words: tuple[str, ...]) -> dict[Field | None, float]:
    """Return the meanings whose phrases stand in these words; the longest phrase counts most."""
    best: dict[Field | None, tuple[int, float]] = {}
    for begin, length, meanings in _spans(words):
        for field, weight in meanings.items():
            fit = weight * _beside(words, begin, length, field)
            if (length, fit) > best.get(field, (0, 0.0)):
                best[field] = (length, fit)
    longest = max((length for length, _ in best.values()), default=0)
    if best.get(None, (0,))[0] == longest and longest:
        return {None: 1.0} | {
            field: fit * 0.97
            for field, (length, fit) in best.items()
            if field and length == longest and _is_whole(words, length, field)
        }
    others = 0.3 if longest == len(words) else 0.6
    return {
        field: fit if length == longest else fit * others
        for field, (length, fit) in best.items()
        if field
    }


def _is_whole(words: tuple[str, ...], length: int, field: Field) -> bool:
    """Whether the words are a phrase of this meaning too, as `no` is of none."""
    return len(words) == length and field in _table().get(words, {})


def _spans(words: tuple[str, ...]) -> list[tuple[int, int, dict[Field | None, float]]]:
    table = _table()
    count = len(words)
    spans = [
        (begin, length, table[words[begin : begin + length]])
        for begin in range(count)
        for length in range(1, min(count - begin, _longest()) + 1)
        if words[begin : begin + length] in table
        and (length == count or not NEUTRAL.issuperset(words[begin : begin + length]))
    ]
    joined = "".join(words)
    if not spans and _WIDE.search(joined):
        spans = [
            (0, count, {field: weight * 0.95 for field, weight in meanings.items()})
            for phrase, meanings in _wide_phrases()
            if phrase in joined
        ][:1]
    return spans


def _beside(words: tuple[str, ...], begin: int, length: int, field: Field | None) -> float:
    """Return what the words beside a phrase leave of it."""
    others = [*words[:begin], *words[begin + length :]]
    if not others or field is None:
        return 1.0
    factor = 0.97
    for meanings, spoiling, left in _SPOILT_BY:
        if field in meanings and not spoiling.isdisjoint(others):
            factor *= left
    known = NEUTRAL | QUESTIONS | (_BESIDE_STATUS if field is Field.STATUS else frozenset())
    unknown = [each for each in others if each not in known]
    if unknown:
        factor *= _of_unknown(words[begin : begin + length], field)
    if length == 1 and words[begin] in _HEADS_FIRST:
        is_of_something = not known.issuperset(words[:begin])
        is_told_apart = bool(unknown) and "yang" in words[begin:]
        factor *= 0.55 if is_of_something or is_told_apart else 1.0
    at_edge = begin == 0 or begin + length == len(words)
    return factor * max(0.5, 1 - 0.1 * len(unknown)) * (1.0 if at_edge else 0.95)


def _of_unknown(phrase: tuple[str, ...], field: Field) -> float:
    """Return what words that nobody knows leave of the phrases that mean little by themselves."""
    factor = 1.0
    if len(phrase) == 1 and phrase[0] in ALONE:
        factor *= 0.2
    if field is Field.GROUP and phrase[0] in _SORTS:
        factor *= 0.25
    if field is Field.STATUS:
        factor *= 0.22 if phrase[0] in OF_ANYTHING and len(phrase) == 1 else 0.55
    return factor


@cache
def _table() -> dict[tuple[str, ...], dict[Field | None, float]]:
    table: dict[tuple[str, ...], dict[Field | None, float]] = {}
    for field, weighted in PHRASES.items():
        for weight, phrases in weighted.items():
            for phrase in phrases_in(phrases):
                table.setdefault(words_of(phrase.translate(_APART)), {})[field] = weight
    return table


@cache
def _written_together() -> dict[str, str]:
    words = {word for phrase in _table() for word in phrase}
    together = {"".join(phrase): " ".join(phrase) for phrase in _table() if len(phrase) > 1}
    return {text: apart for text, apart in together.items() if text not in words}


@cache
def _longest() -> int:
    return max(map(len, _table()))


@cache
def _wide_phrases() -> list[tuple[str, dict[Field | None, float]]]:
    wide = [("".join(words), each) for words, each in _table().items()]
    return sorted(
        (each for each in wide if _WIDE.search(each[0]) and len(each[0]) > 1),
        key=lambda each: -len(each[0]),
    )
