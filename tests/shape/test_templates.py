"""Templates: nothing inline, small, every page reachable, every macro that is imported used."""

import re
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import nodes

from tests.shape.strings import ROOT

FOLDER = ROOT / "templates"
TEMPLATES = sorted(FOLDER.rglob("*.html"))
STATIC = ROOT / "kiosk/web/static"
SCRIPTS = sorted((STATIC / "js").rglob("*.js"))
STYLES = sorted((STATIC / "css").rglob("*.css"))
# Sheets of badges for the browser's printer are a document of their own, without our shell.
IN_LAYERS = [path for path in STYLES if path.name != "printable.css"]
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)|<style\b|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE
)
ELSEWHERE = re.compile(r"(?:src|href|url\(|import\s)[=\s\"'(]*https?://|@import", re.IGNORECASE)

templates = pytest.mark.parametrize(
    "path", TEMPLATES, ids=lambda path: str(path.relative_to(FOLDER))
)


@templates
def test_a_template_has_nothing_inline(path: Path) -> None:
    assert INLINE.findall(path.read_text("utf-8")) == []


@templates
def test_a_template_is_small(path: Path) -> None:
    most = 40 if path.name.startswith("_") else 120
    if path.parent.name == "components" and not path.name.startswith("_"):
        most = 160

    assert len(path.read_text("utf-8").splitlines()) <= most


@templates
def test_what_a_template_imports_it_uses(path: Path) -> None:
    text = path.read_text("utf-8")
    # What a template imports is also known to the partials that it includes.
    included = re.findall(r'{%-? include "([^"]+)"', text)
    used = text + "".join((FOLDER / each).read_text("utf-8") for each in included)
    names = [
        name.strip().split(" as ")[-1]
        for line in re.findall(r"{% from \"[^\"]+\" import ([^%]+?)(?: with context)? %}", text)
        for name in line.split(",")
    ]

    assert [name for name in names if len(re.findall(rf"\b{name}\b", used)) < 2] == []


@pytest.mark.parametrize("path", SCRIPTS + STYLES, ids=lambda path: path.name)
def test_nothing_is_loaded_from_elsewhere(path: Path) -> None:
    assert ELSEWHERE.findall(path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_does_one_thing(path: Path) -> None:
    text = path.read_text("utf-8")

    assert len(text.splitlines()) <= 120
    assert text.startswith("//"), "begin with what it does"
    assert not re.search(r"\bwindow\.\w+\s*=[^=]|\bvar\s|\beval\(", text)


@pytest.mark.parametrize("path", IN_LAYERS, ids=lambda path: path.name)
def test_styles_live_in_layers(path: Path) -> None:
    assert "@layer" in path.read_text("utf-8")


def test_every_address_and_every_file_that_templates_name_exists(app: Flask) -> None:
    missing = [
        f"{path.relative_to(FOLDER)}: {call}"
        for path in TEMPLATES
        for call in _named(app, path)
        if not _exists(app, *call)
    ]

    assert missing == []


def _named(app: Flask, path: Path) -> list[tuple[str, str]]:
    """Return the constant endpoints of `url_for`, with the file name where there is one."""
    tree = app.jinja_env.parse(path.read_text("utf-8"))
    calls = [
        call
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name == "url_for" and call.args
    ]
    return [
        (call.args[0].value, _filename(call))
        for call in calls
        if isinstance(call.args[0], nodes.Const)
    ]


def _filename(call: nodes.Call) -> str:
    values = {each.key: each.value for each in call.kwargs}
    name = values.get("filename")
    return name.value if isinstance(name, nodes.Const) else ""


def _exists(app: Flask, endpoint: str, filename: str) -> bool:
    if endpoint == "static" and filename:
        return (STATIC / filename).is_file()
    return endpoint in app.view_functions or endpoint == "static"
