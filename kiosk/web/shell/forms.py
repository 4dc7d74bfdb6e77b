"""Values out of forms, each refused with a sentence that names what was expected."""

import re
from collections.abc import Mapping
from datetime import date, time
from enum import StrEnum
from typing import TypeVar

from flask import Flask, request
from werkzeug.datastructures import MultiDict

from kiosk.core.errors import BadInput

Choice = TypeVar("Choice", bound=StrEnum)
Form = MultiDict[str, str]

_LONGEST = 24 * 60
_WHOLE = re.compile(r"-?[0-9]{1,10}")
_FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}
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
    minutes = whole_or_none(text)
    if minutes is None or not 0 <= minutes <= _LONGEST:
        raise BadInput("“{text}” is not a number of minutes between 0 and 1440.", text=text[:40])
    return minutes


def init_forms(app: Flask) -> None:
    """Refuse what no field, no address and no text of a database can hold."""
    app.before_request(_check_texts)


def _check_texts() -> None:
    """Hold everything that is sent to one rule: a text has no NUL in it."""
    # A body that is no form is read by its own page, which knows how long it may be.
    sent = [request.args] if request.query_string else []
    sent += [request.form] if request.mimetype in _FORMS else []
    texts = (text for form in sent for pair in form.items(multi=True) for text in pair)
    if "\0" in request.path or any("\0" in text for text in texts):
        raise BadInput("What was sent contains a character that no text may have.")


def whole(text: str) -> int:
    """Return a number or an id, for `get(name, type=whole)`; ValueError for what none can be."""
    if not _WHOLE.fullmatch(text.strip()) or abs(int(text)) > LARGEST_ID:
        raise ValueError(text)
    return int(text)


def whole_or_none(text: str | None) -> int | None:
    """Return the number or id that a text is, None where it is none."""
    try:
        return whole(text or "")
    except ValueError:
        return None


def id_of(form: Mapping[str, str], name: str) -> int:
    """Return the id in the field `name`. Raises BadInput for what can be none."""
    text = form.get(name, "").strip()
    try:
        return whole(text)
    except ValueError as error:
        raise BadInput(
            "“{text}” is not one of the choices. Load the page again.", text=text[:40]
        ) from error


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


def json_body() -> object:
    """Return the JSON that was sent; None for what is none, however deeply it is nested."""
    try:
        return request.get_json(silent=True)
    except RecursionError:
        return None
