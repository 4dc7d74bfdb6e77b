"""Staff: who may log in, and as what."""

import re
import secrets
from functools import lru_cache
from itertools import pairwise

from werkzeug.security import check_password_hash, generate_password_hash

from kiosk.core.errors import BadInput, NotFound, Refused
from kiosk.core.model import Role, User
from kiosk.core.passwords import SHORTEST, is_guessed
from kiosk.core.secrets import fingerprint
from kiosk.desk import Desk
from kiosk.services import guessing
from kiosk.services.audit import record
from kiosk.services.guessing import Secret
from kiosk.storage import installation, logins
from kiosk.storage import users as stored
from kiosk.storage.database import Tx

_PIN = re.compile(r"\d{6,12}")
_SHORTEST_PHRASE = 8
_LONGEST_PASSWORD = 200


def add_user(  # noqa: PLR0913
    desk: Desk, name: str, role: Role, password: str, by: str = "", *, is_demo: bool = False
) -> User:
    """Add a member of staff. BadInput for a weak password, Refused for a name that is taken.

    `is_demo` is one who may log in while the demo runs, and never under `hadir serve`.
    """
    name, hashed = checked_name(name), hashed_password(password, name)
    with desk.store.write() as tx:
        user = add_in(tx, desk, (name, role, hashed), by)
        if is_demo:
            stored.change(tx, user.id, is_demo=True)
    return user


def add_first_user(desk: Desk, key: str, name: str, password: str) -> User:
    """Add the first administrator; `key` is the one that `setup_key` gave, and opens once."""
    name, hashed = checked_name(name), hashed_password(password, name)
    with desk.store.write() as tx:
        _check_key(tx, desk, installation.value_alone(tx, "setup_key"), key)
        user = add_in(tx, desk, (name, Role.ADMINISTRATOR, hashed), "")
        installation.keep(tx, "setup_key", None)
    return user


def check_setup_key(desk: Desk, key: str) -> None:
    """Raise Refused, with what to do, unless `key` lets the first administrator in."""
    with desk.store.read() as tx:
        _check_key(tx, desk, installation.value(tx, "setup_key"), key)


def try_setup_key(desk: Desk, key: str, address: str) -> None:
    """Raise Refused as `check_setup_key` does, and TooSoon for an address that guesses."""

    def look() -> bool:
        check_setup_key(desk, key)
        return True

    guessing.tried(desk, address, Secret("page:setup"), look)


def setup_key(desk: Desk) -> str | None:
    """Make the one-time key of `/setup`; None when there are users already."""
    key = secrets.token_urlsafe(16)
    with desk.store.write() as tx:
        if stored.exist(tx, of_demo=desk.settings.demo):
            return None
        installation.keep(tx, "setup_key", fingerprint(key))
    return key


def authenticate(desk: Desk, name: str, password: str) -> User | None:
    """Return the user with this name and password; None when they do not fit."""
    with desk.store.read() as tx:
        found = stored.with_password(tx, name.strip())
    # An unknown name costs as much time as a wrong password, and so tells nothing.
    right = check_password_hash(found[1] if found else _nobody(), password)
    if found and right and _may_log_in(desk, found[0]):
        return found[0]
    return None


def enter(desk: Desk, name: str, password: str, address: str) -> User | None:
    """Return the user with this name and password, None for a wrong entry from this address.

    Raises TooSoon where the account or the address made too many wrong ones.
    """
    secret = Secret(_subject_of(desk, name), guessing.password_of(name))
    found = guessing.tried(desk, address, secret, lambda: authenticate(desk, name, password))
    if found is None:
        with desk.store.write() as tx:
            record(tx, desk, None, "", "login_failed", secret.subject)
    return found


def by_pin(
    desk: Desk, user_id: int, pin: str, address: str, role: Role = Role.STEWARD
) -> User | None:
    """Return the user whose PIN or password this is, with at least this role; None if wrong.

    Raises TooSoon where the account or the address made too many wrong entries.
    """
    secret = Secret(f"user:{user_id or 'unknown'}", guessing.pin_of(user_id))
    found = guessing.tried(desk, address, secret, lambda: _opened(desk, user_id, pin, role))
    if found is None:
        with desk.store.write() as tx:
            record(tx, desk, None, "", "pin_failed", secret.subject)
    return found


def may_open(desk: Desk, role: Role = Role.STEWARD) -> list[User]:
    """Return those who can be picked to open a door, or to help in place, by name."""
    return [
        each
        for each in users(desk)
        if each.role.includes(role)
        and each.disabled_at is None
        and desk.settings.demo >= each.is_demo
    ]


def unlock(desk: Desk, name: str) -> None:
    """Let an account try again at once. NotFound where there is none of this name."""
    with desk.store.read() as tx:
        found = stored.with_password(tx, name.strip())
    if found is None:
        raise NotFound("There is no user called {name}.", name=name)
    guessing.unlock(desk, name, found[0].id)
    with desk.store.write() as tx:
        record(tx, desk, None, "hadir", "user_unlocked", f"user:{found[0].id}")


def users(desk: Desk) -> list[User]:
    """Return everybody, by name."""
    with desk.store.read() as tx:
        return stored.all_users(tx)


def user(desk: Desk, user_id: int) -> User | None:
    """Return the user with this id."""
    with desk.store.read() as tx:
        return stored.by_id(tx, user_id)


def has_users(desk: Desk) -> bool:
    """Whether anybody can log in."""
    with desk.store.read() as tx:
        return stored.exist(tx, of_demo=desk.settings.demo)


