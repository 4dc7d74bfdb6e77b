"""Statements prepared once: SQLAlchemy writes the text and knows the types, the driver runs it.

To build and run a statement through SQLAlchemy costs more than all the rest of a check-in. It is
a Core statement over `schema` all the same: the tables are described in one place.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from types import SimpleNamespace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Dialect,
    Insert,
    Select,
    Update,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import TypeEngine

RawRow = Sequence[Any]
"""What a statement gives back, in the order of its columns."""

Statement = Select[Any] | Insert | Update
Values = Mapping[str, Any]
_Convert = Callable[[Any], Any]


class Prepared:
    """A statement that is compiled at its first run, once for each kind of database.

    `make` returns it for a dialect. An insert sets the columns that it is given values for.
    """

    def __init__(self, make: Callable[[Dialect], Statement]) -> None:
        self._make = make
        self._compiled: dict[str, _Compiled] = {}

    def first(self, tx: Connection, **values: Any) -> RawRow | None:
        """Run it; return the first row, None where there is none."""
        return self.each(tx, [values])[0]

    def all(self, tx: Connection, **values: Any) -> list[RawRow]:
        """Run it; return every row."""
        compiled = self._for(tx.dialect, values)
        with saying_errors(tx.dialect, compiled.text), closing(tx.connection.cursor()) as cursor:
            return compiled.all(cursor, values)

    def each(self, tx: Connection, several: Sequence[Values]) -> list[RawRow | None]:
        """Run it for each of several sets of values; return the first row of each.

        PostgreSQL is sent all of them in one go (its pipeline mode), and waited for once.
        """
        return self._run(tx.connection, tx.dialect, several) if several else []

    def glance(self, raw: Any, dialect: Dialect) -> RawRow | None:
        """Run it on a connection of the driver; return the first row."""
        return self._run(raw, dialect, [{}])[0]

    def _run(self, raw: Any, dialect: Dialect, several: Sequence[Values]) -> list[RawRow | None]:
        compiled = self._for(dialect, several[0])
        with saying_errors(dialect, compiled.text), closing(raw.cursor()) as cursor:
            return list(compiled.run(cursor, several))

    def _for(self, dialect: Dialect, values: Values) -> "_Compiled":
        if dialect.name not in self._compiled:
            self._compiled[dialect.name] = _Compiled(self._make(dialect), dialect, values)
        return self._compiled[dialect.name]


@contextmanager
def saying_errors(dialect: Dialect, text: str) -> Iterator[None]:
    """Let an error of the driver be one of SQLAlchemy, with the text of what was run."""
    driver: Any = dialect.loaded_dbapi
    try:
        yield
    except driver.Error as error:
        # As SQLAlchemy would say it, without the values: they are personal.
        raise DBAPIError.instance(text, None, error, driver.Error, dialect=dialect) from error


def by_name(columns: Sequence[ColumnElement[Any]]) -> Callable[[RawRow], Any]:
    """Return what names the values of these columns, as a row of SQLAlchemy does."""
    names = [str(each.key) for each in columns]
    return lambda row: SimpleNamespace(**dict(zip(names, row, strict=True)))


class _Compiled:
    """The text for one driver, and how values go in and come out."""

    def __init__(self, statement: Statement, dialect: Dialect, values: Values) -> None:
        columns = list(values) if isinstance(statement, Insert) else None
        compiled = statement.compile(dialect=dialect, column_keys=columns)
        self.text = str(compiled)
        self._order = compiled.positiontup if compiled.positional else None
        self._fixed = {
            name: each.value for name, each in compiled.binds.items() if not each.required
        }
        self._into = {
            name: convert
            for name, each in compiled.binds.items()
            if (convert := _impl(each.type, dialect).bind_processor(dialect))
        }
        results = [_impl(each.type, dialect) for each in statement.exported_columns]
        self._out = [
            (place, convert)
            for place, each in enumerate(results)
            if (convert := each.result_processor(dialect, None))
        ]
        self._gives_rows = bool(results)
        self._can_pipe = dialect.name == "postgresql"

    def run(self, cursor: Any, several: Sequence[Values]) -> Iterator[RawRow | None]:
        given = [self._given(each) for each in several]
        is_alone = len(given) == 1 or not self._can_pipe
        rows = self._one_by_one(cursor, given) if is_alone else self._piped(cursor, given)
        return map(self._converted, rows)

    def all(self, cursor: Any, values: Values) -> list[RawRow]:
        cursor.execute(self.text, self._given(values))
        return [row for each in cursor.fetchall() if (row := self._converted(each)) is not None]

    def _given(self, values: Values) -> Values | Sequence[Any]:
        given = {**self._fixed, **values}
        for name, convert in self._into.items():
            given[name] = convert(given[name])
        return [given[name] for name in self._order] if self._order is not None else given

    def _one_by_one(self, cursor: Any, given: Iterable[Any]) -> Iterator[RawRow | None]:
        for each in given:
            cursor.execute(self.text, each)
            yield cursor.fetchone() if self._gives_rows else None

    def _piped(self, cursor: Any, given: Sequence[Any]) -> Iterator[RawRow | None]:
        cursor.executemany(self.text, given, returning=self._gives_rows)
        for _ in given:
            yield cursor.fetchone() if self._gives_rows else None
            cursor.nextset()

    def _converted(self, row: RawRow | None) -> RawRow | None:
        if row is None or not self._out:
            return row
        values = list(row)
        for place, convert in self._out:
            values[place] = convert(values[place])
        return values


def _impl(of: TypeEngine[Any], dialect: Dialect) -> TypeEngine[Any]:
    return of.dialect_impl(dialect)
