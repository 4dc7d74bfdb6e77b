"""The preview is made once for all who look, small, and only while someone does."""

import threading
from dataclasses import replace

import cv2
import numpy as np
import pytest

from kiosk.scanner.camera.preview import PicturePreview, encoded
from kiosk.scanner.camera.sources import Frame, Image
from tests.fakes import eventually, picture


def frame(number: int, image: Image | None = None) -> Frame:
    return Frame(picture(number + 1, 1280, 720) if image is None else image, 0.0, number)


def opened(jpeg: bytes) -> Image:
    return np.asarray(cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR), np.uint8)


def test_there_is_no_preview_before_the_first_frame() -> None:
    assert PicturePreview(lambda: None).picture() is None


def test_the_preview_is_a_jpeg_of_640_pixels_across() -> None:
    seen = PicturePreview(lambda: frame(0)).picture()

    assert seen is not None
    assert opened(seen.jpeg).shape == (360, 640, 3)


def test_everybody_who_looks_gets_the_same_bytes() -> None:
    preview = PicturePreview(lambda: frame(0))

    first, second = preview.picture(), preview.picture()

    assert first is not None
    assert second is first


def test_a_newer_frame_makes_a_newer_preview() -> None:
    newest = [frame(0)]
    preview = PicturePreview(lambda: newest[0])
    preview.picture()
    newest[0] = frame(1)

    def is_newer() -> bool:
        seen = preview.picture()
        return seen is not None and seen.number == 1

    assert eventually(is_newer)


def test_nothing_is_made_while_nobody_looks() -> None:
    asked = []

    def newest() -> Frame:
        asked.append(1)
        return frame(0)

    preview = PicturePreview(newest)

    assert asked == []
    assert not preview.is_watched
    preview.picture()
    assert preview.is_watched


def test_pictures_come_one_by_one_until_stopped() -> None:
    stop, numbers = threading.Event(), iter(range(100))
    preview = PicturePreview(lambda: replace(frame(0), number=next(numbers)))

    seen = []
    for each in preview.pictures(stop):
        seen.append(each.number)
        if len(seen) == 3:
            stop.set()

    assert seen == sorted(set(seen))
    assert len(seen) == 3


@pytest.mark.parametrize("shape", [(1, 1), (1, 1, 3), (2, 3000, 3), (480, 640), (720, 1280, 4)])
def test_frames_of_any_shape_have_a_preview(shape: tuple[int, ...]) -> None:
    assert encoded(np.full(shape, 90, np.uint8)).startswith(b"\xff\xd8")
