"""Every kind of source, and every way in which a camera fails and comes back."""

import threading
import time
from collections.abc import Callable, Iterator
from itertools import chain, pairwise, repeat
from pathlib import Path

import pytest

from kiosk.scanner.camera.camera import WITH_FILMS, Camera, keep_camera, open_camera
from kiosk.scanner.camera.devices import list_cameras
from kiosk.scanner.camera.errors import (
    CameraError,
    CameraMissing,
    FilmEmpty,
    FilmUnreadable,
    FolderEmpty,
)
from kiosk.scanner.camera.health import CameraCondition, Patience, Watch
from kiosk.scanner.camera.live import LiveCamera, Opener
from kiosk.scanner.camera.sources import Source, Wish
from tests.fakes import FakeSource, MovingSource, eventually, picture
from tests.scanner.films import folder, mjpeg, mp4

QUICK = Patience(
    open_s=0.15, lost_s=0.1, frozen_s=0.12, dark_s=0.1, retry_s=0.02, slowest_retry_s=0.08
)


def opener(*sources: Source | CameraError) -> Opener:
    """Open one after the other, the last one again and again."""
    turns: Iterator[Source | CameraError] = chain(sources, repeat(sources[-1]))

    def open_next() -> Source:
        turn = next(turns)
        if isinstance(turn, CameraError):
            raise turn
        return turn

    return open_next


@pytest.fixture
def live() -> Iterator[list[LiveCamera]]:
    cameras: list[LiveCamera] = []
    yield cameras
    for camera in cameras:
        camera.close()


def watched(live: list[LiveCamera], *sources: Source | CameraError) -> LiveCamera:
    camera = LiveCamera("fake", opener(*sources), patience=QUICK)
    live.append(camera)
    return camera


def times(camera: Camera) -> list[float]:
    found = []
    while (frame := camera.next(-1, 0)) is not None:
        found.append(frame.at)
    return found


def test_a_film_hands_out_every_frame_in_order_with_film_time(tmp_path: Path) -> None:
    camera = open_camera(mp4(tmp_path / "film.mp4", [picture(k) for k in range(30)], fps=10))

    assert times(camera) == pytest.approx([k / 10 for k in range(30)])
    assert camera.ended


def test_a_film_of_concatenated_jpegs_is_a_film(tmp_path: Path) -> None:
    camera = open_camera(mjpeg(tmp_path / "film.mjpeg", [picture(k) for k in range(12)]))

    assert len(times(camera)) == 12


def test_a_film_says_what_it_is(tmp_path: Path) -> None:
    camera = open_camera(mp4(tmp_path / "film.mp4", [picture(1)] * 3, fps=20))

    health = camera.health()

    assert (health.state, health.fps) == (CameraCondition.OK, 20)
    assert health.granted is not None
    assert (health.granted.width, health.granted.height) == (64, 48)
    assert health.granted.backend == "FFMPEG"


def test_a_film_that_has_ended_says_so(tmp_path: Path) -> None:
    camera = open_camera(mjpeg(tmp_path / "film.mjpeg", [picture(1)] * 2))
    times(camera)

    assert camera.health().state is CameraCondition.ENDED


def test_a_folder_plays_its_images_by_number_and_leaves_out_what_is_no_image(
    tmp_path: Path,
) -> None:
    images = [picture(10 * k, width=64 + k) for k in range(1, 12)]
    path = folder(tmp_path / "images", images)
    (path / "notes.txt").write_text("not an image")
    (path / "5.5.jpg").write_bytes(b"broken")

    camera = open_camera(path, Wish(fps=10))
    widths = []
    while (frame := camera.next(-1, 0)) is not None:
        widths.append(frame.image.shape[1])

    assert widths == [image.shape[1] for image in images]


@pytest.mark.parametrize(
    ("make", "error"),
    [
        pytest.param(Path.resolve, FilmUnreadable, id="no such file"),
        pytest.param(lambda path: path.write_bytes(b""), FilmUnreadable, id="an empty file"),
        pytest.param(lambda path: path.write_bytes(b"x" * 9000), FilmUnreadable, id="no film"),
        pytest.param(lambda path: path.mkdir(), FolderEmpty, id="a folder without images"),
    ],
)
def test_what_cannot_be_played_is_told_in_one_sentence(
    tmp_path: Path, make: Callable[[Path], object], error: type[CameraError]
) -> None:
    path = tmp_path / "film.mp4"
    make(path)

    with pytest.raises(error, match=r"film\.mp4 .*\.$"):
        open_camera(path)


