"""How much headings and cells speak for each meaning, as it was when somebody last weighed it.

A weight is a judgement: none is right or wrong by itself, and one that moves may change how a list
far away is read. After a change that is meant: `HADIR_KEEP=1 pytest …`, and look at what moved.
"""

from collections.abc import Sequence
from pathlib import Path

import pytest

from kiosk.core.likeness import as_heard, full_sound, likeness, sound
from kiosk.core.roster.evidence import content_fit, profile
from kiosk.core.roster.fields import Field
from kiosk.core.roster.headings import read_heading
from kiosk.core.roster.understanding import Known, understand
from tests.core.roster.lists import SESSIONS, book_of
from tests.kept import is_as_kept

KEPT = Path(__file__).with_name("weights.json")

WEIGHED = Path(__file__).with_name("weighed.txt").read_text("utf-8").split("== ")[1:]
SECTIONS = {name: text.splitlines() for name, _, text in (each.partition("\n") for each in WEIGHED)}
COLUMNS = dict(each.split(": ", 1) for each in SECTIONS["columns"])
"""Columns by what stands in them: cells divided by bars."""


@pytest.mark.parametrize("place", range(len(SECTIONS["headings"])))
def test_headings_speak_as_before(place: int) -> None:
    found = {}
    for text in SECTIONS["headings"][place].replace("\\v", "\n").split("|"):
        read = read_heading(text)
        fits = {field.value: round(fit, 3) for field, fit in sorted(read.fits.items())}
        found[text] = [fits, read.owner, read.is_question, read.is_known]
    is_as_kept(KEPT, f"headings {place:02}", found)


@pytest.mark.parametrize("name", COLUMNS)
def test_cells_speak_as_before(name: str) -> None:
    column = profile(COLUMNS[name].split("|"))
    fits = {each.value: round(content_fit(each, column, SESSIONS), 2) for each in Field}
    kinds = {kind: round(share, 2) for kind, share in sorted(column.shares.items())}
    shape = [round(column.filled, 2), round(column.distinct, 2), column.count]
    is_as_kept(KEPT, f"cells: {name}", [shape, kinds, fits])


def test_a_long_column_is_looked_at_in_steps() -> None:
    cells = [f"Rina {n}" if n % 3 else "081200000001" for n in range(999)]
    column = profile(cells)
    assert (column.count, len(column.texts)) == (999, 200)
    assert column.texts[:3] == ("081200000001", "Rina 4", "Rina 8")


def test_names_sound_and_are_alike_as_before() -> None:
    words = [each for line in SECTIONS["words"] for each in line.split("|")]
    is_as_kept(KEPT, "sounds", {each: [sound(each), full_sound(each)] for each in words})
    pairs = [each.split("|") for each in SECTIONS["pairs"]]
    is_as_kept(KEPT, "likeness", {f"{a} | {b}": likeness(a, b).name for a, b in pairs})
    is_as_kept(KEPT, "heard", {one: as_heard(one) for one, _ in pairs})


@pytest.mark.parametrize("heading", ["Nama", "Data", "Apakah ya?", "Nama Wali", "Sekolah Asal"])
def test_lists_are_weighed_as_before(heading: str) -> None:
    found = {name: _weighed(heading, cells.split("|")) for name, cells in COLUMNS.items()}
    is_as_kept(KEPT, f"lists: {heading}", found)


def _weighed(heading: str, cells: Sequence[str]) -> object:
    rows = "\n".join(f"{each}|{n}|Pak Ali" for n, each in enumerate(cells))
    read = understand(book_of(f"{heading}|Kelas|Nama Guru\n{rows}"), Known(sessions=SESSIONS))
    assert read
    fields = {str(column): each.value for column, each in read.mapping.fields.items()}
    doubts = [[each.field.value, each.column, each.other] for each in read.doubts]
    return [fields, doubts, round(read.weight, 2)]
