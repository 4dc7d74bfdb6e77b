"""Plain HTTP where there is HTTPS too: for this computer itself, and to lead others to HTTPS."""

from http import HTTPStatus
from urllib.parse import urlsplit

from granian.rsgi import HTTPProtocol, Scope

from kiosk.bridge.application import Bridge
from kiosk.core.addresses import address_in, in_a_link, is_loopback

_READING = {"GET", "HEAD"}
_BEFORE_TRUST = ("/certificate", "/static/")
"""The page from which phones take the certificate authority, and what it looks like."""
_REFUSED = (
    b"Everybody in this network can read along: what is sent over plain HTTP is not taken. "
    b"Use https.\n"
)


class Plain:
    """Answers this computer, and hands others what they need before they can use HTTPS.

    What a program sends is refused, not led on: it would go on telling its token to everybody.
    """

    def __init__(self, bridge: Bridge, https_port: int) -> None:
        self._bridge = bridge
        self._port = https_port

    async def __rsgi__(self, scope: Scope, protocol: HTTPProtocol) -> None:
        """Answer a request: RSGI 1.5, "HTTP protocol"."""
        host = _name_in(scope.headers.get("host") or "")
        is_read = scope.method in _READING
        if _is_from_here(scope, host) or (is_read and scope.path.startswith(_BEFORE_TRUST)):
            await self._bridge.__rsgi__(scope, protocol)
        elif is_read and host and not scope.path.startswith("/api/"):
            protocol.response_empty(HTTPStatus.PERMANENT_REDIRECT, [("Location", self._to(scope))])
        else:
            kind = ("Content-Type", "text/plain; charset=utf-8")
            ending = ("Connection", "close")
            protocol.response_bytes(HTTPStatus.FORBIDDEN, [kind, ending], _REFUSED)

    def _to(self, scope: Scope) -> str:
        host = _name_in(scope.headers.get("host") or "")
        query = f"?{scope.query_string}" if scope.query_string else ""
        return f"https://{in_a_link(host)}:{self._port}{scope.path}{query}"


def _is_from_here(scope: Scope, host: str) -> bool:
    return is_loopback(address_in(scope.client)) and is_loopback(host)


def _name_in(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
