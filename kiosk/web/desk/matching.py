"""Reading what staff type, or a hand scanner types for them: a code, or words about a person."""

import re
from dataclasses import dataclass, replace

from flask_babel import gettext as _

from badges.code import ALPHABET, LENGTH, looks_mistyped, normalize, read_code
from badges.keyboards import read_typed
from kiosk.core.model import Badge
from kiosk.core.search import Query
from kiosk.services import search
from kiosk.services.check_ins import holding_of
from kiosk.services.search import FoundPeople
from kiosk.web.shell.access import current_desk, current_event, person_here
from kiosk.web.shell.i18n import time_of
from kiosk.web.shell.keyboards import layout_words

_MOST = 12
_GROUP = 5  # with a slip
_ALMOST_A_CODE = re.compile(r"[0-9A-Z]{13,19}")
_DIGIT = re.compile(r"\d")
_SCANNER_PREFIX = re.compile(r"\][A-Za-z]\d$")


@dataclass(frozen=True, slots=True)
class PersonMatch:
    """Whom a text finds, and who is near. `only` is set when it can be nobody else.

    `notice` says what is odd.

    `mistyped` is a code with a slip in it, `reserve` a reserve badge that nobody has yet.
    """

    found: tuple[FoundPeople, ...] = ()
    near: tuple[FoundPeople, ...] = ()
    total: int = 0
    exact: bool = True
    only: FoundPeople | None = None
    notice: str = ""
    mistyped: bool = False
    reserve: Badge | None = None


def match(text: str) -> PersonMatch:
    """Return whom this text finds in the current event: by code first, then by words."""
    if not text.strip():
        return PersonMatch()
    return _by_code(text) or _by_words(text)


def _by_code(text: str) -> PersonMatch | None:
    # A badge may be scanned behind letters that were left in the field.
    holding = holding_of(current_desk(), text) or holding_of(current_desk(), _tail(text))
    if holding is None:
        return _by_other_layout(text)
    badge = holding.badge
    if holding.participant is None:
        number = f"R{badge.reserve_number}"
        notice = _("%(number)s is a reserve badge that nobody has yet.", number=number)
        return PersonMatch(notice=notice, reserve=badge)
    person, notice = person_here(holding.participant.id), ""
    if badge.revoked_at:
        notice = _(
            "The badge with this code was replaced at %(time)s and is no longer valid.",
            time=time_of(badge.revoked_at),
        )
    return PersonMatch((person,), total=1, only=person, notice=notice)


def _by_other_layout(text: str) -> PersonMatch | None:
    """Return whose badge was scanned under another keyboard layout, and say that it is wrong."""
    typed = read_typed(text)
    found = _by_code(typed.code) if typed and typed.layout else None
    return replace(found, notice=layout_words(typed.layout)) if typed and found else None


def _tail(text: str) -> str:
    return normalize(text)[-LENGTH:]


def without_code(text: str) -> tuple[str, str]:
    """Return what was typed before a badge was scanned into the same field, and its code.

    A name may look like a code: it is one with digits in it, or where there is such a badge.
    """
    code = read_code(text)
    if code and (_DIGIT.search(text) or holding_of(current_desk(), code)):
        return "", code
    code = read_code(text[-LENGTH:])
    if code and holding_of(current_desk(), code):
        return _SCANNER_PREFIX.sub("", text[:-LENGTH]).strip(), code
    return text, ""


def _by_words(text: str) -> PersonMatch:
    page = search.find(current_desk(), current_event().id, Query(text=text, per_page=_MOST))
    if not page.found and not page.near:
        return _nobody(text)
    only = page.found[0] if page.exact and page.total == 1 else None
    return PersonMatch(page.found, page.near, page.total, page.exact, only)


def _nobody(text: str) -> PersonMatch:
    code = normalize(text)
    is_like_a_code = _is_like_a_code(text) and not code.isdecimal()
    if is_like_a_code and looks_mistyped(text):
        notice = _(
            "There is a typing mistake in this code: its check character does not match. "
            "Compare it with the badge, character by character."
        )
        return PersonMatch(notice=notice, mistyped=True)
    if is_like_a_code and _ALMOST_A_CODE.fullmatch(code):
        notice = _(
            "There is a typing mistake in this code: %(typed)s of its characters match, and a "
            "code has %(length)s. Compare it with the badge, character by character.",
            typed=sum(each in ALPHABET for each in code),
            length=LENGTH,
        )
        return PersonMatch(notice=notice, mistyped=True)
    return PersonMatch(
        notice=_("Nobody was found. Try part of the name, the school or the number.")
    )


def _is_like_a_code(text: str) -> bool:
    """Whether this was typed from a badge: with digits, in one piece or in groups of four."""
    pieces = re.split(r"[\s\-]+", text.strip())
    has_digits = len(_DIGIT.findall(text)) > 1
    return has_digits and (len(pieces) == 1 or max(map(len, pieces)) <= _GROUP)
