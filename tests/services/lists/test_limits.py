"""How much a list may hold: up to the edge it is read, beyond it one sentence says what to do."""

from collections.abc import Callable

import pytest

from kiosk.core.errors import BadInput
from kiosk.core.roster.spreadsheet import Merge, Worksheet
from kiosk.services.lists.texts import (
    LONGEST_LINE,
    LONGEST_TEXT,
    check_lines,
    check_size,
    check_texts,
)


def _sheet(*rows: tuple[str, ...], merges: int = 0) -> Worksheet:
    tall = Merge(0, 0, 99_999, 0)
    return Worksheet("Data", rows, merges=(tall,) * merges)


@pytest.mark.parametrize(
    ("rows", "columns", "said"),
    [
        (21_000, 256, ""),
        (21_001, 256, "a.xlsx, sheet Data, has 21001 rows; at most 20,000 can be read."),
        (1, 257, "a.xlsx, sheet Data, has 257 columns; at most 256 can be read."),
    ],
)
def test_a_sheet_has_as_many_rows_and_columns_as_a_list(rows: int, columns: int, said: str) -> None:
    assert _refusal(lambda: check_size("a.xlsx", "Data", rows, columns)).startswith(said)
    assert bool(said) == bool(_refusal(lambda: check_size("a.xlsx", "Data", rows, columns)))


@pytest.mark.parametrize(
    ("sheets", "said"),
    [
        ([_sheet(("x" * LONGEST_TEXT,))], ""),
        (
            [_sheet(("a",), ("b", "x" * (LONGEST_TEXT + 1)))],
            "a.xlsx, sheet Data, row 2: a cell holds more than 32,767 letters. Shorten it,",
        ),
        ([_sheet(*[("x",) * 250] * 4000), _sheet(*[("x",) * 250] * 4000)], ""),
        (
            [_sheet(*[("x",) * 250] * 4000), _sheet(*[("x",) * 250] * 4000, ("y", ""))],
            "a.xlsx holds 2000001 filled cells with 2000001 letters, far more than a list.",
        ),
        ([_sheet(*[("x" * 30_000,)] * 1000)], ""),
        (
            [_sheet(*[("x" * 30_000,)] * 1000, ("y",))],
            "a.xlsx holds 1001 filled cells with 30000001 letters, far more than a list.",
        ),
        ([_sheet(*[("x",)] * 20_001, merges=50)], ""),
        (
            [_sheet(*[("x",)] * 20_002, merges=50)],
            "a.xlsx, sheet Data, has more merged cells than any list. Save the list alone",
        ),
    ],
    ids=["text", "long text", "cells", "many cells", "letters", "many", "merged", "many merged"],
)
def test_a_workbook_holds_as_much_as_a_list(sheets: list[Worksheet], said: str) -> None:
    refusal = _refusal(lambda: check_texts("a.xlsx", sheets))
    assert refusal.startswith(said)
    assert bool(said) == bool(refusal)


def test_a_line_is_as_long_as_one_of_a_list() -> None:
    assert not _refusal(lambda: check_lines("a.csv", f"a\n{'x' * LONGEST_LINE}\n"))
    assert _refusal(lambda: check_lines("a.csv", f"a\n{'x' * (LONGEST_LINE + 1)}")) == (
        "a.csv, line 2, has 131073 letters: no line of a list is as long. Save the list as .xlsx."
    )


def _refusal(check: Callable[[], None]) -> str:
    try:
        check()
    except BadInput as refused:
        return str(refused)
    return ""
