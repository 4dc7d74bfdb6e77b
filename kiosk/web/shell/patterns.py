"""Every component on one page, for those who build pages."""

from flask import Blueprint, render_template

from kiosk.core.rights import Right
from kiosk.web.shell.access import needs
from kiosk.web.shell.page import icon_names

blueprint = Blueprint("patterns", __name__)


@blueprint.get("/patterns")
@needs(Right.HAVE_AN_ACCOUNT)
def show() -> str:
    """Show every component."""
    return render_template("shell/patterns/patterns.html", icons=icon_names())
