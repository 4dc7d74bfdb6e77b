"""The facts of an event, read from the tables as one computer tells them to another."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, select, true

from kiosk.core.acts import ActKind
from kiosk.core.facts import BadgeFact, Fact, MergeFact, PersonFact, ScanFact, SessionFact
from kiosk.core.model import LateDoubt, Means, Reason, Status
from kiosk.core.people import DETAILS
from kiosk.storage import participants, schema
from kiosk.storage.among import among
from kiosk.storage.database import Tx

_person, _badge, _scan, _act = schema.participant, schema.badge, schema.scan, schema.act


Ids = Collection[int] | None
"""The ids of some rows; None for all that an event has."""


@dataclass(frozen=True, slots=True)
class RowsTold:
    """The rows of an event that are told, by kind; None is every row."""

    sessions: Ids = None
    people: Ids = None
    badges: Ids = None
    merges: Ids = None
    scans: Ids = None


EVERYTHING = RowsTold()


def of_event(tx: Tx, event_id: int, rows: RowsTold = EVERYTHING) -> Iterator[Fact]:
    """Yield what happened: all since the beginning, or what some rows say."""
    sessions = uids(tx, schema.session, event_id)
    yield from _sessions(tx, event_id, rows.sessions)
    yield from _people(tx, event_id, sessions, rows.people)
    yield from _badges(tx, event_id, rows.badges)
    yield from _merges(tx, event_id, rows.merges)
    yield from _scans(tx, event_id, sessions, rows.scans)


def uids(tx: Tx, table: Any, event_id: int, ids: Ids = None) -> dict[int, str]:
    """Return what the rows of a table are called on every computer, by their ids."""
    query = select(table.c.id, table.c.uid).where(table.c.event_id == event_id)
    return {row.id: row.uid for row in tx.execute(query.where(_these(tx, table, ids)))}


def spoken_of(
    tx: Tx, scans: Collection[int], badges: Collection[int], merges: Collection[int]
) -> tuple[set[int], set[int]]:
    """Return of which sessions and people these rows speak."""
    query = select(_scan.c.session_id, _scan.c.participant_id)
    rows = tx.execute(query.where(among(tx, _scan.c.id, scans))).all()
    given = select(_badge.c.participant_id, _badge.c.merged_from)
    holders = tx.execute(given.where(among(tx, _badge.c.id, badges))).all()
    before = tx.execute(select(_act.c.before).where(among(tx, _act.c.id, merges))).scalars()
    people = {row.participant_id for row in rows}
    people |= {each for row in holders for each in row}
    people |= {int(each) for both in before for each in both}
    return {row.session_id for row in rows} - {None}, people - {None}


def _these(tx: Tx, table: Any, ids: Ids) -> ColumnElement[bool]:
    return true() if ids is None else among(tx, table.c.id, ids)


def _called(tx: Tx, event_id: int, holders: Iterable[int | None], ids: Ids) -> dict[int, str]:
    """Return what people are called: those who are spoken of, or everybody at once."""
    wanted = None if ids is None else {each for each in holders if each}
    return uids(tx, _person, event_id, wanted)


def _sessions(tx: Tx, event_id: int, ids: Ids) -> Iterator[SessionFact]:
    table = schema.session
    query = select(table).where(table.c.event_id == event_id, _these(tx, table, ids))
    for row in tx.execute(query.order_by(table.c.id)):
        yield SessionFact(row.uid, row.name, row.starts_at, row.ends_at, row.opens_before_minutes)


def _people(tx: Tx, event_id: int, sessions: Mapping[int, str], ids: Ids) -> Iterator[PersonFact]:
    if ids is not None and not ids:
        return
    expected = (
        participants.expectations(tx, event_id)
        if ids is None
        else participants.expected_sessions(tx, ids)
    )
    before = _statuses_before(tx, event_id)
    query = select(_person).where(_person.c.event_id == event_id, _these(tx, _person, ids))
    for row in tx.execute(query.order_by(_person.c.number)):
        yield PersonFact(
            uid=row.uid,
            number=row.number,
            added_at=row.added_at,
            walk_in=row.walk_in,
            status=Status(before.get(row.id, row.status)),
            note=row.note,
            details={name: value for name in DETAILS if (value := getattr(row, name))},
            expected=sorted(sessions[each] for each in expected.get(row.id, ())),
        )


def _statuses_before(tx: Tx, event_id: int) -> dict[int, str]:
    """Return how those stood on the list who are off it by a merge alone."""
    query = select(_act.c.before).where(
        _act.c.event_id == event_id, _act.c.kind == ActKind.MERGED, _act.c.undone_at.is_(None)
    )
    found = {}
    for before in tx.execute(query.order_by(_act.c.id)).scalars():
        kept, gone = sorted(before, key=lambda each: "badges" not in before[each])
        if "status" in before[gone]:
            # Where both were merged before, those went who stood for them.
            _stays, went = before[kept].get("joined", (int(kept), int(gone)))
            found[went] = str(before[gone]["status"])
    return found


def _badges(tx: Tx, event_id: int, ids: Ids) -> Iterator[BadgeFact]:
    query = select(_badge).where(_badge.c.event_id == event_id, _these(tx, _badge, ids))
    rows = tx.execute(query.order_by(_badge.c.id)).all()
    people = _called(tx, event_id, (row.merged_from or row.participant_id for row in rows), ids)
    for row in rows:
        yield badge_fact(row, people)


def badge_fact(row: Row[Any], people: Mapping[int, str]) -> BadgeFact:
    """Return what a row says of a badge; its holder is who was given it, whoever was merged."""
    holder = row.merged_from or row.participant_id
    return BadgeFact(
        code=row.code,
        person=people.get(holder) if holder else None,
        brought=row.merged_from is not None and row.merged_from == row.participant_id,
        reserve_number=row.reserve_number,
        issued_at=row.issued_at,
        bound_at=row.bound_at,
        revoked_at=row.revoked_at,
        revoked_by=row.revoked_by,
        valid_again_at=row.valid_again_at,
    )


def _merges(tx: Tx, event_id: int, ids: Ids) -> Iterator[MergeFact]:
    query = select(_act).where(
        _act.c.event_id == event_id, _act.c.kind == ActKind.MERGED, _these(tx, _act, ids)
    )
    rows = tx.execute(query.order_by(_act.c.id)).all()
    people = _called(tx, event_id, (int(each) for row in rows for each in row.before), ids)
    for row in rows:
        kept, gone = sorted(row.before, key=lambda each: "badges" not in row.before[each])
        if int(kept) in people and int(gone) in people:
            yield MergeFact(
                uid=row.uid,
                kept=people[int(kept)],
                gone=people[int(gone)],
                at=row.done_at,
                by=row.done_by,
                undone_at=row.undone_at,
                undone_by=row.undone_by,
            )


def _scans(tx: Tx, event_id: int, sessions: Mapping[int, str], ids: Ids) -> Iterator[ScanFact]:
    undo, station = schema.scan_undo, schema.station
    query = (
        select(
            _scan, undo.c.undone_at, undo.c.undone_by,
            station.c.name.label("station"), station.c.door,
        )
        .join(undo, undo.c.scan_row_id == _scan.c.id, isouter=True)
        .join(station, station.c.id == _scan.c.station_id, isouter=True)
        .where(_scan.c.event_id == event_id, _these(tx, _scan, ids))
        .order_by(_scan.c.id)
    )  # fmt: skip
    if ids is None:
        people = uids(tx, _person, event_id)
        yield from (_scan_fact(row, sessions, people) for row in tx.execute(query))
        return
    rows = tx.execute(query).all()
    people = _called(tx, event_id, (row.participant_id for row in rows), ids)
    yield from (_scan_fact(row, sessions, people) for row in rows)


def _scan_fact(row: Row[Any], sessions: Mapping[int, str], people: Mapping[int, str]) -> ScanFact:
    return ScanFact(
        scan_id=row.scan_id,
        code=row.code,
        session=sessions.get(row.session_id),
        person=people.get(row.participant_id),
        station=row.station,
        door=row.door or "",
        means=Means(row.means),
        read_how=row.read_how,
        read_score=row.read_score,
        reason=Reason(row.reason),
        by=row.by,
        scanned_at=row.scanned_at,
        doubt=LateDoubt(row.doubt) if row.doubt else None,
        clock_ahead_seconds=row.clock_ahead_seconds,
        despite=Reason(row.despite) if row.despite else None,
        kept_despite=Reason(row.kept_despite) if row.kept_despite else None,
        undone_at=row.undone_at,
        undone_by=row.undone_by or "",
    )
