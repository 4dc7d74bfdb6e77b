"""Updates: what open pages are told after something was stored."""

from dataclasses import dataclass
from enum import StrEnum


class Topic(StrEnum):
    """What has changed."""

    SCAN = "scan"
    ATTENDANCE = "attendance"
    ROSTER = "roster"
    SESSION = "session"
    CAMERA = "camera"


@dataclass(frozen=True, slots=True)
class Update:
    """A message to open pages: keys and never names, so that it may travel anywhere."""

    topic: Topic
    event_id: int
    station_id: int | None = None
    scan_id: str = ""
