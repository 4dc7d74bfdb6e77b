"""What printing refuses, as a stable reason with its numbers.

``REFUSALS`` holds the English sentences. To say them in another language, translate the sentence
and fill in the values: ``_(REFUSALS[error.reason]) % error.values``.
"""

from collections.abc import Mapping
from enum import StrEnum


class Refusal(StrEnum):
    """Why something is not printed."""

    UNKNOWN_SHEET = "unknown_sheet"
    UNKNOWN_PAGE = "unknown_page"
    BADGE_LARGER_THAN_PAGE = "badge_larger_than_page"
    SHEET_RUNS_OVER = "sheet_runs_over"
    BADGES_OVERLAP = "badges_overlap"
    NOT_A_MEASURE = "not_a_measure"
    BADGE_TOO_SMALL = "badge_too_small"
    OFFSET = "offset"
    UNKNOWN_SETTING = "unknown_setting"
    WRONG_SETTING = "wrong_setting"
    LOGO_TOO_LARGE = "logo_too_large"
    LOGO_NOT_A_PICTURE = "logo_not_a_picture"
    LOGO_TOO_MANY_PIXELS = "logo_too_many_pixels"
    LOGO_REFERS_OUTSIDE = "logo_refers_outside"
    LOGO_EMPTY = "logo_empty"
    NO_BADGES = "no_badges"
    NOT_A_PDF = "not_a_pdf"


REFUSALS: Mapping[Refusal, str] = {
    Refusal.UNKNOWN_SHEET: "There is no sheet “%(name)s”. There are: %(known)s.",
    Refusal.UNKNOWN_PAGE: "There is no paper “%(name)s”. There are: %(known)s.",
    Refusal.BADGE_LARGER_THAN_PAGE: (
        "A badge of %(badge)s mm is larger than the page of %(page)s mm. "
        "Choose larger paper or a smaller badge."
    ),
    Refusal.SHEET_RUNS_OVER: (
        "The badges reach to %(reach)s mm, but the page ends at %(page)s mm. "
        "Take fewer columns or rows, or smaller margins."
    ),
    Refusal.BADGES_OVERLAP: (
        "Badges of %(badge)s mm at steps of %(pitch)s mm overlap. Make the steps larger."
    ),
    Refusal.NOT_A_MEASURE: "%(field)s is %(value)s, but must be from %(least)s to %(most)s.",
    Refusal.BADGE_TOO_SMALL: (
        "The design “%(layout)s” needs a badge of at least %(least)s mm, but this one has "
        "%(badge)s mm. Choose the other design or a larger badge."
    ),
    Refusal.OFFSET: (
        "The printer offset is %(value)s mm, but must be from -5 to 5 mm in steps of 0.5 mm."
    ),
    Refusal.UNKNOWN_SETTING: "A design has no setting “%(name)s”. It has: %(known)s.",
    Refusal.WRONG_SETTING: "The design's %(name)s is “%(value)s”, but must be %(wanted)s.",
    Refusal.LOGO_TOO_LARGE: "The logo has %(size)s kB, but at most %(most)s kB are taken.",
    Refusal.LOGO_NOT_A_PICTURE: "The logo is not a PNG, JPEG or SVG picture that can be read.",
    Refusal.LOGO_TOO_MANY_PIXELS: (
        "The logo measures %(size)s, but at most %(most)s are taken. Make it smaller."
    ),
    Refusal.LOGO_REFERS_OUTSIDE: (
        "The SVG logo contains %(what)s, which is not taken. "
        "Save it as a plain SVG, or upload it as PNG."
    ),
    Refusal.LOGO_EMPTY: "The logo is an empty picture: nothing of it would be seen.",
    Refusal.NO_BADGES: "There is no badge to print.",
    Refusal.NOT_A_PDF: "%(name)s is not a PDF that can be read.",
}


class PrintingRefused(ValueError):
    """Something cannot be printed as asked; ``reason`` and ``values`` say why."""

    def __init__(self, reason: Refusal, **values: str) -> None:
        super().__init__(REFUSALS[reason] % values)
        self.reason = reason
        self.values = values
