"""What is kept in one browser, and the way back to the page where it was chosen."""

from urllib.parse import urlsplit

from flask import redirect, request
from werkzeug.wrappers import Response

STATION = "station"
"""The cookie of a browser that was told which station it is."""

_YEAR = 365 * 24 * 3600


def keep_in_browser(name: str, value: str) -> Response:
    """Answer a choice with its cookie and the page it came from, the form's `back`."""
    response = redirect(local_address(request.form.get("back", "/")))
    response.set_cookie(
        name, value, max_age=_YEAR, samesite="Lax", httponly=True, secure=request.is_secure
    )
    return response


def local_address(wanted: str) -> str:
    """Return `wanted` where it is an address of ours, else the start page."""
    if not wanted.isprintable() or not wanted.startswith("/") or wanted.startswith(("//", "/\\")):
        return "/"
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return "/"
    return "/" if parts.netloc or parts.scheme else wanted


def wants_partial() -> bool:
    """Whether a script asks for the part of a page that changes, and not a person for the page."""
    return request.headers.get("X-Partial") == "1"
