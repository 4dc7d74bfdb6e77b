"""Where everything lies on a badge: as it was when somebody last looked at one."""

from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest

from badges.design import Design, Layout, Shown
from badges.drawing import Style, draw
from badges.face import Face
from badges.margin import crop_marks
from badges.png import picture
from badges.presets import sheet, sheet_names
from badges.sheet import PrintJob, write_calibration, write_pdf
from tests.kept import is_as_kept, objects_of

KEPT = Path(__file__).parent / "marks.json"
ADA = Face(
    "29ABCD3EFGH4JK5M",
    "Dra. Hj. Maria Magdalena Christianingsih, S.Pd.SD., M.M.",
    "SMP Negeri 3 Satu Atap Dusun Tengah",
    "Calon Guru Penggerak",
    "#a8431f",
    "7",
    ("Pagi", "Sore"),
    (("Meja", "A 12"),),
)
RESERVE = Face("29ABCD3EFGH4JK5M", number="R-3")
SHORT = Face("29ABCD3EFGH4JK5M", "Ada", number="8")
PEOPLE = {"full": ADA, "reserve": RESERVE, "short": SHORT}
SIZES = ["a6-4up", "a7-portrait", "a7-landscape", "id-card", "card-90x55", "label-62x100"]


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("name", SIZES)
def test_a_face_is_drawn_as_it_was(name: str, person: str, style: Style) -> None:
    drawn = [(type(each).__name__, each) for each in draw(PEOPLE[person], style, sheet(name).badge)]

    is_as_kept(KEPT, f"{person} on {name}", drawn)


@pytest.mark.parametrize("layout", Layout)
def test_a_design_that_shows_little(layout: Layout, logo: bytes) -> None:
    bare = Style(Design(layout=layout, shown=frozenset({Shown.ORGANIZATION})), logo)

    is_as_kept(KEPT, f"bare {layout}", draw(ADA, bare, sheet("a6-4up").badge))


@pytest.mark.parametrize("name", sheet_names())
def test_the_badges_of_a_sheet_and_their_crop_marks(name: str) -> None:
    of = sheet(name)

    is_as_kept(KEPT, f"sheet {name}", [of, list(of.places()), list(crop_marks(of))])


@pytest.mark.parametrize("name", ["a6-4up", "id-card", "label-62x100", "avery-l4785"])
def test_what_stands_beside_the_badges(name: str, style: Style) -> None:
    sheet_of_one, ruler = BytesIO(), BytesIO()
    write_pdf(sheet_of_one, [RESERVE], PrintJob(sheet(name), style))
    write_calibration(ruler, PrintJob(sheet(name), style, (0.5, -1.0)))

    is_as_kept(
        KEPT, f"beside {name}", [objects_of(sheet_of_one.getvalue()), objects_of(ruler.getvalue())]
    )


@pytest.mark.parametrize("name", ["a6-single", "a7-landscape-single"])
@pytest.mark.parametrize("person", PEOPLE)
def test_the_picture_shows_what_the_page_does(name: str, person: str, style: Style) -> None:
    of = sheet(name)
    out = BytesIO()
    write_pdf(out, [PEOPLE[person]], PrintJob(of, style))
    page = pdfium.PdfDocument(out.getvalue())[0].render(scale=300 / 72, grayscale=True).to_numpy()
    shown = np.asarray(picture(PEOPLE[person], style, of.badge).convert("L"))

    left, top = (round(value * 300 / 25.4) for value in next(iter(of.places())))
    same = page.reshape(page.shape[0], -1)[top:, left:]

    # The modules of a symbol lie on the dots of each: it is their mean grey that is alike.
    assert np.mean(np.abs(_coarse(same, shown.shape) - _coarse(shown, shown.shape))) < 4


def _coarse(grey: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """Return the mean of each 24 x 24 pixels."""
    high, wide = (side // 24 * 24 - 24 for side in shape)
    return grey[:high, :wide].reshape(high // 24, 24, wide // 24, 24).mean(axis=(1, 3))
