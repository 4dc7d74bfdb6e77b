"""The participants: searched as one types, filtered, changed one by one or many at once."""

from flask import redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from kiosk.core.own_fields import ShownAt, shown_of
from kiosk.core.rights import Right
from kiosk.services import search, sessions
from kiosk.services.own_fields import own_fields
from kiosk.web.participants.history import means_words
from kiosk.web.participants.room import blueprint
from kiosk.web.participants.selection import MOST_AT_ONCE, filters_of, query_of
from kiosk.web.shell.access import current_desk, current_event, needs
from kiosk.web.shell.browser import wants_partial
from kiosk.web.shell.forms import Form

blueprint.add_app_template_filter(means_words, "means_words")


@blueprint.get("")
@needs(Right.HELP_PEOPLE)
def index() -> str:
    """List everybody."""
    return _list(MultiDict())


@blueprint.post("/search")
@needs(Right.HELP_PEOPLE)
def find() -> str:
    """List those whom search and filters leave; a script gets the rows alone."""
    return _list(request.form)


@blueprint.get("/search")
@needs(Right.HELP_PEOPLE)
def begin() -> Response:
    """Begin anew where an address was kept that a search had: what was searched is not in it."""
    return redirect(url_for("participants.index"))


def _list(given: Form) -> str:
    desk, event = current_desk(), current_event()
    query, fields = query_of(given), own_fields(desk, event.id)
    page = search.find(desk, event.id, query)
    shown = {
        "page": page,
        "query": query,
        "sessions": sessions.sessions_of(desk, event.id),
        "filters": filters_of(given),
        "most": MOST_AT_ONCE,
        "own_of": lambda person: shown_of(person, fields, ShownAt.DESK),
    }
    if wants_partial():
        return render_template("participants/_rows.html", **shown)
    choices = search.choices(desk, event.id)
    return render_template("participants/participants.html", choices=choices, **shown)
