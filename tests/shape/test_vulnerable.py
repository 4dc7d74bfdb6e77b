"""What is said of known holes is what was asked: nothing is claimed where nobody answered."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

SCRIPT = Path(__file__).parents[2] / ".ci" / "vulnerable.py"
HOLE = {"id": "CVE-2019-10906", "fix_versions": ["2.10.1"]}


@pytest.fixture
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("vulnerable", SCRIPT)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def said(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch, packages: list[dict[str, Any]] | None
) -> int:
    def ask(answer: Path) -> str:
        if packages is not None:
            answer.write_text(json.dumps({"dependencies": packages}), "utf-8")
        return "no route"

    monkeypatch.setattr(script, "ask", ask)
    code: int = script.main()
    return code


@pytest.mark.parametrize("packages", [None, [], [{"name": "a", "skip_reason": "not found"}]])
def test_where_nobody_answers_nothing_is_claimed_and_nothing_fails(
    script: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    packages: list[dict[str, Any]] | None,
) -> None:
    assert said(script, monkeypatch, packages) == 0
    assert capsys.readouterr().out.startswith("NOT AUDITED")


def test_a_hole_fails_the_check_and_is_named(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    holed = {"name": "jinja2", "version": "2.10", "vulns": [HOLE]}

    assert said(script, monkeypatch, [holed, {"name": "b", "version": "1", "vulns": []}]) == 1
    assert "jinja2 2.10: CVE-2019-10906" in capsys.readouterr().out
    assert said(script, monkeypatch, [{"name": "b", "version": "1", "vulns": []}]) == 0
