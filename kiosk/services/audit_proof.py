"""Verifying the audit: every chain, what was written down of it outside, and the sealed scans."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.core.audit import PURGED, Head, Link
from kiosk.core.audit_check import AuditFault, AuditFinding, check_chain, check_printed, purged_by
from kiosk.core.errors import BadInput
from kiosk.desk import Desk
from kiosk.services.audit_export import links_in
from kiosk.services.audit_heads import head_of, heads
from kiosk.services.scan_proof import check_scans
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
        further = [*_unlinked(tx, known), *check_scans(tx, known, desk.now())]
        if printed:
            further += _against_paper(stored.links(tx, ours), printed)
        unsealed = sum(1 for each in seals.events_with_scans(tx) if seals.unsealed(tx, each)[1])
    return AuditProof(tuple(parts), tuple(further), unsealed, head_of(desk))


@dataclass(frozen=True, slots=True)
class FileProof:
    """What was found in a file: in each chain, and against a head from paper."""

    chains: tuple[ChainProof, ...]
    further: tuple[AuditFinding, ...]

    @property
    def findings(self) -> list[AuditFinding]:
        """All that is wrong."""
        return [each for part in self.chains for each in part.findings] + list(self.further)


def verify_file(file: Path, noted: Sequence[Head], ours: str, printed: str) -> FileProof:
    """Look through entries that were taken along, by what is known of them here.

    `noted` are the heads that this computer wrote down, `ours` is its chain, empty for none.
    Raises BadInput where file or printed head cannot be understood.
    """
    links = links_in(file)
    parts: list[ChainProof] = []
    further: list[AuditFinding] = []
    chains = list(dict.fromkeys(each.chain for each in links))
    purges = [each for each in links if each.entry.action == PURGED]
    for chain in chains:
        own = sorted((each for each in links if each.chain == chain), key=lambda each: each.number)
        heads_of_it = [each for each in noted if each.chain == chain]
        found = check_chain(own, heads_of_it, is_signed, purged_by(purges, chain))
        parts.append(ChainProof(chain, len(own), chain == ours, tuple(found)))
        if printed and chain == chains[-1]:
            further = _against_paper(own, printed)
    return FileProof(tuple(parts), tuple(further))


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


def _against_paper(links: Sequence[Link], printed: str) -> list[AuditFinding]:
    try:
        return check_printed(links, printed)
    except ValueError as error:
        raise BadInput(
            "What was printed reads like 812:1A2B-3C4D-5E6F-7081-92A3, not {text}.", text=printed
        ) from error
