"""Lists in JSON: an array of objects, as we write it ourselves."""

import json
from pathlib import PurePath

from kiosk.core.roster.spreadsheet import Worksheet
from kiosk.services.lists.texts import shared


def json_table(name: str, text: str) -> Worksheet | None:
    """Return the objects as rows under their names; None where the text is no such list."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return None
    objects = _objects(said)
    if not objects:
        return None
    names = list(dict.fromkeys(key for each in objects for key in each))
    rows = (tuple(_text(each.get(key)) for key in names) for each in objects)
    return Worksheet(PurePath(name).stem, (tuple(names), *shared(rows)))


def _objects(said: object) -> list[dict[str, object]]:
    if isinstance(said, dict):
        # Some wrap the list with what they say of it.
        lists = [each for each in said.values() if isinstance(each, list) and each]
        said = lists[0] if len(lists) == 1 else []
    if not isinstance(said, list):
        return []
    return [each for each in said if isinstance(each, dict)]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "; ".join(map(_text, value))
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)
