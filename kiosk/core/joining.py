"""Joining: a key, good once and for a short time, by which a phone becomes a station."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.core.model import Station

STANDS_FOR = timedelta(minutes=15)
"""How long somebody has to point a phone at the screen."""


@dataclass(frozen=True, slots=True)
class JoiningKey:
    """A key as it is told, once: whoever brings it before `ends_at` becomes `station`."""

    station: Station
    key: str
    ends_at: datetime
