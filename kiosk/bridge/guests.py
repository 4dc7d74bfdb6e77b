"""Connections that showed neither login nor key: few for each address, so that none takes all.

Granian takes connections by itself and offers no limit for each address. They are counted here, as
files of this process, where the system shows those (Linux, macOS); on Windows only the limits of
time for heads and bodies hold.
"""

import asyncio
import os
import socket
import stat
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from functools import lru_cache
from ipaddress import ip_address, ip_network
from pathlib import Path

from kiosk.core.addresses import address_in, network_of

_OF_AN_ADDRESS = 64
_IN_ALL = 1024
_LOOK_EVERY_S = 1.0
_FILES = next((each for each in (Path("/proc/self/fd"), Path("/dev/fd")) if each.is_dir()), None)

Client = tuple[str, int]
"""Address and port of whoever connected."""


class Guests:
    """Who is connected and said nothing yet by which they are known."""

    def __init__(self, ports: Iterable[int], proxies: str = "") -> None:
        self._ports = frozenset(ports)
        self._proxies = [ip_network(each.strip()) for each in proxies.split(",") if each.strip()]
        self._known: set[Client] = set()
        self._answered: dict[Client, int] = defaultdict(int)
        self._since: dict[Client, float] = {}

    def begin(self, client: str) -> None:
        """Note that a request came whole and is being answered: nobody is a guest meanwhile."""
        self._answered[_client(client)] += 1

    def end(self, client: str, *, is_known: bool) -> None:
        """Note that it was answered, and whether it showed a login or a key."""
        key = _client(client)
        self._answered[key] -= 1
        if not self._answered[key]:
            del self._answered[key]
        if is_known:
            self._known.add(key)

    async def watch(self) -> None:
        """Send those away who are too many, until cancelled."""
        while _FILES:
            await asyncio.sleep(_LOOK_EVERY_S)
            await asyncio.to_thread(self.look)

    def look(self) -> int:
        """Close the connections of guests beyond the limits, the oldest first; return how many."""
        now, here = time.monotonic(), dict(_connections(self._ports))
        self._known &= here.keys()
        seen = set(self._since)
        self._since = {each: self._since.get(each, now) for each in here}
        guests = sorted(
            (each for each in here if each not in self._known and self._is_waiting(each)),
            key=lambda each: self._since[each],
            reverse=True,
        )
        too_many = self._too_many(guests, seen)
        for each in too_many:
            _close(here[each], each)
        return len(too_many)

    def _too_many(self, guests: list[Client], seen: set[Client]) -> list[Client]:
        """Return who is to go: whoever only just came may be about to show a login."""
        of_address: dict[str, int] = defaultdict(int)
        kept, sent_away = 0, []
        for each in guests:
            network = network_of(each[0])
            of_address[network] += 1
            if (of_address[network] > _OF_AN_ADDRESS and each in seen) or kept >= _IN_ALL:
                sent_away.append(each)
            else:
                kept += 1
        return sent_away

    def _is_waiting(self, client: Client) -> bool:
        if client in self._answered:
            return False
        address = ip_address(client[0])
        return not any(address in each for each in self._proxies)


@lru_cache(maxsize=4096)
def _client(text: str) -> Client:
    port = text.rpartition(":")[2]
    return address_in(text), int(port) if port.isdecimal() else 0


def _connections(ports: frozenset[int]) -> Iterator[tuple[Client, int]]:
    """Yield who is connected to these ports of this process, and by which file."""
    for name in os.listdir(_FILES) if _FILES else ():  # noqa: PTH208  numbers, no paths
        with suppress(OSError, ValueError):
            number = int(name)
            if stat.S_ISSOCK(os.fstat(number).st_mode):
                with closing(_socket(number)) as held:
                    own, other = held.getsockname(), held.getpeername()
                if isinstance(own, tuple) and own[1] in ports:
                    yield _client(f"[{other[0]}]:{other[1]}"), number


def _close(number: int, client: Client) -> None:
    with suppress(OSError), closing(_socket(number)) as held:
        # The number may be another connection's by now.
        host, port = held.getpeername()[:2]
        if _client(f"[{host}]:{port}") == client:
            held.shutdown(socket.SHUT_RDWR)


def _socket(number: int) -> socket.socket:
    return socket.socket(fileno=os.dup(number))  # of IPv4 or IPv6: it finds out itself
