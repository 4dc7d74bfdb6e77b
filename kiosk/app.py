"""The web application around a desk."""

from collections.abc import Callable, Iterable
from pathlib import Path

from flask import Flask
from flask_wtf import CSRFProtect

from badges.proof import GreyPage, Outline
from kiosk.desk import Desk
from kiosk.web import BLUEPRINTS, UNGUARDED
from kiosk.web.live.pages import init_live
from kiosk.web.shell.acts import init_acts
from kiosk.web.shell.assets import static_address
from kiosk.web.shell.auth import init_login
from kiosk.web.shell.compression import init_compression
from kiosk.web.shell.converters import init_converters
from kiosk.web.shell.errors import init_errors
from kiosk.web.shell.forms import init_forms
from kiosk.web.shell.headers import init_headers
from kiosk.web.shell.hosts import init_hosts
from kiosk.web.shell.i18n import init_languages
from kiosk.web.shell.page import init_page

UPLOAD_LIMIT = 32 * 1024 * 1024
"""Bytes of a body, in all."""

_PACKAGE = Path(__file__).parent


def create_app(
    desk: Desk,
    camera: object | None = None,
    addresses: Callable[[], Iterable[str]] = tuple,
) -> Flask:
    """Return the pages and the API of this desk.

    `camera` is the one at this machine, if any; `addresses` gives this machine's own in its
    networks, under which the pages are reached beside its names.
    """
    app = Flask(
        "kiosk",
        root_path=str(_PACKAGE),
        static_folder="web/static",
        static_url_path=static_address(),
        template_folder=str(_templates()),
    )
    app.extensions.update(desk=desk, camera=camera, read_page=_read_page)
    app.config.update(MAX_CONTENT_LENGTH=UPLOAD_LIMIT, WTF_CSRF_TIME_LIMIT=None)
    init_hosts(app, addresses)
    init_forms(app)
    init_converters(app)
    init_compression(app)
    init_login(app)
    guard = CSRFProtect(app)
    for init in (init_languages, init_errors, init_headers, init_live, init_page, init_acts):
        init(app)
    for each in BLUEPRINTS:
        app.register_blueprint(each)
    for each in UNGUARDED:
        guard.exempt(each)
    return app


def _templates() -> Path:
    """Return where the templates lie: in a wheel within the package, else beside it."""
    packed = _PACKAGE / "templates"
    return packed if packed.is_dir() else _PACKAGE.parent / "templates"


def _read_page(page: GreyPage) -> Iterable[tuple[str, Outline]]:
    """Read a printed page with the product's own reader; cv2 is loaded when it is needed."""
    from kiosk.scanner.reading.stills import read_page  # noqa: PLC0415

    return read_page(page)
