"""One process that reads strangers' files, as its parent sees it."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from kiosk.strangers.frames import LARGEST_ANSWER, Reply, TooMuch, Untrue, answer_of, read, write
from kiosk.strangers.limits import MEMORY, memory_of

_ROOT = Path(__file__).parents[2]
_COMMAND = (sys.executable, "-P", "-m", "kiosk.strangers.worker")
_LOOK_EVERY_S = 0.25
_NO_WINDOW = 0x0800_0000  # CREATE_NO_WINDOW of Windows


class Ended(Exception):
    """The process ended, was ended for taking too long, or said what no answer is."""


class Process:
    """Started at once; answers one call at a time, and is of no use after Ended.

    `watched` is the memory at which its parent ends it, where the system sets it no limit.
    """

    def __init__(self, watched: int | None = MEMORY if sys.platform == "darwin" else None) -> None:
        self._watched = watched
        self._process = subprocess.Popen(  # noqa: S603
            _COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            creationflags=_NO_WINDOW if sys.platform == "win32" else 0,
        )

    def call(self, seconds: float, function: Callable[..., Any], args: tuple[Any, ...]) -> Reply:
        """Return what came of `function(*args)`. Raises Ended, within these seconds."""
        over = threading.Event()
        threading.Thread(target=self._watch, args=(seconds, over), daemon=True).start()
        try:
            write(self._pipe(self._process.stdin), (seconds, function, args))
            data = read(self._pipe(self._process.stdout), LARGEST_ANSWER)
        except (EOFError, OSError, TooMuch) as error:
            raise Ended from error
        finally:
            over.set()
        try:
            return answer_of(data)
        except Untrue as error:
            raise Ended from error

    def is_alive(self) -> bool:
        """Whether it is still there."""
        return self._process.poll() is None

    def end(self) -> None:
        """End it, whatever it does."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                self._pipe(pipe).close()

    def _watch(self, seconds: float, over: threading.Event) -> None:
        until = time.monotonic() + seconds
        pause = seconds if self._watched is None else min(_LOOK_EVERY_S, seconds)
        while not over.wait(pause):
            has_grown = self._watched and memory_of(self._process.pid) > self._watched
            if has_grown or time.monotonic() >= until:
                self._process.kill()
                return

    @staticmethod
    def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
        if pipe is None:
            raise Ended
        return pipe


def _environment() -> dict[str, str]:
    """Return the surroundings without our settings, in which passwords may stand."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("HADIR_")}
    # So the product is found also where it is run from its source.
    paths = [str(_ROOT), *filter(None, [kept.get("PYTHONPATH")])]
    one_core = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1"}
    return {**kept, **one_core, "PYTHONPATH": os.pathsep.join(paths)}
