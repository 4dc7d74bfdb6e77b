"""docs/security.md: its numbers are those of one release, and the tests that it names are there."""

import re
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).parents[1]
PAGE = (TESTS.parent / "docs" / "security.md").read_text("utf-8")

SECTIONS = {
    "1": "2 9+10 11+12 3 2+3", "2": "3 3 4+5 1+2", "3": "0+1 2+3 4+5 6+7,8 5+6,7,8 0+1 2+3,4,5",
    "4": "3+4,5 1+2,3,4,5 2 4", "5": "1 3+4,5,6 2+3 3",
    "6": "3 12 4+5,6,7,8 4+5,6 5+6,7,8 3+4 0+1,2 4", "7": "3 4 2 5 2+3 2",
    "8": "2+3,4 3+4 1+2,3 1+2", "9": "3 4", "10": "2 2+3 4+5 11+12,13,14,15,16 5 2 3",
    "11": "2+3,4 3+4,5 3+4,5 4 1+2 1+2 0+1,2", "12": "3+4,5 2 4+5", "13": "1+2,3,4 5+6 2+3,4 5+6,7",
    "14": "2 4+5,6,7,8 3", "15": "3+4,5 3+4,5 7 0+1,2,3,4", "16": "1 5 4 3 3+4",
    "17": "1+2 4+5,6,7,8 2",
}  # fmt: skip
"""ASVS 5.0.0: the requirements of each section of a chapter, up to level 2 + those of level 3.

How many there are up to level 2: their numbers stand before the others.
"""


def _sections() -> Iterator[tuple[str, str, str]]:
    for chapter, sections in SECTIONS.items():
        for number, counts in enumerate(sections.split(), 1):
            most, _plus, further = counts.partition("+")
            yield f"{chapter}.{number}", most, further


LEVEL_2 = {
    f"{section}.{number}"
    for section, most, _further in _sections()
    for number in range(1, int(most) + 1)
}
LEVEL_3 = {
    f"{section}.{number}"
    for section, _most, further in _sections()
    for number in filter(None, further.split(","))
}


def _in(text: str) -> Iterator[str]:
    """Yield the numbers in a cell, one by one: a dash stands for those between."""
    for first, last in re.findall(r"\b(\d+\.\d+\.\d+)(?:\N{EN DASH}(\d+))?", text):
        section, number = first.rsplit(".", 1)
        yield from (f"{section}.{each}" for each in range(int(number), int(last or number) + 1))


def _rows() -> list[list[str]]:
    table = PAGE.partition("## The requirements")[2].partition("\n## ")[0]
    rows = [line.strip("|").split("|") for line in table.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in row] for row in rows if row[0].strip()[0].isdigit()]


def _left_out() -> set[str]:
    """Return the requirements that are said not to apply, alone or by section or chapter."""
    told = re.search(r"^Do not apply:.*?\n\n", PAGE, re.DOTALL | re.MULTILINE)
    assert told
    inside = " ".join(re.findall(r"\(([^)]*)\)", told[0]))
    named = {*_in(inside), *re.findall(r"(?<![\d.\N{EN DASH}])\d+(?:\.\d+)?(?![\d.])", inside)}
    return {each for each in LEVEL_2 | LEVEL_3 if named & {each, *_above(each)}}


def _above(number: str) -> tuple[str, str]:
    return number.rpartition(".")[0], number.partition(".")[0]


def test_every_requirement_up_to_level_2_is_answered_once() -> None:
    answered = [each for row in _rows() for each in _in(row[0]) if each in LEVEL_2]

    assert sorted(LEVEL_2 - set(answered) - _left_out()) == []
    assert sorted({each for each in answered if answered.count(each) > 1}) == []
    assert sorted(set(answered) & _left_out()) == []


def test_no_number_is_of_another_release() -> None:
    named = {each for row in _rows() for each in _in(row[0])}

    assert sorted(named - LEVEL_2 - LEVEL_3) == []
    assert all("(L3)" in row[0] for row in _rows() if LEVEL_3 & {*_in(row[0])})


def test_what_is_met_names_what_shows_it() -> None:
    assert [row[0] for row in _rows() if row[1] == "met" and not row[3]] == []


def test_the_tests_that_are_named_are_there() -> None:
    lacking = []
    for line in PAGE.splitlines():
        places = [TESTS / each for each in re.findall(r"\bt/([\w/]+)", line)]
        files = [each.with_suffix(".py") for each in places if not each.is_dir()]
        lacking += [str(each) for each in files if not each.is_file()]
        texts = [each.read_text("utf-8") for each in files if each.is_file()]
        names = re.findall(r"`(?:test_|\N{HORIZONTAL ELLIPSIS}_)(\w+)`", line)
        lacking += [name for name in names if not any(name in text for text in texts)]

    assert lacking == []


def test_nothing_is_asked_over_http_but_ourselves_and_what_an_administrator_set_up() -> None:
    client = re.compile(r"^\s*(?:import|from) (?:urllib\.request|http\.client)\b", re.MULTILINE)
    asking = [
        str(each.relative_to(TESTS.parent))
        for each in (TESTS.parent / "kiosk").rglob("*.py")
        if client.search(each.read_text("utf-8"))
    ]

    assert sorted(asking) == [
        "kiosk/commands/announcing.py",
        "kiosk/services/first_computer.py",
        "kiosk/services/posting.py",
    ]
