"""Saying on the command line how a list is read and what its import would do."""

import click

from kiosk.core.own_fields import change_words
from kiosk.core.roster.columns import other_names
from kiosk.core.roster.gathering import gathered, rows_in_words
from kiosk.core.roster.plan import Action, PlannedRow, Said, SameOrNew, question_sentence
from kiosk.core.roster.understanding import ColumnDoubt
from kiosk.services.previews import RosterPreview
from kiosk.speaking import counted, said, translated

_SHOWN = 20


def say_what_was_read(seen: RosterPreview) -> None:
    """Say sheet, headings and meanings, and ask about what was close."""
    book, sheet = seen.book, seen.book.sheets[seen.mapping.sheet]
    where = {"file": book.file_name, "sheet": sheet.name, "row": seen.mapping.header_row + 1}
    text = "{file}, sheet {sheet}, header in row {row}"
    if seen.export:
        text = "{file}, sheet {sheet}, header in row {row}, as {export} writes it"
        where["export"] = seen.export
    click.echo(said(text, **where))
    if book.encoding:
        _ask(
            said(
                "the letters of this file were read as {encoding}. Look at names with accents; "
                "if they are wrong, say --encoding, or save the list as .xlsx or as CSV in UTF-8.",
                encoding=book.encoding,
            )
        )
    for column in seen.columns:
        if column.field:
            click.echo(
                f"  {column.letter}  {column.header} \u2192 {translated(column.field.label)}"
            )
    _say_what_stands_aside(seen)
    for page in seen.pages[1:]:
        text = "sheet {sheet} too: its row 1 is row {row} below"
        _note(text, sheet=page.name, row=page.numbered_from + 1, err=False)
    for doubt in seen.doubts:
        _ask(_doubted(seen, doubt))
    if seen.alike:
        _ask(_about_sheets(seen))
    _say_what_may_surprise(seen)


def say_what_would_be_done(seen: RosterPreview) -> None:
    """Say what changes, what is wrong with which rows, and ask what is not certain."""
    for planned in seen.plan.of(Action.CHANGED)[:_SHOWN]:
        changes = _changes(planned)
        _note("row {row}: {changes}", row=planned.number, changes=changes, err=False)
    for each in gathered(seen.plan.rows):
        click.echo(f"{said(each.severity.value)}: {each.sentence(translated)}", err=True)
        if each.remedy:
            _note(_REMEDIES[each.remedy])
    for words in seen.about_coming:
        if words.is_asked:
            _ask(_about_coming(words))
    for planned in seen.plan.questions:
        _ask(f"{question_sentence(planned, translated)} {_answer(planned)}")
    click.echo(in_all(seen.plan.counts(), seen))


def in_all(counts: dict[Action, int], seen: RosterPreview) -> str:
    """Return how many rows there are of each kind, and how many questions were asked."""
    rows = [
        _questions(seen) if action is Action.QUESTION else f"{count} {said(action.words)}"
        for action, count in counts.items()
    ]
    return ", ".join(rows)


def _questions(seen: RosterPreview) -> str:
    answered = seen.answered_questions
    text = f"{seen.open_questions + answered} {said(Action.QUESTION.words)}"
    return f"{text} ({said('{number} answered as said', number=answered)})" if answered else text


_REMEDIES = {
    "without_spoilt": "--without-spoilt imports these people without the number.",
    "add_zero": "--add-zero gives these numbers their 0 back.",
}


def _ask(question: str) -> None:
    click.echo(f"{said('question')}: {question}", err=True)


def _note(text: str, /, *, err: bool = True, **values: object) -> None:
    click.echo(f"  {said(text, **values)}", err=err)


def _say_what_stands_aside(seen: RosterPreview) -> None:
    if seen.school:
        text = "above the headings: {school} \u2192 organization of everybody"
        _note(text, school=seen.school, err=False)
    if seen.ignored:
        columns = ", ".join(f"{each.letter} ({each.header})" for each in seen.ignored)
        _note("ignored: {columns}", columns=columns, err=False)
    if rows := rows_in_words([each.number for each in seen.plan.of(Action.NOTE)]):
        _note("rows without a participant: {rows}", rows=rows, err=False)


def _doubted(seen: RosterPreview, doubt: ColumnDoubt) -> str:
    names = {
        "one": seen.header(doubt.column),
        "named": seen.called(doubt.column),
        "meaning": translated(doubt.field.label),
        "value": doubt.field.value,
    }
    if doubt.other is None:
        return said(
            "is {one} the {meaning}? "
            'Say --column "{named}={value}", or --column "{named}=" to pass it over.',
            **names,
        )
    names |= {"other": seen.header(doubt.other), "other_named": seen.called(doubt.other)}
    return said(
        "is {one} or {other} the {meaning}? "
        'Say --column "{named}={value}" or --column "{other_named}={value}".',
        **names,
    )


def _about_sheets(seen: RosterPreview) -> str:
    names = (seen.pages[0].name, *seen.alike)
    return said(
        "{sheets} have the same columns: are they read too? "
        'Say --all-sheets, or {each}, or --sheet "{first}" alone.',
        sheets=", ".join(seen.alike),
        each=" ".join(f'--sheet "{name}"' for name in names),
        first=names[0],
    )


def _about_coming(words: Said) -> str:
    values = {"text": words.text, "rows": rows_in_words(words.rows)}
    number = len(words.rows)
    if words.comes:
        return counted(
            'the list says "{text}" of 1 person (row {rows}). They are expected. '
            'Else say --leave-out "{text}".',
            'the list says "{text}" of {number} people (rows {rows}). They are expected. '
            'Else say --leave-out "{text}".',
            number,
            **values,
        )
    return counted(
        'the list says "{text}" of 1 person (row {rows}). They are left out. '
        'Else say --bring "{text}".',
        'the list says "{text}" of {number} people (rows {rows}). They are left out. '
        'Else say --bring "{text}".',
        number,
        **values,
    )


def _say_what_may_surprise(seen: RosterPreview) -> None:
    if seen.brings_codes:
        _note(
            "the list brings codes that people hold already: whoever shows one, or guesses it, "
            "is admitted. Look at the name at the door."
        )
    for each in other_names(seen.columns):
        _note(
            "column {letter} ({header}) has names too and was not read: "
            "put everybody into one column.",
            letter=each.letter,
            header=each.header,
        )
    for other in seen.other_lists:
        _note(
            'sheet {sheet} has names too and was not read: import it with --sheet "{sheet}".',
            sheet=other,
        )
    if seen.out_of_sight:
        rows = rows_in_words(seen.out_of_sight)
        _note("hidden in the file, and read all the same: rows {rows}", rows=rows)
    if seen.unread_from:
        _note(
            "row {row} and those below were not read: another list begins there, "
            "or 20 empty rows stand before.",
            row=seen.unread_from,
        )


def _changes(planned: PlannedRow) -> str:
    name = planned.participant.name if planned.participant else ""
    changed = ", ".join(_change(each.field, each.before, each.after) for each in planned.changes)
    return f"{name}: {changed}"


def _change(field: str, before: str | frozenset[int], after: str | frozenset[int]) -> str:
    name = translated(field)
    if isinstance(before, str):
        old, new = change_words(before) or said("(empty)"), change_words(str(after))
        return said("{name} from {old} to {new}", name=name, old=old, new=new)
    return name


def _answer(planned: PlannedRow) -> str:
    answer = planned.question.answer if planned.question else None
    if answer is None:
        return said("Say so with --namesakes same or --namesakes new.")
    if answer is SameOrNew.SAME:
        return said("Taken as the same.")
    return said("Taken as somebody else.")
