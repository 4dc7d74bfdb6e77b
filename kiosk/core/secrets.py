"""Secrets that machines make: tokens and keys of links."""

import hashlib


def fingerprint(secret: str) -> str:
    """Return what is stored of a secret: its SHA-256 in 64 hexadecimal digits.

    Only for secrets of high entropy; what a person thinks of is hashed slowly.
    """
    return hashlib.sha256(secret.encode()).hexdigest()
