"""Connections without login or key: few for each address, and never at the cost of others."""

import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack, suppress

import pytest

from kiosk.bridge.guests import Guests

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows does not show a process its connections as files"
)

MOST = 64
CROWD, NEIGHBOUR = "127.0.0.2", "127.0.0.3"


class House:
    """A port at which connections are taken and nothing is said."""

    def __init__(self, stack: ExitStack, door: socket.socket | None = None) -> None:
        self._stack = stack
        door = door or socket.create_server(("127.0.0.1", 0), backlog=512)
        self._door = stack.enter_context(door)
        self.port = int(self._door.getsockname()[1])
        self.taken: list[socket.socket] = []

    def connect(self, number: int, address: str) -> list[socket.socket]:
        return [self._connected(address) for _each in range(number)]

    def _connected(self, address: str) -> socket.socket:
        made = socket.create_connection(("127.0.0.1", self.port), 5, (address, 0))
        self._stack.enter_context(made)
        self.taken.append(self._stack.enter_context(self._door.accept()[0]))
        return made


@pytest.fixture
def house() -> Iterator[House]:
    with ExitStack() as stack:
        yield House(stack)


@pytest.fixture
def both() -> Iterator[House]:
    """A house whose door is one of IPv6 that takes those of IPv4, too."""
    if not socket.has_dualstack_ipv6():
        pytest.skip("this computer has no IPv6")
    with ExitStack() as stack:
        family = socket.AF_INET6
        door = socket.create_server(("::", 0), family=family, backlog=512, dualstack_ipv6=True)
        yield House(stack, door)


def is_open(connection: socket.socket) -> bool:
    connection.setblocking(False)
    with suppress(BlockingIOError):
        return connection.recv(1) != b""
    return True


def name_of(connection: socket.socket) -> str:
    address, port = connection.getsockname()
    return f"{address}:{port}"


def test_one_address_holds_few_and_others_are_left_alone(house: House) -> None:
    guests = Guests((house.port,))
    crowd, neighbour = house.connect(MOST + 30, CROWD), house.connect(5, NEIGHBOUR)

    assert [guests.look(), guests.look()] == [0, 30]

    assert sum(is_open(each) for each in crowd) == MOST
    assert all(is_open(each) for each in neighbour)


def test_at_a_door_of_ipv6_those_of_ipv4_are_told_apart(both: House) -> None:
    guests = Guests((both.port,))
    crowd, neighbour = both.connect(MOST + 30, CROWD), both.connect(5, NEIGHBOUR)
    for each in both.connect(40, CROWD):
        guests.begin(f"[::ffff:{CROWD}]:{each.getsockname()[1]}")

    assert [guests.look(), guests.look()] == [0, 30]

    assert sum(is_open(each) for each in crowd) == MOST
    assert all(is_open(each) for each in neighbour)


def test_the_oldest_go(house: House) -> None:
    guests = Guests((house.port,))
    early = house.connect(30, CROWD)
    guests.look()
    late = house.connect(MOST, CROWD)

    assert guests.look() == 30

    assert not any(is_open(each) for each in early)
    assert all(is_open(each) for each in late)


def test_who_showed_a_login_and_who_is_being_answered_are_no_guests(house: House) -> None:
    guests = Guests((house.port,))
    known, asking = house.connect(80, CROWD), house.connect(80, CROWD)
    for each in known:
        guests.begin(name_of(each))
        guests.end(name_of(each), is_known=True)
    for each in asking:
        guests.begin(name_of(each))

    assert [guests.look(), guests.look()] == [0, 0]

    for each in asking:
        guests.end(name_of(each), is_known=False)
    guests.look()
    assert guests.look() == 80 - MOST
    assert all(is_open(each) for each in known)


def test_a_login_that_was_shown_is_of_no_use_to_whoever_gets_the_port_next(house: House) -> None:
    guests = Guests((house.port,))
    [first] = house.connect(1, CROWD)
    guests.begin(name_of(first))
    guests.end(name_of(first), is_known=True)
    assert guests.look() == 0

    for each in (first, house.taken[0]):
        each.close()
    guests.look()

    assert guests._known == set()


def test_a_trusted_proxy_stands_for_many(house: House) -> None:
    guests = Guests((house.port,), proxies=f"10.0.0.1, {CROWD}")
    house.connect(MOST + 30, CROWD)

    assert [guests.look(), guests.look()] == [0, 0]


def test_connections_of_other_ports_are_nobodys_business(house: House) -> None:
    house.connect(MOST + 30, CROWD)
    guests = Guests((1,))

    assert [guests.look(), guests.look()] == [0, 0]
