"""No regular expression of ours can be made to go through a text again and again."""

import ast
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from kiosk.strangers.readers import Readers

ROOT = Path(__file__).parents[2]
SIGNS = ("a", "1", " ", ".", "-", "(", "'", "{", "[")
LENGTH = 10_000
"""Of a text, as long as a cell may be: what goes through it once for each letter takes minutes."""


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


def search_everywhere(pattern: str) -> int:
    """Search for the pattern in long texts of one sign, and of two."""
    known = re.compile(pattern, re.IGNORECASE)
    for one, other in product(SIGNS, SIGNS):
        text = (one + other) * (LENGTH // len(one + other))
        known.search(f"{text}\x00")
        known.fullmatch(f"{text}\x00")
        known.sub("", f"{one}{text}")
    return len(pattern)


PATTERNS = dict(_patterns())


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_goes_through_a_long_text_once(name: str, readers: Readers) -> None:
    assert readers.call(name, search_everywhere, PATTERNS[name])


def test_a_pattern_that_does_not_is_found() -> None:
    with Readers(seconds=3.0) as hasty, pytest.raises(Exception, match="far more time"):
        hasty.call("a", search_everywhere, r"\s*(a+)+b")
