"""Calls that are carried out in a process of its own, because a stranger's file is read in them."""

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, ParamSpec, Self, TypeVar

from kiosk.core.errors import Unreadable
from kiosk.strangers.frames import Reply, WorkOutcome
from kiosk.strangers.process import Ended, Process

SECONDS = 14.0
"""That a call may take, and may wait for its turn: together under the 20 that are promised."""

WAIT = 5.0

P = ParamSpec("P")
R = TypeVar("R")

_log = logging.getLogger(__name__)


class Readers:
    """At most two processes: started when first needed, `kept` warm, replaced when they die.

    Whoever calls waits in its own thread and holds no lock meanwhile.
    """

    def __init__(
        self, most: int = 2, seconds: float = SECONDS, wait: float = WAIT, kept: int = 1
    ) -> None:
        self._seconds, self._wait, self._kept = seconds, wait, kept
        self._places = threading.BoundedSemaphore(most)
        self._lock = threading.Lock()
        self._idle: list[Process] = []

    def call(self, file: str, function: Callable[P, R], /, *args: P.args, **_: P.kwargs) -> R:
        """Return `function(*args)`, carried out in the other process.

        `function` stands in a module, what it takes and returns can be pickled: plain values, our
        dataclasses. `file` is what the file is called. Refusals of the function are raised here.
        Raises Unreadable where the process dies, or takes too long or too much.
        """
        if not self._places.acquire(timeout=self._wait):
            raise Unreadable("Other files are being read at this moment. Try again in a minute.")
        try:
            answer = self._answer(function, args)
        except Ended as error:
            raise _too_much(file) from error
        finally:
            self._places.release()
        value: R = _value(file, answer)
        return value

    def _answer(self, function: Callable[..., R], args: tuple[object, ...]) -> Reply:
        process = self._taken()
        try:
            answer = process.call(self._seconds, function, args)
        except BaseException:
            process.end()
            raise
        self._give_back(process, is_spent=answer.is_spent)
        return answer

    def _taken(self) -> Process:
        with self._lock:
            while self._idle:
                process = self._idle.pop()
                if process.is_alive():
                    return process
                process.end()
        return Process()

    def _give_back(self, process: Process, *, is_spent: bool) -> None:
        with self._lock:
            kept = not is_spent and len(self._idle) < self._kept
            if kept:
                self._idle.append(process)
        if not kept:
            process.end()

    def close(self) -> None:
        """End the processes that wait; the next call starts another."""
        with self._lock:
            idle, self._idle = self._idle, []
        for each in idle:
            each.end()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            self.close()


def _value(file: str, answer: Reply) -> Any:
    if answer.outcome is WorkOutcome.DONE:
        return answer.value
    if answer.outcome is WorkOutcome.REFUSED and isinstance(answer.value, Exception):
        raise answer.value
    if "MemoryError" in str(answer.value):
        raise _too_much(file)
    _log.error("a file could not be read:\n%s", answer.value)
    raise Unreadable("{file} cannot be read: it is damaged. Save it again.", file=file)


def _too_much(file: str) -> Unreadable:
    return Unreadable(
        "{file} cannot be read: it takes far more time or memory than such a file needs. "
        "Save it again, or choose another.",
        file=file,
    )
