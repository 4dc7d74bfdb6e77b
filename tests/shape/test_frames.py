"""No frame of a camera is kept: nothing in the product writes one to a disk."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
WRITERS = {"imwrite", "imwritemulti", "VideoWriter"}
WRITING = {"write_bytes", "write_text", "tofile", "savez", "NamedTemporaryFile", "mkstemp"}


def calls(path: Path) -> list[tuple[str, int]]:
    """Return what a module calls by name, with its line."""
    tree = ast.parse(path.read_text("utf-8"))
    return [
        (getattr(node.func, "attr", getattr(node.func, "id", "")), node.lineno)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
    ]


def test_no_module_writes_a_picture_or_a_film() -> None:
    modules = [path for room in ("kiosk", "badges") for path in (ROOT / room).rglob("*.py")]
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in modules
        for name, line in calls(path)
        if name in WRITERS
    ]

    assert len(modules) > 100
    assert found == []


def test_the_scanner_writes_no_file_at_all() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line} {name}"
        for path in (ROOT / "kiosk/scanner").rglob("*.py")
        for name, line in calls(path)
        if name in WRITING
    ]

    assert found == []
