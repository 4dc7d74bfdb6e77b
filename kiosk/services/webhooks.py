"""Webhooks: set up by administrators; whom they tell, and the secret, is sealed for this computer.

The key lies beside the database and in no backup: a backup that is put back elsewhere tells nobody.
"""

import base64
import json
import secrets
from collections.abc import Collection
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kiosk.core.changes import ChangeKind
from kiosk.core.errors import BadInput, NotFound
from kiosk.core.webhooks import (
    TOLD,
    Given,
    ReceiverAddress,
    Webhook,
    address_of,
    secret_words,
)
from kiosk.desk import Desk
from kiosk.private import private_folder, secret_in
from kiosk.services import changes
from kiosk.services.audit import record
from kiosk.storage import webhooks as stored
from kiosk.storage.database import Tx

_KEY = "webhooks.key"
_SECRET_BYTES = 32
_NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class WebhookWish:
    """A webhook as it is asked for."""

    name: str
    address: str
    kinds: Collection[ChangeKind]
    local: bool = False


@dataclass(frozen=True, slots=True)
class WebhookSeen:
    """A webhook with whom it tells, and what was answered last; `host` empty: not ours to open."""

    hook: Webhook
    host: str
    answers: list[Given]


@dataclass(frozen=True, slots=True)
class OpenedWebhook:
    """Where a webhook goes, and with what it is signed."""

    address: ReceiverAddress
    secret: bytes


NOT_FAILING = {"tries": 0, "failing_since": None, "next_at": None}
"""The columns of a webhook that works."""


def add(desk: Desk, wish: WebhookWish, by: str) -> tuple[Webhook, str]:
    """Add a webhook, which tells what happens from now on; and its secret, told this once.

    Raises BadInput for an address or a choice that cannot be.
    """
    name, address = wish.name.strip(), wish.address.strip()
    reached = address_of(address, local=wish.local)
    if not name:
        raise BadInput("Give it a name.")
    if not wish.kinds or not set(wish.kinds) <= set(TOLD):
        raise BadInput("Choose what is told.")
    secret = secrets.token_bytes(_SECRET_BYTES)
    place = str(changes.since(desk, changes.NOW, 1).next)
    hook = Webhook(
        id=0,
        name=name,
        kinds=frozenset(wish.kinds),
        local=wish.local,
        computer=computer(desk),
        sealed=_sealed(desk, address, secret),
        place=place,
        made_at=desk.now(),
        made_by=by,
    )
    with desk.store.write() as tx:
        new_id = stored.add(tx, hook)
        kinds = " ".join(sorted(hook.kinds))
        told = {"name": name, "host": reached.host, "kinds": kinds, "local": wish.local}
        record(tx, desk, None, by, "webhook_added", f"webhook:{new_id}", **told)
        added = known(tx, new_id)
    desk.webhooks_set_up.set()
    return added, secret_words(secret)


def seen(desk: Desk) -> list[WebhookSeen]:
    """Return every webhook in use with what was answered last."""
    with desk.store.read() as tx:
        found = [(each, stored.answers(tx, each.id)) for each in stored.in_use(tx)]
    return [WebhookSeen(hook, _host(desk, hook), answers) for hook, answers in found]


def withdraw(desk: Desk, webhook_id: int, by: str) -> None:
    """End a webhook: nothing is told any more, and its address is forgotten. Raises NotFound."""
    with desk.store.write() as tx:
        known(tx, webhook_id)
        stored.change(tx, webhook_id, withdrawn_at=desk.now(), sealed="")
        record(tx, desk, None, by, "webhook_withdrawn", f"webhook:{webhook_id}")


def resume(desk: Desk, webhook_id: int, by: str) -> None:
    """Go on where a webhook was paused: all that happened since is told. Raises NotFound."""
    with desk.store.write() as tx:
        known(tx, webhook_id)
        stored.change(tx, webhook_id, paused_at=None, **NOT_FAILING)
        record(tx, desk, None, by, "webhook_resumed", f"webhook:{webhook_id}")


def known(tx: Tx, webhook_id: int) -> Webhook:
    """Return a webhook in use. Raises NotFound."""
    found = stored.by_id(tx, webhook_id)
    if found is None:
        raise NotFound("There is no such webhook.")
    return found


def computer(desk: Desk) -> str:
    """Return what this computer is called."""
    return desk.store.signer.chain if desk.store.signer else ""


def _host(desk: Desk, hook: Webhook) -> str:
    found = opened(desk, hook)
    return found.address.host if found else ""


def _cipher(desk: Desk) -> AESGCM:
    private_folder(desk.settings.data)
    key = secret_in(desk.settings.data / _KEY)
    return AESGCM(base64.urlsafe_b64decode(key)[:32])


def _sealed(desk: Desk, address: str, secret: bytes) -> str:
    kept = json.dumps({"address": address, "secret": base64.b64encode(secret).decode()})
    nonce = secrets.token_bytes(_NONCE_BYTES)
    sealed = nonce + _cipher(desk).encrypt(nonce, kept.encode(), None)
    return base64.b64encode(sealed).decode()


def opened(desk: Desk, hook: Webhook) -> OpenedWebhook | None:
    """Return address and secret; None where another computer sealed them."""
    sealed = base64.b64decode(hook.sealed)
    nonce, rest = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
    try:
        kept = json.loads(_cipher(desk).decrypt(nonce, rest, None))
    except InvalidTag:
        return None
    address = address_of(kept["address"], local=hook.local)
    return OpenedWebhook(address, base64.b64decode(kept["secret"]))
