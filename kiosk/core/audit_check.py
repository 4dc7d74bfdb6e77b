"""Looking through a chain of the audit: what was changed, removed, moved, added or cut off."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kiosk.core.audit import (
    PURGED,
    Head,
    Link,
    Ranges,
    holds_detail,
    holds_who,
    link_hash,
    signed_words,
)

_MOST_MOVED = 60
"""Lines that do not fit, up to which it is asked where each of them stood before."""

IsSigned = Callable[[str, bytes, str], bool]
"""Whether a chain's key signed these words so: the chain, the words, the signature."""


class AuditFault(StrEnum):
    """What is wrong at a line of the audit."""

    CHANGED = "changed"
    VALUES_CHANGED = "values_changed"
    VALUES_REMOVED = "values_removed"
    REMOVED = "removed"
    MOVED = "moved"
    FORGED = "forged"
    CUT_OFF = "cut_off"
    OUTSIDE = "outside"
    UNLINKED = "unlinked"
    SCANS_CHANGED = "scans_changed"
    SCANS_ADDED = "scans_added"
    CHECK_INS_CHANGED = "check_ins_changed"


_TEXTS = {
    AuditFault.CHANGED: "Line {lines} is not as it was written, or does not follow the last.",
    AuditFault.VALUES_CHANGED: "Line {lines}: who did it, from where or its values were changed.",
    AuditFault.VALUES_REMOVED: "Line {lines}: its values were removed, and no purge says so.",
    AuditFault.REMOVED: "Line {lines} was removed.",
    AuditFault.MOVED: "Line {lines} stood at {more} when it was written.",
    AuditFault.FORGED: "Line {lines} is not signed by the key of this chain: others wrote it.",
    AuditFault.CUT_OFF: "Line {lines} was cut off: it had been written down outside the database.",
    AuditFault.OUTSIDE: "Line {lines} differs from what was written down outside the database.",
    AuditFault.UNLINKED: "Entries stand in no chain: {more} that Hadir did not write.",
    AuditFault.SCANS_CHANGED: "Scans {lines} were changed after they were sealed ({more}).",
    AuditFault.SCANS_ADDED: (
        "Scans {lines} came after their time was sealed: added by hand, or the clock was back "
        "for a moment."
    ),
    AuditFault.CHECK_INS_CHANGED: "Check-in {lines} says something else than its scan.",
}


@dataclass(frozen=True, slots=True)
class AuditFinding:
    """A fault, the lines it concerns, and for a moved one where it stood.

    `text` is English with `{names}` and a key of the translations.
    """

    fault: AuditFault
    first: int
    last: int
    more: str = ""

    @property
    def text(self) -> str:
        """What is wrong, to be filled in with `values`."""
        return _TEXTS[self.fault]

    @property
    def values(self) -> dict[str, object]:
        """Which lines, and what else is to be said."""
        lines = str(self.first) if self.first == self.last else f"{self.first}-{self.last}"
        return {"lines": lines, "more": self.more}

    def __str__(self) -> str:
        return self.text.format(**self.values)


def check_chain(
    links: Sequence[Link],
    heads: Collection[Head],
    is_signed: IsSigned,
    purged: Collection[int] = (),
) -> list[AuditFinding]:
    """Return what is wrong in one chain, by number; `heads` were written down outside.

    `links` are those of the chain in the order of their numbers, `purged` those whose values were
    deleted by a purge that says so.
    """
    found = [*_order(links), *_values(links, purged), *_signatures(links, is_signed)]
    found += _against(links, heads, is_signed)
    return sorted(found, key=lambda each: (each.first, each.fault))


def _order(links: Sequence[Link]) -> Iterator[AuditFinding]:
    """Compare each link with the one before it."""
    number, previous, misfits = 0, "", []
    for each in links:
        if each.number > number + 1:
            yield AuditFinding(AuditFault.REMOVED, number + 1, each.number - 1)
        elif each.number <= number or not _follows(each, previous):
            misfits.append(each)
        number, previous = each.number, each.hash
    yield from _misfits(misfits, links)


