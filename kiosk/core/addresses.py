"""Addresses of a network as they are told, compared and written."""

from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

EVERYWHERE = "0.0.0.0"  # noqa: S104  not listened on here
EVERYWHERE_OR_6 = "::"
"""Every address of this computer: those of IPv4, or those of IPv6 and IPv4."""

_Address = IPv4Address | IPv6Address


@lru_cache(maxsize=4096)
def address_in(client: str) -> str:
    """Return the address in `10.0.0.7:51000` or `[fd00::7]:51000`.

    One of IPv4 is told as such also where it came to a socket of IPv6 (RFC 4291, 2.5.5.2).
    """
    host = client.rpartition(":")[0].strip("[]").partition("%")[0]
    known = _known(host)
    return host if known is None else str(_unmapped(known))


def network_of(address: str) -> str:
    """Return to whom an address belongs: of IPv6 the network of which its guest takes any.

    RFC 4291, 2.5.4: the last 64 bits are the interface's own.
    """
    known = _known(address.partition("%")[0])
    if known is None:
        return address
    known = _unmapped(known)
    if isinstance(known, IPv4Address):
        return str(known)
    return str(ip_network((int(known) >> 64 << 64, 64)))


def is_loopback(host: str) -> bool:
    """Whether a name or address is reached from this computer alone."""
    known = _known(host)
    return host == "localhost" if known is None else _unmapped(known).is_loopback


def in_a_link(host: str) -> str:
    """Return a name or address as it is written in a link (RFC 3986, 3.2.2)."""
    return f"[{host}]" if ":" in host else host


def _known(host: str) -> _Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def _unmapped(known: _Address) -> _Address:
    mapped = known.ipv4_mapped if isinstance(known, IPv6Address) else None
    return mapped or known
