"""What every answer tells the browser: load nothing from elsewhere, run nothing inline."""

from flask import Flask, request
from werkzeug.wrappers import Response

_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_YEAR = 365 * 24 * 3600


def init_headers(app: Flask) -> None:
    """Send the headers with every answer of this application."""
    app.after_request(_with_headers)


def _with_headers(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", _POLICY)
    headers.setdefault("Permissions-Policy", "camera=(self), microphone=(), geolocation=()")
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    if request.endpoint == "static":
        headers["Cache-Control"] = f"public, max-age={_YEAR}, immutable"
        headers.pop("Set-Cookie", None)
    else:
        # Pages hold names: the back button after a logout must not show them.
        headers.setdefault("Cache-Control", "no-store")
    return response
