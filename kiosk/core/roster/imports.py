"""An import that was made, kept so that it can be taken back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

CODES = "codes"
"""The field of a change that brings codes, which stand in lines."""


@dataclass(frozen=True, slots=True)
class RosterImport:
    """An import that was made: its report, and what was before, by which it can be undone."""

    id: int
    event_id: int
    file_name: str
    imported_at: datetime
    imported_by: str
    report: dict[str, Any]
    before: dict[str, Any]
    undone_at: datetime | None = None
    undone_by: str = ""
