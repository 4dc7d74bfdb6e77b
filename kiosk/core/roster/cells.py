"""Cleaning what stands in a cell: identifiers are checked, names arrive as they were typed."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from kiosk.core.roster.fields import LENGTHS, Field
from kiosk.core.texts import without_reversals

_DASHES = frozenset(["-", "--", "---", "\u2013", "\u2014", ".", "0", "#n/a"])
_NOTHING = _DASHES | frozenset(
    ["n/a", "na", "none", "null", "nil", "nihil", "kosong", "tidak ada", "tdk ada", "belum ada"]
)
_NO_NUMBER = frozenset(
    ["honorer", "honor", "gtt", "gty", "ptt", "non pns", "non asn", "nonpns", "swasta", "kontrak"]
)
_NO_ADDRESS = frozenset(["anonymous", "anonim", "anonyme", "anonym", "anonimo", "an\u00f3nimo"])
"""What forms write where nobody had to sign in."""

_FAILED_FORMULA = re.compile(
    r"#(REF!|NAME\?|VALUE!|DIV/0!|NULL!|NUM!|SPILL!|CALC!)|Err:\d+", re.IGNORECASE
)
_SPOILT = re.compile(r"\d([.,]\d+)?E\+?\d+", re.IGNORECASE)
_WITH_DIGITS = frozenset((Field.NIP, Field.NUPTK, Field.PHONE))
_IN_WORDS = (Field.NAME, Field.ORGANIZATION)
_LOST_LETTER = re.compile("[?\ufffd]")  # put where an encoding has no such letter
_LOST_ZERO = re.compile(r"8\d{8,11}")  # what Excel leaves of a mobile number
LOST_ZERO = "Phone number {value} seems to have lost its leading 0."
"""What is said of such a number; a key of the translations."""

_MAIL_LINK = "mailto:"
_PHONE_LABEL = re.compile(
    r"(?:p|m|t|tel|telp|hp|wa|phone|mobile|mob)\s?[:.]\s*(?=[+\d(])", re.IGNORECASE
)
_LABEL = re.compile(r"^(NIP|NUPTK|NIK|NIPPPK)\b[\s.:]*", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\s'’‘`.\-\u2010-\u2015_/\u200b-\u200f\ufeff]")  # noqa: RUF001
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_INVISIBLE = " \u200b\u200c\u200d\u200e\u200f\ufeff"
_NIP_LENGTHS = (18, 9)  # the old NIP had nine digits
_NUPTK_LENGTH = 16
_EXACT_DIGITS = 15


_LOST = {
    Field.NIP: "NIP {value} was spoilt by Excel: its digits are lost. "
    "Format the column as text and type it again, or import the person without it.",
    Field.NUPTK: "NUPTK {value} was spoilt by Excel: its digits are lost. "
    "Format the column as text and type it again, or import the person without it.",
    Field.PHONE: "Phone number {value} was spoilt by Excel: its digits are lost. "
    "Format the column as text and type it again, or import the person without it.",
}
_AS_A_NUMBER = {
    Field.NIP: "NIP {value} was typed as a number; Excel may spoil its last digits.",
    Field.NUPTK: "NUPTK {value} was typed as a number; Excel may have spoilt its last digit.",
}
_NOT_DIGITS = {
    Field.NIP: 'NIP "{value}" may have digits only. Correct it, or leave it empty.',
    Field.NUPTK: 'NUPTK "{value}" may have digits only. Correct it, or leave it empty.',
}
_NONE = {
    Field.NIP: '"{value}" is no NIP; the person comes in without one.',
    Field.NUPTK: '"{value}" is no NUPTK; the person comes in without one.',
}


class Severity(StrEnum):
    """How much is wrong with a value: an error keeps the row out, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A value fit to be stored, and what is to be said about it.

    `text` is a key of the translations; it may name {value}, as typed, and {limit}, in characters.

    `droppable` is an error on an identifier without which the person can be imported.
    """

    value: str
    severity: Severity | None = None
    text: str = ""
    droppable: bool = False


def clean(field: Field, raw: str, *, number: bool = False, exact: bool = False) -> Cleaned:
    """Clean the text of a cell for a field.

    `number` tells that the cell held a number, `exact` that all its digits stand in the file.
    """
    text = bare(raw)
    if field not in _WITH_DIGITS:
        return _plain(field, bare_address(text) if field is Field.EMAIL else text)
    if field is Field.NIP:
        return _typed_as_number(_nip(text, number=number and not exact), field, exact=exact)
    if field is Field.NUPTK:
        return _typed_as_number(_nuptk(text, number=number), field, exact=exact)
    return _phone(text, number=number)


def bare(raw: str) -> str:
    """Return the text as typed, without outer spaces; line breaks become spaces."""
    if raw.isascii() and raw.isprintable():
        return raw.strip()
    without_controls = _CONTROLS.sub(" ", without_reversals(raw))
    while (stripped := without_controls.strip().strip(_INVISIBLE)) != without_controls:
        without_controls = stripped
    return without_controls


def bare_address(text: str) -> str:
    """Return the address alone where a name stands before it: `Rina <rina@contoh.id>`."""
    _, _, behind = text.partition("<")
    inside, closed, rest = behind.partition(">")
    if closed and not rest.strip() and "@" in inside:
        return inside.strip()
    return text[len(_MAIL_LINK) :].strip() if text.casefold().startswith(_MAIL_LINK) else text


def bare_phone(text: str) -> str:
    """Return a phone number without the label that some write before it: `p:+62 812…`."""
    return _PHONE_LABEL.sub("", text.lstrip("'"), count=1)


def identifier_in(text: str) -> Field:
    """Return which identifier stands below `NIP / NUPTK`, by its length."""
    digits = sum(each.isdigit() for each in text)
    return Field.NUPTK if digits == _NUPTK_LENGTH else Field.NIP


def is_nik(text: str) -> bool:
    """Whether the number of an identity card stands below `NIP / NIK`, by its length."""
    return identifier_in(text) is Field.NUPTK


def with_zero(phone: Cleaned) -> Cleaned:
    """Return a phone number with the leading 0 that a spreadsheet took from it."""
    return Cleaned(f"0{phone.value}") if phone.text == LOST_ZERO else phone


@lru_cache(maxsize=8192)
def _plain(field: Field, text: str) -> Cleaned:
    if _FAILED_FORMULA.fullmatch(text):
        return Cleaned("", Severity.ERROR, "The formula in this cell failed ({value}). Correct it.")
    if text.casefold() in (_DASHES if field is Field.NAME else _NOTHING):
        return Cleaned("")
    if field is Field.EMAIL and text.casefold() in _NO_ADDRESS:
        return Cleaned("")
    doubt = _doubt(field, text)
    return _long(field, text) or (_warning(text, doubt) if doubt else Cleaned(text))


def _doubt(field: Field, text: str) -> str:
    """Return what makes a text doubtful; empty where nothing does."""
    if field is Field.EMAIL and text and "@" not in text:
        return 'Email "{value}" has no @. Check it.'
    if field is Field.NAME and text.isdecimal():
        return 'The name "{value}" has no letters. Check it.'
    is_spoilt = field in _IN_WORDS and _LOST_LETTER.search(text)
    return 'Letters of "{value}" seem to be lost. Check it.' if is_spoilt else ""


def _nip(text: str, *, number: bool) -> Cleaned:
    digits = _digits(Field.NIP, text)
    if isinstance(digits, Cleaned):
        return digits
    if (number and len(digits) > _EXACT_DIGITS) or (_is_new_nip(digits) and digits[-3:] == "000"):
        return _spoilt(Field.NIP)
    if len(digits) not in _NIP_LENGTHS:
        return _warning(digits, "NIP {value} should have 18 digits. Check it.")
    if _is_new_nip(digits) and not _is_day(digits[:8]):
        return _warning(digits, "NIP {value} does not begin with a date of birth. Check it.")
    return Cleaned(digits)


def _nuptk(text: str, *, number: bool) -> Cleaned:
    digits = _digits(Field.NUPTK, text)
    if isinstance(digits, Cleaned):
        return digits
    if len(digits) != _NUPTK_LENGTH:
        return _warning(digits, "NUPTK {value} should have 16 digits. Check it.")
    if number and digits.endswith("0"):
        return _warning(digits, _AS_A_NUMBER[Field.NUPTK])
    return Cleaned(digits)


def _typed_as_number(cleaned: Cleaned, field: Field, *, exact: bool) -> Cleaned:
    """Return a value whose digits all stand in the file, with the doubt that they were typed so."""
    if not exact or cleaned.severity or not cleaned.value:
        return cleaned
    if field is Field.NIP and int(float(cleaned.value)) == int(cleaned.value):
        # Some program may have rounded it to what its numbers can hold.
        return _spoilt(field)
    return _warning(cleaned.value, _AS_A_NUMBER[field])


def _digits(field: Field, text: str) -> str | Cleaned:
    """Return the digits of an identifier, or what else there is to say about the cell."""
    compact = _SEPARATORS.sub("", _LABEL.sub("", text))
    if text.casefold() in _NOTHING or not compact.strip("0"):
        return Cleaned("")
    if text.casefold() in _NO_NUMBER:
        return _warning("", _NONE[field])
    if _SPOILT.fullmatch(_LABEL.sub("", text).strip("' ").replace(" ", "")):
        return _spoilt(field)
    if not (compact.isascii() and compact.isdigit()):
        return Cleaned("", Severity.ERROR, _NOT_DIGITS[field], droppable=True)
    return _long(field, compact) or compact


def _phone(text: str, *, number: bool) -> Cleaned:
    if text.casefold() in _NOTHING or not text.strip("0' "):
        return Cleaned("")
    typed = bare_phone(text)
    if _SPOILT.fullmatch(typed):
        return _spoilt(Field.PHONE)
    if typed.startswith("8") and (number or _LOST_ZERO.fullmatch(typed)):
        return _warning(typed, LOST_ZERO)
    return _long(Field.PHONE, typed) or Cleaned(typed)


def _spoilt(field: Field) -> Cleaned:
    return Cleaned("", Severity.ERROR, _LOST[field], droppable=True)


def _warning(value: str, text: str) -> Cleaned:
    return Cleaned(value, Severity.WARNING, text)


def _long(field: Field, text: str) -> Cleaned | None:
    limit = LENGTHS.get(field)
    if limit is None or len(text) <= limit:
        return None
    text = '"{value}" is longer than {limit} characters. Shorten it.'
    return Cleaned("", Severity.ERROR, text)


def _is_new_nip(digits: str) -> bool:
    return len(digits) == _NIP_LENGTHS[0]


def _is_day(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return True
