"""The camera at this computer, read all the time; it checks in while a door shows the answers."""

import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from uuid import uuid4

from kiosk.core.cameras import without_password
from kiosk.core.errors import HadirError
from kiosk.core.model import Means, Reading, Scan, Station
from kiosk.core.readiness import CameraState
from kiosk.core.updates import Topic, Update
from kiosk.desk import Desk
from kiosk.scanner.camera.camera import Camera, keep_camera, wish_of
from kiosk.scanner.camera.devices import list_cameras
from kiosk.scanner.camera.health import state_of
from kiosk.scanner.camera.preview import PicturePreview
from kiosk.scanner.camera.sources import Source
from kiosk.scanner.drawn.door import SimulatedDoor
from kiosk.scanner.loop import Loop, Seen, code_of
from kiosk.scanner.reading.apart import read_apart
from kiosk.scanner.reading.films import Reader
from kiosk.scanner.reading.recognition.recognition import Roster
from kiosk.scanner.repeats import Repeats
from kiosk.services.badges import badges_of, codes_of
from kiosk.services.events import current_event
from kiosk.services.own_fields import code_kinds
from kiosk.services.scans_in_hand import ScansInHand
from kiosk.services.stations import server_station
from kiosk.web.door.camera import ReadCode

SIMULATED = "simulated"
"""The source that is only drawn: the event's own badges come to the door one by one."""

_WATCH_S = 0.2


class ServerCamera:
    """Keeps one camera, its reader and what they found; the pages see it as `DoorCamera`."""

    def __init__(self, desk: Desk, source: str) -> None:
        """Prepare; nothing runs before `start`."""
        self._desk = desk
        self._source = source
        self._station: Station = server_station(desk)
        self._lock = threading.Lock()
        self._expecting = threading.Lock()
        self._stopping = threading.Event()
        self._told = ""
        self._pages = 0
        self._known: tuple[str, Roster | None] = ("", None)
        self._scans = ScansInHand(desk)
        self._camera: Camera | None = None
        self._loop: Loop | None = None
        self._preview: PicturePreview | None = None
        self._reader: Reader | None = None

    def start(self) -> None:
        """Open the camera, where one is chosen, and begin to read; it comes when it comes."""
        if self._source:
            self._open(self._source)
        threading.Thread(target=self._follow_roster, name="roster", daemon=True).start()
        threading.Thread(target=self._watch_camera, name="camera-state", daemon=True).start()

    def stop(self) -> None:
        """Stop reading and give the camera back."""
        self._stopping.set()
        with self._lock:
            self._close()
        self._scans.close()

    @property
    def station_name(self) -> str:
        """What the station of this machine is called."""
        return self._station.name

    def state(self) -> CameraState:
        """Return how the camera is now."""
        loop = self._loop
        if loop is None:
            return CameraState("opening" if self._source else "off", datetime.now(UTC))
        last, look = loop.last_read, loop.in_view
        return replace(
            state_of(loop.health(), without_password(self._source)),
            in_view=bool(look and look.symbols),
            admits=self._pages > 0,
            unanswered=self._scans.unanswered,
            last_read_ms=last.ms if last else None,
            last_read_side_px=last.side_px if last else None,
            last_read_code=last.code if last else None,
        )

    def preview(self) -> bytes | None:
        """Return the newest frame as JPEG, encoded once for all who look."""
        picture = self._preview.picture() if self._preview else None
        return picture.jpeg if picture else None

    def sources(self) -> list[tuple[str, str]]:
        """Return the cameras that can be chosen, as (source, label)."""
        return [(each.source, each.name) for each in list_cameras()]

    def answers_are_shown(self) -> Callable[[], None]:
        """Check people in from now on: a page shows the answers. Return what ends that."""
        self._count_pages(1)
        return partial(self._count_pages, -1)

    def choose(self, source: str) -> None:
        """Use another camera from now on."""
        with self._lock:
            self._close()
            self._source = source
            self._open(source)

    def expect_pictures(self) -> None:
        """Begin the process that reads pictures, where it is not there yet."""
        if self._expecting.acquire(blocking=False):
            threading.Thread(target=self._read_nothing, name="pictures", daemon=True).start()

    def _read_nothing(self) -> None:
        try:
            with suppress(HadirError):
                self.read_image(b"")
        finally:
            self._expecting.release()

    def read_image(self, data: bytes) -> list[ReadCode]:
        """Return the codes in a picture from a browser or a file, PNG, JPEG or WebP."""
        key, roster = self._known
        symbols = read_apart(self._desk.picture_readers, data, key, roster)
        return [ReadCode(code_of(each), each.how, each.score) for each in symbols]

    def _open(self, source: str) -> None:
        settings = self._desk.settings
        shown = _drawn(self._desk) if source == SIMULATED else source
        self._camera = keep_camera(shown, wish_of(settings))
        self._reader = Reader(self._known[1], budget_ms=settings.reading_budget_ms)
        self._preview = PicturePreview(self._camera.newest)
        repeats = Repeats(settings.repeat_after)
        self._loop = Loop(self._camera, self._reader, repeats, self._check_in)
        self._loop.start()

    def _close(self) -> None:
        if self._loop and self._camera:
            self._loop.stop()
            self._camera.close()
        self._loop = self._camera = self._preview = self._reader = None

    def _count_pages(self, more: int) -> None:
        with self._lock:
            self._pages += more

    def _check_in(self, seen: Seen) -> None:
        if not self._pages:
            return
        reading = Reading(seen.symbol.how, seen.symbol.score)
        scan = Scan(
            scan_id=str(uuid4()),
            code=seen.code,
            scanned_at=seen.scanned_at,
            means=Means.CAMERA,
            station_id=self._station.id,
            reading=reading,
        )
        self._scans.answer(scan)

    def _follow_roster(self) -> None:
        with self._desk.updates.listen() as updates:
            # Of a hundred thousand it takes seconds: badges that can be decoded are read meanwhile.
            self._know_roster()
            while not self._stopping.is_set():
                update = updates.take(1.0)
                if update and update.topic in (Topic.ROSTER, Topic.SESSION):
                    self._know_roster()

    def _know_roster(self) -> None:
        roster = _roster(self._desk)
        self._known = str(uuid4()), roster
        if self._reader:
            self._reader.roster = roster

    def _watch_camera(self) -> None:
        while not self._stopping.wait(_WATCH_S):
            loop = self._loop
            if loop and (now := self._gist(loop)) != self._told:
                self._told = now
                self._desk.updates.deliver(Update(Topic.CAMERA, 0, self._station.id))

    def _gist(self, loop: Loop) -> str:
        told = bool(loop.in_view), self._scans.unanswered, self._pages > 0
        return f"{loop.health().state} {told}"


def _roster(desk: Desk) -> Roster | None:
    try:
        event_id = current_event(desk).id
        return Roster.of(codes_of(desk, event_id), code_kinds(desk, event_id))
    except HadirError:
        return None


def _drawn(desk: Desk) -> Source:
    people: Iterable[tuple[str, str]] = (
        (each.badge.code, each.participant.name)
        for each in badges_of(desk, current_event(desk).id)
        if each.participant
    )
    return SimulatedDoor(list(people))
