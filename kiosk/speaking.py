"""What commands and the server say in a terminal, in the language that the system speaks."""

import locale
import os
import sys
from collections.abc import Mapping
from typing import Protocol

from kiosk.catalogues import catalogue


class Sayable(Protocol):
    """An English text with its values: an error, a finding."""

    @property
    def text(self) -> str:
        """The sentence with its `{names}`, a key of the translations."""

    @property
    def values(self) -> Mapping[str, object]:
        """What is filled in."""


def system_language() -> str:
    """Return `id` where the system speaks Indonesian, else `en`."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    spoken = next((os.environ[each] for each in names if os.environ.get(each)), "")
    if not spoken and sys.platform == "win32":
        spoken = locale.getlocale()[0] or ""
    return "id" if spoken.casefold().startswith(("id", "indonesia")) else "en"


def said(text: str, /, **values: object) -> str:
    """Return the English `text` as the system speaks, its `{names}` filled in."""
    words = translated(text)
    return words.format(**values) if values else words


def counted(one: str, many: str, number: int, /, **values: object) -> str:
    """Return the sentence about one, or about many, with their `{number}`."""
    if system_language() == "en":
        return (one if number == 1 else many).format(number=number, **values)
    return catalogue(system_language()).ngettext(one, many, number).format(number=number, **values)


def told(each: Sayable) -> str:
    """Return the sentence of an error or a finding as the system speaks."""
    return said(each.text, **each.values)


def translated(text: str) -> str:
    """Return the text as the system speaks; English is not looked up, so that it starts quickly."""
    language = system_language()
    return text if language == "en" else catalogue(language).gettext(text)
