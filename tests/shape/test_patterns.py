"""No regular expression of ours can be made to go through a text again and again."""

import ast
import re
import time
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from kiosk.strangers.readers import Readers

ROOT = Path(__file__).parents[2]
SIGNS = ("a", "1", " ", ".", "-", "(", "'", "{", "[")
SHORT, LONG = 400, 1_600
"""Lengths of texts. What goes through a text once takes four times as long for the longer one,
what goes through it once for each letter sixteen times."""

MOST = 8.0


def _patterns() -> Iterator[tuple[str, str]]:
    for folder in ("kiosk", "badges"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "commands" in path.parts:  # whoever types them waits alone
                continue
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if pattern := _pattern_of(node):
                    yield f"{path.relative_to(ROOT)}: {pattern}", pattern


def _pattern_of(node: ast.AST) -> str | None:
    match node:
        case ast.Call(
            func=ast.Attribute(value=ast.Name(id="re")),
            args=[ast.Constant(value=str(pattern)), *_],
        ):
            return pattern
    return None


def growth(pattern: str) -> float:
    """Return how many times as much processor time the longer texts take."""
    known = re.compile(pattern, re.IGNORECASE)
    short, long = (min(_seconds(known, length) for _ in range(3)) for length in (SHORT, LONG))
    return long / short


def _seconds(known: re.Pattern[str], length: int) -> float:
    """Search for the pattern in texts of one sign, and of two."""
    begun = time.thread_time()
    for one, other in product(SIGNS, SIGNS):
        text = (one + other) * (length // 2)
        known.search(f"{text}\x00")
        known.fullmatch(f"{text}\x00")
        known.sub("", f"{one}{text}")
    return time.thread_time() - begun


PATTERNS = dict(_patterns())


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_goes_through_a_long_text_once(name: str, readers: Readers) -> None:
    assert readers.call(name, growth, PATTERNS[name]) < MOST


def test_a_pattern_that_goes_through_it_for_each_letter_is_found() -> None:
    assert growth(r"\s*a*b") > MOST


def test_a_pattern_that_never_comes_to_an_end_is_found() -> None:
    with Readers(seconds=3.0) as hasty, pytest.raises(Exception, match="far more time"):
        hasty.call("a", growth, r"\s*(a+)+b")