def test_a_film_without_a_frame_is_told(tmp_path: Path) -> None:
    path = mp4(tmp_path / "film.mp4", [picture(1)] * 2)
    header_only = path.read_bytes().replace(b"mdat", b"free")
    path.write_bytes(header_only[:40] + bytes(200) + header_only[240:])

    with pytest.raises((FilmEmpty, FilmUnreadable)):
        open_camera(path)


def test_a_webcam_that_is_not_there_is_told_at_once() -> None:
    with pytest.raises(CameraMissing, match="Camera 63 gives no picture"):
        open_camera("63")


def test_a_device_path_that_is_not_there_is_told_at_once() -> None:
    with pytest.raises(CameraMissing, match="/dev/video63"):
        open_camera("/dev/video63")


def test_a_stream_that_does_not_answer_is_told_without_its_password() -> None:
    with pytest.raises(CameraMissing, match=r"rtsp://127\.0\.0\.1:9/door") as told:
        open_camera("rtsp://admin:secret@127.0.0.1:9/door")

    assert "secret" not in str(told.value)


def test_the_list_of_cameras_is_a_list_even_without_any() -> None:
    assert all(found.source and found.name for found in list_cameras())


def test_a_live_camera_shows_the_newest_frame_only(live: list[LiveCamera]) -> None:
    camera = watched(live, MovingSource())
    assert eventually(lambda: camera.health().frames > 20)

    frame = camera.next(0, 1)

    assert frame is not None
    assert frame.number >= 20


def test_a_frame_is_handed_out_once_to_whoever_names_the_last(live: list[LiveCamera]) -> None:
    silent = threading.Event()
    camera = watched(live, FakeSource(picture(1), silent))

    first = camera.next(-1, 1)

    assert first is not None
    assert camera.next(first.number, 0.01) is None
    silent.set()


def test_a_working_camera_is_ok_and_tells_rate_light_and_what_was_granted(
    live: list[LiveCamera],
) -> None:
    camera = watched(live, MovingSource())
    assert eventually(lambda: camera.health().state is CameraCondition.OK)

    health = camera.health()

    assert health.fps > 0
    assert health.light is not None
    assert health.light.brightness == pytest.approx(60, abs=3)
    assert health.granted is not None
    assert health.granted.backend == "FAKE"


def test_an_unplugged_camera_is_lost_and_comes_back_by_itself(live: list[LiveCamera]) -> None:
    broken = FakeSource(picture(1), picture(2), None)
    camera = watched(live, broken, CameraMissing("fake"), CameraMissing("fake"), MovingSource())

    assert eventually(lambda: camera.health().state is CameraCondition.LOST)
    assert eventually(lambda: camera.health().state is CameraCondition.OK)
    assert camera.health().reopened >= 3
    assert broken.closed == 1


def test_a_lost_camera_says_what_is_wrong_until_it_is_back(live: list[LiveCamera]) -> None:
    camera = watched(live, CameraMissing("fake"))

    assert eventually(lambda: camera.health().trouble is not None)
    assert "plug it in" in (camera.health().trouble or "")


def test_a_camera_that_stays_away_is_opened_again_slower_and_slower(
    live: list[LiveCamera],
) -> None:
    opened: list[float] = []

    def open_next() -> Source:
        opened.append(time.monotonic())
        raise CameraMissing("fake")

    live.append(LiveCamera("fake", open_next, patience=QUICK))

    assert eventually(lambda: len(opened) > 3)
    first, second, third = (later - earlier for earlier, later in pairwise(opened[:4]))
    assert first >= 0.02
    assert second >= 0.04
    assert third >= 0.08


def test_the_pause_before_opening_again_has_an_end() -> None:
    patience = Patience(slowest_retry_s=3.0)

    assert [patience.longer(pause) for pause in (0.5, 1.0, 2.0, 3.0)] == [1.0, 2.0, 3.0, 3.0]


