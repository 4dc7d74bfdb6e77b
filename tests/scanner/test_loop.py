"""What counts is told once, whatever frames, readers and answers do."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from badges.code import new_code
from kiosk.scanner.camera.camera import open_camera
from kiosk.scanner.camera.live import LiveCamera
from kiosk.scanner.loop import Loop, Reads, Seen, scans
from kiosk.scanner.reading.films import Reader
from kiosk.scanner.repeats import Repeats
from tests.fakes import BrokenReader, FakeCamera, FakeReader, FakeSource, eventually, picture
from tests.scanner.films import badge_picture, folder, mjpeg

ADA, GRACE = new_code(), new_code()
EMPTY = 1
EIGHT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def shown(values: list[int], reader: Reads, every_s: float = 0.1) -> list[Seen]:
    camera = FakeCamera([picture(value) for value in values], every_s)
    return list(scans(camera, reader, Repeats()))


def codes(found: list[Seen]) -> list[str]:
    return [seen.code for seen in found]


@pytest.fixture
def told() -> list[Seen]:
    return []


@pytest.fixture
def loops() -> Iterator[list[Loop]]:
    running: list[Loop] = []
    yield running
    for loop in running:
        loop.stop()


def test_a_badge_in_many_frames_is_one_scan() -> None:
    found = shown([EMPTY, 2, 2, 2, 2, EMPTY], FakeReader({2: [ADA]}))

    assert codes(found) == [ADA]
    assert found[0].at == pytest.approx(0.1)


def test_two_badges_in_one_frame_are_two_scans() -> None:
    assert codes(shown([2, 2], FakeReader({2: [ADA, GRACE]}))) == [ADA, GRACE]


def test_the_next_person_counts_at_once() -> None:
    assert codes(shown([2, 3, 2, 3], FakeReader({2: [ADA], 3: [GRACE]}))) == [ADA, GRACE]


def test_a_badge_that_comes_back_later_is_a_new_scan() -> None:
    values = [2] * 5 + [EMPTY] * 40 + [2] * 5

    assert codes(shown(values, FakeReader({2: [ADA]}))) == [ADA, ADA]


def test_a_foreign_symbol_counts_too_as_the_text_it_is() -> None:
    assert codes(shown([2, 2], FakeReader({2: ["https://example.org"]}))) == ["https://example.org"]


def test_a_code_is_normalised() -> None:
    lower = f"{ADA[:4]}-{ADA[4:]}".lower()

    assert codes(shown([2, 3], FakeReader({2: [lower], 3: [ADA]}))) == [ADA]


def test_a_scan_of_a_film_happened_at_its_beginning_plus_film_time() -> None:
    camera = FakeCamera([picture(EMPTY)] * 20 + [picture(2)], every_s=0.5)

    seen = next(scans(camera, FakeReader({2: [ADA]}), Repeats(), EIGHT))

    assert seen.scanned_at == EIGHT + timedelta(seconds=10)


def test_without_a_beginning_a_scan_happened_now() -> None:
    found = shown([2], FakeReader({2: [ADA]}))

    assert abs(found[0].scanned_at - datetime.now(UTC)) < timedelta(seconds=5)


def test_a_frame_that_breaks_the_reader_is_passed_over_and_logged_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    found = shown([13, 13, 2, 13], BrokenReader({2: [ADA]}))

    assert codes(found) == [ADA]
    assert len(caplog.records) == 1


def test_the_same_film_gives_the_same_scans_twice(tmp_path: Path) -> None:
    ada, grace = badge_picture(ADA), badge_picture(GRACE)
    film = mjpeg(tmp_path / "film.mjpeg", [ada] * 4 + [grace] * 4)

    once, again = (
        [(seen.code, seen.at) for seen in scans(open_camera(film), Reader(), Repeats())]
        for _ in range(2)
    )

    assert once == again == [(ADA, 0.0), (GRACE, pytest.approx(4 / 25))]


def test_a_folder_of_photographs_is_scanned(tmp_path: Path) -> None:
    path = folder(tmp_path / "photos", [badge_picture(ADA, GRACE), badge_picture(ADA)])

    found = scans(open_camera(path), Reader(), Repeats())

    assert {seen.code for seen in found} == {ADA, GRACE}


def test_the_loop_tells_every_scan_and_ends_with_the_film(
    told: list[Seen], loops: list[Loop]
) -> None:
    camera = FakeCamera([picture(value) for value in (EMPTY, 2, 2, 3)])
    loop = Loop(camera, FakeReader({2: [ADA], 3: [GRACE]}), Repeats(), told.append)
    loops.append(loop)

    loop.start()

    assert loop.join(5)
    assert codes(told) == [ADA, GRACE]


def test_an_answer_that_fails_does_not_stop_the_door(
    told: list[Seen], loops: list[Loop], caplog: pytest.LogCaptureFixture
) -> None:
    def answer(seen: Seen) -> None:
        if seen.code == ADA:
            raise OSError("the disk is full")
        told.append(seen)

    reader = FakeReader({2: [ADA], 3: [GRACE]})
    loop = Loop(FakeCamera([picture(2), picture(3)]), reader, Repeats(), answer)
    loops.append(loop)
    loop.start()

    assert loop.join(5)
    assert codes(told) == [GRACE]
    assert "could not be answered" in caplog.text


def test_a_slow_answer_does_not_hold_up_the_reading(told: list[Seen], loops: list[Loop]) -> None:
    slow = threading.Event()
    reader = FakeReader({2: [ADA], 3: [GRACE]})

    def answer(seen: Seen) -> None:
        slow.wait(5)
        told.append(seen)

    camera = FakeCamera([picture(2), *[picture(EMPTY)] * 20, picture(3)])
    loop = Loop(camera, reader, Repeats(), answer)
    loops.append(loop)
    loop.start()

    assert eventually(lambda: len(reader.looked_at) == 22)
    assert told == []
    slow.set()
    assert loop.join(5)
    assert codes(told) == [ADA, GRACE]


def test_what_is_in_view_now_and_the_last_badge_read_are_known(
    told: list[Seen], loops: list[Loop]
) -> None:
    source = FakeSource(picture(EMPTY), picture(2))
    camera = LiveCamera("fake", lambda: source)
    loop = Loop(camera, FakeReader({2: [ADA]}), Repeats(), told.append)
    loops.append(loop)
    assert loop.in_view is None
    assert loop.last_read is None

    loop.start()

    assert eventually(lambda: loop.last_read is not None)
    assert loop.last_read is not None
    assert (loop.last_read.code, loop.last_read.side_px) == (ADA, pytest.approx(20))
    assert eventually(lambda: loop.in_view is not None and len(loop.in_view.symbols) == 1)
    assert loop.in_view is not None
    assert (loop.in_view.width, loop.in_view.height) == (64, 48)
    camera.close()


def test_nothing_is_in_view_once_the_camera_is_silent(told: list[Seen], loops: list[Loop]) -> None:
    silent = threading.Event()
    camera = LiveCamera("fake", lambda: FakeSource(picture(2), silent))
    loop = Loop(camera, FakeReader({2: [ADA]}), Repeats(), told.append)
    loops.append(loop)
    loop.start()
    assert eventually(lambda: len(told) == 1)

    assert eventually(lambda: loop.in_view is None)
    silent.set()
    camera.close()


def test_a_stopped_loop_has_told_everything_and_looks_no_more(told: list[Seen]) -> None:
    camera = LiveCamera("fake", lambda: FakeSource(picture(2)))
    reader = FakeReader({2: [ADA]})
    loop = Loop(camera, reader, Repeats(), told.append)
    loop.start()
    assert eventually(lambda: bool(reader.looked_at))

    loop.stop()
    looks = len(reader.looked_at)
    camera.close()

    assert codes(told) == [ADA]
    assert len(reader.looked_at) == looks


def test_a_loop_on_a_lost_camera_stops_too(told: list[Seen]) -> None:
    camera = LiveCamera("fake", lambda: FakeSource(None))
    loop = Loop(camera, FakeReader(), Repeats(), told.append)
    loop.start()

    loop.stop()

    assert loop.join(0)
    camera.close()


def test_a_loop_that_never_began_and_one_that_has_ended_can_be_stopped(told: list[Seen]) -> None:
    loop = Loop(FakeCamera([picture(2)]), FakeReader({2: [ADA]}), Repeats(), told.append)
    loop.stop()
    assert told == []

    ended = Loop(FakeCamera([picture(2)]), FakeReader({2: [ADA]}), Repeats(), told.append)
    ended.start()
    ended.join(5)
    ended.stop()
    ended.stop()
    assert codes(told) == [ADA]
