"""The documentation says what is there: commands, options, settings, folders."""

import re
import shlex
from dataclasses import fields
from pathlib import Path

import click
import pytest

from kiosk.cli import main
from kiosk.settings import Settings

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()
COMMANDS = re.findall(r"^(hadir [^#\n]+?)\s*(?:#.*)?$", README, re.MULTILINE)


@pytest.mark.parametrize("line", [part for line in COMMANDS for part in line.split("&&")])
def test_every_command_of_the_readme_is_one_with_these_options(line: str) -> None:
    words = shlex.split(line)[1:]
    command: click.Command = main
    context = click.Context(main)
    while isinstance(command, click.Group):
        found = command.get_command(context, words.pop(0))
        assert found, line
        command = found

    known = {name for parameter in command.params for name in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= known


def test_every_setting_is_documented() -> None:
    documented = set(re.findall(r"`HADIR_(\w+)`", (ROOT / "docs" / "settings.md").read_text()))

    assert documented == {each.name.upper() for each in fields(Settings)}


def test_what_the_compose_file_sets_are_settings() -> None:
    named = re.findall(
        r"^ +HADIR_(\w+):", (ROOT / "docs" / "compose.yaml").read_text(), re.MULTILINE
    )

    assert {each.lower() for each in named} <= {each.name for each in fields(Settings)}
    assert len(named) > 3


def test_what_shows_a_requirement_of_security_is_there() -> None:
    text = (ROOT / "docs" / "security.md").read_text("utf-8")
    named = set(re.findall(r"\bt/([\w/]*\w)", text))

    missing = [
        each
        for each in named
        if not (ROOT / "tests" / each).is_dir() and not (ROOT / "tests" / f"{each}.py").exists()
    ]
    assert len(named) > 30
    assert missing == []


def test_every_folder_is_explained_to_a_newcomer() -> None:
    contributing = (ROOT / "CONTRIBUTING.md").read_text()
    folders = [each.name for each in (ROOT / "kiosk").iterdir() if (each / "__init__.py").exists()]

    assert [name for name in folders if f"kiosk/{name}" not in contributing] == []


def test_every_link_of_the_documents_leads_somewhere() -> None:
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for link in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text()):
            assert (page.parent / link).exists(), f"{page.name}: {link}"


def test_every_module_says_what_it_is_for() -> None:
    for path in [*(ROOT / "kiosk").rglob("*.py"), *(ROOT / "badges").rglob("*.py")]:
        assert path.read_text().startswith('"""'), path


def test_no_module_has_grown_beyond_four_hundred_lines() -> None:
    for path in [*(ROOT / "kiosk").rglob("*.py"), *(ROOT / "badges").rglob("*.py")]:
        if "migrations" not in path.parts:
            assert len(path.read_text().splitlines()) <= 400, path
