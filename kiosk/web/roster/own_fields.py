"""Own fields: where each is shown; and the codes that people hold already."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kiosk.core.further_codes import CodeKind, code_kinds_of
from kiosk.core.own_fields import OwnField, ShownAt
from kiosk.core.rights import Right
from kiosk.services import own_fields
from kiosk.web.shell.access import current_desk, current_event, current_staff, needs

blueprint = Blueprint("own_fields", __name__, url_prefix="/roster/own-fields")


@blueprint.get("")
@needs(Right.CHANGE_THE_LIST)
def index() -> str:
    """Show the own fields of the event, where they are shown, and which codes are read."""
    desk, event = current_desk(), current_event()
    return render_template(
        "roster/own_fields.html",
        fields=own_fields.own_fields(desk, event.id),
        places=_places(),
        kinds=list(CodeKind),
        chosen=own_fields.code_kinds(desk, event.id),
        held=own_fields.brought_codes(desk, event.id),
    )


@blueprint.post("")
@needs(Right.CHANGE_THE_LIST)
def store() -> Response:
    """Keep where the fields are shown."""
    desk, event = current_desk(), current_event()
    kept = [
        OwnField(each.label, frozenset(_ticked(f"shown-{place}")))
        for place, each in enumerate(own_fields.own_fields(desk, event.id))
    ]
    own_fields.store_own_fields(desk, event.id, kept, current_staff().name)
    flash(_("Saved: the fields are shown where you chose."), "ok")
    return redirect(url_for("own_fields.index"), 303)


@blueprint.post("/name")
@needs(Right.CHANGE_THE_LIST)
def rename() -> Response:
    """Call a field otherwise; what is kept of people goes with it."""
    label, name = request.form.get("label", ""), request.form.get("name", "")
    by = current_staff().name
    new = own_fields.rename_own_field(current_desk(), current_event().id, label, name, by)
    flash(_("The field is called %(label)s now.", label=new), "ok")
    return redirect(url_for("own_fields.index"), 303)


@blueprint.post("/removal")
@needs(Right.CHANGE_THE_LIST)
def remove() -> Response:
    """Forget a field, with all that is kept of people in it."""
    label = request.form.get("label", "")
    event_id, by = current_event().id, current_staff().name
    own_fields.remove_own_field(current_desk(), event_id, label, by)
    flash(_("The field %(label)s is forgotten, with what was kept in it.", label=label), "ok")
    return redirect(url_for("own_fields.index"), 303)


@blueprint.post("/codes")
@needs(Right.CHANGE_THE_LIST)
def store_kinds() -> Response:
    """Keep which kinds of codes the cameras read beside QR codes."""
    kinds = code_kinds_of(request.form.getlist("kind"))
    by = current_staff().name
    own_fields.store_code_kinds(current_desk(), current_event().id, kinds, by)
    flash(_("Saved: the cameras read these kinds from now on."), "ok")
    return redirect(url_for("own_fields.index"), 303)


def _ticked(name: str) -> list[ShownAt]:
    known = set(ShownAt)
    return [ShownAt(each) for each in request.form.getlist(name) if each in known]


def _places() -> list[tuple[str, str]]:
    return [
        (ShownAt.BADGE.value, _("On the badge")),
        (ShownAt.DOOR.value, _("At the door")),
        (ShownAt.MESSAGE.value, _("As a message in the welcome: “Take your kit at table 2”")),
        (ShownAt.DESK.value, _("At the desk")),
        (ShownAt.FILES.value, _("In lists and files")),
        (ShownAt.LIST.value, _("On the Daftar Hadir (two at most)")),
    ]
