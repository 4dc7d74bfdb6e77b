"""Backups that leave the house: sealed with a passphrase.

A key is made of the passphrase by scrypt (RFC 7914), the file sealed by AES-256-GCM (NIST SP
800-38D) in parts of a mebibyte; each part is numbered, and the last one says that it is the last.
"""

import os
import shutil
import struct
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.core.errors import BadInput

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_MAGIC = b"HADIR-SEALED-1\n"
_SALT, _NONCE, _TAG = 16, 8, 16
_PART = 1 << 20
_LAST = 1 << 31


def put(source: Path, folder: Path, passphrase: str) -> None:
    """Put a file into a folder in one step: sealed where there is a passphrase, else as it is."""
    target = folder / source.name
    if passphrase:
        seal(source, target.with_name(f"{target.name}.sealed"), passphrase)
        return
    partial = target.with_name(f"{target.name}.part")
    try:
        with source.open("rb") as plain, partial.open("wb") as copied:
            shutil.copyfileobj(plain, copied)
            copied.flush()
            os.fsync(copied.fileno())
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def seal(source: Path, target: Path, passphrase: str) -> None:
    """Write `source` sealed into `target`, in one step, and wait until the disk has it."""
    salt, nonce = os.urandom(_SALT), os.urandom(_NONCE)
    cipher = _cipher(passphrase, salt)
    partial = target.with_name(f"{target.name}.part")
    try:
        with source.open("rb") as plain, partial.open("wb") as sealed:
            sealed.write(_MAGIC + salt + nonce)
            for number, part in _numbered(plain.read, source.stat().st_size):
                sealed.write(cipher.encrypt(_iv(nonce, number), part, None))
            sealed.flush()
            os.fsync(sealed.fileno())
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


@contextmanager
def opened(path: Path, passphrase: str) -> Iterator[Path]:
    """Give the file itself, or where it is sealed an opened copy that is gone afterwards.

    Raises BadInput where the passphrase does not open it.
    """
    if not is_sealed(path):
        yield path
        return
    if not passphrase:
        raise BadInput("{file} is sealed. Its passphrase is needed.", file=path)
    with tempfile.TemporaryDirectory(prefix="hadir-") as folder:
        plain = Path(folder) / "hadir.db"
        _open(path, plain, passphrase)
        yield plain


def is_sealed(path: Path) -> bool:
    """Whether this file was sealed by us."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def _open(path: Path, target: Path, passphrase: str) -> None:
    size = path.stat().st_size - len(_MAGIC) - _SALT - _NONCE
    parts = max(1, -(-size // (_PART + _TAG)))
    with path.open("rb") as sealed, target.open("wb") as plain:
        sealed.seek(len(_MAGIC))
        salt, nonce = sealed.read(_SALT), sealed.read(_NONCE)
        try:
            cipher = _cipher(passphrase, salt)
            for number, part in _numbered(sealed.read, size - parts * _TAG, _TAG):
                plain.write(cipher.decrypt(_iv(nonce, number), part, None))
        except (_wrong_seal(), ValueError) as error:
            raise BadInput(
                "{file} cannot be opened with this passphrase, or is damaged.", file=path
            ) from error


def _numbered(read: Callable[[int], bytes], size: int, tag: int = 0) -> Iterator[tuple[int, bytes]]:
    last = max(0, (size - 1) // _PART)
    for number in range(last + 1):
        yield number | (_LAST if number == last else 0), read(_PART + tag)


def _iv(nonce: bytes, number: int) -> bytes:
    return nonce + struct.pack(">I", number)


def _cipher(passphrase: str, salt: bytes) -> "AESGCM":
    # Loaded where something is sealed: every start knows of backups, and few open one.
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt  # noqa: PLC0415

    key = Scrypt(salt=salt, length=32, n=2**15, r=8, p=1)
    return AESGCM(key.derive(passphrase.encode()))


def _wrong_seal() -> type[Exception]:
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415

    return InvalidTag
