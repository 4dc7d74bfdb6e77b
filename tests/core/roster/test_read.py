"""Small lists, one a peculiarity, read to the end: every row, every problem, every question.

What is kept is what somebody has looked at; `HADIR_KEEP=1 pytest …` keeps it anew.
"""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kiosk.core.model import Participant, Status
from kiosk.core.roster.cells import clean
from kiosk.core.roster.entries import RosterRow, read_rows
from kiosk.core.roster.extent import rows_left_out
from kiosk.core.roster.fields import Field
from kiosk.core.roster.plan import Existing, PlannedRow, question_sentence, sentence
from kiosk.core.roster.roster import plan
from kiosk.core.roster.spreadsheet import CellPlace, Merge, Spreadsheet, Worksheet
from kiosk.core.roster.understanding import Known, understand
from tests.core.roster.lists import SESSIONS
from tests.kept import is_as_kept

HERE = Path(__file__).parent
KEPT = HERE / "read.json"
PARTS = [each.partition("\n") for each in (HERE / "read.txt").read_text("utf-8").split("== ")[1:]]
CELLS = [line for kind, _, text in PARTS if kind == "cells" for line in text.splitlines()]
LISTS = dict(text.split("\n", 1) for kind, _, text in PARTS if kind == "lists")
CLEANED = (Field.NAME, Field.NIP, Field.NUPTK, Field.PHONE, Field.EMAIL, Field.GROUP)
ROSTER = (
    ("Rina Wulandari", "198001012005011001", "", "SDN 1"),
    ("Bagus", "", "1433763665300001", "SDN 2"),
    ("Siti Aminah", "", "", "SDN 3"),
    ("Hadi", "", "2433763665300001", "SDN 4"),
)


@dataclass
class _List:
    """A list as it is written in the file: what is special of its cells, and its rows."""

    marks: dict[str, list[CellPlace]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    rows: list[tuple[str, ...]] = field(default_factory=list)

    def sheet(self) -> Worksheet:
        return Worksheet(
            "Peserta",
            tuple(self.rows),
            frozenset(self.marks.get("number", ())),
            tuple(self.merges),
            frozenset(self.marks.get("unknown", ())),
            divided="divided" in self.marks,
            struck=frozenset(self.marks.get("struck", ())),
            exact=frozenset(self.marks.get("exact", ())),
        )


def _list(text: str) -> _List:
    found = _List()
    for line in text.rstrip("\n").split("\n"):
        word, *places = line.split(" ")
        if "|" in line or not line:
            found.rows.append(tuple(line.split("|")))
        elif word == "merge":
            found.merges.append(Merge(*map(int, places)))
        else:
            kept = found.marks.setdefault(word, [])
            kept += [(int(places[0]), int(places[1]))] if places else []
    return found


@pytest.mark.parametrize("place", range(len(CELLS)))
def test_cells_are_cleaned_as_before(place: int) -> None:
    found = {}
    for text in CELLS[place].split("|"):
        for each in CLEANED:
            said = [_cleaned(each, text), _cleaned(each, text, number=True)]
            said += [_cleaned(each, text, number=True, exact=True)]
            if said != [text] * 3:
                found[f"{each.value}: {text}"] = said if len(set(said)) > 1 else said[0]
    is_as_kept(KEPT, f"cells {place}", found)


def _cleaned(field: Field, text: str, **kind: bool) -> str:
    it = clean(field, text, **kind)
    problem = f" {it.severity}{' droppable' * it.droppable}: {it.text[:30]}" if it.severity else ""
    return it.value + problem


@pytest.mark.parametrize("title", LISTS)
def test_a_list_is_read_as_before(title: str) -> None:
    written = _list(LISTS[title])
    book = Spreadsheet("daftar.xlsx", (written.sheet(),))
    understood = understand(book, Known(sessions=SESSIONS))
    assert understood
    mapping = understood.mapping
    rows = read_rows(
        book.sheets[0],
        mapping,
        SESSIONS,
        without_spoilt="spoilt" in written.marks,
        add_zero="zero" in written.marks,
    )
    decided = plan(rows, _roster())
    is_as_kept(
        KEPT,
        f"list: {title}",
        {
            "columns": {str(column): each.value for column, each in mapping.fields.items()},
            "left out from": rows_left_out(book.sheets[0], mapping),
            "rows": [_row(each) for each in rows],
            "plan": [_planned(each) for each in decided.rows],
        },
    )


def _row(row: RosterRow) -> object:
    details = {name: text for name, text in row.entry.details().items() if text}
    problems = [f"{each.severity}: {sentence(each)}" for each in row.problems]
    sessions = [] if row.sessions is None else [sorted(row.sessions)]
    said = [str(row.standing), row.said, row.stamp] if row.said or row.stamp else []
    return [row.number, row.kind.value, details, *sessions, *problems, *said]


def _planned(planned: PlannedRow) -> object:
    known = [f"number {planned.participant.number}"] if planned.participant else []
    changes = [f"{each.field}: {each.before} > {each.after}" for each in planned.changes]
    problems = [sentence(each) for each in planned.problems if each not in planned.row.problems]
    asked = [question_sentence(planned), str(planned.question.answer)] if planned.question else []
    return [planned.number, planned.action.value, *known, *changes, *problems, *asked]


def _roster() -> list[Existing]:
    return [
        Existing(
            Participant(
                id=number,
                event_id=1,
                number=number,
                name=name,
                nip=nip,
                nuptk=nuptk,
                organization=office,
                status=Status.BLOCKED if name == "Siti Aminah" else Status.ACTIVE,
            )
        )
        for number, (name, nip, nuptk, office) in enumerate(ROSTER, start=1)
    ]
