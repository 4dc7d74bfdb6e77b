"""The first computer as the second one asks it: by HTTPS, and by nobody else's certificate.

Its certificate authority was named in the key; another one is not spoken with.
"""

import http.client
import json
import ssl
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from string import Formatter
from typing import Any
from urllib.parse import urlsplit

from kiosk.core.errors import BadInput, Refused

_PATIENCE_S = 15.0
_MOST = 64 * 1024 * 1024
_UNAVAILABLE = 503
_OK = 200
_TOO_OLD, _NOT_YET, _OTHER_NAME = 10, 9, {62, 64}
"""What OpenSSL says of a certificate that has ended, has not begun, or is for another address.

X509_V_ERR_CERT_HAS_EXPIRED, …_CERT_NOT_YET_VALID, …_HOSTNAME_MISMATCH and …_IP_ADDRESS_MISMATCH.
"""


class NotReached(Refused):
    """The first computer does not answer now; it is asked again."""


@dataclass(frozen=True, slots=True)
class FirstPlace:
    """Where the first computer is reached: `https://192.168.1.5:8443`."""

    host: str
    port: int

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"https://{host}:{self.port}"


def place_of(address: str) -> FirstPlace:
    """Return the place that an address names. Raises BadInput unless it is one of HTTPS."""
    try:
        parts = urlsplit(address.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = None
        parts = urlsplit("")
    if parts.scheme != "https" or not host:
        raise BadInput(
            "Write the address as the first computer shows it: https://192.168.1.5:8443."
        )
    return FirstPlace(host, port or 443)


def authority_at(place: FirstPlace, imprint: str) -> str:
    """Return the certificate authority of the computer there (PEM), which the key names.

    Raises Refused where it is another one, NotReached where nobody answers.
    """
    anybody = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    anybody.check_hostname, anybody.verify_mode = False, ssl.CERT_NONE
    found = FirstComputer(place, anybody)
    try:
        content = found.fetched("/certificate/hadir.crt")
    finally:
        found.close()
    if sha256(content).hexdigest() != imprint:
        raise Refused(
            "The computer at {address} is not the one that made this key: its certificate is "
            "another one.",
            address=place,
        )
    return ssl.DER_cert_to_PEM_cert(content)


def trusting(authority: str) -> ssl.SSLContext:
    """Return by what a computer is believed whose certificate this authority has signed."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_verify_locations(cadata=authority)
    return context


class FirstComputer:
    """A connection to it, kept as long as it holds; used by one thread."""

    def __init__(self, place: FirstPlace, context: ssl.SSLContext, token: str = "") -> None:
        self.place = place
        self._context = context
        self._token = token
        self._connection: http.client.HTTPSConnection | None = None

    def ask(self, path: str, body: object) -> Any:
        """Return its answer. Raises Refused with its sentence, NotReached where there is none."""
        content = json.dumps(body, ensure_ascii=False).encode(errors="surrogatepass")
        status, answer = self._answered("POST", path, content)
        told = _json(answer)
        if status == _OK:
            return told
        if sentence := sentence_in(told):
            kind = NotReached if status >= _UNAVAILABLE else Refused
            raise kind(sentence[0], **sentence[1])
        raise self._silent(f"HTTP {status}")

    def fetched(self, path: str) -> bytes:
        """Return what lies there."""
        status, content = self._answered("GET", path)
        if status != _OK:
            raise self._silent(f"HTTP {status}")
        return content

    def close(self) -> None:
        """Let go of the connection."""
        if self._connection:
            with suppress(OSError):
                self._connection.close()
        self._connection = None

    def _answered(self, method: str, path: str, content: bytes = b"") -> tuple[int, bytes]:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        self._connection = self._connection or http.client.HTTPSConnection(
            self.place.host, self.place.port, context=self._context, timeout=_PATIENCE_S
        )
        try:
            self._connection.request(method, path, content or None, headers)
            answer = self._connection.getresponse()
            return answer.status, answer.read(_MOST)
        except ssl.SSLCertVerificationError as error:
            self.close()
            raise self._not_believed(error) from error
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise self._silent(str(error) or type(error).__name__) from error

    def _not_believed(self, error: ssl.SSLCertVerificationError) -> Refused:
        if error.verify_code in _OTHER_NAME:
            return Refused(
                "The first computer is not known under {address}. Use an address that it shows "
                "itself, under Phones.",
                address=self.place,
            )
        if error.verify_code in {_TOO_OLD, _NOT_YET}:
            return Refused(
                "By the clock of this computer the certificate of {address} is not valid today. "
                "Set the wrong clock right.",
                address=self.place,
            )
        return Refused(
            "The certificate of {address} has changed. Is it the first computer? Then make a new "
            "key there, and join again.",
            address=self.place,
        )

    def _silent(self, why: str) -> NotReached:
        return NotReached(
            "{address} does not answer ({why}). It is asked again by itself.",
            address=self.place,
            why=why,
        )


def sentence_in(told: object) -> tuple[str, dict[str, str]] | None:
    """Return the sentence of a refusal and what it names; None where nobody could say it here."""
    if not isinstance(told, dict):
        return None
    text, values = told.get("refusal"), told.get("values")
    if not isinstance(text, str) or not isinstance(values, dict):
        return None
    with suppress(ValueError):
        names = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
        if names <= values.keys() - {"self", "text"}:
            return text, {name: str(values[name]) for name in names}
    return None


def _json(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        return None
