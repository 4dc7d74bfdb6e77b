"""A second computer follows a first one: it hears what is new there, and tells what happened here.

Nothing of this is on the way of a scan. Each step is taken whole or not at all, and what was taken
twice changes nothing: so whoever is cut off goes on where it was, or a little before.
"""

import json
import logging
import threading
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from kiosk.core.computers import (
    ComputerKey,
    Following,
    Introduction,
    further_ahead,
    key_of,
)
from kiosk.core.errors import BadInput, HadirError, Refused
from kiosk.core.facts import Facts, moment
from kiosk.core.privacy import NO_LONGER_KNOWN, PURGED_SETTING
from kiosk.core.secrets import fingerprint
from kiosk.core.told import GONE, EventNews, facts_told, news_understood
from kiosk.core.updates import Topic, Update
from kiosk.desk import Desk
from kiosk.private import keep_private
from kiosk.services import taking
from kiosk.services.audit import record
from kiosk.services.computers import introduction, lags
from kiosk.services.first_computer import (
    FirstComputer,
    NotReached,
    authority_at,
    place_of,
    trusting,
)
from kiosk.services.led import follow, follow_clock, followed, followed_in
from kiosk.services.privacy import erase_here, purge_here, purged
from kiosk.services.stations import call_server_station
from kiosk.settings import Settings
from kiosk.storage import (
    events,
    facts,
    facts_taken,
    participants,
    roster_rest,
    roster_told,
    schema,
    untold,
)
from kiosk.storage.database import Tx
from kiosk.storage.facts import RowsTold
from kiosk.storage.untold import Untold

_ASK_EVERY_S = 1.0
_LONGEST_PAUSE_S = 10.0
_ROWS_AT_ONCE = 250
_NOTED_AGAIN_AFTER = timedelta(seconds=15)
_BY = "hadir"

_log = logging.getLogger(__name__)


class First(Protocol):
    """The first computer, as it is asked."""

    def ask(self, path: str, body: object) -> Any:
        """Return what it answers. Raises Refused with its sentence, NotReached without one."""
        ...


@dataclass(frozen=True, slots=True)
class _FirstLink:
    """What only this computer has: where the first one is, how it is known, and our token.

    It lies beside the database and in no backup: a copy of the data is no second computer.
    """

    address: str
    authority: str
    token: str
    key: str


def join(desk: Desk, address: str, typed_key: str) -> Following:
    """Follow the computer at an address from now on; the key is good once.

    The same key again, where it was taken here, changes nothing. Raises BadInput for an address or
    key that is none, Refused where it cannot be, NotReached where nobody answers.
    """
    key, place = key_of(typed_key), place_of(address)
    known, following = _link(desk.settings), followed(desk)
    if known and following and known.key == fingerprint(key.secret):
        return following
    if several := lags(desk):
        raise Refused(
            "Another computer, {name}, follows this one: a computer follows or leads.",
            name=several[0].name,
        )
    authority = authority_at(place, key.authority)
    first = FirstComputer(place, trusting(authority))
    try:
        token, wanted = _introduced(first, key, introduction(desk))
    finally:
        first.close()
    link = _FirstLink(str(place), authority, token, fingerprint(key.secret))
    keep_private(_place(desk.settings), json.dumps(asdict(link)).encode())
    return _begin(desk, following, wanted)


def _introduced(first: First, key: ComputerKey, own: Introduction) -> tuple[str, Following]:
    """Return the token that the first computer gives for a key, and how it and we are called."""
    told = first.ask("/second/joining", {"key": key.secret, "own": _as_json(own)})
    try:
        named = Following(str(told["computer"]), str(told["named"]), str(told["name"]))
        return str(told["token"]), named
    except (KeyError, TypeError) as error:
        raise BadInput("The answer of the other computer cannot be understood.") from error


def _begin(desk: Desk, before: Following | None, told: Following) -> Following:
    """Keep whom we follow; whoever followed the same computer before goes on where it was."""
    with desk.store.write() as tx:
        if before and before.first == told.first:
            told = replace(before, named=told.named, name=told.name, refusal="", values={})
        else:
            untold.begin_anew(tx)
        follow(tx, told)
        call_server_station(tx, told.name)
        record(tx, desk, None, _BY, "first_computer_followed", "computer", first=told.named)
    return told


def end(desk: Desk, by: str) -> None:
    """Follow nobody any more: the list is this computer's own from now on."""
    with desk.store.write() as tx:
        following = followed_in(tx)
        follow(tx, None)
        untold.end(tx)
        named = following.named if following else ""
        record(tx, desk, None, by, "first_computer_left", "computer", first=named)
    _place(desk.settings).unlink(missing_ok=True)
    follow_clock(desk, None)
    desk.updates.publish(Update(Topic.SESSION, 0))


