"""Values out of forms, each refused with a sentence that names what was expected."""

from collections.abc import Mapping
from datetime import date, time
from enum import StrEnum
from typing import TypeVar

from werkzeug.datastructures import MultiDict

from kiosk.core.errors import BadInput

Choice = TypeVar("Choice", bound=StrEnum)
Form = MultiDict[str, str]

_LONGEST = 24 * 60
LARGEST_ID = 2**31 - 1
"""What the integer columns of both databases hold."""


def date_field(form: Mapping[str, str], name: str) -> date:
    """Return the day in the field `name`, as browsers send it: 2026-11-23."""
    text = form.get(name, "").strip()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadInput("“{text}” is not a date. Write it like 2026-11-23.", text=text) from error


def time_field(form: Mapping[str, str], name: str) -> time:
    """Return the hour in the field `name`: 08:00, and 08.00 as people write it here."""
    text = form.get(name, "").strip()
    try:
        return time.fromisoformat(text.replace(".", ":"))
    except ValueError as error:
        raise BadInput("“{text}” is not a time. Write it like 08:00.", text=text) from error


def minutes_of(form: Mapping[str, str], name: str) -> int:
    """Return the minutes in the field `name`, at most those of a day."""
    text = form.get(name, "").strip()
    if not text.isdecimal() or int(text) > _LONGEST:
        raise BadInput("“{text}” is not a number of minutes between 0 and 1440.", text=text)
    return int(text)


def id_of(form: Mapping[str, str], name: str) -> int:
    """Return the id in the field `name`. Raises BadInput for what can be none."""
    text = form.get(name, "").strip()
    if not text.isascii() or not text.isdecimal() or len(text) > len(str(LARGEST_ID)):
        raise BadInput("“{text}” is not one of the choices. Load the page again.", text=text[:40])
    return min(int(text), LARGEST_ID)


def choice_of(kind: type[Choice], value: str | None, usual: Choice) -> Choice:
    """Return the choice that a field names; the usual one where it is empty."""
    if not value:
        return usual
    try:
        return kind(value)
    except ValueError as error:
        known = ", ".join(each.value for each in kind)
        raise BadInput(
            "“{value}” is not known here. Known are: {known}.", value=value, known=known
        ) from error


def new_password(form: Mapping[str, str]) -> str:
    """Return the password that was typed twice, in `password` and `again`."""
    password = form.get("password", "")
    if password != form.get("again"):
        raise BadInput("The two passwords differ. Type the same one twice.")
    return password
