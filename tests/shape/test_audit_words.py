"""Every act that is written down is called by its name on the page of the audit."""

import ast
from collections.abc import Iterator

from flask import Flask

from kiosk.core.acts import ActKind
from kiosk.web.shell.audit_words import action_words
from tests.shape.strings import ROOT

_ACTION = 4
"""Its place among what `record` is given."""


def recorded() -> Iterator[str]:
    for path in (ROOT / "kiosk/services").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = getattr(node, "func", None)
            called = getattr(name, "attr", getattr(name, "id", ""))
            if isinstance(node, ast.Call) and called == "record" and len(node.args) > _ACTION:
                yield from _constants(node.args[_ACTION])


def _constants(value: ast.expr) -> Iterator[str]:
    texts = (each.value for each in ast.walk(value) if isinstance(each, ast.Constant))
    yield from (str(each) for each in texts if "_" in str(each).strip("_"))


def test_every_act_has_its_words(one_app: Flask) -> None:
    acts = {*recorded(), *(f"{each}_taken_back" for each in ActKind)}
    with one_app.test_request_context():
        nameless = sorted(each for each in acts if action_words(each) == each)

    assert len(acts) > 40
    assert nameless == []
