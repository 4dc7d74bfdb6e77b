"""Verifying the scans: that they are as they were sealed, all of them, and what they led to."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import zip_longest

from kiosk.core.audit import SCANS_SEALED, Link, Ranges, holds_detail
from kiosk.core.audit_check import AuditFault, AuditFinding
from kiosk.core.scan_seals import Seal, settled, slipped_in
from kiosk.storage.audit import chain as stored
from kiosk.storage.audit import seals as stored_seals
from kiosk.storage.database import Tx

_CLOCK_SLACK = timedelta(seconds=10)
"""Two who write at once may be this much out of order; a clock set back by more tells nothing."""

_Earliest = Mapping[tuple[str, int], datetime]
"""For each link, by chain and number, the earliest time that a clock showed since."""


def check_scans(tx: Tx, chains: Sequence[str], now: datetime) -> list[AuditFinding]:
    """Return what is wrong with scans that are sealed in these chains, and their check-ins."""
    seals = [
        link
        for chain in chains
        for link in stored.links_of_action(tx, chain, SCANS_SEALED)
        if link.entry.detail and holds_detail(link)
    ]
    earliest = dict(_earliest(tx, chains, now))
    broken = [found for each in seals if (found := _broken(tx, each))]
    return [*broken, *_added(tx, seals, earliest), *_check_ins(tx)]


def _broken(tx: Tx, link: Link) -> AuditFinding | None:
    kept = link.entry.detail
    now = stored_seals.seal(tx, link.entry.event_id or 0, int(kept["first"]), int(kept["last"]))
    if (now["hash"], now["count"]) == (kept["hash"], kept["count"]):
        return None
    more = f"{kept['from'][:16]}Z, {kept['count']} → {now['count']}"
    return AuditFinding(AuditFault.SCANS_CHANGED, int(kept["first"]), int(kept["last"]), more)


def _earliest(
    tx: Tx, chains: Sequence[str], now: datetime
) -> Iterator[tuple[tuple[str, int], datetime]]:
    for chain in chains:
        earliest = now
        for number, at in reversed(stored.moments(tx, chain)):
            yield (chain, number), earliest
            earliest = min(earliest, at)


def _added(tx: Tx, links: Sequence[Link], earliest: _Earliest) -> Iterator[AuditFinding]:
    for event_id in stored_seals.events_with_scans(tx):
        ours = [each for each in links if each.entry.event_id == event_id]
        added = slipped_in(stored_seals.received(tx, event_id), _seals(ours, earliest))
        for part in filter(None, str(Ranges(frozenset(added))).split(",")):
            first, _, last = part.partition("-")
            yield AuditFinding(AuditFault.SCANS_ADDED, int(first), int(last or first))


def _seals(links: Sequence[Link], earliest: _Earliest) -> list[Seal]:
    """Return seals with the moment that closed them: clocks of two computers are not compared."""
    ordered = sorted(links, key=lambda each: int(each.entry.detail["last"]))
    found = []
    for each, following in zip_longest(ordered, ordered[1:]):
        is_alone = following is None or following.chain == each.chain
        went_back = earliest[each.chain, each.number] + _CLOCK_SLACK < each.entry.at
        closed = settled(each.entry.at) if is_alone and not went_back else None
        kept = each.entry.detail
        found.append(Seal(int(kept["first"]), int(kept["last"]), closed))
    return found


def _check_ins(tx: Tx) -> Iterator[AuditFinding]:
    for event_id in stored_seals.events_with_scans(tx):
        for each in stored_seals.astray(tx, event_id):
            yield AuditFinding(AuditFault.CHECK_INS_CHANGED, each, each)
