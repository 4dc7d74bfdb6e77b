"""Updates: what open pages are told after something was stored."""

from dataclasses import dataclass
from enum import StrEnum


class Topic(StrEnum):
    """What has changed.

    CAMERA, NOT_STORED (a scan of the camera here) and STORAGE (the database fails, or works again)
    are told in this process alone.
    """

    SCAN = "scan"
    ATTENDANCE = "attendance"
    ROSTER = "roster"
    SESSION = "session"
    CAMERA = "camera"
    NOT_STORED = "not_stored"
    STORAGE = "storage"


@dataclass(frozen=True, slots=True)
class Update:
    """A message to open pages: keys and never names, so that it may travel anywhere."""

    topic: Topic
    event_id: int
    station_id: int | None = None
    scan_id: str = ""
