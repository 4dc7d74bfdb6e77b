"""People with awkward names, a logo, and a reader that is not the product's."""

from collections.abc import Callable, Iterator
from io import BytesIO

import numpy as np
import pytest
import zxingcpp
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from badges.code import new_code
from badges.design import Design
from badges.drawing import Style
from badges.face import Face

NAMES = (
    "Siti Nurhayati Rahmawati, S.Pd., M.Pd.",
    "Dra. Hj. Maria Magdalena Christianingsih Wijayakusumaningrat, S.Pd.SD., M.M.",
    "Messias, S.Pd., MS",
    "Ni'mah Nur’aini",  # noqa: RUF001
    "Đặng Thị Łucja Øyvind",
    "Анна Каренина",
    "محمد عبد الله",
    "Wolfeschlegelsteinhausenbergerdorff",
)
Reading = tuple[str, list[tuple[float, float]]]


@pytest.fixture(name="faces")
def make_faces() -> list[Face]:
    """Eight people whose names are hard to print."""
    return [
        Face(
            new_code(),
            name,
            "SMP Negeri 3 Satu Atap Dusun Tengah",
            "Calon Guru Penggerak",
            "#a8431f",
            str(count),
            ("Pagi", "Sore"),
        )
        for count, name in enumerate(NAMES, 1)
    ]


@pytest.fixture(name="logo")
def draw_logo() -> bytes:
    """A green disc on transparent ground, as PNG."""
    image = Image.new("RGBA", (120, 160))
    ImageDraw.Draw(image).ellipse((10, 30, 110, 130), fill="#1d6b3f")
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


@pytest.fixture(name="style")
def make_style(logo: bytes) -> Style:
    """A design with head and logo."""
    design = Design(title="Coaching Clinic ke-2 Gelombang 1", organizer="Dinas Pendidikan")
    return Style(design, logo)


@pytest.fixture(name="read")
def make_reader() -> Callable[[NDArray[np.uint8]], Iterator[Reading]]:
    """Read every symbol of a grey picture with zxing-cpp."""

    def read(grey: NDArray[np.uint8]) -> Iterator[Reading]:
        for found in zxingcpp.read_barcodes(grey):
            at = found.position
            corners = (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
            yield found.text, [(float(corner.x), float(corner.y)) for corner in corners]

    return read
