"""A list brings own fields and codes: kept, compared, refused where they clash, taken back."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from badges.code import written
from kiosk.cli import main
from kiosk.core.errors import BadInput, Refused
from kiosk.core.model import Reason
from kiosk.core.own_fields import own_values
from kiosk.core.roster.plan import Action, Decisions, Hints
from kiosk.desk import Desk
from kiosk.services import previews, roster
from kiosk.services.check_ins import check_in
from kiosk.services.lists.spreadsheets import read_file
from kiosk.services.own_fields import brought_codes, own_fields
from kiosk.services.participants import listed
from kiosk.services.roster import RosterPreview
from kiosk.storage import participants
from tests.makers import Maker

HINTS = (("Meja", "own"), ("Kaus", "own"), ("Tiket", "code"))
LIST = "Nama;Unit Kerja;Meja;Kaus;Tiket\nAda;SDN 1;A 12;XL;tkt-1\nGrace;SDN 2;B 7;;tkt-2\n"


def _seen(
    desk: Desk, event_id: int, text: str, hints: tuple[tuple[str, str], ...] = HINTS
) -> RosterPreview:
    book = read_file("a.csv", text.encode())
    return previews.preview(desk, event_id, book, decisions=Decisions(hints=Hints(columns=hints)))


def _own(desk: Desk, event_id: int) -> dict[str, dict[str, str]]:
    with desk.store.read() as tx:
        people = participants.all_of_event(tx, event_id).values()
    return {each.name: dict(own_values(each.own)) for each in people}


def test_own_columns_and_codes_come_in_with_the_list(desk: Desk, make: Maker) -> None:
    event = make.event()

    seen = _seen(desk, event.id, LIST)
    roster.commit(desk, event.id, seen, "Siti")

    assert seen.brings_codes
    assert _own(desk, event.id) == {"Ada": {"Meja": "A 12", "Kaus": "XL"}, "Grace": {"Meja": "B 7"}}
    assert [each.label for each in own_fields(desk, event.id)] == ["Meja", "Kaus"]
    answer = check_in(desk, make.scan("TKT-2"))
    assert (answer.reason, answer.participant and answer.participant.name) == (Reason.OK, "Grace")
    assert len({each["code"] for each in listed(desk, event.id)} - {written("tkt-2")}) == 2


def test_the_same_list_again_changes_nothing(desk: Desk, make: Maker) -> None:
    event = make.event()
    roster.commit(desk, event.id, _seen(desk, event.id, LIST), "Siti")

    again = _seen(desk, event.id, LIST)

    assert [each.action for each in again.plan.rows] == [Action.UNCHANGED, Action.UNCHANGED]


def test_a_second_list_adds_and_is_taken_back(desk: Desk, make: Maker) -> None:
    event = make.event()
    roster.commit(desk, event.id, _seen(desk, event.id, LIST), "Siti")
    second = "Nama;Unit Kerja;Meja;Kaus;Tiket\nAda;SDN 1;C 1;;tkt-9\n"

    roster.commit(desk, event.id, _seen(desk, event.id, second), "Siti")
    added = _own(desk, event.id)["Ada"], brought_codes(desk, event.id).count
    roster.undo_last_import(desk, event.id, "Siti")

    assert added == ({"Meja": "C 1", "Kaus": "XL"}, 3)
    assert _own(desk, event.id)["Ada"] == {"Meja": "A 12", "Kaus": "XL"}
    assert check_in(desk, make.scan("tkt-9")).reason is Reason.INVALID
    assert check_in(desk, make.scan("tkt-1")).reason is Reason.OK


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("Ada;SDN 1;;;X-1\nGrace;SDN 2;;;x 1\n", "X1 stands in row 2 too"),
        ("Alan;SDN 3;;;TKT1\n", "TKT1 is number 1's on the roster"),
        ("Alan;SDN 3;;;1,23457E+15\n", "too long, or lost digits"),
        (f"Alan;SDN 3;;;{'x' * 201}\n", "too long, or lost digits"),
    ],
)
def test_a_code_that_cannot_be_is_an_error_and_nothing_is_stored(
    sqlite_desk: Desk, make: Maker, rows: str, said: str
) -> None:
    event = make.event()
    roster.commit(sqlite_desk, event.id, _seen(sqlite_desk, event.id, LIST), "Siti")
    seen = _seen(sqlite_desk, event.id, f"Nama;Unit Kerja;Meja;Kaus;Tiket\n{rows}")

    texts = [each.text.format(**each.values) for row in seen.plan.blocked for each in row.problems]

    assert any(said in each for each in texts)
    with pytest.raises(Refused, match="need a correction"):
        roster.commit(sqlite_desk, event.id, seen, "Siti")
    assert brought_codes(sqlite_desk, event.id).count == 2


def test_the_command_keeps_columns_and_warns_of_codes(
    sqlite_desk: Desk, make: Maker, tmp_path: Path
) -> None:
    event, path = make.event(), tmp_path / "a.csv"
    path.write_text(LIST, "utf-8")
    columns = [word for name, each in HINTS for word in ("--column", f"{name}={each}")]
    data = str(sqlite_desk.settings.data)

    result = CliRunner().invoke(
        main, ["participants", "import", str(path), *columns, "--data", data]
    )

    assert result.exit_code == 0, result.output
    assert "whoever shows one, or guesses it, is admitted" in result.output
    assert brought_codes(sqlite_desk, event.id).count == 2


def test_more_own_fields_than_anybody_needs_are_refused(sqlite_desk: Desk, make: Maker) -> None:
    names = [f"Kolom{each}" for each in range(21)]
    text = ";".join(["Nama", *names]) + "\n" + ";".join(["Ada", *names]) + "\n"

    with pytest.raises(BadInput, match="21 columns are to be own fields"):
        _seen(sqlite_desk, make.event().id, text, tuple((each, "own") for each in names))
