"""`hadir read`: one answer a file, and no file stops the others."""

import json
import os
import struct
import threading
import zlib
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from badges.code import new_code
from kiosk.scanner.camera.sources import Image as Picture
from kiosk.scanner.reading.files import FileRead, image_of, read_one
from tests.hostile_pictures import LOGOS, png
from tests.scanner.films import badge_picture, drawn

CODE = new_code()


def read(path: Path) -> FileRead:
    return read_one(path)


def written(path: Path, image: Picture) -> Path:
    cv2.imwrite(str(path), image)
    return path


@pytest.mark.parametrize("suffix", ["png", "jpg", "webp", "bmp", "tif", "ppm"])
def test_a_picture_gives_its_symbols_with_corners_and_milliseconds(
    tmp_path: Path, suffix: str
) -> None:
    path = written(tmp_path / f"badge.{suffix}", badge_picture(CODE))

    answer = read(path)

    assert answer["file"] == str(path)
    assert [symbol["text"] for symbol in answer["symbols"]] == [CODE]
    assert answer["symbols"][0]["how"] == "decoded"
    assert np.allclose(answer["symbols"][0]["corners"][0], (54, 84), atol=4)
    assert answer["ms"] >= answer["symbols"][0]["ms"] > 0
    assert "error" not in answer


def test_an_answer_is_one_line_of_json(tmp_path: Path) -> None:
    answer = read(written(tmp_path / "badge.png", badge_picture(CODE)))

    assert json.loads(json.dumps(answer)) == answer


def test_a_picture_without_a_symbol_is_no_error(tmp_path: Path) -> None:
    answer = read(written(tmp_path / "wall.png", np.full((480, 640, 3), 150, np.uint8)))

    assert answer["symbols"] == []
    assert "error" not in answer


@pytest.mark.parametrize(
    ("suffix", "wishes"), [("png", {}), ("webp", {"lossless": True}), ("webp", {}), ("gif", {})]
)
def test_a_symbol_on_a_transparent_ground_is_read(
    tmp_path: Path, suffix: str, wishes: dict[str, object]
) -> None:
    ink = Image.new("RGBA", drawn(CODE).shape[::-1], (0, 0, 0, 0))
    ink.putalpha(Image.fromarray(255 - drawn(CODE)))
    path = tmp_path / f"logo.{suffix}"
    ink.save(path, **wishes)

    answer = read(path)

    assert [symbol["text"] for symbol in answer["symbols"]] == [CODE]


def test_a_picture_of_16_bits_is_read(tmp_path: Path) -> None:
    deep = drawn(CODE).astype(np.uint16) * 200

    assert read(written(tmp_path / "deep.png", deep))["symbols"][0]["text"] == CODE  # type: ignore[arg-type]


def test_a_picture_of_floating_point_numbers_is_read(tmp_path: Path) -> None:
    path = tmp_path / "scan.tif"
    Image.fromarray(drawn(CODE).astype(np.float32) / 255).save(path)

    assert [symbol["text"] for symbol in read(path)["symbols"]] == [CODE]


def test_a_jpeg_that_breaks_off_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    wall = badge_picture(CODE, height=900)
    wall[400:] = np.random.default_rng(1).integers(0, 255, (500, 640, 3))
    path = written(tmp_path / "broken.jpg", wall)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])

    assert [symbol["text"] for symbol in read(path)["symbols"]] == [CODE]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(b"", "The file is empty", id="zero bytes"),
        pytest.param(b"Nama;NIP\nAda;1\n", "not a picture", id="a text"),
        pytest.param(b"\x89PNG\r\n\x1a\n", "not a picture", id="the first bytes of a PNG"),
        pytest.param(b"\xff\xd8\xff\xe0" + bytes(500), "not a picture", id="a hollow JPEG"),
        pytest.param(os.urandom(5000), "not a picture", id="noise"),
    ],
)
def test_what_is_no_picture_gets_a_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "file.jpg"
    path.write_bytes(content)

    answer = read(path)

    assert answer["symbols"] == []
    assert sentence in answer["error"]


