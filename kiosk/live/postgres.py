"""Carries updates between processes that share a PostgreSQL, by LISTEN and NOTIFY."""

import json
import logging
import threading
import time
from dataclasses import asdict
from uuid import uuid4

import psycopg
from sqlalchemy import make_url

from kiosk.core.updates import Topic, Update
from kiosk.live.broker import Broker

_CHANNEL = "hadir_updates"
_WAIT_S = 1.0
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
        self._lock = threading.Lock()
        self._speaker: psycopg.Connection | None = None
        self._thread = threading.Thread(target=self._listen, name="updates", daemon=True)

    def start(self) -> None:
        """Begin to carry updates both ways."""
        self._broker.relay_through(self.tell)
        self._thread.start()

    def tell(self, update: Update) -> None:
        """Tell the other processes; a failure is logged, for the pages here were told."""
        payload = json.dumps({"from": self._process, **asdict(update)})
        with self._lock:
            try:
                self._speaking().execute("SELECT pg_notify(%s, %s)", (_CHANNEL, payload))
            except psycopg.Error as error:
                _log.warning("Other stations could not be told: %s", error)
                self._speaker = None

    def close(self) -> None:
        """Stop carrying."""
        self._stopping.set()
        self._broker.relay_through(None)
        self._thread.join(_WAIT_S * 3)
        with self._lock:
            if self._speaker:
                self._speaker.close()

    def _speaking(self) -> psycopg.Connection:
        if self._speaker is None or self._speaker.closed:
            self._speaker = psycopg.connect(self._address, autocommit=True)
        return self._speaker

    def _listen(self) -> None:
        while not self._stopping.is_set():
            try:
                self._hear()
            except psycopg.Error as error:
                _log.warning("Updates of other stations are not heard: %s", error)
                time.sleep(_RETRY_S)

    def _hear(self) -> None:
        with psycopg.connect(self._address, autocommit=True) as listener:
            listener.execute(f"LISTEN {_CHANNEL}")
            while not self._stopping.is_set():
                for notice in listener.notifies(timeout=_WAIT_S):
                    self._deliver(notice.payload)

    def _deliver(self, payload: str) -> None:
        values = json.loads(payload)
        if values.pop("from") != self._process:
            self._broker.deliver(Update(**{**values, "topic": Topic(values["topic"])}))


def relay(broker: Broker, url: str) -> Relay:
    """Carry the broker's updates to and from the processes that share the database at `url`."""
    made = Relay(broker, url)
    made.start()
    return made
