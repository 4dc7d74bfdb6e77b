"""The log beside the data: one line an event, with time, level and where it comes from."""

import logging
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

from kiosk.settings import Settings

_FORM = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"
_TIME = "%Y-%m-%dT%H:%M:%S%z"
_SIZE = 1024 * 1024
_OLDER_FILES = 5
_TELL_WARNINGS_ONLY = ("werkzeug", "alembic", "fontTools", "PIL")


def log_file(settings: Settings) -> Path:
    """Return where the log lies; older parts lie beside it with a number at the end."""
    return settings.data / "log" / "hadir.log"


def keep_log(settings: Settings) -> None:
    """Write what happens into the file and to standard error, from now on.

    Where the file cannot be written, for instance because the disk is full, the rest goes on.
    """
    handlers: list[logging.Handler] = [logging.StreamHandler(sys.stderr)]
    handlers[0].setLevel(logging.WARNING)
    try:
        handlers.append(_file_handler(log_file(settings)))
    except OSError:
        logging.getLogger(__name__).warning("The log file cannot be written")
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    for each in handlers:
        each.setFormatter(logging.Formatter(_FORM, _TIME))
        root.addHandler(each)
    logging.raiseExceptions = False
    for name in _TELL_WARNINGS_ONLY:
        logging.getLogger(name).setLevel(logging.WARNING)


def _file_handler(path: Path) -> logging.Handler:
    path.parent.mkdir(parents=True, exist_ok=True)
    return RotatingFileHandler(path, maxBytes=_SIZE, backupCount=_OLDER_FILES, encoding="utf-8")
