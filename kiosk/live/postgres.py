"""Carries updates between processes that share a PostgreSQL, by LISTEN and NOTIFY."""

import json
import logging
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict
from queue import SimpleQueue
from uuid import uuid4

import psycopg
from sqlalchemy import make_url

from kiosk.core.updates import Topic, Update
from kiosk.live.broker import Broker

_CHANNEL = "hadir_updates"
_WAIT_S = 1.0
_LONGEST_END_S = 0.5
_RETRY_S = 2.0

_log = logging.getLogger(__name__)


class Relay:
    """One connection that listens, and one that tells; both come back after a failure."""

    def __init__(self, broker: Broker, url: str) -> None:
        self._broker = broker
        parsed = make_url(url).set(drivername="postgresql")
        self._address = parsed.render_as_string(hide_password=False)
        self._process = uuid4().hex
        self._stopping = threading.Event()
        self._untold: SimpleQueue[Update | None] = SimpleQueue()
        self._speaker: psycopg.Connection | None = None
        self._is_heard = True
        self._threads = [
            threading.Thread(target=each, name="updates", daemon=True)
            for each in (self._listen, self._tell)
        ]

    def start(self) -> None:
        """Begin to carry updates both ways."""
        self._broker.relay_through(self._untold.put)
        for each in self._threads:
            each.start()

    def close(self) -> None:
        """Stop carrying, once all is told."""
        self._stopping.set()
        self._broker.relay_through(None)
        self._untold.put(None)
        for each in self._threads:
            each.join(_LONGEST_END_S)
        if self._speaker:
            self._speaker.close()

    def _tell(self) -> None:
        """Tell the other processes all that waits; a failure is logged: the pages here know."""
        while update := self._untold.get():
            try:
                self._speak([self._payload(each) for each in (update, *self._others())])
            except psycopg.Error as error:
                _log.warning("Other stations could not be told: %s", error)
                self._speaker = None
        # An update of nothing: whoever listens here hears it, and ends.
        with suppress(psycopg.Error):
            self._speak([json.dumps({"from": self._process})])

    def _others(self) -> Iterator[Update]:
        while not self._untold.empty():
            update = self._untold.get()
            if update is None:
                self._untold.put(None)
                return
            yield update

    def _payload(self, update: Update) -> str:
        return json.dumps({"from": self._process, **asdict(update)})

    def _speak(self, payloads: Sequence[str]) -> None:
        told = [(_CHANNEL, each) for each in payloads]
        self._speaking().cursor().executemany("SELECT pg_notify(%s, %s)", told)

    def _speaking(self) -> psycopg.Connection:
        if self._speaker is None or self._speaker.closed:
            self._speaker = psycopg.connect(self._address, autocommit=True)
        return self._speaker

    def _listen(self) -> None:
        while not self._stopping.is_set():
            try:
                self._hear()
            except psycopg.Error as error:
                # Said once: until they are heard again, the outage itself stands in the log.
                if self._is_heard:
                    _log.warning("Updates of other stations are not heard: %s", error)
                self._is_heard = False
                time.sleep(_RETRY_S)

    def _hear(self) -> None:
        with psycopg.connect(self._address, autocommit=True) as listener:
            listener.execute(f"LISTEN {_CHANNEL}")
            self._is_heard = True
            while not self._stopping.is_set():
                for notice in listener.notifies(timeout=_WAIT_S):
                    if self._stopping.is_set():
                        return
                    self._deliver(notice.payload)

    def _deliver(self, payload: str) -> None:
        values = json.loads(payload)
        if values.pop("from") != self._process and values:
            self._broker.deliver(Update(**{**values, "topic": Topic(values["topic"])}))


def relay(broker: Broker, url: str) -> Relay:
    """Carry the broker's updates to and from the processes that share the database at `url`."""
    made = Relay(broker, url)
    made.start()
    return made