def test_a_missing_file_and_a_folder_get_a_sentence(tmp_path: Path) -> None:
    assert "no such file" in read(tmp_path / "none.jpg")["error"]
    assert "folder" in read(tmp_path)["error"]


def test_a_picture_of_200_megapixels_is_read(tmp_path: Path) -> None:
    large = np.full((10_000, 20_000), 255, np.uint8)
    symbol = np.kron(drawn(CODE), np.ones((10, 10), np.uint8))
    large[500 : 500 + symbol.shape[0], 500 : 500 + symbol.shape[1]] = symbol
    path = tmp_path / "large.png"
    cv2.imwrite(str(path), large, [cv2.IMWRITE_PNG_BILEVEL, 1, cv2.IMWRITE_PNG_COMPRESSION, 1])

    answer = read(path)

    assert [each["text"] for each in answer["symbols"]] == [CODE]
    assert np.allclose(answer["symbols"][0]["corners"][0], (740, 740), atol=40)


def test_a_picture_beyond_every_camera_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    png = cv2.imencode(".png", np.zeros((8, 8), np.uint8))[1].tobytes()
    path = tmp_path / "bomb.png"
    path.write_bytes(_with_size(png, 60_000, 60_000))

    assert "megapixels" in read(path)["error"]


def test_a_file_that_grows_while_it_is_read_is_an_answer(tmp_path: Path) -> None:
    whole = cv2.imencode(".jpg", badge_picture(CODE))[1].tobytes()
    path = tmp_path / "growing.jpg"
    path.write_bytes(whole[:100])
    done = threading.Event()

    def grow() -> None:
        with path.open("ab") as file:
            for start in range(100, len(whole), 50):
                file.write(whole[start : start + 50])
                file.flush()
        done.set()

    threading.Thread(target=grow, daemon=True).start()
    answers = []
    while not done.is_set():
        answers.append(read(path))

    assert all(answer["symbols"] or answer.get("error") or answer["ms"] for answer in answers)
    assert read(path)["symbols"][0]["text"] == CODE


def test_a_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    bad = tmp_path / "bad.jpg"
    bad.write_bytes(b"no picture")
    good = written(tmp_path / "good.png", badge_picture(CODE))

    answers = [read_one(bad), read_one(good)]

    assert [len(answer["symbols"]) for answer in answers] == [0, 1]


def _with_size(png: bytes, width: int, height: int) -> bytes:
    header = b"IHDR" + struct.pack(">II", width, height) + png[24:29]
    return png[:12] + header + struct.pack(">I", zlib.crc32(header)) + png[33:]


@pytest.mark.parametrize("name", ["256 megapixels", "3600 megapixels that are not there"])
def test_a_door_does_not_wait_for_more_pixels_than_a_camera_has(name: str) -> None:
    assert image_of(LOGOS[name]()) is None


def test_a_door_reads_a_photo_of_a_good_camera() -> None:
    image = image_of(png(8_000, 6_000))

    assert image is not None
    assert image.shape == (6_000, 8_000)


def test_transparency_of_16_bits_is_white_paper_too(tmp_path: Path) -> None:
    opacity = (255 - drawn(CODE)).astype(np.uint16) * 257
    layered = np.dstack([*[np.zeros_like(opacity)] * 3, opacity])

    answer = read(written(tmp_path / "sixteen.png", layered))

    assert [symbol["text"] for symbol in answer["symbols"]] == [CODE]


def test_half_transparent_ink_stays_darker_than_paper(tmp_path: Path) -> None:
    faint = ((255 - drawn(CODE)) // 3).astype(np.uint16) * 257
    layered = np.dstack([*[np.zeros_like(faint)] * 3, faint])

    answer = read(written(tmp_path / "faint.png", layered))

    assert [symbol["text"] for symbol in answer["symbols"]] == [CODE]
