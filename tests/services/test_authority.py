"""The certificate authority of this computer: kept, narrow, and its certificates kept true."""

import ipaddress
import os
import stat
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from kiosk.desk import open_desk
from kiosk.services.authority import Authority, as_file, fingerprint
from kiosk.services.backups.backup import backup
from kiosk.services.network import Reached, addresses, for_others, is_loopback, reached
from kiosk.settings import Settings

NOW = datetime(2026, 11, 23, tzinfo=UTC)
HERE = Reached(("localhost", "lab.local", "lab"), ("192.168.1.5", "127.0.0.1"))


def test_it_is_made_once_and_kept(settings: Settings) -> None:
    authority = Authority(settings)
    assert authority.renewed(HERE, NOW)[1] is True
    before = as_file(authority.certificate), as_file(authority.leaf)

    assert authority.renewed(HERE, NOW + timedelta(days=1))[1] is False

    assert (as_file(authority.certificate), as_file(authority.leaf)) == before
    assert len(fingerprint(authority.certificate).split()) == 32


@pytest.mark.parametrize("name", ["192.168.1.5", "127.0.0.1", "localhost", "lab.local", "lab"])
def test_whoever_trusts_it_knows_this_computer_under_all_its_names(
    settings: Settings, name: str
) -> None:
    authority = Authority(settings)
    authority.renewed(HERE, NOW)

    assert is_known(authority, name)
    assert not is_known(authority, "192.168.1.6" if name[0].isdigit() else "other.local")


def is_known(authority: Authority, name: str) -> bool:
    """Whether a device that trusts the authority takes this computer for that name."""
    subject = _subject(name)
    verifier = PolicyBuilder().store(Store([authority.certificate])).time(NOW)
    try:
        verifier.build_server_verifier(subject).verify(authority.leaf, [])
    except VerificationError:
        return False
    return True


def _subject(name: str) -> x509.DNSName | x509.IPAddress:
    if name[0].isdigit():
        return x509.IPAddress(ipaddress.ip_address(name))
    return x509.DNSName(name)


@pytest.mark.parametrize(
    "later",
    [
        pytest.param((HERE, NOW + timedelta(days=320)), id="it ends in two months"),
        pytest.param((HERE, NOW - timedelta(days=40)), id="the clock was set back"),
        pytest.param(
            (replace(HERE, addresses=("10.0.0.7", *HERE.addresses)), NOW), id="an address came"
        ),
        pytest.param((replace(HERE, names=("new.local",)), NOW), id="the computer was renamed"),
    ],
)
def test_the_leaf_is_renewed_and_the_authority_stays(
    settings: Settings, later: tuple[Reached, datetime]
) -> None:
    authority = Authority(settings)
    authority.renewed(HERE, NOW)
    installed = as_file(authority.certificate)

    assert authority.renewed(*later)[1] is True
    assert authority.renewed(*later)[1] is False

    assert as_file(authority.certificate) == installed
    names = authority.leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert {str(each.value) for each in names} == {*later[0].names, *later[0].addresses}


def test_an_address_that_went_leaves_the_leaf_as_it_is(settings: Settings) -> None:
    authority = Authority(settings)
    authority.renewed(HERE, NOW)

    assert authority.renewed(replace(HERE, addresses=("127.0.0.1",)), NOW)[1] is False


@pytest.mark.parametrize(
    ("passed", "leaf_is_new", "authority_is_new"),
    [
        (timedelta(days=-30), False, False),  # as far as clocks may differ
        (timedelta(days=-30, seconds=-1), True, False),
        (timedelta(days=310, seconds=-1), False, False),
        (timedelta(days=310), True, False),
        (timedelta(days=3250, seconds=-1), True, False),
        (timedelta(days=3250), True, True),
    ],
)
def test_both_are_renewed_while_others_still_trust_them(
    settings: Settings, passed: timedelta, *, leaf_is_new: bool, authority_is_new: bool
) -> None:
    authority = Authority(settings)
    authority.renewed(HERE, NOW)
    before = as_file(authority.certificate)

    assert authority.renewed(HERE, NOW + passed)[1] is leaf_is_new
    assert (as_file(authority.certificate) != before) is authority_is_new


def test_devices_take_no_leaf_that_lasts_longer(settings: Settings) -> None:
    authority = Authority(settings)
    authority.renewed(HERE, NOW)

    stands = authority.leaf.not_valid_after_utc - authority.leaf.not_valid_before_utc
    assert stands <= timedelta(days=825)


@pytest.mark.parametrize("file", ["leaf.pem", "authority.pem", "authority.key"])
@pytest.mark.parametrize("content", [b"", b"damaged", None])
def test_what_is_damaged_or_gone_is_made_anew(
    settings: Settings, file: str, content: bytes | None
) -> None:
    authority = Authority(settings)
    path = authority.renewed(HERE, NOW)[0].with_name(file)
    path.unlink() if content is None else path.write_bytes(content)

    assert authority.renewed(HERE, NOW)[1] is True

    assert is_known(authority, "192.168.1.5")


def test_it_vouches_for_local_networks_and_what_was_there_when_it_was_made(
    settings: Settings,
) -> None:
    authority = Authority(settings)
    authority.renewed(replace(HERE, addresses=("203.0.113.5",)), NOW)
    far = Reached(("www.example.com", "x.lab.local"), ("203.0.113.5", "203.0.113.6", "10.1.1.1"))

    authority.renewed(far, NOW)

    assert authority.left_out(far) == ["www.example.com", "203.0.113.6"]
    assert is_known(authority, "203.0.113.5")
    assert not is_known(authority, "www.example.com")


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights another way")
def test_the_keys_are_its_users_alone_and_in_no_backup(settings: Settings, tmp_path: Path) -> None:
    open_desk(settings).close()
    folder = Authority(settings).renewed(HERE, NOW)[0].parent
    backup(settings, tmp_path / "copy.db")

    modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in folder.iterdir()}
    assert modes == {"authority.key": 0o600, "authority.pem": 0o600, "leaf.pem": 0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert b"PRIVATE KEY" not in (tmp_path / "copy.db").read_bytes()


def test_this_computer_knows_its_names_and_addresses(settings: Settings) -> None:
    known = reached(replace(settings, hosts="Hadir.Sekolah.id, 192.168.1.9"))

    assert known.names[0] == "localhost"
    assert known.names[1].endswith(".local")
    assert known.names[-1] == "hadir.sekolah.id"
    assert "127.0.0.1" in known.addresses
    assert for_others() == [each for each in addresses() if not is_loopback(each)]
