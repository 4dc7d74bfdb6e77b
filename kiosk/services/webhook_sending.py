"""Telling webhooks what happened: read from the log of changes, by a thread of its own.

Nothing of it is on the way of a scan. Up to where a webhook was told is kept once the other side
has it; until then the same is sent again, with growing pauses, for a day.
"""

import json
import logging
import secrets
import threading
from dataclasses import replace
from typing import Any

from kiosk.core.changes import change_json
from kiosk.core.errors import Expired, HadirError, Refused
from kiosk.core.webhooks import MOST_AT_ONCE, Given, Webhook, is_given_up, pause_after
from kiosk.desk import Desk
from kiosk.services import changes
from kiosk.services.audit import record
from kiosk.services.changes import ChangesRead
from kiosk.services.posting import PATIENCE, post
from kiosk.services.webhooks import NOT_FAILING, OpenedWebhook, computer, known, opened
from kiosk.storage import webhooks as stored
from kiosk.storage.database import Tx

_LOOK_EVERY_S = 1.0
_WITHOUT_ANY_S = 60.0
"""Where none is set up; whoever sets one up here says so, and only another process does not."""

_log = logging.getLogger(__name__)


class WebhookSending:
    """The thread that tells webhooks what happened."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._stopping = threading.Event()

    def start(self) -> None:
        """Begin to tell."""
        threading.Thread(target=self._tell, name="webhooks", daemon=True).start()

    def stop(self) -> None:
        """Tell nothing more."""
        self._stopping.set()
        self._desk.webhooks_set_up.set()

    def _tell(self) -> None:
        pause = _LOOK_EVERY_S
        while not self._stopping.is_set():
            self._desk.webhooks_set_up.wait(pause)
            self._desk.webhooks_set_up.clear()
            pause = _LOOK_EVERY_S if self._are_some_told() else _WITHOUT_ANY_S

    def _are_some_told(self) -> bool:
        """Tell what is due; return whether there are any webhooks, as far as is known."""
        try:
            while tell(self._desk) and not self._stopping.is_set():
                continue
            with self._desk.store.read() as tx:
                return bool(stored.in_use(tx))
        except HadirError as error:
            _log.debug("Nothing was told: %s", error)
        except Exception:  # noqa: BLE001  a thread that ends would tell nothing more
            _log.exception("Webhooks could not be told")
        return True


def tell(desk: Desk) -> bool:
    """Tell each webhook of this computer what is due; True where there is more to tell at once."""
    with desk.store.read() as tx:
        hooks = stored.in_use(tx)
    if not hooks:
        return False
    own, now = computer(desk), desk.now()
    due = [each for each in hooks if each.computer == own and each.is_due(now)]
    further = [_told(desk, each) for each in due]
    return any(further)


def try_out(desk: Desk, webhook_id: int, by: str) -> Given:
    """Send something that means nothing, and return what came of it.

    Raises NotFound, and Refused for a webhook that was set up on another computer.
    """
    with desk.store.read() as tx:
        hook = known(tx, webhook_id)
    to = opened(desk, hook)
    if to is None:
        raise Refused("It was set up on another computer. Withdraw it, and set it up here.")
    given = _posted(desk, hook, to, f"test.{secrets.token_hex(8)}", [])
    with desk.store.write() as tx:
        stored.note(tx, hook.id, given)
        record(tx, desk, None, by, "webhook_tested", f"webhook:{hook.id}", name=hook.name)
    return given


def _told(desk: Desk, hook: Webhook) -> bool:
    read = _read(desk, hook)
    wanted = [change_json(each) for each in read.changes if each.kind in hook.kinds]
    place, to = str(read.next), opened(desk, hook)
    if not wanted or to is None:
        if read.changes or read.more:
            with desk.store.write() as tx:
                stored.change(tx, hook.id, place=place)
        return read.more
    with desk.store.write() as tx:
        if not stored.claim(tx, hook, desk.now(), desk.now() + 2 * PATIENCE):
            return False
    given = _posted(desk, hook, to, f"{hook.id}.{wanted[0]['id']}", wanted)
    with desk.store.write() as tx:
        stored.note(tx, hook.id, given)
        after = {"place": place, **NOT_FAILING} if given.arrived else _failed(tx, desk, hook)
        stored.change(tx, hook.id, claimed_until=None, **after)
    return given.arrived and read.more


def _read(desk: Desk, hook: Webhook) -> ChangesRead:
    """Return what is to be told; where the database was put back from a backup, from now on."""
    try:
        return changes.since(desk, hook.place, MOST_AT_ONCE)
    except Expired:
        now = changes.since(desk, changes.NOW, 1)
        with desk.store.write() as tx:
            stored.change(tx, hook.id, place=str(now.next))
        return now


def _failed(tx: Tx, desk: Desk, hook: Webhook) -> dict[str, Any]:
    now, tries = desk.now(), hook.tries + 1
    since = hook.failing_since or now
    if is_given_up(since, now):
        record(tx, desk, None, "hadir", "webhook_paused", f"webhook:{hook.id}", name=hook.name)
        return {"tries": tries, "failing_since": since, "paused_at": now}
    return {"tries": tries, "failing_since": since, "next_at": now + pause_after(tries)}


def _posted(
    desk: Desk, hook: Webhook, to: OpenedWebhook, name: str, told: list[dict[str, Any]]
) -> Given:
    body = {"id": name, "sent_at": desk.now().isoformat(), "test": not told, "changes": told}
    content = json.dumps(body, ensure_ascii=False).encode()
    given = post(to.address, to.secret, (name, desk.now(), content), local=hook.local)
    return replace(given, changes=len(told))
