"""Addresses as they are told by the server, compared where guests are counted, and written."""

import pytest

from kiosk.core.addresses import address_in, in_a_link, is_loopback, network_of


@pytest.mark.parametrize(
    ("client", "address"),
    [
        ("10.0.0.7:51000", "10.0.0.7"),
        ("[fd00::7]:51000", "fd00::7"),
        ("[FD00:0::7]:51000", "fd00::7"),
        ("[::ffff:10.0.0.7]:51000", "10.0.0.7"),
        ("[fe80::1%eth0]:51000", "fe80::1"),
        ("unix:/run/hadir.sock", "unix"),
        ("", ""),
    ],
)
def test_an_address_is_told_in_one_way(client: str, address: str) -> None:
    assert address_in(client) == address


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:10.0.0.7", "10.0.0.7", True),
        ("10.0.0.7", "10.0.0.8", False),
        ("fe80::1%eth0", "fe80::2", True),
    ],
)
def test_of_ipv6_a_network_is_one_guest(one: str, other: str, is_same: bool) -> None:  # noqa: FBT001
    assert (network_of(one) == network_of(other)) is is_same


@pytest.mark.parametrize("host", ["localhost", "127.0.0.9", "::1", "::ffff:127.0.0.1"])
def test_this_computer_is_known_under_all_its_addresses(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["10.0.0.7", "::ffff:10.0.0.7", "localhost.evil.example", ""])
def test_others_are_not_this_computer(host: str) -> None:
    assert not is_loopback(host)


def test_an_address_of_ipv6_stands_in_brackets_in_a_link() -> None:
    assert [in_a_link(each) for each in ("fd00::7", "10.0.0.7")] == ["[fd00::7]", "10.0.0.7"]
