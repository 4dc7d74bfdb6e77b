"""hadir participants: import a list, show who is on the roster."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from kiosk.commands import own_data
from kiosk.commands.asking import asked, somebody_is_there
from kiosk.commands.options import Sentence, event_option, with_desk
from kiosk.commands.previewing import in_all, say_what_was_read, say_what_would_be_done
from kiosk.commands.targets import write_whole
from kiosk.core.names import fold
from kiosk.core.roster.plan import Coming, Decisions, Hints, SameOrNew
from kiosk.desk import Desk
from kiosk.reports.workbook.rows import safe
from kiosk.services import roster
from kiosk.services.events import find_event
from kiosk.services.participants import Listed, listed
from kiosk.services.previews import preview
from kiosk.speaking import counted, said

_BY = "hadir participants import"


@click.group()
def participants() -> None:
    """Import a list of participants, show who is on the roster."""


participants.add_command(own_data.data)
participants.add_command(own_data.erase)


@participants.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@event_option
@click.option(
    "--sheet",
    "sheets",
    metavar="NAME",
    multiple=True,
    help="The sheet to read. May be given several times, for sheets with the same columns.",
)
@click.option("--all-sheets", is_flag=True, help="Read all sheets with the same columns.")
@click.option(
    "--column",
    "columns",
    metavar="HEADING=MEANING",
    multiple=True,
    help='What a column means, such as "HP=phone"; "Meja=own" keeps it as an own field, '
    '"HP=" skips it. May be given again.',
)
@click.option(
    "--encoding", metavar="NAME", default="", help="The code page of a CSV, as cp1250 or gb18030."
)
@click.option("--dry-run", is_flag=True, help="Say what would be done, and write nothing.")
@click.option("--skip-errors", is_flag=True, help="Import the good rows; leave the others out.")
@click.option(
    "--without-spoilt",
    is_flag=True,
    help="Leave out a NIP or NUPTK that was damaged, and import its person.",
)
@click.option("--add-zero", is_flag=True, help="Give phone numbers back the leading 0 they lost.")
@click.option(
    "--bring",
    metavar="WORDS",
    multiple=True,
    help="Also expect those whom the list marks with these words, such as waitlist.",
)
@click.option(
    "--leave-out",
    metavar="WORDS",
    multiple=True,
    help="Leave out those whom the list marks with these words.",
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
    namesakes: str | None,
    rejected: Path | None,
    encoding: str,
    **chosen: Any,
) -> None:
    """Import FILE (.xlsx, .xls, .ods, .csv): the columns are found by their names.

    Importing again updates, and keeps the codes of printed badges. Where rows are in error
    nothing is written, unless --skip-errors.
    """
    # It loads what reads spreadsheets, of which the other commands know nothing.
    from kiosk.services.strangers import read_list  # noqa: PLC0415

    event = find_event(desk, slug)
    book = read_list(desk, file.name, file, encoding)
    decisions = _decisions(**chosen)
    seen = preview(desk, event.id, book, decisions=decisions)
    if (seen.doubts or seen.alike) and somebody_is_there():
        decisions = asked(seen)
        seen = preview(desk, event.id, book, decisions=decisions)
    if namesakes:
        answers = {each.number: SameOrNew(namesakes) for each in seen.plan.questions}
        seen = preview(desk, event.id, book, decisions=replace(decisions, answers=answers))
    say_what_was_read(seen)
    say_what_would_be_done(seen)
    if rejected and seen.plan.blocked:
        from kiosk.services.workbooks import rejected_rows_xlsx  # noqa: PLC0415

        write_whole(rejected, rejected_rows_xlsx(seen))
        click.echo(said("The rows in error are in {file}.", file=rejected), err=True)
    if seen.doubts:
        raise Sentence("Nothing was imported: say with --column what the columns mean.")
    if seen.alike:
        raise Sentence("Nothing was imported: say with --sheet or --all-sheets which are read.")
    blocked = len(seen.plan.blocked)
    if blocked and not skip_errors:
        raise Sentence(
            counted(
                "Nothing was imported: 1 row is in error. "
                "Correct it, or leave it out with --skip-errors.",
                "Nothing was imported: {number} rows are in error. "
                "Correct them, or leave them out with --skip-errors.",
                blocked,
            )
        )
    if dry_run:
        click.echo(said("Nothing was written: this was a dry run."))
        return
    report = roster.commit(desk, event.id, seen, _BY, skip_errors=skip_errors)
    rows = in_all(report.counts, seen)
    click.echo(said("Imported into {event}: {rows}.", event=event.name, rows=rows))


@participants.command("undo")
@event_option
@with_desk
def undo(desk: Desk, slug: str | None) -> None:
    """Undo the last import, unless somebody it brought has been scanned."""
    event = find_event(desk, slug)
    undone = roster.undo_last_import(desk, event.id, "hadir participants undo")
    click.echo(said("The import of {file} was undone.", file=undone.file_name))


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


def _decisions(
    *,
    sheets: tuple[str, ...],
    all_sheets: bool,
    columns: tuple[str, ...],
    without_spoilt: bool,
    add_zero: bool,
    bring: tuple[str, ...],
    leave_out: tuple[str, ...],
) -> Decisions:
    return Decisions(
        without_spoilt=without_spoilt,
        add_zero=add_zero,
        coming=Coming(frozenset(map(fold, bring)), frozenset(map(fold, leave_out))),
        hints=Hints(sheets, tuple(map(_hint, columns))),
        together=all_sheets or None,
    )


def _hint(text: str) -> tuple[str, str]:
    heading, sign, meaning = text.rpartition("=")
    if not sign:
        raise Sentence(
            '"{text}" is not a column with its meaning. Write it as "HP=phone".', text=text
        )
    return heading, meaning


def _as_csv(rows: list[dict[str, object]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, [each.value for each in Listed], delimiter=";")
    writer.writeheader()
    for row in rows:
        sessions = row[Listed.SESSIONS.value]
        named = ", ".join(sessions) if isinstance(sessions, list) else ""
        writer.writerow(
            {key: safe(str(value)) for key, value in {**row, "sessions": named}.items()}
        )
    return out.getvalue()
