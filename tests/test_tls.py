"""The certificate that this computer makes for itself."""

from pathlib import Path

from cryptography import x509

from kiosk.tls import addresses, certificate, fingerprint


def test_a_certificate_names_every_address_and_is_made_once(tmp_path: Path) -> None:
    path, key = certificate(tmp_path / "tls")
    before = path.read_bytes()
    certificate(tmp_path / "tls")

    known = x509.load_pem_x509_certificate(before)
    names = known.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert {str(each) for each in names.get_values_for_type(x509.IPAddress)} == set(addresses())
    assert (known.not_valid_after_utc - known.not_valid_before_utc).days < 397
    assert path.read_bytes() == before
    assert key.stat().st_mode & 0o077 == 0
    assert len(fingerprint(path).split(":")) == 32


def test_a_certificate_that_cannot_be_read_is_made_anew(tmp_path: Path) -> None:
    path, _ = certificate(tmp_path)
    path.write_text("damaged")

    certificate(tmp_path)

    assert b"BEGIN CERTIFICATE" in path.read_bytes()
