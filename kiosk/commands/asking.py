"""Asking at a terminal what the columns of a list mean, where that is in doubt."""

import sys
from dataclasses import replace

import click

from kiosk.core.roster.plan import Decisions
from kiosk.core.roster.understanding import ColumnDoubt
from kiosk.services.previews import RosterPreview
from kiosk.speaking import said, translated

Answers = list[tuple[str, str]]
"""Columns and what they mean, as `--column` says it; nothing passes a column over."""


def somebody_is_there() -> bool:
    """Whether somebody can answer: the command runs at a terminal."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def asked(seen: RosterPreview) -> Decisions:
    """Ask about each doubt, and about sheets that look alike; return what is decided then."""
    decided = seen.decisions
    answers = (answer for doubt in seen.doubts for answer in _answers(seen, doubt))
    hints = replace(decided.hints, columns=(*decided.hints.columns, *answers))
    together = _are_together(seen) if seen.alike else decided.together
    return replace(decided, hints=hints, together=together)


def _are_together(seen: RosterPreview) -> bool:
    text = said("{sheets}: the same columns. Read them too?", sheets=", ".join(seen.alike))
    return click.confirm(text, default=True, err=True)


def _answers(seen: RosterPreview, doubt: ColumnDoubt) -> Answers:
    columns = [doubt.column] if doubt.other is None else [doubt.column, doubt.other]
    meaning = translated(doubt.field.label)
    click.echo(said("Which column is the {meaning}?", meaning=meaning), err=True)
    for place, column in enumerate(columns, start=1):
        click.echo(f"  {place}  {seen.header(column)}: {_samples(seen, column)}", err=True)
    click.echo(f"  0  {said('none of them')}", err=True)
    choices = click.IntRange(0, len(columns))
    chosen = click.prompt(said("Number"), type=choices, default=1, err=True)
    return [
        (seen.called(column), doubt.field.value if place == chosen else "")
        for place, column in enumerate(columns, start=1)
    ]


def _samples(seen: RosterPreview, column: int) -> str:
    return " \u00b7 ".join(
        sample for each in seen.columns if each.index == column for sample in each.samples
    )
