"""The key that signs the audit: of this computer, beside the database and in no backup.

Ed25519 (RFC 8032): whoever has an export can see with the public key that it is whole, and nobody
without the private one can lengthen it.
"""

import hashlib
from functools import cached_property
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from kiosk.private import private_folder, secret_in

_KEY = "audit.key"


class AuditSigner:
    """Signs in the name of this computer; its key is made when it is first needed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def _key(self) -> Ed25519PrivateKey:
        private_folder(self._folder)
        secret = secret_in(self._folder / _KEY)
        return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(secret.encode()).digest())

    @cached_property
    def chain(self) -> str:
        """The public key in hex, by which the chain of this computer is called."""
        return self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()

    def sign(self, words: bytes) -> str:
        """Return the signature in hex."""
        return self._key.sign(words).hex()


def known_chain(folder: Path) -> str:
    """Return the chain of the computer whose data lies there; empty where it has none yet."""
    return AuditSigner(folder).chain if (folder / _KEY).exists() else ""


def is_signed(chain: str, words: bytes, signature: str) -> bool:
    """Whether the key that a chain is called by signed these words so."""
    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(chain))
        public.verify(bytes.fromhex(signature), words)
    except (ValueError, InvalidSignature):
        return False
    return True
