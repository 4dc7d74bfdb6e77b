"""The product while its pages are still being loaded: stations are answered from the first moment.

To load the pages takes longer than all that a scan needs. Whoever asks for a page waits for it.
"""

import threading
from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask, Response

from kiosk.desk import Desk
from kiosk.web.api import routes as api
from kiosk.web.shell import health
from kiosk.web.shell.application import Addresses, application

_AT_ONCE = ("/api/v1/scans", "/api/v1/attendance", "/healthz")
_PATIENCE_S = 30.0


class Opening:
    """A WSGI application: what stations and boards ask, until it is opened to all."""

    def __init__(self, desk: Desk, addresses: Addresses = tuple) -> None:
        self._application = application(desk, addresses)
        for each in (api.blueprint, health.blueprint):
            self._application.register_blueprint(each)
        self._is_open = threading.Event()

    def open(self, whole: Flask) -> None:
        """Answer with the whole application from now on."""
        self._application = whole
        self._is_open.set()

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request (PEP 3333)."""
        is_page = not environ["PATH_INFO"].startswith(_AT_ONCE)
        if is_page and not self._is_open.wait(_PATIENCE_S):
            return Response(status=503, headers={"Retry-After": "5"})(environ, start)
        return self._application.wsgi_app(environ, start)
