"""The colours of the tokens: text can be read on what lies behind it, by day and by night.

WCAG 2.2, 1.4.3 asks 4.5:1 for text, 1.4.11 asks 3:1 for the edges of fields and for icons.
"""

import re

import pytest

from tests.shape.strings import ROOT

CSS = ROOT / "kiosk/web/static/css/shell"
TEXT = 4.5
EDGE = 3.0

ANSWERS = ("ok", "again", "no", "attention", "off")
PAIRS = [
    *(
        (ink, paper, TEXT)
        for ink in ("ink", "ink-soft")
        for paper in ("paper", "surface", "sunken")
    ),
    ("brand", "paper", TEXT),
    ("brand", "surface", TEXT),
    ("brand", "brand-wash", TEXT),
    ("brand-strong", "brand-wash", TEXT),
    ("on-brand", "brand", TEXT),
    ("on-bar", "bar", TEXT),
    ("on-bar-soft", "bar", TEXT),
    ("on-attention", "attention-stripe", TEXT),
    *((name, f"{name}-wash", TEXT) for name in ANSWERS),
    *((name, "surface", TEXT) for name in ANSWERS),
    *((f"on-{name}", name, TEXT) for name in ANSWERS),
    *(("ink", f"{name}-wash", TEXT) for name in ANSWERS),
    ("line-strong", "surface", EDGE),
    ("line-strong", "paper", EDGE),
    ("focus", "paper", EDGE),
    ("focus", "surface", EDGE),
    ("focus", "bar", EDGE),
]


def _tokens(name: str) -> dict[str, str]:
    text = (CSS / name).read_text("utf-8")
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})\b", text))


DAY = _tokens("tokens.css")
NIGHT = {**DAY, **_tokens("dark.css")}


@pytest.mark.parametrize("tokens", [DAY, NIGHT], ids=["day", "night"])
@pytest.mark.parametrize(("ink", "paper", "least"), PAIRS, ids=str)
def test_what_is_written_can_be_read(
    tokens: dict[str, str], ink: str, paper: str, least: float
) -> None:
    assert _contrast(tokens[ink], tokens[paper]) >= least


def test_every_colour_of_the_day_has_one_for_the_night() -> None:
    same_by_night = {"on-bar", "on-bar-soft", "seal"}

    assert set(DAY) - set(_tokens("dark.css")) <= same_by_night


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    """Return the relative luminance as WCAG defines it."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
