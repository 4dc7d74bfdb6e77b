"""Ids in addresses: what no column can hold is the address of nothing."""

from flask import Flask
from werkzeug.routing import IntegerConverter

from kiosk.web.shell.forms import LARGEST_ID


class Id(IntegerConverter):
    """An id as both databases hold it; a longer number leads nowhere (404)."""

    def __init__(self, *args: object, **given: object) -> None:
        super().__init__(*args, **{"max": LARGEST_ID, **given})  # type: ignore[arg-type]


def init_converters(app: Flask) -> None:
    """Let every `<int:…>` of this application be an id."""
    app.url_map.converters["int"] = Id
