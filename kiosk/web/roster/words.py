"""The words of the import in the language of the page."""

from collections.abc import Sequence

from flask_babel import gettext as _

from kiosk.core.model import Session
from kiosk.core.own_fields import OWN, change_words
from kiosk.core.roster.fields import Field
from kiosk.core.roster.imports import CODES
from kiosk.web.participants.history import field_labels

_NOTHING = "\N{EN DASH}"


def field_choices() -> list[tuple[str, str]]:
    """Return what a column may mean; the empty one is passed over."""
    more = {
        Field.FIRST_NAME: _("First name"),
        Field.MIDDLE_NAME: _("Middle name"),
        Field.LAST_NAME: _("Last name"),
        Field.SECOND_LAST_NAME: _("Second last name"),
        Field.TITLE_BEFORE: _("Title before the name"),
        Field.TITLE_BEHIND: _("Title behind the name"),
        Field.NAME_AND_NIP: _("Name and NIP in one cell"),
        Field.STATUS: _("Whether the person comes"),
        Field.NIP_OR_NUPTK: _("NIP or NUPTK"),
        Field.SESSIONS: _("Sessions"),
        Field.TICK: _("Ticked: comes to the session of the heading"),
        Field.TIMESTAMP: _("Time of the answer (of a form)"),
        Field.OWN: _("Own field: kept under its heading"),
        Field.CODE: _("Code that the person holds already"),
    }
    labels = {**field_labels(), **{field.value: words for field, words in more.items()}}
    return [("", _("(skipped)")), *((each.value, labels[each.value]) for each in Field)]


def field_words(name: str) -> str:
    """Return a field as it is called on pages."""
    names = {**dict(field_choices()), OWN: _("Own fields"), CODES: _("Codes")}
    return names.get(name, name)


def value_words(value: str | frozenset[int], sessions: Sequence[Session]) -> str:
    """Return a value that changes; sessions by their names."""
    if isinstance(value, str):
        return change_words(value) or _NOTHING
    return ", ".join(each.name for each in sessions if each.id in value) or _NOTHING
