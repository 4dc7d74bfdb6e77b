"""What every answer tells the browser: load nothing from elsewhere, run nothing inline."""

from flask import Flask, request
from werkzeug.wrappers import Response

_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_YEAR = 365 * 24 * 3600
_ALWAYS = {
    "Content-Security-Policy": _POLICY,
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=()",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    # Pages hold names: the back button after a logout must not show them.
    "Cache-Control": "no-store",
}
"""Unless the page itself says otherwise."""


def init_headers(app: Flask) -> None:
    """Send the headers with every answer of this application."""
    app.after_request(_with_headers)


def _with_headers(response: Response) -> Response:
    headers = response.headers
    said = {name.title() for name in headers.keys()}  # noqa: SIM118  it gives pairs else
    headers.extend({name: value for name, value in _ALWAYS.items() if name.title() not in said})
    if request.endpoint == "static":
        headers["Cache-Control"] = f"public, max-age={_YEAR}, immutable"
        headers.pop("Set-Cookie", None)
    return response
