"""Saying on the command line how a list is read and what its import would do."""

import click

from kiosk.core.own_fields import change_words
from kiosk.core.roster.columns import other_names
from kiosk.core.roster.gathering import gathered, rows_in_words
from kiosk.core.roster.plan import Action, PlannedRow, Said, SameOrNew, question_sentence
from kiosk.core.roster.understanding import ColumnDoubt
from kiosk.services.previews import RosterPreview

_SHOWN = 20


def say_what_was_read(seen: RosterPreview) -> None:
    """Say sheet, headings and meanings, and ask about what was close."""
    sheet = seen.book.sheets[seen.mapping.sheet]
    row, by = seen.mapping.header_row + 1, f", as {seen.export} writes it" if seen.export else ""
    click.echo(f"{seen.book.file_name}, sheet {sheet.name}, header in row {row}{by}")
    if seen.book.encoding:
        click.echo(f"question: {_about_encoding(seen)}", err=True)
    for column in seen.columns:
        if column.field:
            click.echo(f"  {column.letter}  {column.header} \u2192 {column.field.label}")
    if seen.school:
        click.echo(f"  above the headings: {seen.school} \u2192 organization of everybody")
    if seen.ignored:
        names = ", ".join(f"{each.letter} ({each.header})" for each in seen.ignored)
        click.echo(f"  ignored: {names}")
    notes = rows_in_words([each.number for each in seen.plan.of(Action.NOTE)])
    if notes:
        click.echo(f"  rows without a participant: {notes}")
    for doubt in seen.doubts:
        click.echo(f"question: {_doubted(seen, doubt)}", err=True)
    _say_what_may_surprise(seen)


def say_what_would_be_done(seen: RosterPreview) -> None:
    """Say what changes, what is wrong with which rows, and ask what is not certain."""
    for planned in seen.plan.of(Action.CHANGED)[:_SHOWN]:
        click.echo(f"  row {planned.number}: {_changes(planned)}")
    for each in gathered(seen.plan.rows):
        click.echo(f"{each.severity.value}: {each.sentence()}", err=True)
        if each.remedy:
            click.echo(f"  {_REMEDIES[each.remedy]}", err=True)
    for said in seen.about_coming:
        if said.is_asked:
            click.echo(f"question: {_about_coming(said)}", err=True)
    for planned in seen.plan.questions:
        click.echo(f"question: {question_sentence(planned)} {_answer(planned)}", err=True)
    click.echo(counted(seen.plan.counts()))


def counted(counts: dict[Action, int]) -> str:
    """Return how many rows there are of each kind."""
    return ", ".join(f"{count} {action.words}" for action, count in counts.items())


_REMEDIES = {
    "without_spoilt": "--without-spoilt imports these people without the number.",
    "add_zero": "--add-zero gives these numbers their 0 back.",
}


def _about_encoding(seen: RosterPreview) -> str:
    return (
        f"the letters of this file were read as {seen.book.encoding}. Look at names with accents; "
        "if they are wrong, save the list as .xlsx or as CSV in UTF-8."
    )


def _doubted(seen: RosterPreview, doubt: ColumnDoubt) -> str:
    taken, meaning = seen.header(doubt.column), doubt.field
    if doubt.other is None:
        return (
            f"is {taken} the {meaning.label}? It was taken so. "
            f'Else say --column "{taken}=" or another meaning.'
        )
    other = seen.header(doubt.other)
    if doubt.must_be_decided:
        return (
            f"is {taken} or {other} the {meaning.label}? "
            f'Say --column "{taken}={meaning.value}" or --column "{other}={meaning.value}".'
        )
    return (
        f"is {taken} or {other} the {meaning.label}? {taken} was taken. "
        f'Else say --column "{other}={meaning.value}".'
    )


def _about_coming(said: Said) -> str:
    words, rows = said.text, rows_in_words(said.rows)
    them = "1 person" if len(said.rows) == 1 else f"{len(said.rows)} people"
    if said.comes:
        return (
            f'the list says "{words}" of {them} (rows {rows}). They are expected. '
            f'Else say --leave-out "{words}".'
        )
    return (
        f'the list says "{words}" of {them} (rows {rows}). They are left out. '
        f'Else say --bring "{words}".'
    )


def _say_what_may_surprise(seen: RosterPreview) -> None:
    if seen.brings_codes:
        click.echo(
            "  the list brings codes that people hold already: whoever shows one, or guesses it, "
            "is admitted. Look at the name at the door.",
            err=True,
        )
    for each in other_names(seen.columns):
        click.echo(
            f"  column {each.letter} ({each.header}) has names too and was not read: "
            "put everybody into one column.",
            err=True,
        )
    for other in seen.other_lists:
        click.echo(
            f'  sheet {other} has names too and was not read: import it with --sheet "{other}".',
            err=True,
        )
    if seen.out_of_sight:
        rows = rows_in_words(seen.out_of_sight)
        click.echo(f"  hidden in the file, and read all the same: rows {rows}", err=True)
    if seen.unread_from:
        click.echo(
            f"  row {seen.unread_from} and those below were not read: another list begins there, "
            "or 20 empty rows stand before.",
            err=True,
        )


def _changes(planned: PlannedRow) -> str:
    name = planned.participant.name if planned.participant else ""
    changed = ", ".join(_change(each.field, each.before, each.after) for each in planned.changes)
    return f"{name}: {changed}"


def _change(field: str, before: str | frozenset[int], after: str | frozenset[int]) -> str:
    if isinstance(before, str):
        return f"{field} from {change_words(before) or '(empty)'} to {change_words(str(after))}"
    return field


def _answer(planned: PlannedRow) -> str:
    answer = planned.question.answer if planned.question else None
    if answer is None:
        return "Say so with --namesakes same or --namesakes new."
    return "Taken as the same." if answer is SameOrNew.SAME else "Taken as somebody else."
