"""Saying where the product is once it answers, and opening it for whoever sits there."""

import os
import sys
import threading
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Callable

_EVERY_S = 0.2
_LONGEST_S = 120.0
_PATIENCE_S = 2.0


def once_it_answers(address: str, then: Callable[[], None]) -> None:
    """Call `then` in a thread as soon as the product answers at its address."""
    threading.Thread(target=_wait, args=(address, then), name="announcing", daemon=True).start()


def open_browser(address: str) -> None:
    """Open the product where there is a terminal and a display, and never as a service."""
    if sys.stdout.isatty() and _has_display() and "INVOCATION_ID" not in os.environ:
        webbrowser.open(address)


def _wait(address: str, then: Callable[[], None]) -> None:
    end = time.monotonic() + _LONGEST_S
    while time.monotonic() < end:
        if _answers(f"{address}/healthz"):
            then()
            return
        time.sleep(_EVERY_S)


def _answers(address: str) -> bool:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # none stands between
    try:
        with opener.open(address, timeout=_PATIENCE_S):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def _has_display() -> bool:
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
