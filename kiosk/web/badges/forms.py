"""What the forms of the badges page say: whose badges, on which sheet, in which design."""

from collections.abc import Mapping
from dataclasses import asdict

from badges import presets
from badges.design import Design, Shown
from badges.errors import PrintingRefused, Refusal
from badges.order import Order
from kiosk.services.badges import BadgePaper, Selection, Which
from kiosk.web.shell.forms import Form, whole_or_none

CUSTOM = "custom"
"""The name of a sheet of one's own."""

_MEASURES = (
    "page_width",
    "page_height",
    "badge_width",
    "badge_height",
    "left",
    "top",
    "step_across",
    "step_down",
)


def selection_of(form: Form) -> Selection:
    """Return whose badges are meant; what is not given means everybody, by number."""
    which = form.get("which", "")
    order = form.get("order", "")
    ids = set(filter(None, map(whole_or_none, form.get("ids", "").split(","))))
    return Selection(
        Which(which) if which in set(Which) else Which.ALL,
        form.get("group") or None,
        frozenset(ids) if form.get("ids") else None,
        Order(order) if order in set(Order) else Order.NUMBER,
    )


def paper_of(form: Form) -> BadgePaper:
    """Return the sheet and the printer's offset. Raises PrintingRefused for what cannot be."""
    layout = form.get("layout", presets.DEFAULT_SHEET)
    paper = BadgePaper(
        layout,
        form.get("paper", presets.DEFAULT_PAPER),
        (_number(form, "offset_x"), _number(form, "offset_y")),
        _custom_sheet(form) if layout == CUSTOM else None,
    )
    paper.sheet  # noqa: B018  refuses now and not in the middle of the work
    return paper


def paper_json(paper: BadgePaper) -> dict[str, object]:
    """Return the sheet as the event keeps it."""
    return asdict(paper)


def paper_from_json(kept: object) -> BadgePaper:
    """Return the sheet that the event kept; the usual one where that is nothing any more."""
    if not isinstance(kept, Mapping):
        return BadgePaper()
    try:
        values = dict(kept)
        own = values.get("custom")
        values["custom"] = _sheet_from_json(own) if own else None
        values["offset"] = tuple(values.get("offset") or (0.0, 0.0))
        paper = BadgePaper(**values)
        paper.sheet  # noqa: B018  a sheet that was printable once may not be now
    except (TypeError, ValueError):
        return BadgePaper()
    return paper


def design_of(form: Form, before: Design) -> Design:
    """Return the design in the form, else as it was before."""
    if "ink" not in form:
        return before
    texts = ("title", "organizer", "ink", "accent", "number_label", "reserve", "name_label")
    values: dict[str, object] = {name: form.get(name, "") for name in texts}
    values["layout"] = form.get("design") or before.layout
    values["shown"] = [each for each in form.getlist("shown") if each in set(Shown)]
    return Design.from_json(values)


def _custom_sheet(form: Form) -> presets.Sheet:
    size = {name: _number(form, name) for name in _MEASURES}
    return presets.custom(
        presets.Sheet(
            CUSTOM,
            (size["page_width"], size["page_height"]),
            (size["badge_width"], size["badge_height"]),
            int(_number(form, "columns", 1)),
            int(_number(form, "rows", 1)),
            (size["left"], size["top"]),
            (size["step_across"], size["step_down"]),
        )
    )


def _sheet_from_json(own: Mapping[str, object]) -> presets.Sheet:
    pairs = ("page", "badge", "origin", "pitch")
    values = {name: tuple(each) if name in pairs else each for name, each in own.items()}  # type: ignore[arg-type]
    return presets.Sheet(**values)  # type: ignore[arg-type]


def _number(form: Form, name: str, default: float = 0.0) -> float:
    text = form.get(name, "").strip().replace(",", ".")
    try:
        return float(text) if text else default
    except ValueError as error:
        raise PrintingRefused(Refusal.NOT_A_MEASURE, value=text, least="0", most="1200") from error
