"""The arrangement of events and stations, held in memory for as long as it is true.

Triggers raise a revision whenever one of its tables changes, whoever changes it. Each transaction
that needs the arrangement reads the revision, and reads the rest only where it is another one.
"""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, select

from kiosk.core.arrangement import Arrangement, Programme
from kiosk.storage import events, schema, sessions, stations
from kiosk.storage.database import Store
from kiosk.storage.engine.prepared import Prepared

_SEEN_EVERY = timedelta(minutes=1)
_NEVER = datetime.min.replace(tzinfo=UTC)
_REVISION = Prepared(lambda _dialect: select(schema.revision.c.number))


class Remembered:
    """The arrangement as this process knows it."""

    def __init__(self) -> None:
        self._known = Arrangement(revision=-1)
        self._seen: dict[int, datetime] = {}

    def now(self, store: Store) -> Arrangement:
        """Return the arrangement as it is now."""
        revision = store.glance(_REVISION)
        if revision and revision[0] == self._known.revision:
            return self._known
        with store.read() as tx:
            return self.as_of(tx)

    def as_of(self, tx: Connection) -> Arrangement:
        """Return the arrangement that a transaction sees.

        The transaction must not have changed it: what is not committed would be remembered.
        """
        revision = _revision(tx)
        while self._known.revision != revision:
            # On PostgreSQL each statement sees what was committed before it, so that two may
            # see different moments: then the revision is another one in the end.
            loaded = _load(tx, revision)
            revision = _revision(tx)
            if loaded.revision == revision:
                self._known = loaded
                return loaded
        return self._known

    def note_seen(self, tx: Connection, station_ids: Collection[int | None], now: datetime) -> None:
        """Store that these stations were seen, each once a minute at most."""
        for each in sorted(filter(None, station_ids)):
            if abs(now - self._seen.get(each, _NEVER)) > _SEEN_EVERY:
                stations.seen(tx, each, now)
                self._seen[each] = now


def _revision(tx: Connection) -> int:
    row = _REVISION.first(tx)
    return int(row[0]) if row else 0


def _load(tx: Connection, revision: int) -> Arrangement:
    parts, choices = sessions.by_event(tx), sessions.standing_choices(tx)
    programmes = {
        each.id: Programme(each, parts.get(each.id, ()), choices.get(each.id))
        for each in events.by_choice(tx)
    }
    known = {each.id: each for each in stations.all_stations(tx)}
    tokens = {each: known[station] for each, station in stations.tokens(tx).items()}
    return Arrangement(revision, next(iter(programmes.values()), None), programmes, known, tokens)
