"""The door at this computer: a camera that is chosen, replaced, and answers by itself."""

import os
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import cv2
import numpy as np
import pytest

from badges.drawing import Style
from badges.face import Face
from badges.png import png
from kiosk.core.errors import Unreadable
from kiosk.core.model import Means
from kiosk.core.updates import Topic
from kiosk.desk import Desk
from kiosk.server_camera import SIMULATED, ServerCamera
from kiosk.services.attendance import attendance
from kiosk.services.sessions import choose_session
from tests.hostile_pictures import LOGOS, PICTURES
from tests.makers import Maker

DEADLINE = 90.0  # Only where it never happens: a busy machine takes long.


@pytest.fixture
def door(sqlite_desk: Desk) -> Iterator[ServerCamera]:
    door = ServerCamera(sqlite_desk, "")
    door.start()
    yield door
    door.stop()


def waited(until: Callable[[], object]) -> object:
    end = time.monotonic() + DEADLINE
    while time.monotonic() < end:
        if found := until():
            return found
        time.sleep(0.02)
    pytest.fail("it did not happen in time")


def film(path: Path, code: str) -> Path:
    """A badge held before the camera for two seconds."""
    badge = cv2.imdecode(np.frombuffer(png(Face(code, "Ada"), Style(), (105, 148.5)), np.uint8), 1)
    frame = np.full((720, 1280, 3), 100, np.uint8)
    shown = cv2.resize(badge, (495, 700))
    frame[10:710, 400:895] = shown
    with path.open("wb") as out:
        for shade in range(50):
            frame[:5] = 100 + shade
            out.write(cv2.imencode(".jpg", frame)[1].tobytes())
    return path


def test_without_a_camera_the_door_is_off_and_says_so(door: ServerCamera, make: Maker) -> None:
    state = door.state()

    assert (state.status, state.in_view, door.preview()) == ("off", False, None)


def test_a_camera_that_will_come_is_being_opened_and_not_off(sqlite_desk: Desk) -> None:
    assert ServerCamera(sqlite_desk, SIMULATED).state().status == "opening"


def test_a_badge_before_the_chosen_camera_is_checked_in_by_itself(
    door: ServerCamera, sqlite_desk: Desk, make: Maker, tmp_path: Path
) -> None:
    event = make.event()
    ada = make.participant(event)
    choose_session(sqlite_desk, make.sessions(event)[0].id, "Siti")
    door.answers_are_shown()
    with sqlite_desk.updates.listen() as updates:
        door.choose(str(film(tmp_path / "film.mjpeg", make.badge(ada).code)))

        heard = waited(lambda: (u := updates.take(0.1)) and u.topic is Topic.SCAN and u)

    assert heard
    arrival = waited(lambda: attendance(sqlite_desk, event).records[0].check_ins)
    assert isinstance(arrival, dict)
    assert next(iter(arrival.values())).means is Means.CAMERA
    assert door.state().last_read_code == make.badge(ada).code


def test_nobody_is_checked_in_while_no_page_shows_the_answers(
    door: ServerCamera, sqlite_desk: Desk, make: Maker, tmp_path: Path
) -> None:
    event = make.event()
    ada = make.participant(event)
    choose_session(sqlite_desk, make.sessions(event)[0].id, "Siti")
    ends = door.answers_are_shown()
    ends()

    door.choose(str(film(tmp_path / "film.mjpeg", make.badge(ada).code)))

    assert waited(lambda: door.state().last_read_code == make.badge(ada).code)
    assert not door.state().admits
    assert attendance(sqlite_desk, event).records[0].check_ins == {}


def test_the_preview_is_a_picture_of_what_the_camera_sees(
    door: ServerCamera, make: Maker, tmp_path: Path
) -> None:
    ada = make.participant(make.event())
    door.choose(str(film(tmp_path / "film.mjpeg", make.badge(ada).code)))

    jpeg = waited(door.preview)

    assert isinstance(jpeg, bytes)
    assert cv2.imdecode(np.frombuffer(jpeg, np.uint8), 1).shape[1] == 640


def test_a_camera_that_is_not_there_is_lost_and_the_door_goes_on(
    door: ServerCamera, make: Maker
) -> None:
    door.choose("/dev/video77")

    assert waited(lambda: door.state().status in {"lost", "opening"})
    assert door.preview() is None


def test_a_picture_from_a_browser_is_read_and_a_letter_is_not(
    door: ServerCamera, make: Maker
) -> None:
    ada = make.participant(make.event())
    code = make.badge(ada).code
    picture = png(Face(code, "Ada"), Style(), (105, 148.5))

    assert [each.code for each in door.read_image(picture)] == [code]
    assert door.read_image(BytesIO(b"Dear Sir").getvalue()) == []
    assert door.read_image(b"") == []


def test_a_blurred_badge_in_a_picture_is_recognized_among_those_of_now(
    door: ServerCamera, make: Maker
) -> None:
    event = make.event()
    pictures = []
    for name in ("Ada", "Grace"):
        code = make.badge(make.participant(event, name)).code
        badge = cv2.imdecode(
            np.frombuffer(png(Face(code, name), Style(), (105, 148.5)), np.uint8), 0
        )
        blurred = cv2.GaussianBlur(cv2.resize(badge, (330, 466)), (0, 0), 5.6)
        pictures.append((code, cv2.imencode(".jpg", blurred)[1].tobytes()))
        door._know_roster()

        found = [(each.code, each.how) for each in door.read_image(pictures[-1][1])]

        assert found == [(code, "recognized")]


HOSTILE = {**PICTURES, **LOGOS}
LONG = "thousands of scans"


@pytest.mark.parametrize(
    "name",
    [pytest.param(each, marks=pytest.mark.slow) if each == LONG else each for each in HOSTILE],
)
def test_a_hostile_picture_is_no_badge_or_a_sentence_and_the_next_is_read(
    door: ServerCamera, make: Maker, name: str
) -> None:
    code = make.badge(make.participant(make.event())).code

    try:
        assert door.read_image(HOSTILE[name]()) == []
    except Unreadable as error:
        assert "picture" in str(error)  # noqa: PT017  either is right

    after = door.read_image(png(Face(code, "Ada"), Style(), (105, 148.5)))
    assert [each.code for each in after] == [code]


def test_a_door_that_expects_pictures_has_a_process_for_them_and_begins_it_once(
    door: ServerCamera, sqlite_desk: Desk
) -> None:
    for _each in range(5):
        door.expect_pictures()

    assert waited(lambda: not door._expecting.locked())
    assert sqlite_desk.picture_readers.call("a", os.getpid) != os.getpid()


def test_a_process_that_dies_over_a_picture_takes_nothing_along(
    door: ServerCamera, sqlite_desk: Desk, make: Maker
) -> None:
    code = make.badge(make.participant(make.event())).code
    with pytest.raises(Unreadable):
        sqlite_desk.picture_readers.call("a.png", os._exit, 1)

    after = door.read_image(png(Face(code, "Ada"), Style(), (105, 148.5)))

    assert [each.code for each in after] == [code]


def test_people_come_to_the_drawn_door(sqlite_desk: Desk, make: Maker) -> None:
    event = make.event()
    for n in range(5):
        make.participant(event, f"Guru {n}")
    choose_session(sqlite_desk, make.sessions(event)[0].id, "Siti")
    door = ServerCamera(sqlite_desk, SIMULATED)
    door.answers_are_shown()
    door.start()

    arrived = waited(lambda: any(each.check_ins for each in attendance(sqlite_desk, event).records))
    door.stop()

    assert arrived
