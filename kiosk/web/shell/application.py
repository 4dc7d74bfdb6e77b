"""What every application around a desk has, whether it answers with pages or with JSON."""

from collections.abc import Callable, Iterable
from pathlib import Path

from flask import Flask

from kiosk.desk import Desk
from kiosk.web.shell.assets import static_address
from kiosk.web.shell.auth import init_login
from kiosk.web.shell.compression import init_compression
from kiosk.web.shell.converters import init_converters
from kiosk.web.shell.errors import init_errors
from kiosk.web.shell.forms import init_forms
from kiosk.web.shell.headers import init_headers
from kiosk.web.shell.hosts import init_hosts
from kiosk.web.shell.i18n import init_languages

UPLOAD_LIMIT = 32 * 1024 * 1024
"""Bytes of a body, in all."""

_PACKAGE = Path(__file__).parents[2]

Addresses = Callable[[], Iterable[str]]
"""Gives this machine's addresses in its networks, under which it is reached beside its names."""


def application(desk: Desk, addresses: Addresses) -> Flask:
    """Return an application without any address yet: hosts, limits, logins, languages, errors."""
    app = Flask(
        "kiosk",
        root_path=str(_PACKAGE),
        static_folder="web/static",
        static_url_path=static_address(),
        template_folder=str(_templates()),
    )
    app.extensions.update(desk=desk)
    app.config.update(MAX_CONTENT_LENGTH=UPLOAD_LIMIT, WTF_CSRF_TIME_LIMIT=None)
    init_hosts(app, addresses)
    for init in (init_forms, init_converters, init_compression, init_login):
        init(app)
    for init in (init_languages, init_errors, init_headers):
        init(app)
    return app


def _templates() -> Path:
    """Return where the templates lie: in a wheel within the package, else beside it."""
    packed = _PACKAGE / "templates"
    return packed if packed.is_dir() else _PACKAGE.parent / "templates"
