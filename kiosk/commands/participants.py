"""hadir participants: import a list, show who is on the roster."""

import csv
import io
import json
from pathlib import Path

import click

from kiosk.commands.options import Sentence, event_option, with_desk
from kiosk.commands.writing import write_whole
from kiosk.core.roster.columns import other_lists, other_names
from kiosk.core.roster.fields import Field
from kiosk.core.roster.plan import Action, PlannedRow, SameOrNew, question_sentence, sentence
from kiosk.desk import Desk
from kiosk.services import roster
from kiosk.services.events import find_event
from kiosk.services.participants import Listed, listed
from kiosk.services.strangers import read_list
from kiosk.services.workbooks import rejected_rows_xlsx

_BY = "hadir participants import"
_SHOWN_CHANGES = 20


@click.group()
def participants() -> None:
    """Import a list of participants, show who is on the roster."""


@participants.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@event_option
@click.option("--dry-run", is_flag=True, help="Say what would be done, and write nothing.")
@click.option("--skip-errors", is_flag=True, help="Import the good rows; leave the others out.")
@click.option(
    "--without-spoilt", is_flag=True, help="Import people without a NIP or NUPTK that is spoilt."
)
@click.option(
    "--namesakes",
    type=click.Choice([each.value for each in SameOrNew]),
    help="Answer every question: the same person as on the roster, or a new one.",
)
@click.option(
    "--rejected", type=click.Path(path_type=Path), help="Write the rows in error to this .xlsx."
)
@with_desk
def import_(
    desk: Desk,
    file: Path,
    slug: str | None,
    dry_run: bool,
    skip_errors: bool,
    without_spoilt: bool,
    namesakes: str | None,
    rejected: Path | None,
) -> None:
    """Import FILE (.xlsx, .xls, .ods, .csv): the columns are found by their names.

    Importing again updates, and keeps the codes of printed badges. Where rows are in error
    nothing is written, unless --skip-errors.
    """
    event = find_event(desk, slug)
    book = read_list(desk, file.name, file)
    seen = roster.preview(desk, event.id, book, without_spoilt=without_spoilt)
    if namesakes:
        answers = {each.number: SameOrNew(namesakes) for each in seen.plan.questions}
        seen = roster.preview(desk, event.id, book, None, answers, without_spoilt=without_spoilt)
    _say_what_was_read(seen)
    _say_what_would_be_done(seen)
    if rejected and seen.plan.blocked:
        write_whole(rejected, rejected_rows_xlsx(seen))
        click.echo(f"The rows in error are in {rejected}.", err=True)
    blocked = len(seen.plan.blocked)
    if blocked and not skip_errors:
        rows, them = ("1 row is", "it") if blocked == 1 else (f"{blocked} rows are", "them")
        raise Sentence(
            f"Nothing was imported: {rows} in error. "
            f"Correct {them}, or leave {them} out with --skip-errors."
        )
    if dry_run:
        click.echo("Nothing was written: this was a dry run.")
        return
    report = roster.commit(desk, event.id, seen, _BY, skip_errors=skip_errors)
    click.echo(f"Imported into {event.name}: {_counted(report.counts)}.")


@participants.command("undo")
@event_option
@with_desk
def undo(desk: Desk, slug: str | None) -> None:
    """Take the last import back, while nobody of it has been scanned."""
    event = find_event(desk, slug)
    undone = roster.undo_last_import(desk, event.id, "hadir participants undo")
    click.echo(f"The import of {undone.file_name} is taken back.")


@participants.command("list")
@event_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "csv", "text"]),
    default="text",
    show_default=True,
)
@with_desk
def list_(desk: Desk, slug: str | None, form: str) -> None:
    """Show everybody on the roster, by number."""
    rows = listed(desk, find_event(desk, slug).id)
    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    elif form == "csv":
        click.echo(_as_csv(rows), nl=False)
    else:
        for row in rows:
            click.echo(f"{row['number']:>5}  {row['name']}  {row['organization']}".rstrip())


def _say_what_was_read(seen: roster.RosterPreview) -> None:
    sheet = seen.book.sheets[seen.mapping.sheet]
    click.echo(
        f"{seen.book.file_name}, sheet {sheet.name}, header in row {seen.mapping.header_row + 1}"
    )
    for column in seen.columns:
        if column.field:
            click.echo(f"  {column.letter}  {column.header} → {_label(column.field)}")
    if seen.ignored:
        names = ", ".join(f"{each.letter} ({each.header})" for each in seen.ignored)
        click.echo(f"  ignored: {names}")
    notes = ", ".join(str(each.number) for each in seen.plan.of(Action.NOTE))
    if notes:
        click.echo(f"  rows without a participant: {notes}")
    _say_what_may_surprise(seen)


def _say_what_may_surprise(seen: roster.RosterPreview) -> None:
    for each in other_names(seen.columns):
        click.echo(
            f"  column {each.letter} ({each.header}) has names too and was not read: "
            "put everybody into one column.",
            err=True,
        )
    for other in other_lists(seen.book, seen.mapping):
        click.echo(
            f"  sheet {other} has names too and was not read: import it from a file of its own.",
            err=True,
        )
    if seen.out_of_sight:
        rows = ", ".join(map(str, seen.out_of_sight[:_SHOWN_CHANGES]))
        click.echo(f"  hidden in the file, and read all the same: rows {rows}", err=True)
    if seen.unread_from:
        click.echo(
            f"  row {seen.unread_from} and those below were not read: 20 empty rows stand before.",
            err=True,
        )


def _say_what_would_be_done(seen: roster.RosterPreview) -> None:
    for planned in seen.plan.of(Action.CHANGED)[:_SHOWN_CHANGES]:
        click.echo(f"  row {planned.number}: {_changes(planned)}")
    for planned in seen.plan.rows:
        for problem in planned.problems:
            click.echo(f"{problem.severity.value}: {sentence(problem)}", err=True)
        if planned.question:
            click.echo(f"question: {question_sentence(planned)} {_answer(planned)}", err=True)
    click.echo(_counted(seen.plan.counts()))


def _changes(planned: PlannedRow) -> str:
    name = planned.participant.name if planned.participant else ""
    changed = ", ".join(_change(each.field, each.before, each.after) for each in planned.changes)
    return f"{name}: {changed}"


def _change(field: str, before: str | frozenset[int], after: str | frozenset[int]) -> str:
    if isinstance(before, str):
        return f"{field} from {before or '(empty)'} to {after}"
    return field


def _answer(planned: PlannedRow) -> str:
    answer = planned.question.answer if planned.question else None
    if answer is None:
        return "Say so with --namesakes same or --namesakes new."
    return "Taken as the same." if answer is SameOrNew.SAME else "Taken as somebody else."


def _counted(counts: dict[Action, int]) -> str:
    return ", ".join(f"{count} {action.value}" for action, count in counts.items())


def _label(field: Field) -> str:
    return field.label


def _as_csv(rows: list[dict[str, object]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, [each.value for each in Listed], delimiter=";")
    writer.writeheader()
    for row in rows:
        sessions = row[Listed.SESSIONS.value]
        named = ", ".join(sessions) if isinstance(sessions, list) else ""
        writer.writerow(
            {key: _harmless(str(value)) for key, value in {**row, "sessions": named}.items()}
        )
    return out.getvalue()


def _harmless(text: str) -> str:
    # A spreadsheet would take such a text for a formula.
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text
