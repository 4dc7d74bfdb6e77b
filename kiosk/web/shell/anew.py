"""The product stops and starts again, because a page asked for something that needs it."""

import threading

from flask import current_app

from kiosk.core.errors import HadirError

_UNTIL_ANSWERED_S = 1.0
"""The page that says what happens reaches the browser before the server stops."""


def check_begins_anew(otherwise: HadirError) -> None:
    """Raise `otherwise` where nobody would start what has stopped."""
    if "end" not in current_app.extensions:
        raise otherwise


def begin_anew() -> None:
    """Stop in a moment; the process above starts again. `check_begins_anew` was asked before."""
    threading.Timer(_UNTIL_ANSWERED_S, current_app.extensions["end"]).start()
