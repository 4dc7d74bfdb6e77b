"""Verifying the audit: every chain, what was written down of it outside, and the sealed scans."""

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.core.audit import PURGED, SCANS_SEALED, Head, Link, holds_detail
from kiosk.core.audit_check import AuditFault, AuditFinding, check_chain, check_printed, purged_by
from kiosk.core.errors import BadInput
from kiosk.desk import Desk
from kiosk.services.audit_heads import head_of, heads
from kiosk.storage.audit import chain as stored
from kiosk.storage.audit import seals
from kiosk.storage.audit.signing import is_signed
from kiosk.storage.database import Tx


@dataclass(frozen=True, slots=True)
class ChainProof:
    """What was found in one chain; `is_ours` is the one whose key this computer holds."""

    chain: str
    entries: int
    is_ours: bool
    findings: tuple[AuditFinding, ...]


@dataclass(frozen=True, slots=True)
class AuditProof:
    """What verifying found; `unsealed` counts scans that came in too lately to be sealed."""

    chains: tuple[ChainProof, ...]
    further: tuple[AuditFinding, ...]
    unsealed: int
    head: Head | None

    @property
    def findings(self) -> list[AuditFinding]:
        """All that is wrong."""
        return [each for part in self.chains for each in part.findings] + list(self.further)


def verify(desk: Desk, printed: str = "") -> AuditProof:
    """Look through the whole audit; `printed` is a head from paper, `812:1A2B-…`.

    Raises BadInput where what was printed cannot be understood.
    """
    noted, ours = heads(desk.settings), desk.store.signer.chain if desk.store.signer else ""
    with desk.store.read() as tx:
        known = list(stored.chains(tx))
        wanted = [*known, *sorted({each.chain for each in noted} - set(known))]
        parts = [_proof(tx, each, ours, noted) for each in wanted]
        further = [*_unlinked(tx, known), *_scans(tx, known), *_check_ins(tx)]
        if printed:
            further += _printed(tx, printed, ours if ours in known else "")
        unsealed = sum(1 for each in seals.events_with_scans(tx) if seals.unsealed(tx, each)[1])
    return AuditProof(tuple(parts), tuple(further), unsealed, head_of(desk))


def _proof(tx: Tx, chain: str, ours: str, noted: Sequence[Head]) -> ChainProof:
    links = stored.links(tx, chain)
    purges = [link for each in {chain, ours} for link in stored.links_of_action(tx, each, PURGED)]
    written = [each for each in noted if each.chain == chain]
    found = check_chain(links, written, is_signed, purged_by(purges, chain))
    return ChainProof(chain, len(links), chain == ours, tuple(found))


def _unlinked(tx: Tx, chains: Sequence[str]) -> list[AuditFinding]:
    """Say which entries stand in no chain; before it has begun, none does."""
    rows = stored.unlinked(tx) if chains else []
    return [AuditFinding(AuditFault.UNLINKED, rows[0], rows[-1], str(len(rows)))] if rows else []


def _scans(tx: Tx, chains: Sequence[str]) -> list[AuditFinding]:
    seals = (
        link
        for chain in chains
        for link in stored.links_of_action(tx, chain, SCANS_SEALED)
        if link.entry.detail and holds_detail(link)
    )
    return [found for each in seals if (found := _broken(tx, each))]


def _broken(tx: Tx, link: Link) -> AuditFinding | None:
    kept = link.entry.detail
    now = seals.seal(tx, link.entry.event_id or 0, int(kept["first"]), int(kept["last"]))
    if (now["hash"], now["count"]) == (kept["hash"], kept["count"]):
        return None
    more = f"{kept['from'][:16]}Z, {kept['count']} → {now['count']}"
    return AuditFinding(AuditFault.SCANS_CHANGED, int(kept["first"]), int(kept["last"]), more)


def _check_ins(tx: Tx) -> list[AuditFinding]:
    return [
        AuditFinding(AuditFault.CHECK_INS_CHANGED, each, each)
        for event_id in seals.events_with_scans(tx)
        for each in seals.astray(tx, event_id)
    ]


def _printed(tx: Tx, printed: str, chain: str) -> list[AuditFinding]:
    try:
        return check_printed(stored.links(tx, chain), printed)
    except ValueError as error:
        raise BadInput(
            "What was printed reads like 812:1A2B-3C4D-5E6F-7081-92A3, not {text}.", text=printed
        ) from error
