"""Drawings as they were when somebody last looked at them, in numbers that can be compared.

After a change that is meant: look at what is drawn, then `HADIR_KEEP=1 pytest …` keeps it anew.
"""

import json
import os
from dataclasses import fields, is_dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from pypdfium2 import PdfDocument


def plain(value: Any) -> Any:
    """Return values as JSON has them; lengths to a hundredth."""
    if is_dataclass(value):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    if isinstance(value, float):
        return round(value, 2)
    if isinstance(value, bytes):
        return len(value)
    return str(value) if isinstance(value, datetime | timedelta) else value


def is_as_kept(path: Path, name: str, drawn: Any) -> None:
    """Compare a drawing with the one that is kept in `path` under its name."""
    kept = json.loads(path.read_text("utf-8")) if path.exists() else {}
    if os.environ.get("HADIR_KEEP"):
        kept[name] = plain(drawn)
        lines = (f"{json.dumps(key)}: {json.dumps(kept[key])}" for key in sorted(kept))
        path.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")
    assert json.loads(json.dumps(plain(drawn))) == kept.get(name)


def objects_of(pdf: bytes) -> list[Any]:
    """Return kind and bounds of all that lies on each page, and its size, in points."""
    document = PdfDocument(pdf)
    pages = [
        [*((each.type, _whole(each.get_bounds())) for each in page.get_objects()), page.get_size()]
        for page in document
    ]
    document.close()
    return pages


def _whole(bounds: tuple[float, ...]) -> list[float]:
    return [round(each, 1) for each in bounds]
