"""The web application around a desk."""

from collections.abc import Iterable

from flask import Flask
from flask_wtf import CSRFProtect

from badges.proof import GreyPage, Outline
from kiosk.desk import Desk
from kiosk.web.live.pages import init_live
from kiosk.web.rooms import BLUEPRINTS, UNGUARDED
from kiosk.web.shell.acts import init_acts
from kiosk.web.shell.application import Addresses, application
from kiosk.web.shell.page import init_page


def create_app(desk: Desk, camera: object | None = None, addresses: Addresses = tuple) -> Flask:
    """Return the pages and the API of this desk; `camera` is the one at this machine, if any."""
    app = application(desk, addresses)
    app.extensions.update(camera=camera, read_page=_read_page)
    guard = CSRFProtect(app)
    for init in (init_live, init_page, init_acts):
        init(app)
    for each in BLUEPRINTS:
        app.register_blueprint(each)
    for each in UNGUARDED:
        guard.exempt(each)
    return app


def _read_page(page: GreyPage) -> Iterable[tuple[str, Outline]]:
    """Read a printed page with the product's own reader; cv2 is loaded when it is needed."""
    from kiosk.scanner.reading.stills import read_page  # noqa: PLC0415

    return read_page(page)
