"""Deleting what is personal: of an event, or of one person. Who came when, as a number, stays."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CursorResult,
    Integer,
    String,
    Table,
    and_,
    cast,
    delete,
    insert,
    literal,
    not_,
    select,
    update,
)

from kiosk.core.acts import ActKind
from kiosk.core.audit import PURGED, SCANS_SEALED, Ranges
from kiosk.core.privacy import NO_LONGER_KNOWN
from kiosk.storage import schema
from kiosk.storage.database import Store, Tx
from kiosk.storage.engine.unfolding import unfolded

_person, _badge, _scan = schema.participant, schema.badge, schema.scan
_audit, _act, _import = schema.audit_entry, schema.act, schema.roster_import
_TABLES = (
    _person, _badge, _scan, _audit, _act, _import, schema.certificate, schema.search_term,
    schema.search_word, schema.event_setting,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose data is meant: everybody's of an event, or one person's."""

    event_id: int
    person_id: int | None = None

    def of(self, table: Table) -> ColumnElement[bool]:
        """Return which rows of a table with `event_id` and `participant_id` are theirs."""
        in_event: ColumnElement[bool] = table.c.event_id == self.event_id
        if self.person_id is None:
            return in_event
        person = table.c.id if table is _person else table.c.participant_id
        return and_(in_event, person == self.person_id)


def anonymise(tx: Tx, whose: Whose) -> int:
    """Take everything from people but number, group and status; return how many there are."""
    called = literal(f"{NO_LONGER_KNOWN} ", String).concat(cast(_person.c.number, String))
    nothing = dict.fromkeys(
        ("nip", "nuptk", "organization", "district", "phone", "email", "note", "own"), ""
    )
    emptied = update(_person).where(whose.of(_person)).values(name=called, **nothing)
    return _count(tx.execute(emptied))


def badges_of(tx: Tx, whose: Whose) -> Sequence[int]:
    """Return the badges that belong to somebody."""
    own = _these_badges(whose), _badge.c.participant_id.is_not(None)
    return tx.execute(select(_badge.c.id).where(*own)).scalars().all()


def _these_badges(whose: Whose) -> ColumnElement[bool]:
    if whose.person_id is not None:
        return whose.of(_badge)
    # As they lie, one after the other: found by the index, each is looked up by itself.
    return _badge.c.event_id + 0 == whose.event_id


def renew_codes(tx: Tx, whose: Whose, fresh: Iterator[list[str]]) -> int:
    """Forget the codes that people held and those on their badges; return how many there were.

    A badge that somebody kept leads to nobody any more: it has the next of the `fresh` codes,
    each in a list of its own, which is made before: so many at once are looked through for garbage.
    """
    held = delete(_badge).where(_these_badges(whose), _badge.c.merged_from.is_not(None))
    gone = _count(tx.execute(held))
    given = dict(zip(map(str, badges_of(tx, whose)), fresh, strict=False))
    new = unfolded(tx, given)
    of = update(_badge).where(_badge.c.id == cast(new.c.key, Integer))
    tx.execute(of.values(code=new.c.value))
    return gone + len(given)


def blank_scans(tx: Tx, whose: Whose) -> int:
    """Forget the codes that were read; return in how many scans there was one."""
    read = whose.of(_scan), _scan.c.code != ""
    return _count(tx.execute(update(_scan).where(*read).values(code="")))


def forget_certificates(tx: Tx, whose: Whose) -> int:
    """Delete certificates: their number leads from the paper to a person."""
    return _count(tx.execute(delete(schema.certificate).where(whose.of(schema.certificate))))


def forget_ways_back(tx: Tx, whose: Whose) -> tuple[int, int]:
    """Delete what acts and imports keep of before; return of how many acts and imports."""
    if whose.person_id is None:
        acts = _count(tx.execute(delete(_act).where(_act.c.event_id == whose.event_id)))
        imports = delete(_import).where(_import.c.event_id == whose.event_id)
        return acts, _count(tx.execute(imports))
    return _forget_in_acts(tx, whose), _forget_in_imports(tx, whose)


