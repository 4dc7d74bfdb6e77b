"""Designs are kept as JSON, and wrong settings are refused by name."""

import json
from dataclasses import replace
from io import BytesIO

import pypdfium2 as pdfium
import pytest

from badges.design import (
    GROUP_COLORS,
    Design,
    Layout,
    Shown,
    checked_color,
    group_colors,
    on_color,
)
from badges.drawing import Style, layout_for
from badges.errors import PrintingRefused
from badges.face import Face
from badges.sheet import PrintJob, write_pdf


def test_a_design_comes_back_from_json_as_it_was() -> None:
    design = Design(
        layout=Layout.LANDSCAPE, title="Rapat", accent="#a8431f", shown=frozenset({Shown.NUMBER})
    )

    assert Design.from_json(json.loads(json.dumps(design.to_json()))) == design


def test_what_is_absent_keeps_its_default() -> None:
    assert Design.from_json({"title": " Rapat  kerja "}) == Design(title="Rapat kerja")


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"colour": "#ffffff"}, "no setting “colour”"),
        ({"ink": "red"}, "“red” is not a colour"),
        ({"accent": 7}, "“7” is not a colour"),
        ({"layout": "round"}, "cannot be “round”"),
        ({"shown": ["number", "photo"]}, "cannot be “photo”"),
        ({"shown": "number"}, "cannot be “number”"),
        ({"title": "x" * 300}, "at most 200 characters"),
        ({"title": None}, "“None” cannot stand"),
    ],
)
def test_a_wrong_setting_is_refused_by_name(settings: dict[str, object], said: str) -> None:
    with pytest.raises(PrintingRefused, match=said):
        Design.from_json(settings)


def test_groups_have_different_colours_on_which_white_is_readable() -> None:
    groups = [f"Group {count}" for count in range(len(GROUP_COLORS))]
    colors = group_colors([*groups, "", "Group 1"])

    assert len(set(colors.values())) == len(GROUP_COLORS)
    assert set(colors) == set(groups)
    assert all(on_color(color) == "#ffffff" for color in colors.values())


def test_a_light_colour_carries_dark_letters() -> None:
    assert on_color("#f4c430") == "#16202b"


def test_a_colour_is_checked() -> None:
    assert checked_color("#A8431F") == "#a8431f"
    with pytest.raises(PrintingRefused):
        checked_color("url(x)")


def test_the_design_follows_the_shape_unless_it_is_chosen() -> None:
    assert layout_for(Design(), (105.0, 148.5)) is Layout.PORTRAIT
    assert layout_for(Design(), (85.6, 54.0)) is Layout.LANDSCAPE
    assert layout_for(Design(layout=Layout.LANDSCAPE), (105.0, 148.5)) is Layout.LANDSCAPE


@pytest.mark.parametrize("hidden", Shown)
def test_every_field_can_be_left_out(hidden: Shown, faces: list[Face], style: Style) -> None:
    shown = frozenset(Shown) - {hidden}
    out = BytesIO()
    write_pdf(out, faces, PrintJob(style=replace(style, design=replace(style.design, shown=shown))))

    text = pdfium.PdfDocument(out.getvalue())[0].get_textpage().get_text_range()
    expected = {
        Shown.TITLE: "Coaching",
        Shown.ORGANIZER: "Dinas",
        Shown.FULL_NAME: "Rahmawati",
        Shown.ORGANIZATION: "SMP Negeri",
        Shown.GROUP: "Penggerak",
        Shown.NUMBER: "No.",
        Shown.SESSIONS: "Pagi",
    }
    for field, words in expected.items():
        assert (words in text) == (field is not hidden)
