"""The root of every exception of ours, and what printing refuses, as a stable reason.

The whole tree is drawn in `kiosk/core/errors.py`.
"""

import copyreg
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
    NOT_A_COUNT = "not_a_count"
    BADGE_TOO_SMALL = "badge_too_small"
    OFFSET = "offset"
    UNKNOWN_SETTING = "unknown_setting"
    WRONG_SETTING = "wrong_setting"
    NOT_A_COLOR = "not_a_color"
    NOT_A_TEXT = "not_a_text"
    LOGO_TOO_LARGE = "logo_too_large"
    LOGO_NOT_A_PICTURE = "logo_not_a_picture"
    LOGO_TOO_MANY_PIXELS = "logo_too_many_pixels"
    LOGO_REFERS_OUTSIDE = "logo_refers_outside"
    LOGO_HAS_A_SCRIPT = "logo_has_a_script"
    LOGO_HAS_TEXT = "logo_has_text"
    LOGO_EMPTY = "logo_empty"
    NO_BADGES = "no_badges"
    NOT_A_PDF = "not_a_pdf"
    PAGE_UNREADABLE = "page_unreadable"
    PAGE_TOO_LARGE = "page_too_large"


REFUSALS: Mapping[Refusal, str] = {
    Refusal.UNKNOWN_SHEET: "There is no sheet “{name}”. There are: {known}.",
    Refusal.UNKNOWN_PAGE: "There is no paper “{name}”. There are: {known}.",
    Refusal.BADGE_LARGER_THAN_PAGE: (
        "A badge of {badge} mm is larger than the page of {page} mm. "
        "Choose larger paper or a smaller badge."
    ),
    Refusal.SHEET_RUNS_OVER: (
        "The badges reach to {reach} mm, but the page ends at {page} mm. "
        "Take fewer columns or rows, or smaller margins."
    ),
    Refusal.BADGES_OVERLAP: (
        "Badges of {badge} mm at steps of {pitch} mm overlap. Make the steps larger."
    ),
    Refusal.NOT_A_MEASURE: (
        "A sheet cannot measure {value} mm there. Type a number from {least} to {most}."
    ),
    Refusal.NOT_A_COUNT: (
        "A sheet cannot have {value} columns or rows. Type a number from {least} to {most}."
    ),
    Refusal.BADGE_TOO_SMALL: (
        "The design “{layout}” needs a badge of at least {least} mm, but this one has "
        "{badge} mm. Choose the other design or a larger badge."
    ),
    Refusal.OFFSET: (
        "The printer offset is {value} mm, but must be from -5 to 5 mm in steps of 0.5 mm."
    ),
    Refusal.UNKNOWN_SETTING: "A design has no setting “{name}”. It has: {known}.",
    Refusal.WRONG_SETTING: "The design cannot be “{value}” there. It can be: {known}.",
    Refusal.NOT_A_COLOR: "“{value}” is not a colour. Write it as #0f5f6b.",
    Refusal.NOT_A_TEXT: (
        "The text “{value}” cannot stand on a badge. Type at most {most} characters."
    ),
    Refusal.LOGO_TOO_LARGE: "The logo has {size} kB, but at most {most} kB are accepted.",
    Refusal.LOGO_NOT_A_PICTURE: "The logo is not a PNG, JPEG or SVG picture that can be read.",
    Refusal.LOGO_TOO_MANY_PIXELS: "The logo has more than {most} megapixels. Make it smaller.",
    Refusal.LOGO_REFERS_OUTSIDE: (
        "The SVG logo needs something that is not in the file itself. Save it as a plain SVG, or "
        "upload it as PNG."
    ),
    Refusal.LOGO_HAS_A_SCRIPT: (
        "The SVG logo contains a script or a piece of a web page, which is not accepted. Save it "
        "as a plain SVG, or upload it as PNG."
    ),
    Refusal.LOGO_HAS_TEXT: (
        "The SVG logo contains text, which would look different here. Convert the text to paths, "
        "or upload it as PNG."
    ),
    Refusal.LOGO_EMPTY: "The logo is an empty picture: nothing would be visible.",
    Refusal.NO_BADGES: "There is no badge to print.",
    Refusal.NOT_A_PDF: "{name} is not a PDF that can be read.",
    Refusal.PAGE_UNREADABLE: "Page {page} of the PDF cannot be read. Create the PDF again.",
    Refusal.PAGE_TOO_LARGE: (
        "Page {page} measures {wide} x {high} mm; at most {most} mm are read. "
        "Check the PDF as it was made here."
    ),
}


class HadirError(Exception):
    """A surprise that a person must hear of: `text` with `{names}`, filled in from `values`.

    The text is English and a key of the translations; `values` are never translated.
    """

    def __init__(self, text: str, /, **values: object) -> None:
        super().__init__(text.format(**values) if values else text)
        self.text = text
        self.values = values


class PrintingRefused(HadirError):
    """Something cannot be printed as asked; ``reason`` and ``values`` say why."""

    def __init__(self, reason: Refusal, **values: str) -> None:
        super().__init__(REFUSALS[reason], **values)
        self.reason = reason

    def __reduce__(self) -> tuple[object, ...]:
        # Made anew without the sentence being filled in anew.
        return copyreg.__newobj__, (type(self), *self.args), self.__dict__  # type: ignore[attr-defined]