def _follows(link: Link, previous: str, number: int | None = None, as_hash: str = "") -> bool:
    stands = link_hash(
        previous, link.chain, number or link.number, link.entry, (link.who.hash, link.detail.hash)
    )
    return stands == (as_hash or link.hash)


def _misfits(misfits: Sequence[Link], links: Sequence[Link]) -> Iterator[AuditFinding]:
    stood = _stood(misfits, links) if len(misfits) <= _MOST_MOVED else {}
    for each in misfits:
        if each.row in stood:
            yield AuditFinding(AuditFault.MOVED, each.number, each.number, str(stood[each.row]))
    left = [each.number for each in misfits if each.row not in stood]
    for part in filter(None, str(Ranges(frozenset(left))).split(",")):
        first, _, last = part.partition("-")
        yield AuditFinding(AuditFault.CHANGED, int(first), int(last or first))


def _stood(misfits: Sequence[Link], links: Sequence[Link]) -> dict[int, int]:
    """Return where lines stood that fit at another number, by their rows."""
    numbers = {each.number for each in misfits}
    before = {each.hash for each in links if each.number + 1 in numbers}
    before |= {each.hash for each in misfits} | {""}
    written = {each.hash for each in misfits}
    return {
        each.row: number
        for each in misfits
        for number in sorted(numbers - {each.number})
        if any(_follows(each, previous, number, made) for previous in before for made in written)
    }


def purged_by(links: Sequence[Link], chain: str) -> set[int]:
    """Return the numbers in a chain whose values the purges among these links deleted."""
    deleted: set[int] = set()
    for each in links:
        if each.entry.action == PURGED and holds_detail(each):
            deleted |= Ranges.of(each.entry.detail.get("entries", {}).get(chain, "")).numbers
    return deleted


def _values(links: Sequence[Link], purged: Collection[int]) -> Iterator[AuditFinding]:
    for each in links:
        if not (holds_who(each) and holds_detail(each)):
            yield AuditFinding(AuditFault.VALUES_CHANGED, each.number, each.number)
        elif None in (each.who.salt, each.detail.salt) and each.number not in purged:
            yield AuditFinding(AuditFault.VALUES_REMOVED, each.number, each.number)


def _signatures(links: Sequence[Link], is_signed: IsSigned) -> Iterator[AuditFinding]:
    """Say from where on the key of the chain signed nothing: the last line must be signed."""
    if not links:
        return
    for each in reversed(links):
        words = signed_words(each.chain, each.number, each.hash)
        if each.signature and is_signed(each.chain, words, each.signature):
            if each is not links[-1]:
                yield AuditFinding(AuditFault.FORGED, each.number + 1, links[-1].number)
            return
    yield AuditFinding(AuditFault.FORGED, links[0].number, links[-1].number)


def _against(
    links: Sequence[Link], heads: Collection[Head], is_signed: IsSigned
) -> Iterator[AuditFinding]:
    """Compare the chain with what was written down of it outside the database."""
    stored = {each.number: each.hash for each in links}
    last = max(stored, default=0)
    genuine = [
        each
        for each in heads
        if is_signed(each.chain, signed_words(each.chain, each.number, each.hash), each.signature)
    ]
    furthest = max((each.number for each in genuine), default=0)
    if furthest > last:
        yield AuditFinding(AuditFault.CUT_OFF, last + 1, furthest)
    for each in genuine:
        if each.number in stored and stored[each.number] != each.hash:
            yield AuditFinding(AuditFault.OUTSIDE, each.number, each.number)


def check_printed(links: Sequence[Link], printed: str) -> list[AuditFinding]:
    """Compare the chain with a head that was printed: `812:1A2B-…`."""
    number_text, _, digits = printed.strip().partition(":")
    number, wanted = int(number_text), digits.replace("-", "").strip().lower()
    known = [each for each in links if each.number == number]
    if not known:
        last = max((each.number for each in links), default=0)
        return [AuditFinding(AuditFault.CUT_OFF, last + 1, number)] if number > last else []
    if any(each.hash.startswith(wanted) for each in known):
        return []
    return [AuditFinding(AuditFault.OUTSIDE, number, number)]
