"""Who has the list: this computer, or a first one that it follows."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import timedelta
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from kiosk.core.clock import SharedClock
from kiosk.core.computers import Following, Lag
from kiosk.core.errors import Refused
from kiosk.core.facts import moment
from kiosk.desk import Desk
from kiosk.storage import installation, untold
from kiosk.storage.database import Tx

_FOLLOWS = "follows"

P = ParamSpec("P")
T = TypeVar("T")


def followed(desk: Desk) -> Following | None:
    """Return whom this computer follows; None where it has the list itself."""
    with desk.store.read() as tx:
        return followed_in(tx)


def followed_in(tx: Tx) -> Following | None:
    """Return whom this computer follows, within a transaction."""
    value = installation.value(tx, _FOLLOWS)
    return Following(**value) if value else None


def lag(desk: Desk) -> Lag | None:
    """Return how far this computer is behind the first; None where it follows none."""
    with desk.store.read() as tx:
        following = followed_in(tx)
        if following is None:
            return None
        waiting = untold.waiting(tx)
    at = moment(following.connected_at) if following.connected_at else None
    return Lag(following.named, waiting, at, following.refusal, following.values)


def follow(tx: Tx, following: Following | None) -> None:
    """Keep whom this computer follows, and how far it has come; None for nobody."""
    if following is None:
        installation.forget(tx, _FOLLOWS)
    else:
        installation.keep(tx, _FOLLOWS, asdict(following))


def follow_clock(desk: Desk, following: Following | None) -> None:
    """Go by the clock of the computer that is followed."""
    if isinstance(desk.clock, SharedClock):
        desk.clock.ahead = timedelta(seconds=following.ahead if following else 0)


def check_leads(desk: Desk) -> None:
    """Raise Refused where another computer has the list."""
    if following := followed(desk):
        raise Refused(
            "The list, sessions and designs are changed on the first computer, {first}.",
            first=following.named,
        )


def on_the_first(use_case: Callable[Concatenate[Desk, P], T]) -> Callable[Concatenate[Desk, P], T]:
    """Let something be done only where the list is."""

    @wraps(use_case)
    def checked(desk: Desk, /, *args: P.args, **kwargs: P.kwargs) -> T:
        check_leads(desk)
        return use_case(desk, *args, **kwargs)

    return checked
