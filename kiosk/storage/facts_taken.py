"""Facts of another computer, stored: what is new is added, what is known learns that it ended."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import String, cast, insert, literal, or_, select, update

from kiosk.core import law
from kiosk.core.facts import BadgeFact, PersonFact, ScanFact, SessionFact
from kiosk.core.law import BadgeState, Entry, Undo
from kiosk.core.model import Reason
from kiosk.core.people import DETAILS
from kiosk.core.privacy import NO_LONGER_KNOWN
from kiosk.storage import participants, schema, stations
from kiosk.storage.among import among
from kiosk.storage.database import Tx
from kiosk.storage.engine.upsert import insert_or_ignore, prepared_insert
from kiosk.storage.facts import badge_fact, uids

_person, _badge, _scan, _undo = schema.participant, schema.badge, schema.scan, schema.scan_undo
_STEP = 500
_OF_BOTH = [each.name for each in fields(ScanFact) if each.name in _scan.c]
_ADD = prepared_insert(_scan)


def ids(tx: Tx, table: Any, event_id: int, called: Collection[str] | None = None) -> dict[str, int]:
    """Return the ids here of what every computer calls so, of all or of some."""
    if called is None:
        return {uid: row for row, uid in uids(tx, table, event_id).items()}
    query = select(table.c.uid, table.c.id).where(table.c.event_id == event_id)
    return {row.uid: row.id for row in tx.execute(query.where(table.c.uid.in_(called)))}


def add_sessions(tx: Tx, event_id: int, told: Iterable[SessionFact]) -> dict[str, int]:
    """Store sessions that are not known; return the id here of each.

    One whose name is there already is that one.
    """
    table, found = schema.session, ids(tx, schema.session, event_id)
    for each in told:
        if each.uid not in found:
            tx.execute(insert_or_ignore(tx, table, {**asdict(each), "event_id": event_id}))
            same = select(table.c.id).where(table.c.event_id == event_id, table.c.name == each.name)
            found[each.uid] = tx.execute(same).scalar_one()
    return found


def add_people(
    tx: Tx, event_id: int, told: Sequence[PersonFact], sessions: Mapping[str, int]
) -> tuple[list[int], list[tuple[Entry, Entry]]]:
    """Store people who are not known, with where they are expected; return their new ids.

    Where a number or a NIP is somebody else's, who was there first has it (`law.unique`). Returned
    are also those of one NIP, who was there first and who came later.
    """
    known = ids(tx, _person, event_id, [each.uid for each in told])
    fresh = [each for each in told if each.uid not in known]
    if not fresh:
        return [], []
    here = _entries(tx, event_id, fresh)
    entries = [*here, *map(_entry, fresh)]
    unique = law.unique(entries)
    _make_way(tx, event_id, [unique[each.uid] for each in here if unique[each.uid] != each])
    tx.execute(insert(_person), [_row(event_id, each, unique[each.uid]) for each in fresh])
    rows = ids(tx, _person, event_id, [each.uid for each in fresh])
    expected = {
        rows[each.uid]: [sessions[uid] for uid in each.expected if uid in sessions]
        for each in fresh
    }
    participants.expect_new(tx, expected)
    return list(expected), law.of_one_nip(entries, unique)


def _entry(told: PersonFact) -> Entry:
    return Entry(told.uid, told.added_at, told.number, told.details.get("nip", ""))


def _entries(tx: Tx, event_id: int, fresh: Sequence[PersonFact]) -> list[Entry]:
    """Return the entries here that somebody new may be in the way of, and the highest of all."""
    query = select(_person.c.uid, _person.c.added_at, _person.c.number, _person.c.nip)
    here = query.where(_person.c.event_id == event_id)
    new = [_entry(each) for each in fresh]
    same = or_(
        _person.c.number.in_([each.number for each in new]),
        _person.c.nip.in_([each.nip for each in new if each.nip]),
    )
    highest = tx.execute(here.order_by(_person.c.number.desc()).limit(1)).all()
    return [Entry(*row) for row in {*tx.execute(here.where(same)).all(), *highest}]


def _make_way(tx: Tx, event_id: int, entries: Sequence[Entry]) -> None:
    """Store other numbers and NIPs, so that none is there twice for a moment."""
    for values in (
        [{"nip": "", "number": -place} for place, _ in enumerate(entries, 1)],
        [{"nip": each.nip, "number": each.number} for each in entries],
    ):
        for each, new in zip(entries, values, strict=True):
            this = update(_person).where(_person.c.event_id == event_id, _person.c.uid == each.uid)
            tx.execute(this.values(**new))


def _row(event_id: int, told: PersonFact, unique: Entry) -> dict[str, Any]:
    details = {name: told.details.get(name, "") for name in DETAILS}
    return {
        **details,
        "event_id": event_id,
        "uid": told.uid,
        "number": unique.number,
        "nip": unique.nip,
        "status": told.status,
        "note": told.note,
        "walk_in": told.walk_in,
        "added_at": told.added_at,
    }


def add_badges(
    tx: Tx, event_id: int, told: Iterable[BadgeFact], people: Mapping[str, int]
) -> list[str]:
    """Store badges as both computers know them; return the codes that changed.

    The caller has set apart who was merged. `people` are those whose badges are taken, by uid:
    who is told of, and who holds one of these badges here.
    """
    theirs = {each.code: each for each in told if each.person is None or each.person in people}
    here = _badges(tx, event_id, list(theirs), list(people.values()))
    both = _valid_once({**here, **{code: _joined(here.get(code), x) for code, x in theirs.items()}})
    changed = [each for each in both.values() if here.get(each.code) != each]
    in_order = sorted(changed, key=lambda each: each.revoked_at is None)
    for each in in_order:
        if each.code in here:
            this = update(_badge).where(_badge.c.event_id == event_id, _badge.c.code == each.code)
            tx.execute(this.values(**_badge_row(each, people)))
    fresh = [
        {"event_id": event_id, "code": each.code, **_badge_row(each, people)}
        for each in in_order
        if each.code not in here
    ]
    if fresh:
        tx.execute(insert(_badge), fresh)
    return [each.code for each in changed]


def _badges(
    tx: Tx, event_id: int, codes: Collection[str], people: Collection[int]
) -> dict[str, BadgeFact]:
    """Return the badges of these codes, and all that these people have."""
    these = or_(_badge.c.code.in_(codes), among(tx, _badge.c.participant_id, people))
    rows = tx.execute(select(_badge).where(_badge.c.event_id == event_id, these)).all()
    called = uids(tx, _person, event_id, {row.participant_id for row in rows} - {None})
    return {row.code: badge_fact(row, called) for row in rows}


def _joined(ours: BadgeFact | None, theirs: BadgeFact) -> BadgeFact:
    if ours is None:
        return theirs
    given = min(
        (each for each in (ours, theirs) if each.bound_at),
        key=lambda each: (each.bound_at, each.person),
        default=ours,
    )
    again = max(filter(None, (ours.valid_again_at, theirs.valid_again_at)), default=None)
    both = replace(ours, person=given.person, bound_at=given.bound_at, valid_again_at=again)
    return _in_state(both, law.joined(_state(ours), _state(theirs)))


def _valid_once(known: Mapping[str, BadgeFact]) -> dict[str, BadgeFact]:
    """Let everybody have one own badge that is valid, the one that was given last."""
    found = dict(known)
    by_person: dict[str, list[BadgeFact]] = {}
    for each in known.values():
        if each.person and not each.brought:
            by_person.setdefault(each.person, []).append(each)
    for several in by_person.values():
        for state in law.one_valid(_state(each) for each in several) if several[1:] else ():
            found[state.code] = _in_state(known[state.code], state)
    return found


def _state(badge: BadgeFact) -> BadgeState:
    return BadgeState(badge.code, badge.since, badge.revoked_at, badge.revoked_by)


def _in_state(badge: BadgeFact, state: BadgeState) -> BadgeFact:
    return replace(badge, revoked_at=state.revoked_at, revoked_by=state.revoked_by)


def _badge_row(badge: BadgeFact, people: Mapping[str, int]) -> dict[str, Any]:
    values = asdict(badge)
    for name in ("code", "person", "brought"):
        del values[name]
    holder = people[badge.person] if badge.person else None
    return {**values, "participant_id": holder, "merged_from": holder if badge.brought else None}


@dataclass(frozen=True, slots=True)
class KnownHere:
    """The ids here of what a file speaks of; `forgotten` are whose personal data was deleted."""

    event_id: int
    sessions: Mapping[str, int]
    people: Mapping[str, int]
    forgotten: Collection[int]


class ScansTaken:
    """Scans of another computer, stored by the hundred, as received at one moment."""

    def __init__(self, tx: Tx, known: KnownHere, at: datetime) -> None:
        self._tx, self._here, self._at = tx, known, at
        self.new = 0
        self.people: set[int] = set()
        self.rows: list[int] = []

    def take(self, told: Sequence[ScanFact]) -> None:
        """Store those that are new; let all learn which undo names them, and why one is marked."""
        known = self._known([each.scan_id for each in told])
        several = {_number(each, known): each for each in told}
        known |= self._known([each for each in several if each not in known])
        fresh = {number: each for number, each in several.items() if number not in known}
        self._add(fresh)
        self.new += len(fresh)
        known |= self._known(list(fresh))
        self.rows += [known[number].id for number in fresh]
        for number, each in several.items():
            self._end(known[number], each)

    def _known(self, numbers: Sequence[str]) -> dict[str, Any]:
        query = (
            select(
                _scan.c.id, _scan.c.scan_id, _scan.c.reason, _scan.c.doubt, _scan.c.kept_despite,
                _scan.c.participant_id, _undo.c.undone_at, _undo.c.undone_by,
            )
            .join(_undo, _undo.c.scan_row_id == _scan.c.id, isouter=True)
            .where(_scan.c.scan_id.in_(numbers))
        )  # fmt: skip
        return {row.scan_id: row for row in self._tx.execute(query)}

    def _add(self, fresh: Mapping[str, ScanFact]) -> None:
        doors = {each.station: each.door for each in fresh.values() if each.station}
        known = {name: self._station(name, door) for name, door in doors.items()}
        _ADD.each(self._tx, [self._row(*each, known) for each in fresh.items()])

    def _row(
        self, number: str, told: ScanFact, known: Mapping[str, int | None]
    ) -> dict[str, object]:
        holder = self._here.people.get(told.person or "")
        return {
            **{name: getattr(told, name) for name in _OF_BOTH},
            "scan_id": number,
            "code": "" if holder in self._here.forgotten else told.code,
            "event_id": self._here.event_id,
            "session_id": self._here.sessions.get(told.session or ""),
            "participant_id": holder,
            "station_id": known.get(told.station or ""),
            "received_at": self._at,
        }

    def _station(self, name: str, door: str) -> int | None:
        found = stations.by_name(self._tx, name) or stations.add(
            self._tx, name, door, None, self._at
        )
        return found.id if found else None

    def _end(self, row: Any, told: ScanFact) -> None:
        ours = Undo(row.undone_at, row.undone_by) if row.undone_at else None
        theirs = Undo(told.undone_at, told.undone_by) if told.undone_at else None
        both = law.undone(ours, theirs)
        mark = law.marked(Reason(row.kept_despite) if row.kept_despite else None, told.kept_despite)
        if both and both != ours:
            values = {"undone_at": both.at, "undone_by": both.by}
            if ours:
                changed = update(_undo).where(_undo.c.scan_row_id == row.id)
                self._tx.execute(changed.values(**values))
            else:
                self._tx.execute(insert(_undo).values(scan_row_id=row.id, **values))
        if mark != row.kept_despite:
            mark_scan(self._tx, row.id, mark)
        if row.id in self.rows or both != ours or mark != row.kept_despite:
            self.people |= {row.participant_id} - {None}


def _number(told: ScanFact, known: Mapping[str, Any]) -> str:
    """Return the number under which a scan is kept.

    Sent to two computers it has two answers. Where ours refused and theirs admitted, both are
    kept: who was let in is not lost.
    """
    ours = known.get(told.scan_id)
    if ours is None or told.person is None or not _admits(told) or _admits(ours):
        return told.scan_id
    return f"{told.scan_id[:55]}#{told.person[:8]}"


def _admits(scan: Any) -> bool:
    return scan.reason in law.ADMITTING and scan.doubt is None


def mark_scan(tx: Tx, row: int, mark: Reason | None) -> None:
    """Store why the rules would have refused whom this scan admitted."""
    tx.execute(update(_scan).where(_scan.c.id == row).values(kept_despite=mark))


def standing_for(tx: Tx, people: Collection[int]) -> set[int]:
    """Return who stands for these people: themselves, mostly."""
    known, found = sorted(people), set()
    for start in range(0, len(known), _STEP):
        query = select(_person.c.id, _person.c.merged_into).where(
            _person.c.id.in_(known[start : start + _STEP])
        )
        found |= {row.merged_into or row.id for row in tx.execute(query)}
    return found


def forgotten(tx: Tx, people: Collection[int]) -> set[int]:
    """Return whose of these personal data was deleted: no badge that leads to them is taken in."""
    called = _person.c.name == literal(f"{NO_LONGER_KNOWN} ", String).concat(
        cast(_person.c.number, String)
    )
    query = select(_person.c.id).where(among(tx, _person.c.id, people), called)
    return set(tx.execute(query).scalars())


def holders(tx: Tx, event_id: int, codes: Sequence[str]) -> list[int]:
    """Return who holds these codes."""
    found: set[int] = set()
    for start in range(0, len(codes), _STEP):
        query = select(_badge.c.participant_id).where(
            _badge.c.event_id == event_id, _badge.c.code.in_(codes[start : start + _STEP])
        )
        found |= set(tx.execute(query).scalars())
    return sorted(found - {None})
