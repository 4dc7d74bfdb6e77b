"""How long a thread runs while others wait for their turn (`sys.setswitchinterval`).

A scan is cheapest where turns are as long as Python has them: each change of turns costs. But a
scan waits for one turn of each thread that computes; while much is computed they are short.
"""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_SHORT_S = 0.001

_lock = threading.Lock()
_busy = 0
_usual_s = sys.getswitchinterval()


@contextmanager
def short_turns() -> Iterator[None]:
    """Let turns be short meanwhile, so that scans get theirs soon."""
    _count(1)
    try:
        yield
    finally:
        _count(-1)


def _count(more: int) -> None:
    global _busy  # noqa: PLW0603  turns are those of the whole process
    with _lock:
        _busy += more
        sys.setswitchinterval(_SHORT_S if _busy else _usual_s)
