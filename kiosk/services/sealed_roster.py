"""The list that a phone carries: each entry opens with the code on its own badge, and no other.

A lost phone tells nothing: without a badge at hand there is no code to open an entry with, and a
code has 75 random bits. What a phone keeps until it can send it is sealed for this computer.
"""

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Callable
from contextlib import suppress
from threading import Lock
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from badges.code import read_code
from kiosk.core.errors import BadInput
from kiosk.core.model import Event, Holding, Participant
from kiosk.desk import Desk
from kiosk.services.sessions import sessions_of
from kiosk.storage import installation, pocket

ShownOf = Callable[[Participant], tuple[str, str]]
"""Returns what a station shows of somebody: the name, and the place."""

_KEY = "phone_key"
_INDEX_BYTES = 12
_NONCE_BYTES = 12
_RSA_BITS = 2048
_OAEP = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)
_MOST_KEPT = 4

_lock = Lock()
_kept: dict[tuple[str, str, str], dict[str, Any]] = {}


def stamp(desk: Desk, event_id: int) -> str:
    """Return what is another as soon as phones need the list anew."""
    with desk.store.read() as tx:
        return pocket.stamp(tx, event_id)


def sealed_roster(desk: Desk, event: Event, names: str, shown: ShownOf) -> dict[str, Any]:
    """Return the sealed list of an event, as JSON; `names` says what `shown` tells of people.

    `entries` holds by the index of a code (HMAC-SHA256 under `salt`) the entry, AES-GCM under
    HMAC-SHA256 of `open:` and the code; `arrived` holds by session who is there.
    """
    with desk.store.read() as tx:
        now, there = pocket.stamp(tx, event.id), pocket.arrived(tx, event.id)
        key = (str(desk.settings.data), now, names)
        with _lock:
            if key not in _kept:
                while len(_kept) >= _MOST_KEPT:
                    _kept.pop(next(iter(_kept)))
                _kept[key] = _sealed([*pocket.holdings(tx, event.id)], shown)
            sealed = _kept[key]
    choice = desk.arrangement().programme(event.id).choice
    return {
        **sealed,
        "stamp": now,
        "zone": event.timezone,
        "choice": choice.session_id if choice else None,
        "arrived": there,
        "public_key": _public_key(desk),
        "sessions": [
            {
                "id": each.id,
                "name": each.name,
                "opens": each.opens_at.isoformat(),
                "starts": each.starts_at.isoformat(),
                "ends": each.ends_at.isoformat(),
            }
            for each in sessions_of(desk, event.id)
        ],
    }


def opener(desk: Desk) -> Callable[[str], str]:
    """Return what opens a code that a phone sealed for this computer; BadInput for anything else.

    The key is looked up once, for all that a phone sends at a time.
    """
    with desk.store.read() as tx:
        pem = installation.value(tx, _KEY)
    # It is our own: to look whether it is a good one takes 80 ms of processor at each scan.
    key = pem and serialization.load_pem_private_key(
        pem.encode(), None, unsafe_skip_rsa_key_validation=True
    )

    def opened(sealed: str) -> str:
        with suppress(ValueError):
            if isinstance(key, rsa.RSAPrivateKey):
                return key.decrypt(base64.b64decode(sealed, validate=True), _OAEP).decode()
        raise BadInput("This scan was sealed for another computer.")

    return opened


def _sealed(holdings: list[Holding], shown: ShownOf) -> dict[str, Any]:
    salt = secrets.token_bytes(32)
    ours = [each for each in holdings if read_code(each.badge.code)]
    entries = {
        _derived(salt, each.badge.code)[:_INDEX_BYTES].hex(): _entry(salt, each, shown)
        for each in ours
    }
    return {"salt": base64.b64encode(salt).decode(), "entries": entries}


def _entry(salt: bytes, holding: Holding, shown: ShownOf) -> str:
    person = holding.participant
    content: dict[str, Any] = {"revoked": holding.badge.revoked_at is not None}
    if person:
        name, place = shown(person)
        content |= {"id": person.id, "name": name, "place": place, "status": person.status}
        content |= {"walk_in": person.walk_in, "sessions": sorted(holding.expected_sessions)}
    nonce = secrets.token_bytes(_NONCE_BYTES)
    key = _derived(salt, f"open:{holding.badge.code}")
    sealed = AESGCM(key).encrypt(nonce, json.dumps(content).encode(), None)
    return base64.b64encode(nonce + sealed).decode()


def _derived(salt: bytes, text: str) -> bytes:
    return hmac.digest(salt, text.encode(), hashlib.sha256)


def _public_key(desk: Desk) -> str:
    """Return the key for which phones seal, as base64 of its DER; made when first asked for."""
    with desk.store.read() as tx:
        pem = installation.value(tx, _KEY)
    if pem is None:
        fresh = rsa.generate_private_key(65537, _RSA_BITS).private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        with desk.store.write() as tx:
            pem = installation.value(tx, _KEY)
            if pem is None:
                installation.keep(tx, _KEY, pem := fresh.decode())
    key = serialization.load_pem_private_key(pem.encode(), None)
    public = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return base64.b64encode(public).decode()
