"""Invitations: a link that makes one account, once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.core.model import Role

STANDS_FOR = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Invitation:
    """Who was invited, as what and by whom; its token was told once and is not kept."""

    id: int
    name: str
    role: Role
    made_by: str
    ends_at: datetime
