"""What stands in a column: how far its cells speak for each meaning."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kiosk.core.names import fold
from kiosk.core.roster.cells import bare_address, bare_phone
from kiosk.core.roster.expected import SessionNames, UnknownSession
from kiosk.core.roster.fields import Field
from kiosk.core.roster.standing import Standing, standing_of
from kiosk.core.roster.vocabulary import phrases_in

_DASHES = frozenset(["", "-", "--", "\u2013", "\u2014", ".", "0", "#n/a", "n/a", "null", "none"])
_YES_NO = frozenset(
    phrases_in(
        """ya|y|yes|no|n|tidak|tdk|true|false|benar|salah|oui|non|ja|nein|si|sim|nao|tak|nie|evet|
        hayir|да|нет|是|否|はい|いいえ|sudah|belum|pernah|setuju|agree|bersedia|mungkin|maybe"""
    )
)
_PHONE = re.compile(r"'?\+?[\d\s().\-/\u2010-\u2015]{5,24}")
_LABELLED = re.compile(r"^(nip|nuptk|nik|nipppk)[\s.:]*", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\s'.\-\u2019\u00a0]")
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d{1,20})?E\+?\d{1,3}", re.IGNORECASE)
_NUMBER = re.compile(r"-?\d{1,30}(?:[.,]\d{1,12}){0,6}")
_DATE = re.compile(
    r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:\b|T)|\d{1,2} [^\W\d]{3,12}\.? \d{2,4}|"
    r"[^\W\d]{3,9} \d{1,2}, \d{4}"
)
_TIME = re.compile(r"\d{1,2}[:.]\d{2}")
_CODE = re.compile(r"[0-9A-Za-z_-]{5,40}")
_LETTER = re.compile(r"[^\W\d_]")
_DIGIT = re.compile(r"\d")
_LETTERS = re.compile(r"[^\W\d_]+")
_OFFICE = frozenset(
    phrases_in(
        """sd|sdn|sds|sdit|smp|smpn|smps|smpit|sma|sman|smas|smk|smkn|smks|tk|tkn|paud|kb|ra|mi|
        min|mis|mts|mtsn|mtss|ma|man|mas|slb|slbn|pkbm|skb|sekolah|madrasah|pondok|pesantren|
        universitas|univ|institut|politeknik|stkip|dinas|kantor|badan|kementerian|pemerintah|
        puskesmas|rsud|kemenag|kecamatan|yayasan|pt|cv|school|university|college|institute|
        academy|ministry|department|gmbh|ag|ltd|inc|llc|corp|company|foundation|schule|
        gymnasium|ecole|lycee|universite|escuela|colegio|universidad|scuola|liceo|universita|
        hochschule|universitat|okulu|szkola|group|bank|hospital|association|verein|ev|bv|nv|sa|
        sarl|srl|spa|upt|uptd|bkn|disdik|disdikbud|desa|
        gereja|masjid|church|parish"""
    )
)
_HOME = frozenset(phrases_in("jl|jalan|jln|gang|gg|street|str|strasse|avenue|rue|calle|via|rt|rw"))
_TITLES = frozenset(
    phrases_in(
        """prof|dr|drs|dra|drg|ir|hj|h|kh|ust|apt|ns|dipl|ing|mag|phd|msc|bsc|mba|ba|ma|amd|amdkep|
        spd|sag|mpd|spdi|mpdi|se|sh|st|skom|mkom|msi|mm|mh|mt|ssos|ssi|spsi|gr|cpa"""
    )
)
_DEGREE_LETTERS = 4
_LEAST_DIGITS, _MOST_DIGITS, _OF_A_MOBILE = 5, 15, 10  # ITU-T E.164 allows 15
_SAMPLED = 200
_LONG = 60
_FEW = 8


@dataclass(frozen=True, slots=True)
class Profile:
    """Shares, from 0 to 1, of a column's cells: those filled, and among these each kind."""

    filled: float
    distinct: float
    count: int
    shares: dict[str, float]
    texts: tuple[str, ...] = ()

    def share(self, kind: str) -> float:
        """Return how many of the filled cells are of a kind."""
        return self.shares.get(kind, 0.0)


