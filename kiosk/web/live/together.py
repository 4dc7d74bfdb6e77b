"""One stream for all that a browser watches: HTTP/1.1 allows it six connections in all."""

from http import HTTPStatus
from urllib.parse import urlsplit

from flask import Blueprint, Flask, current_app, request
from werkzeug.exceptions import NotFound, ServiceUnavailable
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Response

from kiosk.core.errors import BadInput
from kiosk.core.rights import Right
from kiosk.web.live.channels import Watching
from kiosk.web.live.pages import Feeds, event_stream
from kiosk.web.shell.access import needs
from kiosk.web.shell.browser import local_address

_MOST = 12
"""Feeds in one stream: more tabs than anybody watches."""

_PASSED_ON = {"Accept", "Accept-Language", "Cookie", "Host"}

blueprint = Blueprint("live", __name__)


@blueprint.get("/live")
@needs(Right.ENTER)
def together() -> Response:
    """Send the feeds whose addresses are given as `feed`, each allowed or refused by itself."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    answers = [_asked(app, each) for each in request.args.getlist("feed")[:_MOST]]
    opened = [_stream_of(each) for each in answers]
    if any(each.status_code == HTTPStatus.SERVICE_UNAVAILABLE for each in answers):
        for stream in filter(None, opened):
            stream.close()
        raise ServiceUnavailable(retry_after=5)
    if not any(opened):
        raise NotFound
    feeds: Feeds = app.extensions["feeds"]
    return event_stream(feeds.together(opened))


def _asked(app: Flask, address: str) -> Response:
    """Ask for a feed as its page would: the same cookies, the same rules."""
    path = local_address(address)
    if not urlsplit(path).path.endswith("/live") or urlsplit(path).path == "/live":
        raise BadInput("A feed is the address of a page followed by /live.")
    headers = [(name, value) for name, value in request.headers if name in _PASSED_ON]
    environ = EnvironBuilder(path=path, headers=headers).get_environ()
    environ["REMOTE_ADDR"] = request.remote_addr or ""
    # A context of its own: the language of one feed is not that of the next.
    with app.app_context(), app.request_context(environ):
        return app.full_dispatch_request()


def _stream_of(answer: Response) -> Watching | None:
    return answer.response if isinstance(answer.response, Watching) else None
