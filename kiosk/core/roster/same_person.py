"""Rows of a list that are one person: answers sent twice, a row that was copied."""

from collections.abc import Iterator, Sequence

from kiosk.core.names import fold, name_key, place_key
from kiosk.core.people import NewParticipant
from kiosk.core.roster.cells import Severity
from kiosk.core.roster.entries import RosterRow
from kiosk.core.roster.namesakes import contacts, contacts_differ, contradict
from kiosk.core.roster.plan import Action, PlannedRow
from kiosk.core.roster.problems import Problem
from kiosk.core.roster.stamps import stamp_order

_ANSWERED_AGAIN = "{name} answered again in row {other}; the newer answer counts."
_STANDS_AGAIN = "{name} stands again in row {other}, with the same contact; the later row counts."
_NOT_NEEDED = "{name} stands in row {other} with the same details; this row is not needed."


def newest_rows(people: Sequence[RosterRow]) -> tuple[list[RosterRow], dict[int, PlannedRow]]:
    """Return the rows without those that a later one of the same person replaces, and these."""
    newest: dict[str, RosterRow] = {}
    replaced: dict[int, PlannedRow] = {}
    for row in _in_order(people):
        keys = list(_keys(row))
        older = next((newest[key] for key in keys if key in newest), None)
        counts = row
        if older and not _are_two(older, row):
            text = _STANDS_AGAIN
            if row.stamp:
                text = _ANSWERED_AGAIN
            elif _say_the_same(older, row):
                counts, older, text = older, row, _NOT_NEEDED
            replaced[older.number] = _replaced(older, counts, text)
        newest.update(dict.fromkeys(keys, counts))
    return [row for row in people if row.number not in replaced], replaced


def _in_order(rows: Sequence[RosterRow]) -> list[RosterRow]:
    """Return the answers of a form, the oldest first; rows without a time as they stand."""
    if not any(row.stamp for row in rows):
        return list(rows)
    order = stamp_order([row.stamp for row in rows])
    return [row for _, _, row in sorted(zip(order, range(len(rows)), rows, strict=True))]


def _keys(row: RosterRow) -> Iterator[str]:
    entry = row.entry
    for contact in contacts(entry):
        yield f"{name_key(entry.name)} {contact}"
    if row.stamp:
        identifiers = [f"nip {entry.nip}" if entry.nip else "", f"nuptk {entry.nuptk}"]
        yield from (each for each in identifiers[: 1 + bool(entry.nuptk)] if each)
        yield f"name {fold(entry.name)} {place_key(entry.organization)}"


def _are_two(one: RosterRow, other: RosterRow) -> bool:
    if contradict(one.entry, other.entry):
        return True
    by_name = not {*contacts(one.entry)} & {*contacts(other.entry)}
    same = one.entry.nip == other.entry.nip != "" or one.entry.nuptk == other.entry.nuptk != ""
    return by_name and not same and contacts_differ(one.entry, other.entry)


def _say_the_same(one: RosterRow, other: RosterRow) -> bool:
    return (_compared(one.entry), one.sessions) == (_compared(other.entry), other.sessions)


def _compared(entry: NewParticipant) -> list[str]:
    return list(entry.details().values())


def _replaced(row: RosterRow, by: RosterRow, text: str) -> PlannedRow:
    values: dict[str, object] = {"name": row.entry.name, "other": by.number}
    problem = Problem(Severity.WARNING, row.number, text, values=values)
    return PlannedRow(row, Action.DUPLICATE, problems=(problem,))
