"""The running product without a web server: settings, store, updates, clock."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from threading import Event

from kiosk.core.arrangement import Arrangement
from kiosk.core.backups import BackupNews
from kiosk.core.clock import OtherClocks
from kiosk.core.doors import DoorsOpened
from kiosk.core.errors import StorageError
from kiosk.core.throttling import WrongCodes
from kiosk.live.broker import Broker
from kiosk.private import private_folder
from kiosk.settings import Settings
from kiosk.storage import roster_rest
from kiosk.storage.arrangement import Remembered
from kiosk.storage.audit.signing import AuditSigner
from kiosk.storage.database import Store, open_store
from kiosk.storage.finding.people_sets import PeopleSets
from kiosk.storage.turnout import Turnouts
from kiosk.strangers.readers import Readers

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Desk:
    """What every use case is handed: `check_in(desk, scan)`."""

    settings: Settings
    store: Store
    updates: Broker = field(default_factory=Broker)
    clock: Clock = utc_now
    steady: Clock | None = None
    readers: Readers = field(default_factory=Readers)
    picture_readers: Readers = field(default_factory=partial(Readers, kept=2))
    """Apart from lists, so that a door's picture does not wait for an import."""
    memory: Remembered = field(default_factory=Remembered)
    wrong_codes: WrongCodes = field(default_factory=WrongCodes)
    turnouts: Turnouts = field(default_factory=Turnouts)
    people_sets: PeopleSets = field(default_factory=PeopleSets)
    doors_opened: DoorsOpened = field(default_factory=DoorsOpened)
    clocks: OtherClocks = field(default_factory=OtherClocks)
    backups: BackupNews = field(default_factory=BackupNews)
    webhooks_set_up: Event = field(default_factory=Event)
    where: str = ""
    """From where it is used: the address of a browser, a terminal; empty for the product itself."""

    def __post_init__(self) -> None:
        """Let the audit be signed with the key of this computer."""
        if self.store.signer is None:
            self.store.signer = AuditSigner(self.settings.data)

    def now(self) -> datetime:
        """Return the present moment in UTC, as this desk's clock shows it."""
        return self.clock()

    def steady_now(self) -> datetime:
        """Return the moment by which logins end: setting the computer's clock does not move it."""
        return (self.steady or self.clock)()

    def arrangement(self) -> Arrangement:
        """Return the events, sessions, choices and stations as they are now, out of memory."""
        return self.memory.now(self.store)

    def close(self) -> None:
        """Let go of the database, and of the processes that read strangers' files."""
        self.readers.close()
        self.picture_readers.close()
        self.store.close()


def open_desk(settings: Settings, clock: Clock = utc_now, steady: Clock | None = None) -> Desk:
    """Open the database of `settings`, made or brought up to date where needed.

    Raises StorageError when it cannot be used, and NewerDatabase when it is too new.
    """
    if not settings.database:
        private_folder(settings.data)
    desk = Desk(settings, open_store(settings.database_url), clock=clock, steady=steady)
    # What somebody left who was cut off; where it cannot be written now, it waits.
    with suppress(StorageError):
        roster_rest.finish(desk.store)
    return desk
