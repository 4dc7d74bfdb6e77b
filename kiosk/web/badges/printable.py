"""Badges on a page that the browser prints: pictures where the sheet has its places."""

from io import BytesIO

from flask import Response as FlaskResponse
from flask import render_template, request, send_file
from werkzeug.wrappers import Response

from badges.png import png
from badges.presets import Sheet
from kiosk.core.errors import BadInput, NotFound
from kiosk.core.rights import Right
from kiosk.services import badges
from kiosk.web.badges.forms import paper_of, selection_of
from kiosk.web.badges.room import blueprint
from kiosk.web.shell.access import current_desk, current_event, current_staff, needs

MOST = 200
"""More faces than this a browser loads too slowly; the PDF is for them."""


@blueprint.post("/pages", endpoint="pages")
@needs(Right.PRINT)
def show() -> str:
    """Show the chosen badges on pages of the chosen sheet, and write the print log."""
    desk, event, paper = current_desk(), current_event(), paper_of(request.form)
    chosen = badges.badges_of(desk, event.id, selection_of(request.form))
    if not 1 <= len(chosen) <= MOST:
        raise BadInput(
            "A page in the browser takes 1 to {most} badges, and these are {count}. "
            "Make a PDF, or choose fewer.",
            most=MOST,
            count=len(chosen),
        )
    badges.log_print(desk, chosen, f"html {paper.layout}", current_staff().name)
    step = paper.sheet.per_page
    pages = [chosen[start : start + step] for start in range(0, len(chosen), step)]
    measures_of = {name: value for name, value in request.form.items() if name != "csrf_token"}
    return render_template("badges/pages.html", pages=pages, measures=measures_of)


@blueprint.get("/pages.css", endpoint="pages_css")
@needs(Right.PRINT)
def measures() -> Response:
    """Return where the badges stand, as a style sheet: nothing may be styled within a page."""
    paper = paper_of(request.args)
    return FlaskResponse(_css(paper.sheet, paper.offset), mimetype="text/css")


@blueprint.get("/faces/<int:badge_id>.png")
@needs(Right.PRINT)
def face(badge_id: int) -> Response:
    """Draw one badge as it is printed."""
    desk, event, paper = current_desk(), current_event(), paper_of(request.args)
    found = badges.badge_of(desk, event.id, badge_id)
    if found is None:
        raise NotFound("There is no such badge.")
    drawn = badges.faces(desk, event, [found])[0]
    content = png(drawn, badges.style_of(desk, event), paper.sheet.badge)
    return send_file(BytesIO(content), "image/png")


def _css(sheet: Sheet, offset: tuple[float, float]) -> str:
    page = f"{sheet.page[0]:g}mm {sheet.page[1]:g}mm"
    rules = [
        f"@page {{ size: {page}; margin: 0; }}",
        f".sheet {{ width: {sheet.page[0]:g}mm; height: {sheet.page[1]:g}mm; }}",
        f".sheet__badge {{ width: {sheet.badge[0]:g}mm; height: {sheet.badge[1]:g}mm; }}",
    ]
    for place, (x, y) in enumerate(sheet.places(), 1):
        left, top = x + offset[0], y + offset[1]
        where = f"left: {left:.2f}mm; top: {top:.2f}mm;"
        rules.append(f".sheet__badge:nth-child({place}) {{ {where} }}")
    return "\n".join(rules)
