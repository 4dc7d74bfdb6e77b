"""Sending to an address that somebody set up: resolved once, looked at, and no further than there.

The name is asked once, and what was looked at is what is connected to; the certificate is that of
the name. No redirect is followed, only a little is read, and it takes no longer than it may.
"""

import socket
import ssl
import threading
import time
from contextlib import suppress
from datetime import datetime, timedelta
from http.client import HTTPConnection, HTTPException
from typing import Self

from kiosk import __version__
from kiosk.core.webhooks import Given, ReceiverAddress, may_reach, signature

PATIENCE = timedelta(seconds=10)
_READ_AT_MOST = 64 * 1024

SignedMessage = tuple[str, datetime, bytes]
"""What it is called, when it is sent, and its body."""


def post(to: ReceiverAddress, secret: bytes, message: SignedMessage, *, local: bool) -> Given:
    """Send a signed message, and return what came of it."""
    _name, at, body = message
    began = time.monotonic()
    status, why = _answer(to, _headers(to, secret, message), body, local=local)
    took = int((time.monotonic() - began) * 1000)
    return Given(at, 0, status, why, took)


def _headers(to: ReceiverAddress, secret: bytes, message: SignedMessage) -> dict[str, str]:
    name, at, body = message
    seconds = int(at.timestamp())
    usual = 443 if to.is_safe else 80
    host = f"[{to.host}]" if ":" in to.host else to.host
    return {
        "Host": host if to.port == usual else f"{host}:{to.port}",
        "Content-Type": "application/json",
        "User-Agent": f"Hadir/{__version__}",
        "webhook-id": name,
        "webhook-timestamp": str(seconds),
        "webhook-signature": signature(secret, name, seconds, body),
        "Connection": "close",
    }


def _answer(
    to: ReceiverAddress, headers: dict[str, str], body: bytes, *, local: bool
) -> tuple[int | None, str]:
    """Return the status; None where there is none, and then why: stable words of ours."""
    try:
        reached = _resolved(to, local=local)
        if reached is None:
            return None, "not_allowed"
        with _Connection(to, reached) as connection:
            connection.request("POST", to.target, body, headers)
            answer = connection.getresponse()
            answer.read(_READ_AT_MOST)
            return answer.status, "redirected" if 300 <= answer.status < 400 else ""  # noqa: PLR2004
    except socket.gaierror:
        return None, "no_such_name"
    except ssl.SSLError:
        return None, "not_trusted"
    except TimeoutError:
        return None, "too_slow"
    except (OSError, HTTPException, ValueError):
        return None, "no_answer"


def _resolved(to: ReceiverAddress, *, local: bool) -> str | None:
    """Return the one address to connect to; None where any that the name has is not allowed."""
    found = socket.getaddrinfo(to.host, to.port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
    if not addresses or not all(may_reach(each, local=local) for each in addresses):
        return None
    return addresses[0]


class _Connection(HTTPConnection):
    """A connection to one address that ends after our patience, whatever the other side does."""

    def __init__(self, to: ReceiverAddress, reached: str) -> None:
        super().__init__(to.host, to.port, timeout=PATIENCE.total_seconds())
        self._to, self._reached = to, reached
        self._end = threading.Timer(PATIENCE.total_seconds(), self._cut)
        self._end.daemon = True
        self._is_cut = False

    def connect(self) -> None:
        """Connect to the address that was looked at; the certificate must be that of the name."""
        seconds = PATIENCE.total_seconds()
        self.sock = socket.create_connection((self._reached, self._to.port), seconds)
        self._end.start()
        if self._to.is_safe:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self._to.host)

    def _cut(self) -> None:
        self._is_cut = True
        with suppress(OSError):
            self.sock.shutdown(socket.SHUT_RDWR)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_error: object) -> None:
        self._end.cancel()
        self.close()
        if self._is_cut and kind is not None:
            raise TimeoutError
