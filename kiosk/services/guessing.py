"""Guessing is slowed: every secret that can be tried is tried through here.

An entry counts before it is looked at, so that a hundred at once do not slip through, and what
turns out right is taken back. Accounts and addresses are counted apart.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from typing import TypeVar

from kiosk.core.addresses import network_of
from kiosk.core.errors import TooSoon
from kiosk.core.throttling import Allowance, standing, still_to_wait
from kiosk.desk import Desk
from kiosk.services.audit import slowed
from kiosk.storage import wrong_entries
from kiosk.storage.database import Tx

Result = TypeVar("Result")

PASSWORD = Allowance(free=5, longest=timedelta(minutes=5))
PIN = Allowance(free=5, longest=timedelta(minutes=15))
ADDRESS = Allowance(free=20, longest=timedelta(minutes=1), forgotten_after=timedelta(hours=1))
KEPT_FOR = timedelta(days=2)

Limit = tuple[str, Allowance]
"""What is counted and how much of it is free: `password:siti`, `address:192.168.1.7`."""


def password_of(name: str) -> Limit:
    """Return what counts wrong passwords of an account, whether it exists or not."""
    return f"password:{name.strip().casefold()}", PASSWORD


def pin_of(user_id: int) -> Limit:
    """Return what counts wrong PINs of an account."""
    return f"pin:{user_id}", PIN


@dataclass(frozen=True, slots=True)
class Secret:
    """What is tried: whose it is, as the audit names it, and what counts its wrong entries."""

    subject: str
    account: Limit | None = None


def tried(
    desk: Desk, address: str, secret: Secret, look: Callable[[], Result | None]
) -> Result | None:
    """Return what `look` finds behind an entry, None where it was wrong.

    Raises TooSoon, and does not look, where this account or this address has to wait.
    """
    by_address, account = _of_address(address), secret.account
    try:
        with desk.store.write() as tx:
            for each in filter(None, (by_address, account)):
                _count(tx, desk, each)
    except TooSoon:
        slowed(desk, secret.subject)
        raise
    found = look()
    if found is not None:
        with desk.store.write() as tx:
            wrong_entries.take_back(tx, _key(by_address))
            if account:
                wrong_entries.forget(tx, _key(account))
    return found


def unlock(desk: Desk, name: str, user_id: int | None) -> None:
    """Let an account try again at once, by password and by PIN."""
    with desk.store.write() as tx:
        wrong_entries.forget(tx, _key(password_of(name)))
        if user_id is not None:
            wrong_entries.forget(tx, _key(pin_of(user_id)))


def _of_address(address: str) -> Limit:
    """Return what counts wrong entries from an address."""
    return f"address:{network_of(address)}", ADDRESS


def _count(tx: Tx, desk: Desk, limit: Limit) -> None:
    now, failures = desk.now(), wrong_entries.of(tx, _key(limit))
    wait = still_to_wait(failures, limit[1], now)
    if wait:
        raise TooSoon(
            "Too many wrong entries. Wait {seconds} seconds and try again.",
            seconds=ceil(wait.total_seconds()),
        )
    if not failures.count:
        wrong_entries.forget_before(tx, now - KEPT_FOR)
    wrong_entries.store(tx, _key(limit), standing(failures, limit[1], now) + 1, now)


def _key(limit: Limit) -> str:
    # What was typed as a name may have been a password.
    return hashlib.sha256(limit[0].encode(errors="replace")).hexdigest()
