"""Webhooks: whom this computer tells what happens, how it is signed, and when it is tried again.

Signed as Standard Webhooks 1.0 has it: HMAC-SHA256 over id, timestamp and body.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from kiosk.core.changes import ChangeKind
from kiosk.core.errors import BadInput

LONGEST_ADDRESS = 500
MOST_AT_ONCE = 100
GIVEN_UP_AFTER = timedelta(days=1)
TOLD = (
    ChangeKind.CHECK_IN,
    ChangeKind.UNDO,
    ChangeKind.WALK_IN,
    ChangeKind.SESSION_OPENED,
    ChangeKind.SESSION_CLOSED,
)
"""What can be told by a webhook."""

_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(seconds=5), timedelta(hours=1)
_TRANSLATED = IPv6Network("64:ff9b::/96")
_SECRET = "whsec_"  # noqa: S105  how every one begins


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where to tell what, and how it goes; the address and the secret are kept apart, sealed.

    `place` is up to where all was told. `local` lets it go to this computer and its networks.
    """

    id: int
    name: str
    kinds: frozenset[ChangeKind]
    local: bool
    computer: str
    sealed: str
    place: str
    made_at: datetime
    made_by: str
    tries: int = 0
    failing_since: datetime | None = None
    next_at: datetime | None = None
    paused_at: datetime | None = None

    def is_due(self, now: datetime) -> bool:
        """Whether something may be sent now."""
        return self.paused_at is None and (self.next_at is None or self.next_at <= now)


@dataclass(frozen=True, slots=True)
class Given:
    """What came of telling: `status` None where nobody answered, and then why in words."""

    at: datetime
    changes: int
    status: int | None
    why: str
    milliseconds: int

    @property
    def arrived(self) -> bool:
        """Whether the other side has it."""
        return self.status is not None and 200 <= self.status < 300  # noqa: PLR2004


@dataclass(frozen=True, slots=True)
class ReceiverAddress:
    """The address of a receiver, taken apart."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def is_safe(self) -> bool:
        """Whether nobody on the way can read it."""
        return self.scheme == "https"


def address_of(text: str, *, local: bool) -> ReceiverAddress:
    """Return the address in a text. Raises BadInput for what is none that we send to.

    Without encryption it goes to this computer and its networks alone.
    """
    try:
        parts = urlsplit(text.strip())
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise _no_address() from error
    plain = text.strip().isascii() and text.strip().isprintable() and " " not in text.strip()
    if not (plain and parts.hostname and len(text) <= LONGEST_ADDRESS):
        raise _no_address()
    if parts.scheme not in {"https", "http"} or parts.username or parts.password:
        raise _no_address()
    if parts.scheme == "http" and not local:
        raise BadInput("Names would travel in the open: take an address that begins with https://.")
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return ReceiverAddress(parts.scheme, parts.hostname, port, target)


def _no_address() -> BadInput:
    return BadInput("That is no address to send to. Write it like https://example.org/hadir.")


def may_reach(address: str, *, local: bool) -> bool:
    """Whether a webhook may connect to an address of the internet protocol.

    Loopback, private networks and all else that is not public are reached only where that was
    allowed; nothing is sent to many at once.
    """
    known = ip_address(address.partition("%")[0])
    if isinstance(known, IPv6Address):
        inner = known.ipv4_mapped or known.sixtofour or _translated(known)
        known = inner or known
    if known.is_multicast or known.is_unspecified or known.is_reserved:
        return False
    return known.is_global or local


def _translated(known: IPv6Address) -> IPv4Address | None:
    return IPv4Address(int(known) & 0xFFFFFFFF) if known in _TRANSLATED else None


def pause_after(tries: int) -> timedelta:
    """Return how long to wait after so many tries in vain: each pause is twice the one before."""
    return min(_LONGEST_PAUSE, _FIRST_PAUSE * (1 << min(tries - 1, 12)))


def is_given_up(failing_since: datetime, now: datetime) -> bool:
    """Whether it was tried for a day in vain."""
    return now - failing_since >= GIVEN_UP_AFTER


def secret_words(secret: bytes) -> str:
    """Return a secret as the receiver is told it."""
    return _SECRET + base64.b64encode(secret).decode()


def signature(secret: bytes, name: str, seconds: int, body: bytes) -> str:
    """Return the signature that goes with a body."""
    signed = f"{name}.{seconds}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode()
