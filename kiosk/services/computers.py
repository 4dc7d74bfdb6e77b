"""Second computers, seen from the first: their keys, what they are told, and what they bring."""

import secrets
import socket
from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby
from typing import Any

from cryptography.hazmat.primitives import hashes

from kiosk import __version__
from kiosk.core.computers import (
    KEY_STANDS_FOR,
    MOST_FACTS,
    ComputerKey,
    Introduction,
    Lag,
    SecondComputer,
    check_alike,
    check_may_follow,
)
from kiosk.core.errors import BadInput, Forbidden, Refused
from kiosk.core.facts import Facts
from kiosk.core.secrets import fingerprint
from kiosk.core.told import EventNews, facts_understood, news_told
from kiosk.core.updates import Topic, Update
from kiosk.desk import Desk
from kiosk.services import taking
from kiosk.services.audit import record
from kiosk.services.exchange import check_event
from kiosk.services.led import followed, followed_in
from kiosk.storage import computers, events, facts, roster_rest, roster_told, untold
from kiosk.storage.database import Tx
from kiosk.storage.engine.revisions import revisions
from kiosk.storage.facts import RowsTold
from kiosk.storage.untold import Untold

_ROWS_AT_ONCE = 300
_NOTED_AGAIN_AFTER = timedelta(seconds=10)


def introduction(desk: Desk) -> Introduction:
    """Return what this computer says of itself."""
    with desk.store.read() as tx:
        own = {events.uid(tx, each.id): each.name for each in events.all_events(tx)}
    signer = desk.store.signer
    version = f"{__version__} ({revisions()[-1]})"
    return Introduction(signer.chain if signer else "", version, desk.now(), own)


def add_key(desk: Desk, name: str, by: str) -> tuple[SecondComputer, ComputerKey]:
    """Return a key with which a computer of this name may join, once, and within an hour.

    Raises BadInput without a name; Refused where nobody reaches this computer by HTTPS, or where
    it follows another one itself.
    """
    if not name.strip():
        raise BadInput("The second computer needs a name.")
    if following := followed(desk):
        raise _follows(following.named)
    key = ComputerKey(secrets.token_urlsafe(24), _authority_of(desk))
    times = desk.now(), desk.now() + KEY_STANDS_FOR
    with desk.store.write() as tx:
        new_id = computers.add(tx, name.strip(), fingerprint(key.secret), by, times)
        record(tx, desk, None, by, "computer_key_shown", f"computer:{new_id}", name=name.strip())
    return SecondComputer(new_id, name.strip(), times[0], by, times[1]), key


def join(desk: Desk, secret: str, told: Introduction) -> dict[str, str] | None:
    """Let the computer that brings a key follow this one; return what it is told, once.

    None for a key that never was. Raises Refused where it cannot follow, or not by this key.
    """
    own, token = introduction(desk), secrets.token_urlsafe(32)
    with desk.store.write() as tx:
        known = computers.by_key(tx, fingerprint(secret))
        if known is None:
            return None
        if following := followed_in(tx):
            raise _follows(following.named)
        _check_stands(known, desk)
        check_may_follow(own, told)
        if not computers.join(tx, known.id, told.computer, fingerprint(token), desk.now()):
            raise _used(known)
        untold.begin(tx)
        record(tx, desk, None, known.name, "computer_joined", f"computer:{known.id}")
    return {
        "token": token,
        "computer": own.computer,
        "named": socket.gethostname(),
        "name": known.name,
    }


def of_token(desk: Desk, token: str) -> SecondComputer:
    """Return the computer that a token belongs to. Raises Forbidden, also once withdrawn."""
    with desk.store.read() as tx:
        found = computers.by_token(tx, fingerprint(token))
    if found is None:
        raise Forbidden("The first computer does not know this one: join again with a new key.")
    if found.withdrawn_at:
        raise Forbidden("This computer was withdrawn on the first one: join again with a new key.")
    return found


def withdraw(desk: Desk, computer_id: int, by: str) -> None:
    """End a key that was not used, or let a computer follow no longer; its scans stay."""
    with desk.store.write() as tx:
        computers.change(tx, computer_id, withdrawn_at=desk.now())
        if not any(_follows_us(each) for each in computers.all_of_them(tx)):
            untold.end(tx)
        record(tx, desk, None, by, "computer_withdrawn", f"computer:{computer_id}")


def all_of_them(desk: Desk) -> list[SecondComputer]:
    """Return the computers that follow this one, or have a key, the newest first."""
    with desk.store.read() as tx:
        return computers.all_of_them(tx)


def lags(desk: Desk) -> list[Lag]:
    """Return how far each computer is behind that follows this one."""
    return [
        Lag(each.name, each.waiting, each.seen_at)
        for each in all_of_them(desk)
        if _follows_us(each)
    ]


