"""What a door's page sends in: codes that were scanned or typed, and pictures to be read."""

import threading
import time
from collections.abc import Iterable, Mapping
from uuid import UUID, uuid4

from flask import render_template

from badges.keyboards import read_typed
from kiosk.core.errors import BadInput, Refused, TooSoon
from kiosk.core.model import LONGEST_CODE, Answer, Means, Reading, Scan, Station
from kiosk.desk import Desk
from kiosk.services.check_ins import check_in_slowed
from kiosk.web.door.camera import DoorCamera, ReadCode
from kiosk.web.shell.keyboards import layout_words

_MEANS = {"wedge": Means.HAND_SCANNER, "typed": Means.BY_HAND}


class Recent:
    """Codes that a browser's camera still sees: each is taken once while it stays in view."""

    def __init__(self) -> None:
        self._seen: dict[tuple[int, str], float] = {}
        self._lock = threading.Lock()

    def is_new(self, station_id: int, code: str, again_after: float) -> bool:
        """Take note of a code, and tell whether it was out of view for `again_after` seconds."""
        now = time.monotonic()
        with self._lock:
            self._seen = {
                key: at for key, at in self._seen.items() if now - at < 10 * (1 + again_after)
            }
            before = self._seen.get((station_id, code))
            self._seen[station_id, code] = now
        return before is None or now - before > again_after


def scan_typed(desk: Desk, station: Station, form: Mapping[str, str], by: str) -> Answer:
    """Check in the code of a form. Raises BadInput where there is none."""
    code = form.get("code", "").strip()
    if not 0 < len(code) <= LONGEST_CODE:
        raise BadInput("Type the code under the symbol on the badge.")
    means = _MEANS.get(form.get("means", ""), Means.BY_HAND)
    typed = read_typed(code)
    scan = Scan(
        scan_id=_scan_id(form.get("scan_id")),
        code=typed.code if typed else code,
        scanned_at=desk.now(),
        means=means,
        station_id=station.id,
        by=by,
    )
    return check_in_slowed(desk, scan)


def layout_notice(text: str) -> str:
    """Return what the page says where a scanner typed under another keyboard layout."""
    typed = read_typed(text.strip())
    if typed is None or not typed.layout:
        return ""
    return render_template("door/_layout.html", words=layout_words(typed.layout))


def read_picture(camera: DoorCamera | None, data: bytes) -> list[ReadCode]:
    """Return the codes in a picture. Raises Refused where nothing here can read pictures."""
    if camera is None:
        raise Refused("This computer cannot read pictures. Use the hand scanner or type the code.")
    return camera.read_image(data)


def scan_all(desk: Desk, station: Station, found: Iterable[ReadCode], by: str) -> list[Answer]:
    """Check in the codes that were read in a picture.

    Whoever guesses with pictures is slowed as who types is. This computer's own camera is not: its
    codes are held up in front of people, who would wait with them; the dashboard tells of both.
    """
    answers: list[Answer] = []
    for each in found:
        try:
            answers.append(_scan_read(desk, station, each, by))
        except TooSoon:
            if not answers:
                raise
            break
    return answers


def _scan_read(desk: Desk, station: Station, code: ReadCode, by: str) -> Answer:
    scan = Scan(
        scan_id=str(uuid4()),
        code=code.code[:LONGEST_CODE],
        scanned_at=desk.now(),
        means=Means.CAMERA,
        station_id=station.id,
        reading=Reading(code.how, code.score),
        by=by,
    )
    return check_in_slowed(desk, scan)


def _scan_id(text: str | None) -> str:
    try:
        return str(UUID(text or ""))
    except ValueError:
        return str(uuid4())
