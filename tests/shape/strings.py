"""Every string that people see, as the code and the templates mark it."""

import ast
import inspect
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
from babel.messages.extract import extract_from_dir

from kiosk.cli import main

ROOT = Path(__file__).parents[2]

Message = str | tuple[str, ...]

_ERRORS = (
    "HadirError",
    "NotFound",
    "Refused",
    "Forbidden",
    "TooSoon",
    "BadInput",
    "BadSetting",
    "EndsBeforeStart",
    "Expired",
    "Unreadable",
    "StorageError",
    "NewerDatabase",
    "Moved",
    "Away",
    "Unsure",
    "Sentence",
)
_KEYWORDS = {
    **dict.fromkeys(("_", "_l", "gettext", "lazy_gettext", "said", *_ERRORS)),
    "counted": (1, 2),
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
_NAMES = re.compile(r"[\w-]+(, [\w-]+)*")
_METHODS = [("**.py", "python"), ("**.html", "jinja2")]
_OPTIONS = {
    "**.html": {"newstyle_gettext": "true", "silent": "false", "extensions": "jinja2.ext.do"}
}


@cache
def marked_strings() -> tuple[tuple[str, Message], ...]:
    """Return each marked string with the file and line where it stands."""
    return tuple(_extracted())


@cache
def literal_strings() -> frozenset[str]:
    """Return every string in the code: tables of sentences are looked up by their text."""
    trees = (
        ast.parse(path.read_text("utf-8"))
        for folder in ("kiosk", "badges")
        for path in (ROOT / folder).rglob("*.py")
    )
    return frozenset(
        node.value
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def _extracted() -> Iterator[tuple[str, Message]]:
    for folder in ("kiosk", "templates"):
        found = extract_from_dir(ROOT / folder, _METHODS, _OPTIONS, keywords=_KEYWORDS)
        for path, line, message, _comments, _context in found:
            yield f"{folder}/{path}:{line}", message
    yield from _helps(main)


def _helps(group: click.Group) -> Iterator[tuple[str, Message]]:
    """Return what the commands and their options say of themselves; names alone are no words."""
    context = click.Context(group)
    yield f"hadir {group.name}", inspect.cleandoc(group.help or "")
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command
        if isinstance(command, click.Group):
            yield from _helps(command)
            continue
        options = (each for each in command.params if isinstance(each, click.Option))
        for text in (command.help, *(each.help for each in options)):
            if text and not _NAMES.fullmatch(text):
                yield f"hadir {name}", text
