"""The line of writers: in order, with scans taken along, and left in time."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from kiosk.core.errors import Busy
from kiosk.core.model import Answer, Reason, Scan, ScanOutcome
from kiosk.storage.engine.turns import Turns, WaitingScans
from tests.fakes import eventually

NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)
LONG = 30.0


def scan(name: str) -> WaitingScans:
    return WaitingScans(LONG, [Scan(name, "code", NOW)])


def outcome(name: str) -> ScanOutcome:
    return ScanOutcome(Answer(name, Reason.OK, "code", NOW), event_id=1)


def started(target: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=target)
    thread.start()
    return thread


def test_writers_have_their_turns_in_the_order_in_which_they_came() -> None:
    turns, wrote = Turns(), []
    writers = []

    def write(name: int) -> None:
        with turns.turn(LONG):
            wrote.append(name)

    with turns.turn(LONG):
        for name in range(5):
            writers.append(started(lambda name=name: write(name)))  # type: ignore[misc]
            assert eventually(lambda name=name: len(turns) == name + 1)  # type: ignore[misc]
    for each in writers:
        each.join()

    assert wrote == [0, 1, 2, 3, 4]


def test_a_scan_that_was_taken_along_needs_no_turn() -> None:
    turns, waiting = Turns(), scan("follower")
    had_turn = []

    with turns.turn(LONG):
        follower = started(lambda: had_turn.append(turns.enter(waiting)))
        assert eventually(lambda: len(turns) == 1)
        [taken] = turns.take_along(63)
        taken.outcomes = [outcome("follower")]
        taken.wake.release()
        follower.join()

    assert had_turn == [False]
    with turns.turn(0):
        assert len(turns) == 0


def test_a_writer_is_not_taken_along_and_no_more_scans_than_asked_for() -> None:
    turns, wrote = Turns(), []
    scans = [scan(str(n)) for n in range(3)]

    def write() -> None:
        with turns.turn(LONG):
            wrote.append("writer")

    with turns.turn(LONG):
        threads = [started(write)]
        assert eventually(lambda: len(turns) == 1)
        for place, each in enumerate(scans, start=2):
            threads.append(started(lambda each=each: turns.enter(each)))  # type: ignore[misc]
            assert eventually(lambda place=place: len(turns) == place)  # type: ignore[misc]

        taken = turns.take_along(2)

        assert [each.scans[0].scan_id for each in taken] == ["0", "1"]
        for each in taken:
            each.outcomes = [outcome("taken")]
            each.wake.release()
    for thread in threads:
        thread.join()
    assert wrote == ["writer"]


def test_a_scan_that_came_alone_goes_before_those_that_were_kept() -> None:
    turns = Turns()
    kept = WaitingScans(LONG, [Scan(str(n), "code", NOW) for n in range(3)])
    several = [kept, scan("alone")]

    with turns.turn(LONG):
        threads = []
        for place, each in enumerate(several, start=1):
            threads.append(started(lambda each=each: turns.enter(each)))  # type: ignore[misc]
            assert eventually(lambda place=place: len(turns) == place)  # type: ignore[misc]

        taken = turns.take_along(3)

        assert [each.scans[0].scan_id for each in taken] == ["alone"]
        assert turns.take_along(3) == [kept]
        for each in several:
            each.outcomes = [outcome("taken")] * len(each.scans)
            each.wake.release()
    for thread in threads:
        thread.join()


def test_who_waits_in_vain_leaves_the_line_and_nothing_is_taken_along() -> None:
    turns = Turns()

    with turns.turn(LONG):
        with pytest.raises(Busy):
            turns.enter(WaitingScans(0.01, [Scan("late", "code", NOW)]))

        assert turns.take_along(63) == []
    with turns.turn(0):
        pass


def test_a_turn_that_fails_is_given_on() -> None:
    turns = Turns()

    with pytest.raises(ZeroDivisionError), turns.turn(LONG):
        raise ZeroDivisionError

    with turns.turn(0):
        pass
