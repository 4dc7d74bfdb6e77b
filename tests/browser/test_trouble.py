"""The door while nothing can be stored: told in words, shape and sound, and its end as well."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from kiosk.core.model import Participant
from kiosk.core.updates import Topic, Update
from kiosk.desk import Desk
from kiosk.services import stations
from kiosk.services.scans_in_hand import ScansInHand
from kiosk.services.watch import StorageWatch
from kiosk.storage import schema
from tests.browser.doors import answer, hand_scanner
from tests.conftest import Clock
from tests.door_camera import DoorCameraByHand
from tests.makers import Maker

pytestmark = pytest.mark.browser


class Lock:
    """Another program that holds the database."""

    def __init__(self, other: sqlite3.Connection) -> None:
        self._other = other

    def take(self) -> None:
        self._other.execute("BEGIN IMMEDIATE")

    def give_back(self) -> None:
        self._other.execute("ROLLBACK")


@pytest.fixture
def lock(sqlite_desk: Desk) -> Iterator[Lock]:
    path = sqlite_desk.settings.data / "hadir.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        yield Lock(other)


@pytest.fixture
def watch(sqlite_desk: Desk) -> Iterator[StorageWatch]:
    watch = StorageWatch(sqlite_desk)
    watch.start()
    yield watch
    watch.stop()


def scans(desk: Desk) -> int:
    with desk.store.read() as tx:
        return tx.execute(select(func.count()).select_from(schema.scan)).scalar_one()


def test_a_database_that_somebody_holds_lies_over_the_door_and_its_return_is_said(
    door: Page,
    lock: Lock,
    watch: StorageWatch,
) -> None:
    lock.take()
    expect(door.locator("[data-trouble=failed]")).to_contain_text("Nothing is recorded now")
    expect(door.locator("[data-trouble=failed]")).to_contain_text("paper list")
    assert 165 in door.evaluate("window.tones"), "it is heard, too"

    hand_scanner(door, "A1B2C3D4E5F6G7H")
    red = door.locator("[data-trouble=failed]").evaluate("e => getComputedStyle(e).backgroundImage")
    expect(door.locator("[data-answer=failed]")).to_have_css("background-image", red)

    lock.give_back()
    expect(door.locator("[data-trouble=over]")).to_contain_text("records again")
    expect(door.locator("[data-trouble]")).to_have_count(0)


def test_a_badge_of_the_camera_that_could_not_be_stored_is_answered_so(
    door: Page,
    lock: Lock,
    make: Maker,
    ada: Participant,
    sqlite_desk: Desk,
) -> None:
    station = stations.server_station(sqlite_desk)
    camera = ScansInHand(sqlite_desk)
    lock.take()
    camera.answer(make.scan(ada, station_id=station.id))

    assert answer(door) == "failed"
    expect(door.locator(".answer__word")).to_have_text("Not recorded")
    lock.give_back()
    camera.close()
    assert scans(sqlite_desk) == 0


def test_a_hand_scanner_is_told_that_nothing_was_stored_and_nothing_is(
    door: Page,
    lock: Lock,
    make: Maker,
    ada: Participant,
    sqlite_desk: Desk,
) -> None:
    lock.take()
    hand_scanner(door, make.badge(ada).code)

    assert answer(door) == "failed"
    lock.give_back()
    assert scans(sqlite_desk) == 0


def test_a_scan_that_hangs_is_said_to_be_unknown(
    door: Page,
    camera: DoorCameraByHand,
    sqlite_desk: Desk,
) -> None:
    camera.is_now(unanswered=True)
    sqlite_desk.updates.deliver(Update(Topic.CAMERA, 0))
    expect(door.locator("[data-trouble=unsure]")).to_contain_text("not known yet")

    camera.is_now(unanswered=False)
    sqlite_desk.updates.deliver(Update(Topic.CAMERA, 0))
    expect(door.locator("[data-trouble]")).to_have_count(0)


def test_a_clock_that_differs_from_the_screens_is_said_at_the_door_and_to_staff(
    door: Page, sqlite_desk: Desk, clock: Clock
) -> None:
    door.clock.set_fixed_time(clock.now)
    expect(door.locator("[data-clocks-apart]")).to_be_hidden()

    clock.pass_by(hours=2)
    expect(door.locator("[data-clocks-apart]")).to_be_visible()
    while not sqlite_desk.clocks.ahead(clock.now):
        door.wait_for_timeout(50)

    (ahead,) = sqlite_desk.clocks.ahead(clock.now).values()
    assert round(ahead.total_seconds()) == -7200


def test_what_fails_is_seen_before_the_dialog_with_which_a_door_begins(
    door: Page, lock: Lock, watch: StorageWatch
) -> None:
    lock.take()
    expect(door.locator("[data-trouble=failed]")).to_be_visible()
    door.evaluate("sessionStorage.clear()")
    door.reload()
    expect(door.locator("[data-start]")).to_be_visible()

    door.wait_for_function(
        """() => {
          const word = document.querySelector(".trouble__word");
          const box = word?.getBoundingClientRect();
          return box && document.elementFromPoint(
            box.x + box.width / 2, box.y + box.height / 2) === word;
        }"""
    )
    lock.give_back()
