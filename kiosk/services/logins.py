"""Logins: they live on the server, have an absolute end, and can be ended one by one or all."""

import hashlib
import secrets
from contextlib import suppress
from datetime import timedelta

from kiosk.core.errors import NotFound, StorageError
from kiosk.core.logins import DOOR_STANDS_FOR, Login, LoginKind, Origin
from kiosk.core.model import Role, User
from kiosk.desk import Desk
from kiosk.services.audit import record
from kiosk.storage import logins as stored

_SEEN_EVERY = timedelta(minutes=1)
_KEPT_AFTER_THE_END = timedelta(days=30)
_LONGEST_BROWSER = 200
_PATIENCE_S = 0.3


def begin(desk: Desk, user: User, origin: Origin, kind: LoginKind = LoginKind.STAFF) -> str:
    """Log a user in, or leave a door; return the token that the browser keeps."""
    token, now = secrets.token_urlsafe(32), desk.steady_now()
    lasts = timedelta(hours=desk.settings.session_hours)
    values = {
        "kind": kind,
        "address": origin.address[:64],
        "browser": origin.browser[:_LONGEST_BROWSER],
        "began_at": now,
        "seen_at": now,
        "ends_at": now + (lasts if kind is LoginKind.STAFF else DOOR_STANDS_FOR),
    }
    with desk.store.write() as tx:
        stored.end_those_due(tx, now)
        stored.forget_ended_before(tx, now - _KEPT_AFTER_THE_END)
        stored.add(tx, user.id, _hash(token), values)
        did = "logged_in" if kind is LoginKind.STAFF else "door_left"
        record(tx, desk, None, user.name, did, f"user:{user.id}", browser=values["browser"])
    return token


def login_of(desk: Desk, token: str) -> Login | None:
    """Return the login that this token belongs to, while it stands; note that it was seen."""
    now = desk.steady_now()
    with desk.store.read() as tx:
        login = stored.by_token_hash(tx, _hash(token))
    if login is None:
        return _door_left_behind(desk, token)
    if login.user.disabled_at or _is_left_from_the_demo(desk, login.user):
        return None
    if login.is_over(now):
        with desk.store.write() as tx:
            stored.end_those_due(tx, max(now, login.seen_at))
        return _door_left_behind(desk, token)
    if now - login.seen_at > _SEEN_EVERY:
        # Where nothing can be written, whoever came to see to it is let in all the same.
        with suppress(StorageError), desk.store.write(patience=_PATIENCE_S) as tx:
            stored.seen(tx, login.id, now)
            stored.end_those_due(tx, now)
    return login


def _door_left_behind(desk: Desk, token: str) -> Login | None:
    """Return the door that remains where a steward's login has come to its absolute end.

    A queue does not wait for a password: the browser goes on to scan, and may do nothing else.
    """
    now = desk.steady_now()
    with desk.store.read() as tx:
        over = stored.ended_by_time(tx, _hash(token))
    if over is None or over.user.disabled_at or not over.user.role.includes(Role.STEWARD):
        return None
    until = over.ends_at + DOOR_STANDS_FOR
    if now >= until or _is_left_from_the_demo(desk, over.user):
        return None
    door = {"kind": LoginKind.DOOR, "began_at": now, "seen_at": now, "ends_at": until}
    door |= {"address": over.origin.address, "browser": over.origin.browser}
    with desk.store.write() as tx:
        stored.give_token_away(tx, over.id)
        stored.add(tx, over.user.id, _hash(token), door)
        return stored.by_token_hash(tx, _hash(token))


def logins_of(desk: Desk, user: User) -> list[Login]:
    """Return where a user is logged in, and the doors they locked, the last one first."""
    now = desk.steady_now()
    with desk.store.read() as tx:
        return [each for each in stored.of_user(tx, user.id) if not each.is_over(now)]


def end(desk: Desk, user: User, login_id: int, did: str = "login_ended") -> None:
    """End one login of a user. Raises NotFound where it is not theirs or does not stand."""
    with desk.store.write() as tx:
        if not stored.end(tx, desk.steady_now(), user_id=user.id, login_id=login_id):
            raise NotFound("This login has already ended.")
        record(tx, desk, None, user.name, did, f"user:{user.id}", login=login_id)


def end_all(desk: Desk, user: User) -> int:
    """End every login of a user, this one too; return how many there were."""
    with desk.store.write() as tx:
        ended = stored.end(tx, desk.steady_now(), user_id=user.id)
        record(tx, desk, None, user.name, "logins_ended", f"user:{user.id}", count=ended)
    return ended


def standing(desk: Desk, login_ids: set[int]) -> set[int]:
    """Return those of these logins that stand now."""
    if not login_ids:
        return set()
    with desk.store.read() as tx:
        return stored.standing(tx, login_ids, desk.steady_now())


def _is_left_from_the_demo(desk: Desk, user: User) -> bool:
    return user.is_demo and not desk.settings.demo


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
