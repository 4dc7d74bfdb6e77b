"""A supervisor's PIN in place: one act at a steward's screen, without changing the login.

The form carries `supervisor` (an id) and `pin`; the pieces of `components/in_place.html` ask for
them. What is done then is done, and recorded, by the supervisor.
"""

from flask import request

from kiosk.core.errors import Forbidden
from kiosk.core.model import Role, User
from kiosk.core.rights import Right
from kiosk.services import users
from kiosk.web.shell.access import current_desk, current_staff, may, origin
from kiosk.web.shell.forms import id_of


def acting_staff() -> User:
    """Return who does what this form asks for: the supervisor whose PIN it carries, else oneself.

    Raises Forbidden where the PIN is not theirs, TooSoon after too many wrong ones.
    """
    pin = request.form.get("pin", "")
    if not pin or may(Right.DECIDE_EXCEPTIONS):
        return current_staff()
    current_staff()
    wanted = id_of(request.form, "supervisor")
    found = users.by_pin(current_desk(), wanted, pin, origin().address, Role.SUPERVISOR)
    if found is None:
        raise Forbidden("This is not the PIN of this supervisor. Nothing was changed.")
    return found


def supervisors() -> list[tuple[int, str]]:
    """Return whom a form may offer to decide in place, as (id, name)."""
    return [(each.id, each.name) for each in users.may_open(current_desk(), Role.SUPERVISOR)]
