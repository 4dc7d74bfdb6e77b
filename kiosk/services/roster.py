"""The roster: looking at what a list would do, importing it, taking the last import back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from kiosk.core.audit import AuditEntry
from kiosk.core.errors import Refused
from kiosk.core.own_fields import OWN_FIELDS, own_fields_json, own_fields_of, with_labels
from kiosk.core.roster.imports import RosterImport
from kiosk.core.roster.plan import Action, PlannedRow, RosterPlan
from kiosk.core.roster.roster import plan
from kiosk.core.updates import Topic, Update
from kiosk.desk import Desk
from kiosk.services import importing
from kiosk.services.audit import record
from kiosk.services.led import on_the_first
from kiosk.services.previews import REMEMBERED, RosterPreview, existing_people, preview, remembered
from kiosk.storage import events, newcomers, participants, roster, roster_rest, sessions
from kiosk.storage.audit import entries
from kiosk.storage.database import Tx
from kiosk.uncollected import uncollected

__all__ = ["ImportReport", "RosterPreview", "commit", "preview", "undo_last_import"]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did; `left_out` are the rows that did not come in and were no notes."""

    import_id: int
    counts: dict[Action, int]
    left_out: tuple[PlannedRow, ...]


@dataclass(frozen=True, slots=True)
class _WantedImport:
    """An import as it is asked for."""

    event_id: int
    seen: RosterPreview
    by: str
    at: datetime
    where: str
    skip_errors: bool


@on_the_first
def commit(
    desk: Desk, event_id: int, seen: RosterPreview, by: str, *, skip_errors: bool = False
) -> ImportReport:
    """Import the list as it was seen, whole or not at all.

    The roster may have changed since: what is done is decided anew, so that nobody is doubled.
    Raises Refused where rows are in error or questions are open, unless `skip_errors`, and
    where it is not decided which of two columns is meant.
    """
    _check_is_decided(seen)
    wish = _WantedImport(event_id, seen, by, desk.now(), desk.where, skip_errors)
    with desk.store.connection() as own, uncollected():
        while (report := _imported(desk, own, wish)) is None:
            continue
        newcomers.settle(own)
    roster_rest.finish(desk.store)
    desk.updates.publish(Update(Topic.ROSTER, event_id))
    return report


def _imported(desk: Desk, own: Tx, wish: _WantedImport) -> ImportReport | None:
    """Decide, lay ready, write; None where somebody changed the roster before the writing."""
    with desk.store.read() as tx:
        revision = roster.revision(tx, wish.event_id)
        session_ids = frozenset(each.id for each in sessions.of_event(tx, wish.event_id))
        existing = existing_people(tx, wish.event_id)
    said = wish.seen.decisions
    decided = plan(wish.seen.rows, existing, said.answers, said.coming)
    _check_may_import(decided, skip_errors=wish.skip_errors)
    to_change = decided.to_change()
    new = importing.newcomers(decided.to_add(), session_ids)
    newcomers.lay_ready(own, new, importing.changed(to_change))
    changes = importing.what_changes(to_change)
    with desk.store.write(own) as tx:
        if not roster.hold(tx, wish.event_id, revision):
            return None
        first = participants.next_number(tx, wish.event_id)
        newcomers.come_in(tx, wish.event_id, first, wish.at)
        before = {"numbers": [first, first + len(new) - 1], "changed": changes}
        import_id = _write_down(tx, wish, decided, before)
        newcomers.change(tx, wish.event_id, import_id, wish.at)
        _keep_own_fields(tx, wish.event_id, wish.seen.own_labels)
        _remember(tx, wish.event_id, wish.seen)
    return ImportReport(import_id, decided.counts(), tuple(decided.blocked))


def last_import(desk: Desk, event_id: int) -> RosterImport | None:
    """Return the import that was made last, also where it was undone."""
    with desk.store.read() as tx:
        return roster.last_import(tx, event_id)


def can_undo(desk: Desk, event_id: int) -> bool:
    """Whether the last import can be taken back."""
    with desk.store.read() as tx:
        return _why_not_undo(tx, roster.last_import(tx, event_id)) == ""


