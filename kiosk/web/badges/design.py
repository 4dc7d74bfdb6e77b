"""The design of the event's badges, seen while it is changed, and the organiser's logo."""

from io import BytesIO

from flask import flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from badges.code import check_character
from badges.design import Design, Layout, Shown
from badges.drawing import Style
from badges.face import Face
from badges.png import png
from kiosk.core.errors import BadInput
from kiosk.core.rights import Right
from kiosk.core.search import Query
from kiosk.services import badges, events, participants, search
from kiosk.services.badges import BadgeOf
from kiosk.services.strangers import read_logo
from kiosk.web.badges.forms import design_of, paper_from_json, paper_of
from kiosk.web.badges.room import blueprint
from kiosk.web.badges.words import sheet_choices
from kiosk.web.shell.access import current_desk, current_event, current_staff, needs, person_here
from kiosk.web.shell.forms import whole_or_none

_DPI = 150
_SHOWN = 200
_RESERVE = "reserve"
_SAMPLE = "0123456789ABCDE"


@blueprint.get("/design", endpoint="design")
@needs(Right.PRINT)
def show() -> str:
    """Show the design with a face; without a script a button refreshes it."""
    style = badges.style_of(current_desk(), current_event())
    return _page(design_of(request.args, style.design))


@blueprint.post("/design", endpoint="store_design")
@needs(Right.PRINT)
def store() -> Response:
    """Keep the design."""
    desk, event = current_desk(), current_event()
    before = badges.style_of(desk, event).design
    badges.store_design(desk, event, design_of(request.form, before), current_staff().name)
    flash(_("The design was saved. Badges printed from now on look like this."), "ok")
    return redirect(url_for("badges.design"), 303)


@blueprint.get("/preview.png")
@needs(Right.PRINT)
def preview() -> Response:
    """Draw one face in the design of the address."""
    style = badges.style_of(current_desk(), current_event())
    drawn = Style(design_of(request.args, style.design), style.logo)
    size = paper_of(request.args).sheet.badge
    content = png(_face(request.args.get("participant", "")), drawn, size, _DPI)
    return send_file(BytesIO(content), "image/png")


@blueprint.post("/logo")
@needs(Right.PRINT)
def store_logo() -> Response:
    """Take a logo: PNG, JPEG or SVG."""
    upload = request.files.get("logo")
    if upload is None or not upload.filename:
        raise BadInput("Choose a file with the logo: PNG, JPEG or SVG.")
    logo = read_logo(current_desk(), upload.filename, upload.stream.read())
    badges.store_logo(current_desk(), current_event(), logo, current_staff().name)
    flash(_("The logo was saved."), "ok")
    return redirect(url_for("badges.design"), 303)


@blueprint.post("/logo/removal")
@needs(Right.PRINT)
def remove_logo() -> Response:
    """Print no logo any more."""
    badges.store_logo(current_desk(), current_event(), None, current_staff().name)
    flash(_("The logo was removed."), "ok")
    return redirect(url_for("badges.design"), 303)


def _page(design: Design) -> str:
    desk, event = current_desk(), current_event()
    kept = paper_from_json(events.setting(desk, event.id, "badge_paper"))
    people = _samples()
    chosen = request.args.get("participant") or people[0][0]
    return render_template(
        "badges/design.html",
        design=design,
        layouts=_layouts(),
        shown=_shown(),
        has_logo=badges.style_of(desk, event).logo is not None,
        people=people,
        sheets=[each for each in sheet_choices() if each[0] != "custom"],
        layout=request.args.get("layout") or kept.layout,
        participant=chosen,
        preview={"layout": kept.layout, "participant": chosen, **request.args.to_dict(flat=False)},
    )


def _samples() -> list[tuple[str, str]]:
    """Return people to try the design with: the longest and the shortest name first."""
    page = search.find(current_desk(), current_event().id, Query(per_page=_SHOWN))
    people = sorted((each.participant for each in page.found), key=lambda each: -len(each.name))
    chosen = [*people[:1], *people[-1:], *sorted(people, key=lambda each: each.number)]
    named = [(str(each.id), f"{each.number} · {each.name}") for each in dict.fromkeys(chosen)]
    return [*named, (_RESERVE, _("a reserve badge"))]


def _face(participant: str) -> Face:
    code = _SAMPLE + check_character(_SAMPLE)
    if participant == _RESERVE:
        return Face(code, number="R1")
    badge = _badge_of(chosen) if (chosen := whole_or_none(participant)) else _first_badge()
    if badge is None:
        return Face(code, "Siti Nurhayati, S.Pd.", number="1")
    return badges.faces(current_desk(), current_event(), [badge])[0]


def _first_badge() -> BadgeOf | None:
    found = search.find(current_desk(), current_event().id, Query(per_page=1)).found
    return _badge_of(found[0].participant.id) if found else None


def _badge_of(participant_id: int) -> BadgeOf | None:
    badge = participants.dossier(current_desk(), person_here(participant_id).participant.id).badge
    return badges.badge_of(current_desk(), current_event().id, badge.id) if badge else None


def _layouts() -> list[tuple[str, str]]:
    return [
        (Layout.AUTO.value, _("By the shape of the badge")),
        (Layout.PORTRAIT.value, _("Portrait, for a lanyard")),
        (Layout.LANDSCAPE.value, _("Landscape, like a business card")),
    ]


def _shown() -> list[tuple[str, str]]:
    return [
        (Shown.LOGO.value, _("Logo")),
        (Shown.TITLE.value, _("Title of the event")),
        (Shown.ORGANIZER.value, _("Organiser")),
        (Shown.FULL_NAME.value, _("Full name with titles")),
        (Shown.ORGANIZATION.value, _("Organization")),
        (Shown.GROUP.value, _("Group, as colour and word")),
        (Shown.NUMBER.value, _("Number")),
        (Shown.SESSIONS.value, _("Sessions")),
        (Shown.LETTERS.value, _("Code in letters")),
    ]
