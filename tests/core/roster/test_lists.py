"""Invented lists as offices, forms and shops of many countries make them, cell by cell."""

import re
from pathlib import Path

import pytest

from tests.core.roster.lists import book_of, coming_in_whole, understood

FILES = sorted((Path(__file__).parent / "samples").glob("lists*.txt"))
SAMPLES = [each for file in FILES for each in file.read_text("utf-8").split("\n====\n")]
"""Each has a title, lines whose cells are divided by bars, `--`, and who comes in.

A question mark ends the title of a list of which it must be asked what a column means.
"""

DETAIL = re.compile(r";(?=[a-z]+=)")


@pytest.mark.parametrize("sample", SAMPLES, ids=[each.partition("\n")[0] for each in SAMPLES])
def test_a_list_arrives_cell_by_cell(sample: str) -> None:
    title, _, rest = sample.rstrip("\n").partition("\n")
    text, _, people = rest.replace("\\n", "\v").partition("\n--")
    lines = people.strip("\n").splitlines()
    wanted = [dict(each.split("=", 1) for each in DETAIL.split(line)) for line in lines]
    assert coming_in_whole(text) == wanted
    assert bool(understood(book_of(text)).doubts) == title.endswith("?")