def test_a_camera_that_blocks_is_lost_and_opened_again(live: list[LiveCamera]) -> None:
    stuck = threading.Event()
    camera = watched(live, FakeSource(picture(1), stuck), MovingSource())

    assert eventually(lambda: camera.health().state is CameraCondition.LOST)
    assert eventually(lambda: camera.health().state is CameraCondition.OK)
    stuck.set()


def test_a_camera_that_blocks_again_and_again_does_not_fill_the_machine_with_threads(
    live: list[LiveCamera],
) -> None:
    stuck = threading.Event()
    before = threading.active_count()
    camera = watched(live, FakeSource(picture(1), stuck), FakeSource(stuck))

    assert eventually(lambda: camera.health().reopened >= 3)

    assert threading.active_count() - before <= 6
    stuck.set()


def test_a_camera_that_takes_too_long_to_open_is_given_up_and_tried_again(
    live: list[LiveCamera],
) -> None:
    stuck = threading.Event()
    turns = iter([True, False])

    def open_next() -> Source:
        if next(turns):
            stuck.wait(5)
        return MovingSource()

    camera = LiveCamera("fake", open_next, patience=QUICK)
    live.append(camera)

    assert camera.health().state is CameraCondition.OPENING
    assert eventually(lambda: camera.health().state is CameraCondition.OK)
    stuck.set()


def test_a_frozen_camera_is_told_and_opened_again(live: list[LiveCamera]) -> None:
    frozen = FakeSource(picture(1))
    camera = watched(live, frozen, frozen, MovingSource())

    assert eventually(lambda: camera.health().state is CameraCondition.FROZEN)
    assert eventually(lambda: camera.health().state is CameraCondition.OK)
    assert camera.health().reopened >= 2


def test_a_black_picture_is_told(live: list[LiveCamera]) -> None:
    black = picture(1) * 0
    camera = watched(live, FakeSource(picture(1), black))

    assert eventually(lambda: camera.health().state is CameraCondition.DARK)


def test_a_driver_that_raises_is_a_camera_that_failed(
    live: list[LiveCamera], caplog: pytest.LogCaptureFixture
) -> None:
    broken = FakeSource()
    camera = watched(live, broken, MovingSource())

    assert eventually(lambda: camera.health().state is CameraCondition.OK)
    assert "driver failed" in caplog.text


def test_numbers_go_on_when_the_camera_was_opened_again(live: list[LiveCamera]) -> None:
    camera = watched(live, FakeSource(*[picture(k) for k in range(9)], None), MovingSource())
    assert eventually(lambda: camera.health().reopened == 1 and camera.health().frames > 9)

    frame = camera.next(8, 1)

    assert frame is not None
    assert frame.number > 8


def test_a_closed_camera_gives_its_device_back_and_ends() -> None:
    source = MovingSource()
    camera = LiveCamera("fake", opener(source), patience=QUICK)
    assert eventually(lambda: camera.health().state is CameraCondition.OK)

    camera.close()

    assert source.closed == 1
    assert camera.ended
    assert camera.health().state is CameraCondition.ENDED


def test_a_kept_camera_that_is_missing_is_lost_and_does_not_raise() -> None:
    camera = keep_camera("63")

    assert eventually(lambda: camera.health().state is CameraCondition.LOST)
    camera.close()


def test_a_kept_film_is_played_over_and_over(tmp_path: Path) -> None:
    images = [picture(50 + k) for k in range(4)]
    camera = keep_camera(mp4(tmp_path / "film.mp4", images, fps=100))

    assert eventually(lambda: camera.health().frames > 10)
    assert camera.health().reopened == 0
    camera.close()


def test_a_kept_film_that_stands_still_is_not_taken_for_a_frozen_camera(tmp_path: Path) -> None:
    camera = keep_camera(mp4(tmp_path / "film.mp4", [picture(5)] * 8, fps=100))
    watch = Watch(WITH_FILMS, 0.0)
    for second in range(60):
        watch.saw(picture(5), second)

    assert watch.state(70.0)[0] is CameraCondition.OK
    assert not watch.stands_still(70.0)
    assert eventually(lambda: camera.health().frames > 20)
    assert camera.health().reopened == 0
    camera.close()


def test_a_made_source_is_a_camera(live: list[LiveCamera]) -> None:
    camera = open_camera(MovingSource())

    assert camera.next(-1, 2) is not None
    assert camera.source == "MovingSource"
    camera.close()
