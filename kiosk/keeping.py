"""Keeps a process alive: it is started again when it dies, and ends when this one does.

It is told to end by the end of its standard input. That works on every system, and also where
this process is killed outright and can tell nothing.
"""

import signal
import subprocess
import time
from collections.abc import Callable, Sequence

REFUSED = 78
"""With this exit code a process says that it will not work now, and has said why (EX_CONFIG)."""

_LOOK_EVERY_S = 0.1
_PATIENCE_S = 5.0
_SHORT_LIFE_S = 10.0
_LONGEST_PAUSE_S = 5.0
_TRIES = 12


def keep_alive(command: Sequence[str], before: Callable[[], None] = lambda: None) -> int:
    """Run the command until this process is told to end; return the exit code for it.

    `before` is called before each start, while nothing runs.
    Gives up where the command refuses to work, or dies a dozen times within seconds of its start.
    """
    kept = _Kept(command, before)
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, kept.stop)
    return kept.run()


class _Kept:
    def __init__(self, command: Sequence[str], before: Callable[[], None]) -> None:
        self._command, self._before = command, before
        self._child: subprocess.Popen[bytes] | None = None
        self._told_at: float | None = None

    def stop(self, *_signal: object) -> None:
        """Tell the command to end, and do not start it again."""
        self._told_at = self._told_at or time.monotonic()
        if self._child and self._child.stdin:
            self._child.stdin.close()

    def run(self) -> int:
        short_lives = 0
        while self._told_at is None:
            self._before()
            began = time.monotonic()
            code = self._live()
            if code == REFUSED:
                return 1
            short_lives = short_lives + 1 if time.monotonic() - began < _SHORT_LIFE_S else 0
            if short_lives == _TRIES:
                return 1
            self._rest(min(_LONGEST_PAUSE_S, _LOOK_EVERY_S * 2**short_lives))
        return 0

    def _live(self) -> int:
        """Start the command and wait for its end."""
        with subprocess.Popen(self._command, stdin=subprocess.PIPE) as child:  # noqa: S603  our own
            self._child = child
            if self._told_at:
                self.stop()
            while child.poll() is None:
                if self._told_at and time.monotonic() - self._told_at > _PATIENCE_S:
                    child.kill()
                time.sleep(_LOOK_EVERY_S / 2)
            return child.returncode

    def _rest(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while self._told_at is None and time.monotonic() < end:
            time.sleep(_LOOK_EVERY_S / 2)
