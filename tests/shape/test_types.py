"""A type has its name to itself: whoever reads it need not ask which one is meant."""

import ast
from collections import defaultdict
from pathlib import Path

from tests.shape.strings import ROOT


def test_a_name_of_a_type_exists_once() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for folder in ("kiosk", "badges"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for name in _types(path):
                places[name.lstrip("_")].append(str(path.relative_to(ROOT)))

    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def _types(path: Path) -> list[str]:
    """Return the classes and the aliases of a module: names in capitals and small letters."""
    tree = ast.parse(path.read_text("utf-8"))
    classes = [each.name for each in tree.body if isinstance(each, ast.ClassDef)]
    aliases = [
        target.id
        for each in tree.body
        if isinstance(each, ast.Assign)
        for target in each.targets
        if isinstance(target, ast.Name)
    ]
    return classes + [
        each for each in aliases if each.lstrip("_")[:1].isupper() and not each.isupper()
    ]
