"""Letting go of a database's connections, whoever uses them at that moment."""

from sqlalchemy import Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry


def let_go(engine: Engine) -> None:
    """Close every connection, one that is in use when it is given back.

    SQLAlchemy's own `dispose` forgets those in use: they stay open until they are collected.
    The engine can be used again, and then opens new ones.
    """
    old = engine.pool
    engine.dispose()
    event.listen(old, "checkin", _close)
    old.dispose()  # what was given back in between


def _close(_connection: DBAPIConnection | None, entry: ConnectionPoolEntry) -> None:
    entry.invalidate()