def profile(cells: Sequence[str]) -> Profile:
    """Return what stands in the cells of a column, its heading left out."""
    filled = [text for text in cells if text and text.strip().casefold() not in _DASHES]
    if not filled:
        return Profile(0.0, 0.0, 0, {})
    step = max(1, len(filled) // _SAMPLED)
    texts = [" ".join(text.split())[: _LONG * 5] for text in filled[::step][:_SAMPLED]]
    kinds = [_kinds(text) for text in texts]
    names = {kind for each in kinds for kind in each}
    shares = {name: sum(name in each for each in kinds) / len(kinds) for name in names}
    distinct = len({text.casefold() for text in texts}) / len(texts)
    return Profile(len(filled) / len(cells), distinct, len(filled), shares, tuple(texts))


def content_fit(field: Field, column: Profile, sessions: SessionNames) -> float:
    """Return how far the cells agree with a meaning: 0 contradicts, 1 agrees, 0.7 says nothing."""
    if not column.count:
        return 0.7
    if field is Field.SESSIONS:
        return _names_sessions(column, sessions)
    return _FITS[field](column) if field in _FITS else 1.0


@lru_cache(maxsize=65536)
def _kinds(text: str) -> frozenset[str]:
    folded = fold(text)
    return frozenset(_kinds_of(text, folded))


def _kinds_of(text: str, folded: str) -> Iterable[str]:
    if folded in _YES_NO:
        yield "yes or no"
    if _is_address(text):
        yield "email"
    elif "@" in text:
        yield "at"
    yield from _numbers(text)
    yield from _words(text, folded)
    if standing_of(text) is not None:
        yield "standing"
        if standing_of(text) is not Standing.COMES:
            yield "not coming"
    if "://" in text or folded.startswith("www."):
        yield "link"


def _is_address(text: str) -> bool:
    name, at, host = bare_address(text).partition("@")
    return bool(name and at) and "." in host[1:-1] and not {"@", " "} & set(name + host)


def _numbers(text: str) -> Iterable[str]:
    digits = _SEPARATORS.sub("", _LABELLED.sub("", text))
    if digits.isascii() and digits.isdigit():
        yield {18: "nip", 16: "nuptk", 9: "old nip"}.get(len(digits), "digits")
    if _SCIENTIFIC.fullmatch(text.strip("' ")):
        yield "scientific"
    if _DATE.match(text):
        yield "date"
    elif _TIME.match(text):
        yield "time"
    elif _is_phone(text):
        yield "phone"
        if bare_phone(digits).startswith(("08", "628", "+")) and len(digits) >= _OF_A_MOBILE:
            yield "dialled"
    yield from _marks(text)


def _is_phone(text: str) -> bool:
    digits = sum(map(str.isdigit, text))
    return bool(_PHONE.fullmatch(bare_phone(text))) and _LEAST_DIGITS <= digits <= _MOST_DIGITS


def _marks(text: str) -> Iterable[str]:
    if _NUMBER.fullmatch(text):
        yield "number"
    elif _CODE.fullmatch(text) and _DIGIT.search(text):
        yield "code"


def _words(text: str, folded: str) -> Iterable[str]:
    letters = len(_LETTER.findall(text))
    if not letters:
        return
    yield "letters"
    words = folded.split()
    parts = set(_LETTERS.findall(folded))
    if not _OFFICE.isdisjoint(parts):
        yield "office"
    if not _HOME.isdisjoint(parts):
        yield "home"
    if _are_titles(folded):
        yield "titles"
    if len(text) > _LONG:
        yield "long"
    is_mark = folded in _YES_NO or "@" in text
    if not _DIGIT.search(text) and not is_mark and len(words) <= 12 and len(text) <= _LONG * 2:  # noqa: PLR2004
        yield "person"


def names_an_office(text: str) -> bool:
    """Whether a word of offices, schools or companies stands in a text."""
    return "office" in _kinds(text)


def _are_titles(folded: str) -> bool:
    """Whether a cell holds nothing but titles, as `Dr.` or `S.Pd., M.Pd.`."""
    words = folded.replace(",", " ").replace("/", " ").split()
    return bool(words) and all(map(_is_title, words))


def _is_title(word: str) -> bool:
    parts = _LETTERS.findall(word)
    is_dotted = "." in word.rstrip(".") and all(len(each) <= _DEGREE_LETTERS for each in parts)
    return is_dotted or word.rstrip(".") in _TITLES


def _name(column: Profile) -> float:
    person, letters = column.share("person"), column.share("letters")
    fit = person + 0.6 * max(0.0, letters - person - column.share("code") - column.share("email"))
    fit -= sum(_has_both(text) for text in column.texts) / max(1, len(column.texts))
    fit -= 0.7 * column.share("office") + 0.5 * column.share("titles")
    if column.count >= _FEW and column.distinct < 0.3:  # noqa: PLR2004
        fit *= 0.35
    if column.share("standing") > 0.5:  # noqa: PLR2004
        fit *= 0.2
    return max(0.0, fit)


def _part_of_name(column: Profile) -> float:
    return max(0.0, column.share("person") - 0.4 * column.share("office"))


def _first_name(column: Profile) -> float:
    return _part_of_name(column) * (0.4 if _is_one_for_all(column) else 1.0)


def _name_and_nip(column: Profile) -> float:
    both = sum(_has_both(text) for text in column.texts) / max(1, len(column.texts))
    return 1.0 if both else 0.2


def _has_both(text: str) -> bool:
    return sum(map(str.isdigit, text)) >= 9 and len(_LETTER.findall(text)) > 3  # noqa: PLR2004


def _title(column: Profile) -> float:
    return column.share("titles")


def _nip(column: Profile) -> float:
    said = column.share("nip") + column.share("old nip") + column.share("scientific")
    if column.share("yes or no") > 0.5 or column.share("nuptk") > 0.7 or column.share("email"):  # noqa: PLR2004
        return 0.0
    if column.share("code") > 0.9:  # noqa: PLR2004
        return 0.1
    return 0.45 + 0.55 * min(1.0, said)


def _nuptk(column: Profile) -> float:
    said = column.share("nuptk") + column.share("scientific")
    if column.share("yes or no") > 0.5 or column.share("nip") > 0.5:  # noqa: PLR2004
        return 0.0
    return 0.45 + 0.55 * min(1.0, said)


def _phone(column: Profile) -> float:
    said = column.share("phone") + column.share("scientific")
    if said <= 0.15:  # noqa: PLR2004
        return 0.35 * column.share("digits")
    return 0.5 + 0.5 * min(1.0, said)


def _email(column: Profile) -> float:
    said = column.share("email") + 0.5 * column.share("at")
    if said:
        return min(1.0, 0.3 + 0.7 * said)
    is_one = column.distinct * len(column.texts) <= 1
    return 0.1 if is_one or column.share("yes or no") else 0.3


def _organization(column: Profile) -> float:
    fit = column.share("letters") - 0.8 * column.share("code") - column.share("email")
    fit -= column.share("yes or no") + column.share("date") + 0.8 * column.share("link")
    most = 0.85 if _is_one_for_all(column) else 1.0
    return max(0.0, min(most, fit * (0.9 + 0.25 * column.share("office"))))


def _is_one_for_all(column: Profile) -> bool:
    return len(column.texts) > 1 and column.distinct * len(column.texts) <= 1


def _group(column: Profile) -> float:
    fit = 1.0 - column.share("yes or no") - column.share("date") - column.share("email")
    fit -= column.share("phone") + column.share("long") + column.share("link")
    if column.count >= _FEW and column.distinct > 0.8:  # noqa: PLR2004
        fit *= 0.6
    return max(0.0, fit)


def _district(column: Profile) -> float:
    said = column.share("letters") - column.share("yes or no") - column.share("email")
    return max(0.0, said - 0.5 * column.share("home") - column.share("code"))


def _status(column: Profile) -> float:
    said = column.share("standing")
    return max(said, 0.5) if column.share("not coming") else said


def _timestamp(column: Profile) -> float:
    return column.share("date")


def _names_sessions(column: Profile, sessions: SessionNames) -> float:
    known = sum(_is_session(text, sessions) for text in column.texts) / len(column.texts)
    return 0.35 + 0.65 * known


def names_some_session(column: Profile, sessions: SessionNames) -> bool:
    """Whether a column may be about the sessions of this event: else of all rows it would be said.

    One row alone may be a slip.
    """
    return column.count <= 1 or any(_is_session(text, sessions) for text in column.texts)


def _is_session(text: str, sessions: SessionNames) -> bool:
    try:
        return bool(sessions.read(text))
    except UnknownSession:
        return False


_FITS: dict[Field, Callable[[Profile], float]] = {
    Field.NAME: _name,
    Field.FIRST_NAME: _first_name,
    Field.MIDDLE_NAME: _part_of_name,
    Field.LAST_NAME: _part_of_name,
    Field.SECOND_LAST_NAME: _part_of_name,
    Field.TITLE_BEFORE: _title,
    Field.TITLE_BEHIND: _title,
    Field.NAME_AND_NIP: _name_and_nip,
    Field.NIP: _nip,
    Field.NUPTK: _nuptk,
    Field.NIP_OR_NUPTK: lambda column: max(_nip(column), _nuptk(column)),
    Field.PHONE: _phone,
    Field.EMAIL: _email,
    Field.ORGANIZATION: _organization,
    Field.GROUP: _group,
    Field.DISTRICT: _district,
    Field.STATUS: _status,
    Field.TIMESTAMP: _timestamp,
}
