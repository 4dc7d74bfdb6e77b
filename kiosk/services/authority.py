"""The certificate authority of this computer, kept, and the certificates that it signs for it.

RFC 5280; what Apple's and Google's devices ask beyond it: at most 825 days, names as alternative
names, an extended key usage. The authority vouches for addresses of local networks alone (RFC
5280, 4.2.1.10): a phone that trusts it trusts it for no site of the internet.
"""

import ipaddress
import socket
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from kiosk.private import keep_private
from kiosk.services.network import Reached
from kiosk.settings import Settings

_AUTHORITY_FROM = datetime(2024, 1, 1, tzinfo=UTC)
"""Fixed, so that a clock that was wrong for a day costs nobody the authority that was installed."""
_AUTHORITY_STANDS = timedelta(days=3650)
_RENEW_AUTHORITY = timedelta(days=400)
_LEAF_STANDS = timedelta(days=370)
_RENEW_LEAF = timedelta(days=60)
_CLOCKS_DIFFER = timedelta(days=30)
"""The clock of this computer may be ahead of a phone's by as much."""

_LOCAL_NETWORKS = (
    "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "127.0.0.0/8",
    "100.64.0.0/10", "fc00::/7", "fe80::/10", "::1/128",
)  # fmt: skip
_LOCAL_NAMES = ("localhost", "local")

SigningKey = ec.EllipticCurvePrivateKey


class Authority:
    """The authority in a folder, made when it is first asked for; and the leaf beside it."""

    def __init__(self, settings: Settings) -> None:
        self._folder = settings.data / "tls"

    @property
    def certificate(self) -> x509.Certificate:
        """What phones install: public, and good for recognizing this computer alone."""
        return _certificate_in(self._folder / "authority.pem")

    @property
    def leaf(self) -> x509.Certificate:
        """What this computer shows now."""
        return _certificate_in(self._folder / "leaf.pem")

    def renewed(self, reached: Reached, now: datetime) -> tuple[Path, bool]:
        """Return the file with leaf and key, and whether it is a new one.

        It is made anew where it is old, not yet good, or lacks what this computer is called now.
        """
        path = self._folder / "leaf.pem"
        key, authority = self._kept(reached, now)
        wanted = _vouched_for(authority, reached)
        with suppress(OSError, ValueError):
            known = _certificate_in(path)
            if _lasts(known, now) and _subjects(known) >= set(wanted) and _is_by(authority, known):
                return path, False
        keep_private(path, _leaf(key, authority, wanted, now))
        return path, True

    def left_out(self, reached: Reached) -> list[str]:
        """Return the names and addresses for which the authority may not vouch."""
        vouched = {_text(each) for each in _vouched_for(self.certificate, reached)}
        return [each for each in (*reached.names, *reached.addresses) if each not in vouched]

    def _kept(self, reached: Reached, now: datetime) -> tuple[SigningKey, x509.Certificate]:
        """Return the authority, made once: who installed it would have to do so again."""
        paths = self._folder / "authority.key", self._folder / "authority.pem"
        with suppress(OSError, ValueError, TypeError, UnsupportedAlgorithm):
            key = serialization.load_pem_private_key(paths[0].read_bytes(), None)
            known = _certificate_in(paths[1])
            lasts = now < known.not_valid_after_utc - _RENEW_AUTHORITY
            if isinstance(key, SigningKey) and key.public_key() == known.public_key() and lasts:
                return key, known
        made = ec.generate_private_key(ec.SECP256R1())
        keep_private(paths[0], _pem_of(made))
        known = _authority(made, reached, now)
        keep_private(paths[1], known.public_bytes(serialization.Encoding.PEM))
        return made, known


def fingerprint(certificate: x509.Certificate) -> str:
    """Return the SHA-256 fingerprint as it is compared: 32 pairs of hexadecimal digits."""
    return certificate.fingerprint(hashes.SHA256()).hex(" ").upper()


def as_file(certificate: x509.Certificate) -> bytes:
    """Return a certificate as phones and computers take it from a file (DER)."""
    return certificate.public_bytes(serialization.Encoding.DER)


def _authority(key: SigningKey, reached: Reached, now: datetime) -> x509.Certificate:
    label = f"Hadir {socket.gethostname()} {now:%Y-%m-%d}"
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, label[:64])])
    return (
        _begun(name, name, key)
        .not_valid_before(min(_AUTHORITY_FROM, now))
        .not_valid_after(now + _AUTHORITY_STANDS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(sign_certificates=True), critical=True)
        .add_extension(x509.NameConstraints(_permitted(reached), None), critical=True)
        .sign(key, hashes.SHA256())
    )


def _leaf(
    key: SigningKey, authority: x509.Certificate, subjects: list[x509.GeneralName], now: datetime
) -> bytes:
    own = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Hadir")])
    issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key())
    made = (
        _begun(name, authority.subject, own)
        .not_valid_before(now - _CLOCKS_DIFFER)
        .not_valid_after(now + _LEAF_STANDS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(sign_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(subjects), critical=False)
        .add_extension(issuer, critical=False)
        .sign(key, hashes.SHA256())
    )
    return made.public_bytes(serialization.Encoding.PEM) + _pem_of(own)


def _begun(subject: x509.Name, issuer: x509.Name, key: SigningKey) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _usage(*, sign_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not sign_certificates,
        key_cert_sign=sign_certificates,
        crl_sign=sign_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _permitted(reached: Reached) -> list[x509.GeneralName]:
    networks = [*_LOCAL_NETWORKS, *(each for each in reached.addresses if not _is_local(each))]
    names = dict.fromkeys((*_LOCAL_NAMES, *reached.names))
    return [
        *(x509.DNSName(each) for each in names if not each.endswith(".local")),
        *(x509.IPAddress(ipaddress.ip_network(each)) for each in networks),
    ]


def _is_local(address: str) -> bool:
    found = ipaddress.ip_address(address)
    return any(found in ipaddress.ip_network(each) for each in _LOCAL_NETWORKS)


def _vouched_for(authority: x509.Certificate, reached: Reached) -> list[x509.GeneralName]:
    limits = authority.extensions.get_extension_for_class(x509.NameConstraints).value
    permitted = limits.permitted_subtrees or []
    domains = [each.value for each in permitted if isinstance(each, x509.DNSName)]
    networks = [
        ipaddress.ip_network(each.value) for each in permitted if isinstance(each, x509.IPAddress)
    ]
    names = [each for each in reached.names if _is_within(each, domains)]
    found = [ipaddress.ip_address(each) for each in reached.addresses]
    return [
        *(x509.DNSName(each) for each in names),
        *(x509.IPAddress(each) for each in found if any(each in network for network in networks)),
    ]


def _is_within(name: str, domains: Iterable[str]) -> bool:
    return any(name == each or name.endswith(f".{each}") for each in domains)


def _is_by(authority: x509.Certificate, certificate: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(authority)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _lasts(leaf: x509.Certificate, now: datetime) -> bool:
    return leaf.not_valid_before_utc <= now < leaf.not_valid_after_utc - _RENEW_LEAF


def _subjects(certificate: x509.Certificate) -> set[x509.GeneralName]:
    return set(certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value)


def _text(name: x509.GeneralName) -> str:
    return str(name.value)


def _certificate_in(path: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(path.read_bytes())


def _pem_of(key: SigningKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
