"""What another computer tells is held to what a database can keep, before anything of it is."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import String

from kiosk.core.errors import BadInput
from kiosk.core.facts import LONGEST, BadgeFact, MergeFact, ScanFact, told, understood
from kiosk.core.model import Means, Reason
from kiosk.storage import schema

AT = datetime(2026, 11, 23, tzinfo=UTC)
SCAN = ScanFact(
    "s", "ABCD", "sesi", "ada", "HP", "", Means.PHONE, "", 0.0, Reason.OK, "HP", AT,
    None, None, None, None, None, "",
)  # fmt: skip
BADGE = BadgeFact("ABCD", "ada", False, None, AT, None, None, "", None)
MERGE = MergeFact("m", "ada", "grace", AT, "Siti")


@pytest.mark.parametrize("fact", [SCAN, BADGE, MERGE], ids=["scan", "badge", "merge"])
def test_a_fact_is_understood_as_it_was_told(fact: ScanFact) -> None:
    assert understood(json.loads(json.dumps(told(fact)))) == fact


@pytest.mark.parametrize("text", ["x\0y", "\ud800", "x" * 20_000], ids=["NUL", "half", "long"])
@pytest.mark.parametrize(
    ("fact", "name"),
    [
        (SCAN, "scan_id"),
        (SCAN, "code"),
        (SCAN, "person"),
        (SCAN, "station"),
        (SCAN, "read_how"),
        (BADGE, "code"),
        (BADGE, "person"),
        (MERGE, "uid"),
        (MERGE, "kept"),
    ],
)
def test_a_text_that_no_database_keeps_is_refused(fact: Any, name: str, text: str) -> None:
    with pytest.raises(BadInput):
        understood({**told(fact), name: text})


@pytest.mark.parametrize(
    ("table", "name"), [("scan", "scan_id"), ("scan", "code"), ("scan", "read_how"), ("act", "uid")]
)
def test_what_is_understood_fits_its_column(table: str, name: str) -> None:
    kind = schema.metadata.tables[table].c[name].type

    assert isinstance(kind, String)
    assert kind.length == LONGEST[name]
