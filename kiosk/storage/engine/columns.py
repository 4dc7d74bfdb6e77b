"""The kinds of columns of our tables, and how constraints are named."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    JSON,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Text,
    TypeDecorator,
)
from sqlalchemy.exc import DontWrapMixin

from kiosk.core.errors import BadInput
from kiosk.core.own_fields import LONGEST_VALUE, own_text, own_values
from kiosk.core.texts import storable

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcTime(TypeDecorator[datetime]):
    """An aware time, stored in UTC; SQLite knows no zones, so it is given back its own."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a time without a zone, and store the others in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = f"a time without a zone was about to be stored: {value}"
            raise ValueError(message)
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give the time back as UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class NotStorable(BadInput, DontWrapMixin):
    """A text that does not fit its column; said as it is, not as a fault of the statement."""


class Words(TypeDecorator[str]):
    """A text of at most so many characters, the same on both databases."""

    impl = String
    cache_ok = True

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Refuse what is too long or cannot be stored."""
        if value is None:
            return None
        try:
            return storable(value, self.most)
        except BadInput as error:
            raise NotStorable(error.text, **error.values) from None


class LongWords(Words):
    """Words in a column without a length of its own, such as a note."""

    impl = Text
    cache_ok = True


class OwnValues(TypeDecorator[str]):
    """Values of own fields: a text for us, a JSON object for the database, which looks into it."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ARG002
        """Store the object; refuse what cannot be stored."""
        try:
            values = own_values(value or "").items()
            return {label: storable(text, LONGEST_VALUE) for label, text in values}
        except BadInput as error:
            raise NotStorable(error.text, **error.values) from None

    def process_result_value(self, value: Any, dialect: Dialect) -> str:  # noqa: ARG002
        """Give the text back."""
        return own_text(value or {})


def row_id() -> Column[int]:
    """Return the key of a table."""
    return Column("id", Integer, primary_key=True)


def new_uid() -> str:
    """Return what something is called on every computer that knows it."""
    return uuid4().hex


def uid() -> Column[str]:
    """Return the column of what a row is called on every computer."""
    return Column("uid", String(32), nullable=False, server_default="", default=new_uid)


def of(table: str, *, nullable: bool = False, index: bool = False) -> Column[int]:
    """Return a column with the key of another table's row, with which this one goes."""
    return Column(
        f"{table}_id",
        Integer,
        ForeignKey(f"{table}.id", ondelete="CASCADE"),
        nullable=nullable,
        index=index,
    )


def words(name: str, length: int = 200) -> Column[str]:
    """Return a column of text, empty where nothing is said."""
    return Column(name, Words(length), nullable=False, server_default="")


def when(name: str, *, nullable: bool = False) -> Column[datetime]:
    """Return a column of a time."""
    return Column(name, UtcTime, nullable=nullable)