def _forget_in_acts(tx: Tx, whose: Whose) -> int:
    key, changed = str(whose.person_id), 0
    rows = tx.execute(select(_act).where(_act.c.event_id == whose.event_id)).all()
    for row in rows:
        if key not in row.before:
            continue
        left = {name: value for name, value in row.before.items() if name != key}
        this = _act.c.id == row.id
        # Two who are one are told of each other: without one of them there is no way back.
        if left and row.kind != ActKind.MERGED:
            tx.execute(update(_act).where(this).values(before=left))
        else:
            tx.execute(delete(_act).where(this))
        changed += 1
    return changed


def _forget_in_imports(tx: Tx, whose: Whose) -> int:
    key, changed = str(whose.person_id), 0
    rows = tx.execute(select(_import).where(_import.c.event_id == whose.event_id)).all()
    for row in rows:
        if key in row.before.get("changed", {}):
            kept = {name: value for name, value in row.before["changed"].items() if name != key}
            values = {"before": {**row.before, "changed": kept}}
            tx.execute(update(_import).where(_import.c.id == row.id).values(**values))
            changed += 1
    return changed


def find_anew(tx: Tx, event_id: int) -> None:
    """Forget by which words people are found; `roster_rest` writes them from what is left."""
    for table in (schema.search_term, schema.search_word):
        tx.execute(delete(table).where(table.c.event_id == event_id))
    people = select(_person.c.event_id, _person.c.id).where(_person.c.event_id == event_id)
    names = ["event_id", "participant_id"]
    rest = schema.roster_rest
    tx.execute(delete(rest).where(rest.c.event_id == event_id))
    tx.execute(insert(rest).from_select(names, people.order_by(_person.c.id)))


def forget_setting(tx: Tx, event_id: int, name: str) -> None:
    """Delete what an event keeps under a name."""
    table = schema.event_setting
    tx.execute(delete(table).where(table.c.event_id == event_id, table.c.name == name))


def forget_values(tx: Tx, whose: Whose) -> dict[str, str]:
    """Delete the values of the audit's entries with their salt; return which, by chain.

    The seals over scans go too: their codes are other ones now, and they are sealed anew.
    """
    event_ids = [whose.event_id, *_rehearsals(tx, whose.event_id)]
    about: ColumnElement[bool] = _audit.c.event_id.in_(event_ids)
    if whose.person_id is not None:
        theirs = _audit.c.subject == f"participant:{whose.person_id}"
        seals = _audit.c.action == SCANS_SEALED
        about = and_(about, theirs | seals | (_audit.c.event_id != whose.event_id))
    blanked = update(_audit).where(
        about,
        not_(_audit.c.action == PURGED),
        _audit.c.detail_salt.is_not(None),
        cast(_audit.c.detail, String) != "{}",
    )
    numbers: dict[str, set[int]] = {}
    told = blanked.values(detail={}, detail_salt=None).returning(_audit.c.chain, _audit.c.number)
    for chain, number in tx.execute(told):
        numbers.setdefault(chain, set()).add(number)
    return {chain: str(Ranges(frozenset(numbers[chain]))) for chain in sorted(numbers)}


def _rehearsals(tx: Tx, event_id: int) -> list[int]:
    """Return the events that were rehearsals of this one, and are gone."""
    query = select(_audit.c.subject).where(
        _audit.c.event_id == event_id, _audit.c.action == "rehearsal_ended"
    )
    return [int(each.partition(":")[2]) for each in tx.execute(query).scalars()]


def has_rehearsal(tx: Tx, event_id: int) -> bool:
    """Whether a rehearsal of this event, a copy with all names, is there now."""
    query = select(schema.event.c.id).where(schema.event.c.rehearsal_of == event_id)
    return tx.execute(query.limit(1)).first() is not None


def compact(store: Store) -> None:
    """Write the files anew, so that what was deleted lies in no free corner of them."""
    if store.is_sqlite:
        raw = store.engine.raw_connection()
        try:
            connection: Any = raw.driver_connection
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            raw.close()
        return
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as tx:
        for table in _TABLES:
            tx.exec_driver_sql(f"VACUUM (FULL) {table.name}")


def _count(result: CursorResult[tuple[()]]) -> int:
    return int(result.rowcount)
