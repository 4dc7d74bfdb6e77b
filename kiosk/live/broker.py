"""The exchange for updates within one process: a queue for each who listens."""

import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from kiosk.core.updates import Update

_WAITING = 256


class Subscription:
    """What one listener has not heard yet; the oldest is dropped when nobody takes it."""

    def __init__(self) -> None:
        self._queue: queue.Queue[Update] = queue.Queue(_WAITING)

    def take(self, timeout: float) -> Update | None:
        """Return the next update, or None after `timeout` seconds without one."""
        try:
            return self._queue.get(block=timeout > 0, timeout=timeout)
        except queue.Empty:
            return None

    def forget(self) -> None:
        """Drop what was not taken: whoever looks at everything now has no need of it."""
        while self.take(0):
            pass

    def offer(self, update: Update) -> None:
        """Put an update in, and never wait for a listener that is slow."""
        while True:
            try:
                self._queue.put_nowait(update)
            except queue.Full:
                self._drop_oldest()
            else:
                return

    def _drop_oldest(self) -> None:
        try:
            self._queue.get_nowait()
        except queue.Empty:
            return


class Broker:
    """Hands every update to all who listen, in the order of publishing."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: list[Subscription] = []
        self._relay: Callable[[Update], None] | None = None

    @contextmanager
    def listen(self) -> Iterator[Subscription]:
        """Listen as long as the block lasts."""
        subscription = Subscription()
        with self._lock:
            self._listeners.append(subscription)
        try:
            yield subscription
        finally:
            with self._lock:
                self._listeners.remove(subscription)

    def publish(self, update: Update) -> None:
        """Tell everybody here, and the other processes where there are any."""
        self.deliver(update)
        if self._relay:
            self._relay(update)

    def deliver(self, update: Update) -> None:
        """Tell everybody in this process only."""
        with self._lock:
            listeners = tuple(self._listeners)
        for each in listeners:
            each.offer(update)

    def relay_through(self, relay: Callable[[Update], None] | None) -> None:
        """Set what carries updates to the other processes."""
        self._relay = relay