@on_the_first
def undo_last_import(desk: Desk, event_id: int, by: str) -> RosterImport:
    """Take the last import back: who came in leaves, what changed is as before.

    Whose badge was printed stays, off the list. Raises Refused when there is no import, or when
    somebody of it was scanned already.
    """
    with desk.store.write() as tx:
        roster.hold(tx, event_id)
        last = roster.last_import(tx, event_id)
        why_not = _why_not_undo(tx, last)
        if last is None or why_not:
            raise Refused(why_not)
        roster_rest.leave_to_take_back(tx, last, roster.added_by(tx, last))
        roster.mark_undone(tx, last.id, desk.now(), by)
        record(tx, desk, event_id, by, "roster_import_undone", f"import:{last.id}")
    roster_rest.finish(desk.store)
    desk.updates.publish(Update(Topic.ROSTER, event_id))
    return replace(last, undone_at=desk.now(), undone_by=by)


def _check_is_decided(seen: RosterPreview) -> None:
    if seen.alike:
        raise Refused(
            "Nothing was imported: {sheets} have the same columns as {sheet}. "
            "Say whether they are read too.",
            sheets=", ".join(seen.alike),
            sheet=seen.pages[0].name,
        )
    for doubt in seen.doubts:
        one, meaning = seen.header(doubt.column), doubt.field.label
        if doubt.other is None:
            text = "Nothing was imported: say whether {one} is the {meaning}."
            raise Refused(text, one=one, meaning=meaning)
        raise Refused(
            "Nothing was imported: {one} and {other} may both be the {meaning}. "
            "Say which of them it is.",
            one=one,
            other=seen.header(doubt.other),
            meaning=meaning,
        )


def _check_may_import(decided: RosterPlan, *, skip_errors: bool) -> None:
    if all(each.action is Action.NOTE for each in decided.rows):
        raise Refused(
            "Nothing was imported: nobody stands below the header row. "
            "Check that this is the right file and sheet."
        )
    blocked = decided.blocked
    if blocked and not skip_errors:
        raise Refused(
            "Nothing was imported: rows {rows} need a correction or an answer first.",
            rows=", ".join(str(each.number) for each in blocked[:20]),
        )


def _write_down(tx: Tx, wish: _WantedImport, decided: RosterPlan, before: dict[str, Any]) -> int:
    counts = {action.value: count for action, count in decided.counts().items()}
    made = RosterImport(
        id=0,
        event_id=wish.event_id,
        file_name=wish.seen.book.file_name,
        imported_at=wish.at,
        imported_by=wish.by,
        report=counts,
        before=before,
    )
    import_id = roster.add_import(tx, made)
    detail = {"file": made.file_name, **counts}
    subject = f"import:{import_id}"
    entry = AuditEntry(wish.at, wish.by, "roster_imported", subject, detail, wish.where)
    entries.record(tx, wish.event_id, entry)
    return import_id


def _remember(tx: Tx, event_id: int, seen: RosterPreview) -> None:
    if seen.remember:
        known = {**remembered(tx, event_id), **seen.remember}
        events.store_setting(tx, event_id, REMEMBERED, known)


def _keep_own_fields(tx: Tx, event_id: int, labels: Sequence[str]) -> None:
    """Let the event have the own fields of the list, too, where it has not."""
    kept = own_fields_of(events.setting(tx, event_id, OWN_FIELDS))
    if (fields := with_labels(kept, labels)) != kept:
        events.store_setting(tx, event_id, OWN_FIELDS, own_fields_json(fields))


def _why_not_undo(tx: Tx, last: RosterImport | None) -> str:
    if last is None:
        return "There has been no import yet."
    if last.undone_at:
        return "The last import was already undone."
    concerned = [*roster.added_by(tx, last), *map(int, last.before["changed"])]
    if roster.have_scans(tx, concerned):
        return (
            "Somebody whom this import brought has already been scanned: "
            "it can no longer be undone."
        )
    return ""
