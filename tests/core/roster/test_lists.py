"""Invented lists as offices, forms and shops of many countries make them, cell by cell."""

from pathlib import Path

import pytest

from tests.core.roster.lists import coming_in_whole

SAMPLES = (Path(__file__).parent / "samples/lists.txt").read_text("utf-8").split("\n====\n")
"""Each has a title, lines whose cells are divided by bars, `--`, and who comes in."""


@pytest.mark.parametrize("sample", SAMPLES, ids=[each.partition("\n")[0] for each in SAMPLES])
def test_a_list_arrives_cell_by_cell(sample: str) -> None:
    _, _, rest = sample.rstrip("\n").partition("\n")
    text, _, people = rest.partition("\n--\n")
    wanted = [dict(each.split("=", 1) for each in line.split(";")) for line in people.splitlines()]
    assert coming_in_whole(text.replace("\\n", "\v")) == wanted
