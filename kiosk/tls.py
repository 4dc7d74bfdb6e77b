"""The certificate of this computer, made by itself, so that phones in the room may use a camera."""

import ipaddress
import os
import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

_VALID = timedelta(days=397)  # the longest that Apple's devices take
_RENEW_BEFORE = timedelta(days=14)


def certificate(folder: Path) -> tuple[Path, Path]:
    """Return certificate and key as PEM files in `folder`; made anew where old or elsewhere."""
    paths = folder / "certificate.pem", folder / "key.pem"
    if not _is_good(paths[0], addresses()):
        folder.mkdir(parents=True, exist_ok=True)
        _make(*paths)
    return paths


def fingerprint(path: Path) -> str:
    """Return the SHA-256 fingerprint that a browser shows, in pairs of letters."""
    digest = x509.load_pem_x509_certificate(path.read_bytes()).fingerprint(hashes.SHA256())
    return digest.hex(":").upper()


def addresses() -> list[str]:
    """Return the IP addresses of this computer in its networks, and that of itself."""
    found = {"127.0.0.1"}
    for each in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET):
        found.add(str(each[4][0]))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Nothing is sent: the system only says which of its addresses it would use.
            probe.connect(("10.255.255.255", 1))
            found.add(probe.getsockname()[0])
        except OSError:
            pass
    return sorted(found)


def _is_good(path: Path, wanted: list[str]) -> bool:
    try:
        known = x509.load_pem_x509_certificate(path.read_bytes())
    except (OSError, ValueError):
        return False
    names = known.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    has = {str(each) for each in names.get_values_for_type(x509.IPAddress)}
    lasts = known.not_valid_after_utc - datetime.now(UTC) > _RENEW_BEFORE
    return lasts and has >= set(wanted)


def _make(certificate_path: Path, key_path: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    now = datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Hadir")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + _VALID - timedelta(hours=2))
        .add_extension(x509.SubjectAlternativeName(_names()), critical=False)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, hashes.SHA256())
    )
    _write_key(key_path, key)
    certificate_path.write_bytes(made.public_bytes(serialization.Encoding.PEM))


def _names() -> list[x509.GeneralName]:
    hosts: list[x509.GeneralName] = [x509.DNSName("localhost"), x509.DNSName("kiosk.local")]
    return hosts + [x509.IPAddress(ipaddress.ip_address(each)) for each in addresses()]


def _write_key(path: Path, key: ec.EllipticCurvePrivateKey) -> None:
    content = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
