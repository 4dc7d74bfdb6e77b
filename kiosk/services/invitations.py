"""Inviting staff by a link, or its QR, that is good for one account and a short time."""

import secrets

from kiosk.core.errors import NotFound, Refused
from kiosk.core.invitations import STANDS_FOR, Invitation
from kiosk.core.model import Role, User
from kiosk.core.secrets import fingerprint
from kiosk.desk import Desk
from kiosk.services.audit import record
from kiosk.services.users import add_in, checked_name, hashed_password
from kiosk.storage import invitations, users


def invite(desk: Desk, name: str, role: Role, by: str) -> tuple[Invitation, str]:
    """Invite somebody; the token is told once. Refused for a name that is taken."""
    name, token, now = checked_name(name), secrets.token_urlsafe(24), desk.now()
    with desk.store.write() as tx:
        if users.with_password(tx, name):
            raise Refused("There is already a user called {name}.", name=name)
        times = (now, now + STANDS_FOR)
        made = invitations.add(tx, fingerprint(token), (name, role), by, times)
        record(tx, desk, None, by, "invited", f"invitation:{made.id}", name=name, role=role)
    return made, token


def standing(desk: Desk) -> list[Invitation]:
    """Return the invitations that can still be taken."""
    with desk.store.read() as tx:
        return invitations.standing(tx, desk.now())


def invitation_of(desk: Desk, token: str) -> Invitation:
    """Return the invitation that a link is. Raises NotFound for one that is over or taken."""
    with desk.store.read() as tx:
        found = invitations.by_token_hash(tx, fingerprint(token), desk.now())
    if found is None:
        raise NotFound(
            "This invitation has been used, was withdrawn, or has expired. Ask for a new one."
        )
    return found


def take(desk: Desk, token: str, password: str) -> User:
    """Make the account of an invitation, once. BadInput for a weak password."""
    invited = invitation_of(desk, token)
    hashed = hashed_password(password, invited.name)
    with desk.store.write() as tx:
        if not invitations.end(tx, invited.id, desk.now()):
            raise Refused("This invitation has already been used.")
        return add_in(tx, desk, (invited.name, invited.role, hashed), invited.made_by)


def withdraw(desk: Desk, invitation_id: int, by: str) -> None:
    """End an invitation that was not taken."""
    with desk.store.write() as tx:
        if not invitations.end(tx, invitation_id, desk.now()):
            raise NotFound("This invitation has already been used or withdrawn.")
        record(tx, desk, None, by, "invitation_withdrawn", f"invitation:{invitation_id}")
