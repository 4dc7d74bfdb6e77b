"""Badges as pictures: 300 dots per inch, whole pixels a module, safe file names."""

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from badges.code import new_code
from badges.drawing import Style
from badges.face import Face
from badges.png import picture, png, write_folder, write_zip
from badges.presets import sheet
from badges.symbol import matrix

Read = Callable[[NDArray[np.uint8]], Iterator[tuple[str, list[tuple[float, float]]]]]
A6 = (105.0, 148.5)


def test_a_picture_says_300_dpi_and_has_the_size_of_the_badge(
    faces: list[Face], style: Style
) -> None:
    image = Image.open(BytesIO(png(faces[0], style, A6)))

    assert image.info["dpi"] == pytest.approx((300, 300), abs=0.1)
    assert image.size == (1240, 1754)


@pytest.mark.parametrize("name", ["a6-single", "a7-landscape", "id-card", "label-62x100"])
def test_every_picture_is_read_back(name: str, faces: list[Face], style: Style, read: Read) -> None:
    image = picture(faces[1], style, sheet(name).badge)

    assert faces[1].code in dict(read(np.asarray(image.convert("L"))))


def test_a_module_is_a_whole_number_of_pixels(faces: list[Face], style: Style) -> None:
    grey = np.asarray(picture(faces[0], style, A6).convert("L"))
    modules = 1 - matrix(faces[0].code)
    pixels = int(64 * 300 / 25.4 / 29)
    drawn = np.kron(modules, np.ones((pixels, pixels))) * 255

    lower_left = grey[grey.shape[0] // 2 :, : grey.shape[1] * 3 // 5]
    rows, columns = np.nonzero(lower_left == 0)
    side = drawn.shape[0]
    found = lower_left[rows.min() : rows.min() + side, columns.min() : columns.min() + side]
    assert (found == drawn).all()


def test_a_folder_gets_one_file_a_person_with_a_plain_name(
    faces: list[Face], style: Style, tmp_path: Path
) -> None:
    twins = [replace(faces[0], code=new_code(), number=""), replace(faces[0], number="")]
    odd = [replace(faces[0], name="../../etc/passwd", number=""), Face(new_code())]

    files = write_folder(tmp_path / "png", [faces[0], *twins, *odd], style, (85.6, 54.0))

    assert len(set(files)) == 5
    assert all(file.parent == tmp_path / "png" for file in files)
    assert all(re.fullmatch(r"[a-z0-9-]+\.png", file.name) for file in files)
    assert files[0].name == "1-siti-nurhayati-rahmawati-s-pd-m-pd.png"


def test_a_zip_holds_the_same_pictures(faces: list[Face], style: Style) -> None:
    out = BytesIO()
    heard: list[int] = []
    count = write_zip(out, faces[:2], style, (85.6, 54.0), heard.append)

    with zipfile.ZipFile(out) as archive:
        first = archive.read(archive.namelist()[0])
    assert count == 2
    assert heard == [1, 2]
    assert first == png(faces[0], style, (85.6, 54.0))