def _follows_us(computer: SecondComputer) -> bool:
    return bool(computer.joined_at and not computer.withdrawn_at)


def news(
    desk: Desk, computer: SecondComputer, told: Introduction, place: tuple[str, str], waiting: int
) -> dict[str, Any]:
    """Return what a second computer has not heard yet, as JSON can say it.

    `place` is the epoch and the cursor of what it heard last, `waiting` what waits there.
    """
    check_alike(introduction(desk), told)
    epoch, cursor = place
    with desk.store.read() as tx:
        now = untold.epoch(tx)
        found = untold.since(tx, _checked(cursor) if epoch == now else "", _ROWS_AT_ONCE)
        several = [news_told(each) for each in _of_events(tx, found.rows)]
    _note_seen(desk, computer, waiting)
    return {
        "epoch": now,
        "cursor": found.cursor,
        "more": found.more,
        "at": desk.now().isoformat(),
        "news": several,
    }


def take(desk: Desk, other: Introduction, event_uid: str, told: object) -> int:
    """Take in what a second computer brings, all or nothing; return how many scans were new.

    Raises BadInput for what are no facts or too many, Refused for another event's.
    """
    if not isinstance(told, list) or len(told) > MOST_FACTS:
        raise BadInput("At most {most} facts are taken at once.", most=MOST_FACTS)
    check_alike(introduction(desk), other)
    understood = facts_understood(told)
    with desk.store.read() as tx:
        event = events.by_uid(tx, event_uid)
    if event is None:
        raise Refused("These scans are of an event that the first computer does not have.")
    check_event(desk, event)
    taken = desk.store.again(lambda tx: taking.take(tx, event.id, understood, desk.now()))
    roster_rest.finish(desk.store)
    for topic in (Topic.ROSTER, Topic.ATTENDANCE):
        desk.updates.publish(Update(topic, event.id))
    return taken.scans


def _of_events(tx: Tx, rows: tuple[Untold, ...]) -> Iterator[EventNews]:
    of_event = sorted((each for each in rows if each.event_id), key=lambda each: each.event_id or 0)
    for event_id, several in groupby(of_event, key=lambda each: each.event_id or 0):
        state = roster_told.event_state(tx, event_id)
        if state is not None:
            changed = list(several)
            is_new = any(each.kind == "event" for each in changed)
            yield EventNews(
                state.uid, state if is_new else None, _facts(tx, event_id, changed), _gone(changed)
            )


def _facts(tx: Tx, event_id: int, changed: list[Untold]) -> Facts:
    def rows(kind: str) -> list[int]:
        return [each.row_id for each in changed if each.kind == kind]

    told, found = RowsTold(*map(rows, ("session", "person", "badge", "merge", "scan"))), Facts()
    for each in facts.of_event(tx, event_id, told):
        found.add(each)
    return found


def _gone(changed: list[Untold]) -> dict[str, list[str]]:
    gone = [each for each in changed if each.kind.startswith("gone_")]
    kinds = {each.kind.removeprefix("gone_") for each in gone}
    return {
        kind: [each.uid for each in gone if each.kind == f"gone_{kind}"] for kind in sorted(kinds)
    }


def _note_seen(desk: Desk, computer: SecondComputer, waiting: int) -> None:
    now, seen = desk.now(), computer.seen_at
    if seen and now - seen < _NOTED_AGAIN_AFTER and waiting == computer.waiting:
        return
    with desk.store.write() as tx:
        computers.change(tx, computer.id, seen_at=now, waiting=waiting)


def _checked(cursor: str) -> str:
    if cursor and not all(part.isdecimal() for part in cursor.split(".", 1)):
        raise BadInput("This is no place in what was told.")
    return cursor if "." in cursor else ""


def _check_stands(known: SecondComputer, desk: Desk) -> None:
    if known.joined_at:
        raise _used(known)
    if known.withdrawn_at:
        raise Refused("This key was withdrawn. Make a new one on the first computer.")
    if known.key_ends_at <= desk.now():
        raise Refused("This key has expired. Make a new one on the first computer.")


def _used(known: SecondComputer) -> Refused:
    return Refused(
        "This key was used already, for {name}. Make a new one on the first computer.",
        name=known.name,
    )


def _follows(named: str) -> Refused:
    return Refused(
        "This computer follows another one, {first}, itself: join that one.", first=named
    )


def _authority_of(desk: Desk) -> str:
    """Return by what the certificate authority of this computer is known."""
    if not desk.settings.lan:
        raise Refused("A second computer joins by HTTPS: let others in first, under Phones.")
    from kiosk.services.authority import Authority  # noqa: PLC0415  few serve in a network

    return Authority(desk.settings).certificate.fingerprint(hashes.SHA256()).hex()
