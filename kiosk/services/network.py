"""Under which names and addresses this computer is reached by others."""

import ipaddress
import socket
from dataclasses import dataclass

import psutil

from kiosk.core.addresses import is_loopback
from kiosk.settings import Settings


@dataclass(frozen=True, slots=True)
class Reached:
    """The names and addresses of this computer, itself included."""

    names: tuple[str, ...]
    addresses: tuple[str, ...]


def is_free(host: str, port: int) -> bool:
    """Whether nobody listens there."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError:
            return False
        return True


def reached(settings: Settings) -> Reached:
    """Return how this computer is reached now: its own names, and those of the settings."""
    given = (each.strip().lower() for each in settings.hosts.split(","))
    names = (*own_names(), *(each for each in given if each and not _is_address(each)))
    return Reached(tuple(dict.fromkeys(names)), tuple(addresses()))


def own_names() -> tuple[str, ...]:
    """Return what this computer calls itself, alone and in a network without a name server."""
    name = socket.gethostname().lower()
    return tuple(dict.fromkeys(("localhost", f"{name.split('.')[0]}.local", name)))


def addresses() -> list[str]:
    """Return the addresses of this computer: the one others most likely reach comes first.

    Of IPv6 those of the local network: others change from day to day, and are typed by nobody.
    """
    found = {
        each.address
        for interface in psutil.net_if_addrs().values()
        for each in interface
        if each.family == socket.AF_INET or _is_local_6(each.family, each.address)
    }
    first = _towards_others()
    return sorted(
        found | {"127.0.0.1"},
        key=lambda each: (each != first, is_loopback(each), ":" in each, each),
    )


def for_others() -> list[str]:
    """Return the addresses that others in a network may use."""
    return [each for each in addresses() if not is_loopback(each)]


def _towards_others() -> str | None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Nothing is sent: the system only says which of its addresses it would use.
            probe.connect(("10.255.255.255", 1))
        except OSError:
            return None
        return str(probe.getsockname()[0])


def _is_local_6(family: int, address: str) -> bool:
    if family != socket.AF_INET6 or "%" in address:
        return False
    known = ipaddress.ip_address(address)
    return known.is_private and not known.is_link_local


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
