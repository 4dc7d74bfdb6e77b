"""The folders in which this person's servers found their data: one that is gone is missed."""

import json
import os
import sys
from pathlib import Path

from kiosk.core.errors import Moved
from kiosk.settings import Settings

_MOST = 50


def expect(settings: Settings) -> None:
    """Raise Moved where a server had its data in this folder, and it is gone altogether."""
    if settings.database_file is None or settings.data.exists():
        return
    if str(settings.data.absolute()) in _known():
        raise Moved(
            "The data were in {folder}, and that folder is gone. Bring it back, or put a backup "
            "there: hadir restore FILE. To start afresh: hadir serve --new.",
            folder=settings.data,
        )


def note(settings: Settings) -> None:
    """Keep that a server has its data in this folder; where that cannot be kept, go on."""
    if settings.database_file is None or settings.demo:
        return
    here = str(settings.data.absolute())
    known = [each for each in _known() if each != here]
    try:
        _file().parent.mkdir(parents=True, exist_ok=True)
        _file().write_text(json.dumps([*known[1 - _MOST :], here]), "utf-8")
    except OSError:
        return


def _known() -> list[str]:
    try:
        return [str(each) for each in json.loads(_file().read_text("utf-8"))]
    except (OSError, ValueError, TypeError):
        return []


def _file() -> Path:
    if sys.platform == "win32":
        state = os.environ.get("LOCALAPPDATA", str(Path.home() / "AppData/Local"))
    else:
        state = os.environ.get("XDG_STATE_HOME") or str(Path.home() / ".local/state")
    return Path(state) / "hadir" / "places.json"
