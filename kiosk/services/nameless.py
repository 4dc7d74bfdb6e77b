"""Texts for a helper with everything taken out that says who somebody is."""

import re
from collections.abc import Collection

_GONE = "…"
_EMAIL = re.compile(r"(?<![^\s@<>\"'])[^\s@<>\"']+@[^\s@<>\"']+\.\w+")
_NUMBER = re.compile(r"\+?\d[\d ().-]{5,}\d")
_ADDRESS = re.compile(r"\d{1,3}(\.\d{1,3}){3}")
_LONG = 8
"""Digits from which a number may be a telephone's or somebody's own."""

_A_CODE = re.compile(r"\b(?=[A-Za-z0-9-]{0,18}\d)(?:[A-Za-z0-9]{4}-?){4}\b")
_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:[+-]\d\d:?\d\d|Z)?")
_ERROR = re.compile(
    r"^((?:[\w.]+\.)?\w*(?:Error|Exception|Refused|Timeout|Failure|Warning)): .*$", re.MULTILINE
)
_OF_POSTGRESQL = re.compile(r"^(DETAIL|LINE \d+|CONTEXT|HINT): .*$", re.MULTILINE)
_WORD = re.compile(r"\w{3,}")


def nameless(text: str, words: Collection[str]) -> str:
    """Return a text without `words` (lower case), e-mails, long numbers, codes, error messages.

    Times stay, and of a traceback its lines and the kind of the error.
    """
    kept = _OF_POSTGRESQL.sub(rf"\1: {_GONE}", _ERROR.sub(rf"\1: {_GONE}", text))
    kept = _EMAIL.sub(_GONE, kept)
    kept = _between_times(kept)
    return _WORD.sub(lambda each: _GONE if each[0].casefold() in words else each[0], kept)


def _between_times(text: str) -> str:
    """Take out codes and long numbers, but no times of the log."""
    parts, at = [], 0
    for time in _TIME.finditer(text):
        parts += [_without_numbers(text[at : time.start()]), time[0]]
        at = time.end()
    return "".join((*parts, _without_numbers(text[at:])))


def _without_numbers(text: str) -> str:
    return _NUMBER.sub(_shown, _A_CODE.sub(_GONE, text))


def _shown(number: re.Match[str]) -> str:
    is_short = sum(map(str.isdecimal, number[0])) < _LONG
    return number[0] if is_short or _ADDRESS.fullmatch(number[0]) else _GONE
