"""The scans of the camera here: each gets its answer, or the door is told that it has none."""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from uuid import uuid4

import pytest

from kiosk.core.errors import HadirError
from kiosk.core.model import Scan, ScanOutcome
from kiosk.core.updates import Topic, Update
from kiosk.desk import Desk
from kiosk.services.answering import answer_scans
from kiosk.services.check_ins import answer_to
from kiosk.services.scans_in_hand import ScansInHand
from kiosk.storage.database import Tx
from tests.fakes import eventually
from tests.makers import Maker


@pytest.fixture
def hands(sqlite_desk: Desk) -> Iterator[ScansInHand]:
    hands = ScansInHand(sqlite_desk)
    yield hands
    hands.close()


@pytest.fixture
def scan(make: Maker) -> Scan:
    return make.scan(make.participant(make.event()))


def _told_of(desk: Desk, hands: ScansInHand, scan: Scan) -> list[Update]:
    """Return what the doors hear of a scan until it is no longer in hand."""
    with desk.updates.listen() as news:
        hands.answer(scan)
        hands.close()
        told = []
        while update := news.take(0):
            told.append(update)
    return [each for each in told if each.scan_id == scan.scan_id]


def test_a_scan_is_answered_and_the_door_hears_of_it(
    sqlite_desk: Desk, hands: ScansInHand, scan: Scan
) -> None:
    assert [each.topic for each in _told_of(sqlite_desk, hands, scan)] == [Topic.SCAN]
    assert answer_to(sqlite_desk, scan.scan_id)
    assert not hands.unanswered


def test_a_scan_that_could_not_be_stored_is_said_to_be_so(
    sqlite_desk: Desk, hands: ScansInHand, scan: Scan
) -> None:
    folder = sqlite_desk.settings.data
    folder.rename(folder.with_name("away"))

    (told,) = _told_of(sqlite_desk, hands, scan)

    folder.with_name("away").rename(folder)
    assert (told.topic, told.station_id) == (Topic.NOT_STORED, scan.station_id)
    assert answer_to(sqlite_desk, scan.scan_id) is None


def test_a_scan_of_which_nothing_is_known_yet_is_asked_for_until_it_has_its_answer(
    sqlite_desk: Desk, hands: ScansInHand, scan: Scan
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slowly(tx: Tx, scans: Sequence[Scan]) -> list[ScanOutcome | HadirError]:
        begun.set()
        go_on.wait(30)
        return answer_scans(sqlite_desk, tx, scans)

    first = threading.Thread(target=sqlite_desk.store.together, args=([scan], slowly))
    first.start()
    begun.wait(30)
    with sqlite_desk.updates.listen() as news:
        hands.answer(scan)
        assert eventually(lambda: hands.unanswered)
        go_on.set()
        first.join()
        assert eventually(lambda: not hands.unanswered)
        hands.close()
        assert news.take(0) is None
    assert answer_to(sqlite_desk, scan.scan_id)


def test_a_scan_that_breaks_the_program_leaves_the_door_going_on(
    sqlite_desk: Desk, hands: ScansInHand, scan: Scan, caplog: pytest.LogCaptureFixture
) -> None:
    spoilt = replace(scan, scan_id=str(uuid4()), code=None)  # type: ignore[arg-type]

    (told,) = _told_of(sqlite_desk, hands, spoilt)

    assert told.topic is Topic.NOT_STORED
    assert "the door goes on" in caplog.text
