"""CSV and JSON: one row a participant, a column a session, and nothing that becomes a formula."""

import csv
import json
from dataclasses import replace
from io import StringIO

import pytest

from kiosk.core.attendance import Attendance
from kiosk.reports.workbook.rows import COLUMNS, Separator, csv_bytes, headings, json_bytes
from tests.reports.events import AWKWARD, attendance, sessions


def read(content: bytes, separator: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig")), delimiter=separator))


def test_every_participant_has_a_row_and_every_session_a_column() -> None:
    rows = read(csv_bytes(attendance()))

    assert len(rows) == 125
    assert list(rows[0]) == [*COLUMNS, "Sesi Pagi", "Sesi Sore"]


def test_the_time_is_that_of_the_clocks_of_the_event() -> None:
    row = read(csv_bytes(attendance()))[0]

    assert row["Sesi Pagi"] == "2026-11-23 08:06:43"


def test_who_did_not_come_has_an_empty_cell() -> None:
    row = read(csv_bytes(attendance()))[7]

    assert (row["Sesi Pagi"], row["Sesi Sore"]) == ("", "2026-11-23 12:55:24")


def test_identifiers_keep_all_their_digits() -> None:
    row = read(csv_bytes(attendance()))[0]

    assert (len(row["nip"]), row["nuptk"]) == (18, "4000000000000001")


def test_one_session_is_written_alone() -> None:
    rows = json.loads(json_bytes(attendance(), 2))

    assert "Sesi Sore" in rows[0]
    assert "Sesi Pagi" not in rows[0]


def test_csv_begins_with_a_byte_order_mark_and_takes_the_semicolon() -> None:
    content = csv_bytes(attendance(names=AWKWARD), separator=Separator.SEMICOLON)

    assert content.startswith(b"\xef\xbb\xbfnumber;name;")
    assert read(content, ";")[10]["name"] == AWKWARD[10]


@pytest.mark.parametrize("name", ["=1+1", "+62 811", "-", "@admin", "\t=1", "\r=1"])
def test_no_name_becomes_a_formula_in_csv(name: str) -> None:
    rows = read(csv_bytes(attendance(3, names=(name,))))

    assert rows[0]["name"] == f"'{name}"


def test_json_holds_the_names_as_they_are() -> None:
    rows = json.loads(json_bytes(attendance(names=AWKWARD)))

    assert [row["name"] for row in rows[: len(AWKWARD)]] == list(AWKWARD)
    assert rows[0]["walk_in"] is False


def test_csv_and_json_say_the_same() -> None:
    plain = [{name: str(value) for name, value in row.items()} for row in _json(attendance())]

    rows = read(csv_bytes(attendance()))

    assert [{**row, "walk_in": row["walk_in"].title()} for row in rows] == plain


def test_a_session_called_like_a_column_is_told_apart() -> None:
    named = replace(sessions(1)[0], name="name")

    assert headings([named])[-1] == "name (session)"


def _json(of: Attendance) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = json.loads(json_bytes(of))
    return rows
