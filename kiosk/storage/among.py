"""Which rows are meant by a list of ids, however long, in one statement.

A list of placeholders, one an id, would have to be cut in pieces, and to be written takes longer
than what is asked.
"""

import json
from collections.abc import Collection

from sqlalchemy import ARRAY, Column, ColumnElement, Integer, any_, bindparam, func, select

from kiosk.storage.database import Tx


def among(tx: Tx, column: Column[int], ids: Collection[int]) -> ColumnElement[bool]:
    """Return that a column is one of these ids."""
    if tx.dialect.name == "postgresql":
        return column == any_(bindparam(None, list(ids), type_=ARRAY(Integer)))
    each = func.json_each(json.dumps(list(ids))).table_valued("value")
    return column.in_(select(each.c.value))
