"""What the code says of the tables is what the migrations make, to the length of a column."""

import importlib
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, MetaData, create_engine, inspect

_MODULES = (
    "engine.columns",
    *("act_tables", "change_tables", "computer_tables", "staff_tables", "station_tables"),
    "webhook_tables",
    "schema",
)


def described(engine: Engine) -> dict[str, dict[str, Any]]:
    """Return all that a database says of its tables, by their names."""
    seen = inspect(engine)
    return {
        name: {
            "columns": {each["name"]: _column(each) for each in seen.get_columns(name)},
            "key": seen.get_pk_constraint(name)["constrained_columns"],
            "unique": sorted(each["column_names"] for each in seen.get_unique_constraints(name)),
            "indexes": sorted(_index(each) for each in seen.get_indexes(name)),
            "others": sorted(_other(each) for each in seen.get_foreign_keys(name)),
        }
        for name in seen.get_table_names()
        if name != "alembic_version"
    }


def _column(column: Any) -> tuple[str, bool, str | None]:
    # A long text has no length in the database: what it may hold is looked at before.
    kind = re.sub(r"TEXT\(\d+\)", "TEXT", str(column["type"]))
    return kind, column["nullable"], column["default"]


def _index(index: Any) -> tuple[str, int, str]:
    where = index.get("dialect_options", {}).get("sqlite_where", "")
    return index["name"], index["unique"], str(where).replace("(", "").replace(")", "")


def _other(key: Any) -> tuple[str, str, str | None]:
    return key["constrained_columns"][0], key["referred_table"], key["options"].get("ondelete")


@pytest.fixture
def tables_said_anew(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Read the modules with the tables once more, as if for the first time."""

    def read() -> MetaData:
        for each in _MODULES:
            known = sys.modules[f"kiosk.storage.{each}"]
            monkeypatch.delitem(sys.modules, f"kiosk.storage.{each}")
            room = sys.modules[known.__name__.rpartition(".")[0]]
            monkeypatch.setattr(room, each.rpartition(".")[2], known)
        tables: MetaData = importlib.import_module("kiosk.storage.schema").metadata
        return tables

    return read


def test_the_tables_of_the_code_are_those_of_the_migrations(
    tables_said_anew: Any, empty_sqlite: Path
) -> None:
    fresh = create_engine("sqlite://")
    tables_said_anew().create_all(fresh)
    migrated = create_engine(f"sqlite:///{empty_sqlite}")

    assert described(fresh) == described(migrated)
    fresh.dispose()
    migrated.dispose()
