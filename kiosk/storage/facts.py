"""The facts of an event, read from the tables as one computer tells them to another."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Row, select

from kiosk.core.acts import ActKind
from kiosk.core.facts import BadgeFact, Fact, MergeFact, PersonFact, ScanFact, SessionFact
from kiosk.core.model import LateDoubt, Means, Reason, Status
from kiosk.core.people import DETAILS
from kiosk.storage import participants, schema
from kiosk.storage.database import Tx

_person, _badge, _scan, _act = schema.participant, schema.badge, schema.scan, schema.act


def of_event(tx: Tx, event_id: int) -> Iterator[Fact]:
    """Yield all that happened since the beginning."""
    sessions = uids(tx, schema.session, event_id)
    people = uids(tx, _person, event_id)
    yield from _sessions(tx, event_id)
    yield from _people(tx, event_id, sessions)
    yield from _badges(tx, event_id, people)
    yield from _merges(tx, event_id, people)
    yield from _scans(tx, event_id, sessions, people)


def uids(tx: Tx, table: Any, event_id: int) -> dict[int, str]:
    """Return what the rows of a table are called on every computer, by their ids."""
    query = select(table.c.id, table.c.uid).where(table.c.event_id == event_id)
    return {row.id: row.uid for row in tx.execute(query)}


def _sessions(tx: Tx, event_id: int) -> Iterator[SessionFact]:
    table = schema.session
    for row in tx.execute(select(table).where(table.c.event_id == event_id).order_by(table.c.id)):
        yield SessionFact(row.uid, row.name, row.starts_at, row.ends_at, row.opens_before_minutes)


def _people(tx: Tx, event_id: int, sessions: Mapping[int, str]) -> Iterator[PersonFact]:
    expected = participants.expectations(tx, event_id)
    before = _statuses_before(tx, event_id)
    query = select(_person).where(_person.c.event_id == event_id).order_by(_person.c.number)
    for row in tx.execute(query):
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
        for person, told in before.items():
            if "status" in told:
                found[int(person)] = str(told["status"])
    return found


def _badges(tx: Tx, event_id: int, people: Mapping[int, str]) -> Iterator[BadgeFact]:
    query = select(_badge).where(_badge.c.event_id == event_id).order_by(_badge.c.id)
    for row in tx.execute(query):
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


def _merges(tx: Tx, event_id: int, people: Mapping[int, str]) -> Iterator[MergeFact]:
    query = select(_act).where(_act.c.event_id == event_id, _act.c.kind == ActKind.MERGED)
    for row in tx.execute(query.order_by(_act.c.id)):
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


def _scans(
    tx: Tx, event_id: int, sessions: Mapping[int, str], people: Mapping[int, str]
) -> Iterator[ScanFact]:
    undo, station = schema.scan_undo, schema.station
    query = (
        select(
            _scan, undo.c.undone_at, undo.c.undone_by,
            station.c.name.label("station"), station.c.door,
        )
        .join(undo, undo.c.scan_row_id == _scan.c.id, isouter=True)
        .join(station, station.c.id == _scan.c.station_id, isouter=True)
        .where(_scan.c.event_id == event_id)
        .order_by(_scan.c.id)
    )  # fmt: skip
    for row in tx.execute(query):
        yield _scan_fact(row, sessions, people)


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