class Follower:
    """Speaks with the first computer, again and again, in a thread of its own."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._stopping = threading.Event()
        self._link: _FirstLink | None = None
        self._first: FirstComputer | None = None
        self._pause = _ASK_EVERY_S
        self._thread = threading.Thread(target=self._keep, name="follower", daemon=True)

    def start(self) -> None:
        """Begin to follow, once there is somebody to follow."""
        self._thread.start()

    def stop(self) -> None:
        """Follow no longer."""
        self._stopping.set()

    def _keep(self) -> None:
        while not self._stopping.wait(self._pause):
            try:
                self.look()
            except Exception:  # noqa: BLE001  it is asked again, and the log says why
                _log.exception("What the first computer said could not be taken in")
                self._pause = _LONGEST_PAUSE_S

    def look(self) -> None:
        """Tell and hear once, where there is somebody to follow; what is in the way is kept."""
        following, link = followed(self._desk), _link(self._desk.settings)
        if following is None:
            self._pause = _ASK_EVERY_S
            return
        try:
            is_more = self._spoken(following, link)
            self._pause = 0.0 if is_more else _ASK_EVERY_S
        except HadirError as error:
            self._pause = min(max(self._pause, _ASK_EVERY_S) * 1.5, _LONGEST_PAUSE_S)
            if not isinstance(error, NotReached):
                _keep_refusal(self._desk, error)

    def _spoken(self, following: Following, link: _FirstLink | None) -> bool:
        if link is None:
            raise Refused("The first computer does not know this one: join again with a new key.")
        if self._first is None or link != self._link:
            self._link = link
            self._first = FirstComputer(
                place_of(link.address), trusting(link.authority), link.token
            )
        return speak(self._desk, self._first, following)


def speak(desk: Desk, first: First, following: Following) -> bool:
    """Tell and hear once; return whether there is more of either.

    What is refused to be told, of an event whose personal data was deleted there, keeps nobody
    from hearing why.
    """
    refused = None
    is_more = False
    try:
        is_more = tell(desk, first)
    except NotReached:
        raise
    except Refused as error:
        refused = error
    is_more = hear(desk, first, following) or is_more
    if refused:
        raise refused
    return is_more


def tell(desk: Desk, first: First) -> bool:
    """Tell the first computer some of what happened here; return whether there is more."""
    with desk.store.read() as tx:
        found = untold.since(tx, "", _ROWS_AT_ONCE)
        bundles = _of_events(tx, found.rows)
    if not found.cursor:
        return False
    for uid, told in bundles:
        body = {"event": uid, "facts": facts_told(told), "own": _as_json(introduction(desk))}
        first.ask("/second/facts", body)
    with desk.store.write() as tx:
        untold.forget_told(tx, found.cursor)
    return found.more


def _of_events(tx: Tx, rows: tuple[Untold, ...]) -> list[tuple[str, Facts]]:
    """Return what is to be told of each event, with the people and sessions it speaks of."""
    found = []
    for event_id in sorted({each.event_id for each in rows if each.event_id}):
        state = roster_told.event_state(tx, event_id)
        if state is None or PURGED_SETTING in state.settings:
            continue
        told = Facts()
        for each in facts.of_event(tx, event_id, _with_holders(tx, event_id, rows)):
            told.add(each)
        if told != Facts():
            found.append((state.uid, told))
    return found


def _with_holders(tx: Tx, event_id: int, rows: tuple[Untold, ...]) -> RowsTold:
    def ids(kind: str) -> set[int]:
        return {each.row_id for each in rows if (each.kind, each.event_id) == (kind, event_id)}

    scans, badges, merges = ids("scan"), ids("badge"), ids("merge")
    sessions, people = facts.spoken_of(tx, scans, badges, merges)
    return RowsTold(sessions, people | ids("person"), badges, merges, scans)


def hear(desk: Desk, first: First, following: Following) -> bool:
    """Hear what is new at the first computer; return whether there is more."""
    with desk.store.read() as tx:
        waiting = untold.waiting(tx)
    own, began = introduction(desk), time.monotonic()
    body = {
        "own": _as_json(own),
        "epoch": following.epoch,
        "cursor": following.cursor,
        "waiting": waiting,
    }
    answer = first.ask("/second/news", body)
    took = timedelta(seconds=time.monotonic() - began)
    heard = _heard(following, answer)
    if following.epoch and heard.epoch != following.epoch:
        # It was put back to what it was: it lacks what it was told since, and is told all anew.
        with desk.store.write() as tx:
            untold.begin_anew(tx)
    for each in answer["news"]:
        _become(desk, news_understood(each))
    further = further_ahead(own.at, moment(answer["at"]), took)
    _keep(desk, following, replace(heard, ahead=heard.ahead + further))
    return bool(answer.get("more"))


def _heard(following: Following, answer: Any) -> Following:
    try:
        moment(answer["at"])
        epoch, cursor = str(answer["epoch"]), str(answer["cursor"])
        list(answer["news"])
    except (KeyError, TypeError, ValueError) as error:
        raise BadInput("The answer of the other computer cannot be understood.") from error
    return replace(following, epoch=epoch, cursor=cursor, refusal="", values={})


def _keep(desk: Desk, before: Following, heard: Following) -> None:
    """Keep how far we have come; that we spoke is kept now and then."""
    now = desk.now()
    heard = replace(heard, connected_at=now.isoformat())
    last = moment(before.connected_at) if before.connected_at else None
    same = replace(heard, connected_at=before.connected_at) == before
    if same and last and timedelta() <= now - last < _NOTED_AGAIN_AFTER:
        return
    with desk.store.write() as tx:
        # Whoever was told meanwhile to follow nobody, or another, is not told otherwise.
        current = followed_in(tx)
        if current and current.first == heard.first:
            follow(tx, heard)
    if heard.ahead != before.ahead:
        follow_clock(desk, heard)


def _keep_refusal(desk: Desk, error: HadirError) -> None:
    values = {name: str(value) for name, value in error.values.items()}
    with suppress(HadirError), desk.store.write() as tx:
        following = followed_in(tx)
        if following and (following.refusal, following.values) != (error.text, values):
            _log.warning("The first computer is not followed now: %s", error)
            follow(tx, replace(following, refusal=error.text, values=values))


def _become(desk: Desk, told: EventNews) -> None:
    """Let an event here be as the first computer has it."""
    _forget_too(desk, told)
    event_id = desk.store.again(partial(_taken, desk, told))
    roster_rest.finish(desk.store)
    for topic in (Topic.ROSTER, Topic.ATTENDANCE, Topic.SESSION):
        if topic is not Topic.SESSION or told.state or told.facts.sessions:
            desk.updates.publish(Update(topic, event_id))


def _taken(desk: Desk, told: EventNews, tx: Tx) -> int:
    """Take news in; return the id here of their event, 0 where there is none."""
    behind = untold.newest(tx)
    if told.state:
        roster_told.become(tx, told.state)
    event = events.by_uid(tx, told.uid)
    if event is None:
        return 0
    roster_told.change_sessions(tx, event.id, told.facts.sessions)
    taking.take(tx, event.id, told.facts, desk.now(), leads=True)
    stay = [
        Untold(kind, event.id, row, "")
        for kind in GONE
        for row in roster_told.remove(tx, event.id, kind, told.gone.get(kind, ()))
    ]
    untold.forget_own(tx, behind)
    untold.note(tx, stay)
    return event.id


def _forget_too(desk: Desk, told: EventNews) -> None:
    """Delete here what the first computer has deleted of people: history, codes, papers."""
    with desk.store.read() as tx:
        event = events.by_uid(tx, told.uid)
        forgotten = _forgotten(tx, event.id, told) if event else []
    if event is None or purged(desk, event.id):
        return
    if told.state and PURGED_SETTING in told.state.settings:
        purge_here(desk, event, _BY)
        return
    for person in forgotten:
        erase_here(desk, event.id, person, _BY)


def _forgotten(tx: Tx, event_id: int, told: EventNews) -> list[int]:
    """Return who has a name here that the first computer has deleted."""
    deleted = [
        each for each in told.facts.people if _is_nobody(each.details.get("name"), each.number)
    ]
    called = [each.uid for each in deleted]
    ids = facts_taken.ids(tx, schema.participant, event_id, called).values()
    people = participants.by_ids(tx, list(ids))
    return [each.id for each in people if not _is_nobody(each.name, each.number)]


def _is_nobody(name: str | None, number: int) -> bool:
    return name == f"{NO_LONGER_KNOWN} {number}"


def _link(settings: Settings) -> _FirstLink | None:
    try:
        return _FirstLink(**json.loads(_place(settings).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _place(settings: Settings) -> Path:
    return settings.data / "first.json"


def _as_json(own: Introduction) -> dict[str, Any]:
    return {**asdict(own), "at": own.at.isoformat()}