def change_role(desk: Desk, user_id: int, role: Role, by: str) -> None:
    """Give a user another role; one administrator must remain."""
    with desk.store.write() as tx:
        known = _known(tx, user_id)
        if known.role is Role.ADMINISTRATOR and role is not Role.ADMINISTRATOR:
            _check_another_administrator(tx)
        stored.change(tx, user_id, role=role)
        if not role.includes(known.role):
            logins.end(tx, desk.steady_now(), user_id=user_id)
        change = {"before": known.role, "after": role}
        record(tx, desk, None, by, "user_role_changed", f"user:{user_id}", **change)


def set_password(desk: Desk, user_id: int, password: str, by: str) -> None:
    """Give a user a new password; every login of theirs ends."""
    with desk.store.read() as tx:
        name = _known(tx, user_id).name
    hashed = hashed_password(password, name)
    with desk.store.write() as tx:
        _known(tx, user_id)
        stored.change(tx, user_id, password_hash=hashed)
        logins.end(tx, desk.steady_now(), user_id=user_id)
        record(tx, desk, None, by, "user_password_changed", f"user:{user_id}")


def disable(desk: Desk, user_id: int, by: str) -> None:
    """Let a user log in no more; one administrator must remain."""
    with desk.store.write() as tx:
        if _known(tx, user_id).role is Role.ADMINISTRATOR:
            _check_another_administrator(tx)
        stored.change(tx, user_id, disabled_at=desk.now())
        logins.end(tx, desk.steady_now(), user_id=user_id)
        record(tx, desk, None, by, "user_disabled", f"user:{user_id}")


def enable(desk: Desk, user_id: int, by: str) -> None:
    """Let a user log in again."""
    _change(desk, user_id, by, "user_enabled", disabled_at=None)


def set_pin(desk: Desk, user_id: int, pin: str, by: str) -> None:
    """Give a user a PIN of 6 to 12 digits, or a phrase, by which they open a door."""
    if not _PIN.fullmatch(pin) and (pin.isdecimal() or len(pin.strip()) < _SHORTEST_PHRASE):
        raise BadInput("A PIN has 6 to 12 digits, a phrase at least 8 characters.")
    if _is_simple(pin):
        raise BadInput("This PIN is one of the first that anybody would try. Choose another one.")
    hashed = generate_password_hash(pin)
    _change(desk, user_id, by, "user_pin_changed", pin_hash=hashed)


def _opened(desk: Desk, user_id: int, pin: str, role: Role) -> User | None:
    with desk.store.read() as tx:
        found = stored.secrets_of(tx, user_id)
    user, hashes = found or (None, [_nobody()])
    right = any(check_password_hash(each, pin) for each in hashes)
    return user if user and right and _may_log_in(desk, user) and user.role.includes(role) else None


def _subject_of(desk: Desk, name: str) -> str:
    """Return whom the audit names: what was typed as an unknown name may have been a password."""
    with desk.store.read() as tx:
        known = stored.with_password(tx, name.strip())
    return f"user:{known[0].id}" if known else "user:unknown"


def _may_log_in(desk: Desk, user: User) -> bool:
    return user.disabled_at is None and (desk.settings.demo or not user.is_demo)


def _is_simple(pin: str) -> bool:
    """Whether it repeats one sign, or goes up or down by one: 000000, 123456, 987654."""
    steps = {ord(after) - ord(before) for before, after in pairwise(pin)}
    return len(steps) == 1 and steps <= {-1, 0, 1}


def _check_key(tx: Tx, desk: Desk, expected: str | None, key: str) -> None:
    if stored.exist(tx, of_demo=desk.settings.demo):
        raise Refused("There is already a first administrator. Log in instead.")
    if not expected or not secrets.compare_digest(expected, fingerprint(key)):
        raise Refused("Open the whole address shown in the window where Hadir was started.")


def add_in(tx: Tx, desk: Desk, new: tuple[str, Role, str], by: str) -> User:
    """Add a name with its role and the hash of its password. Refused for a name that is taken."""
    name, role, _hash = new
    user = None if stored.with_password(tx, name) else stored.add(tx, *new, desk.now())
    if user is None:
        raise Refused("There is already a user called {name}.", name=name)
    record(tx, desk, None, by, "user_added", f"user:{user.id}", name=name, role=role)
    return user


def _change(desk: Desk, user_id: int, by: str, action: str, **values: object) -> None:
    with desk.store.write() as tx:
        _known(tx, user_id)
        stored.change(tx, user_id, **values)
        record(tx, desk, None, by, action, f"user:{user_id}")


def _known(tx: Tx, user_id: int) -> User:
    found = stored.by_id(tx, user_id)
    if found is None:
        raise NotFound("There is no such user.")
    return found


def _check_another_administrator(tx: Tx) -> None:
    if stored.administrators(tx) <= 1:
        raise Refused("One administrator must remain. Make somebody else administrator first.")


def checked_name(name: str) -> str:
    """Return the name of a user as it is stored. BadInput where there is none."""
    if not name.strip():
        raise BadInput("The user needs a name.")
    return name.strip()


def hashed_password(password: str, name: str) -> str:
    """Return what is stored of a user's password. BadInput for a weak one."""
    if len(password) < SHORTEST:
        raise BadInput("The password needs at least {least} characters.", least=SHORTEST)
    if len(password) > _LONGEST_PASSWORD:
        raise BadInput("The password has at most {most} characters.", most=_LONGEST_PASSWORD)
    if is_guessed(password, name):
        raise BadInput("This password is among the first to be guessed. Use four words.")
    return generate_password_hash(password)


@lru_cache(maxsize=1)
def _nobody() -> str:
    return generate_password_hash(secrets.token_urlsafe(16))
