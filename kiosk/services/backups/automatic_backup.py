"""Backups made by themselves: every few minutes where something changed, and after each session."""

import logging
import shutil
import threading
from datetime import UTC, datetime
from pathlib import Path

from kiosk.core.backups import to_delete
from kiosk.core.errors import BadInput, HadirError, Refused
from kiosk.desk import Desk
from kiosk.services.audit_heads import place_of, write_down
from kiosk.services.backups import backup, sealing
from kiosk.services.backups.backup import backups_in, folder_of, name_for
from kiosk.services.events import current_event
from kiosk.services.scan_seals import seal_scans
from kiosk.services.sessions import sessions_of
from kiosk.settings import Settings
from kiosk.storage import installation

_LOOK_EVERY_S = 10.0
_ROOM_LEFT = 4 * 1024 * 1024

_log = logging.getLogger(__name__)


class Backups:
    """Makes a backup when one is due; `look` is called by a thread of its own."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._stopping = threading.Event()
        self._seen: tuple[int, ...] | None = None
        self._made_at: datetime | None = None
        self._thread = threading.Thread(target=self._keep, name="backups", daemon=True)

    def start(self) -> None:
        """Begin to make backups."""
        self._thread.start()

    def stop(self) -> None:
        """Make no further ones."""
        self._stopping.set()

    def make_if_due(self) -> bool:
        """Make a backup where the minutes are over, or a session, and something has changed."""
        now = self._desk.now()
        if self._made_at and not self._is_time(self._made_at, now):
            return False
        # A folder that was moved away must not be made anew.
        self._desk.store.check_place()
        state = self._state()
        if state == self._seen:
            return False
        make(self._desk.settings, now)
        self._seen, self._made_at = state, now
        return True

    def _is_time(self, made_at: datetime, now: datetime) -> bool:
        minutes = (now - made_at).total_seconds() / 60
        # A clock that was set back must not stop the backups for as long.
        return minutes < 0 or minutes >= self._desk.settings.backup_minutes or self._ended(made_at)

    def _ended(self, since: datetime) -> bool:
        try:
            parts = sessions_of(self._desk, current_event(self._desk).id)
        except HadirError:
            return False
        return any(since < each.ends_at <= self._desk.now() for each in parts)

    def _state(self) -> tuple[int, ...]:
        """Return what is another one after every scan, act of staff and import."""
        with self._desk.store.read() as tx:
            return installation.newest_rows(tx)

    def _keep(self) -> None:
        pause = min(_LOOK_EVERY_S, self._desk.settings.backup_minutes * 60)
        while not self._stopping.wait(pause):
            self.look()

    def look(self) -> None:
        """Make what is due, and keep whether that worked for those who look after it."""
        try:
            seal_scans(self._desk)
            if self.make_if_due():
                write_down(self._desk)
            take_along(self._desk.settings)
            self._told(None)
        except HadirError as error:
            self._told(error)
        except OSError as error:
            why = error.strerror or str(error)
            self._told(BadInput("No backup could be made: {why}.", why=why))

    def _told(self, failure: HadirError | None) -> None:
        before, self._desk.backups.failure = self._desk.backups.failure, failure
        if failure and type(failure) is not type(before):
            _log.error("No backup could be made: %s", failure)
        elif before and not failure:
            _log.warning("Backups are made again")


def make(settings: Settings, now: datetime) -> None:
    """Make a backup in the data's own folder, and delete there what is no longer needed.

    Raises Refused where it would leave too little room for scans, else what `backup` raises.
    """
    folder = folder_of(settings)
    folder.mkdir(parents=True, exist_ok=True)
    _check_room(settings)
    made = folder / name_for(now, settings)
    if not made.exists():
        backup.backup(settings, made, now)
    _forget_old(folder, now)


def take_along(settings: Settings) -> bool:
    """Put the newest backup into the second place, once that is there; tell whether it was put.

    It is sealed where there is a passphrase.
    """
    folder, second = folder_of(settings), settings.backup_to
    newest = max(backups_in(folder), key=lambda each: each.made_at, default=None)
    if newest is None or second is None or not second.is_dir():
        return False
    if any(each.made_at == newest.made_at for each in backups_in(second)):
        return False
    sealing.put(newest.path, second, settings.backup_passphrase)
    if place_of(settings).exists():
        sealing.put(place_of(settings), second, "")
    _forget_old(second, newest.made_at)
    return True


def _check_room(settings: Settings) -> None:
    size = settings.database_file.stat().st_size if settings.database_file else 0
    if shutil.disk_usage(folder_of(settings)).free < 2 * size + _ROOM_LEFT:
        raise Refused("The disk has too little room for a backup. Free some space.")


def _forget_old(folder: Path, now: datetime) -> None:
    zone = now.astimezone().tzinfo or UTC
    for each in to_delete(backups_in(folder), now, zone):
        each.path.unlink(missing_ok=True)
