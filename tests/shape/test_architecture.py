"""The tour of the house names every room, in the words with which the room names itself."""

import ast
import re
from pathlib import Path

from tests.shape.strings import ROOT

TOUR = (ROOT / "docs/architecture.md").read_text("utf-8")


def rooms() -> dict[str, str]:
    """Return each package with the first line of what it says of itself."""
    found = [*ROOT.glob("kiosk/**/__init__.py"), ROOT / "badges/__init__.py"]
    return {str(each.parent.relative_to(ROOT)): _sentence(each) for each in found}


def _sentence(path: Path) -> str:
    return (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").split("\n")[0]


def test_the_tour_lists_the_rooms_with_their_own_sentence() -> None:
    listed = dict(re.findall(r"^\| `([\w/]+)` \| (.+) \|$", TOUR, re.MULTILINE))

    assert listed == rooms()
    assert all(listed.values())


def test_every_file_that_the_tour_names_is_there() -> None:
    named = re.findall(r"`((?:[a-z_]+/)*[a-z_]+\.py)", TOUR)

    places = [(ROOT / "kiosk" / each, ROOT / each) for each in named]
    assert [str(each[1]) for each in places if not (each[0].exists() or each[1].exists())] == []
