"""Wall screens: a link that shows numbers only, without a login, until it ends or is withdrawn."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class WallLink:
    """A link to the wall screen of an event; its token was told once and is not kept."""

    id: int
    event_id: int
    made_at: datetime
    made_by: str
    withdrawn_at: datetime | None = None
    ends_at: datetime | None = None
