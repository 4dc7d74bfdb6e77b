"""The part of Flask-Babel that we use; the package brings no types of its own."""

from collections.abc import Callable

from babel import Locale
from babel.support import NullTranslations
from flask import Flask

class Domain:
    def get_translations(self) -> NullTranslations: ...

class Babel:
    domain_instance: Domain
    def __init__(
        self,
        app: Flask,
        *,
        default_locale: str = ...,
        locale_selector: Callable[[], str] | None = ...,
    ) -> None: ...

def get_locale() -> Locale | None: ...
def gettext(string: str, **variables: object) -> str: ...
def ngettext(singular: str, plural: str, num: int, **variables: object) -> str: ...
def pgettext(context: str, string: str, **variables: object) -> str: ...
def lazy_gettext(string: str, **variables: object) -> str: ...
def force_locale(locale: str) -> object: ...
