"""Who may get a certificate: the event's rule, and the decision on one participant."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from kiosk.core.attendance import AttendanceRecord
from kiosk.core.model import Session, Status

LESSON = timedelta(minutes=45)
"""One JP, the hour of lessons in which trainings are counted."""


@dataclass(frozen=True, slots=True)
class CertificateRule:
    """How many JP each session is worth, and what share of them must have been attended.

    `credits` maps session ids to JP; a session that is missing does not count.
    """

    credits: Mapping[int, int]
    minimum_percent: int = 80


class Shortfall(StrEnum):
    """Why somebody gets no certificate: stable public values."""

    CANCELED = "canceled"
    ABSENT = "absent"
    TOO_LITTLE = "too_little"


@dataclass(frozen=True, slots=True)
class Entitlement:
    """The decision on one participant: JP earned of those possible, and why not, if not."""

    record: AttendanceRecord
    earned: int
    possible: int
    shortfall: Shortfall | None = None

    @property
    def is_entitled(self) -> bool:
        """Whether a certificate may be issued."""
        return self.shortfall is None

    @property
    def percent(self) -> float:
        """The share of the possible JP that was earned, 0 to 100."""
        return 100 * self.earned / self.possible if self.possible else 0.0


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate that was issued; the code on it can be looked up."""

    id: int
    event_id: int
    participant_id: int
    number: str
    code: str
    issued_at: datetime
    issued_by: str = ""


def usual_rule(sessions: Iterable[Session]) -> CertificateRule:
    """Return the rule where none was set: every session by its length, 80 % of them attended."""
    return CertificateRule(
        {each.id: max(1, (each.ends_at - each.starts_at) // LESSON) for each in sessions}
    )


def entitlement(rule: CertificateRule, record: AttendanceRecord) -> Entitlement:
    """Decide on one participant.

    Possible are the sessions in which this person was expected, for some come to the morning
    only; for whoever was expected in none that counts (a walk-in), all of them. Earned are
    those attended, expected or not, so the share may not reach 100 % by sessions left out.
    """
    attended = {each for each in rule.credits if record.is_present(each)}
    wanted = {each for each in rule.credits if record.is_expected(each)} or set(rule.credits)
    earned = sum(rule.credits[each] for each in attended)
    possible = sum(rule.credits[each] for each in wanted | attended)
    return Entitlement(record, earned, possible, _shortfall(rule, record, earned, possible))


def _shortfall(
    rule: CertificateRule, record: AttendanceRecord, earned: int, possible: int
) -> Shortfall | None:
    if record.participant.status is Status.CANCELED:
        return Shortfall.CANCELED
    if earned == 0:
        return Shortfall.ABSENT
    return Shortfall.TOO_LITTLE if 100 * earned < rule.minimum_percent * possible else None


def rule_to_json(rule: CertificateRule) -> dict[str, Any]:
    """Return the rule as a JSON value."""
    credits_ = {str(session_id): jp for session_id, jp in rule.credits.items()}
    return {"credits": credits_, "minimum_percent": rule.minimum_percent}


def rule_from_json(value: Mapping[str, Any]) -> CertificateRule:
    """Return what `rule_to_json` made."""
    credits_ = {int(session_id): int(jp) for session_id, jp in value["credits"].items()}
    return CertificateRule(credits_, int(value["minimum_percent"]))
