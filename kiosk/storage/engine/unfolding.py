"""Many rows as one value, unfolded by the database itself.

Handed over one by one, each row asks for Python's attention, which many threads share; in one
statement the database needs nobody until it is done.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import JSON, FromClause, Subquery, func, literal, select, true

from kiosk.storage.database import Tx

Folded = Mapping[str, Sequence[str]]
"""Several values under each key."""


def unfolded(tx: Tx, several: Folded) -> Subquery:
    """Return a row for each value, with the columns `key` and `value`, both texts."""
    pairs = _of_postgresql(several) if tx.dialect.name == "postgresql" else _of_sqlite(several)
    keys, values = pairs
    joined = keys.join(values, true())
    return select(keys.c.key, values.c.value).select_from(joined).subquery("unfolded")


def _of_sqlite(several: Folded) -> tuple[FromClause, FromClause]:
    keys = func.json_each(literal(dict(several), JSON)).table_valued("key", "value", name="keys")
    return keys, func.json_each(keys.c.value).table_valued("value", name="values")


def _of_postgresql(several: Folded) -> tuple[FromClause, FromClause]:
    folded = literal(dict(several), JSON)
    keys = func.json_each(folded).table_valued("key", "value", name="keys")
    values = func.json_array_elements_text(keys.c.value).table_valued("value", name="values")
    return keys, values
