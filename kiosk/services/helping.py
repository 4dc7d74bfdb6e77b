"""What staff see of a person beside the roster: badge, check-ins; and what they did last."""

from dataclasses import dataclass, field
from datetime import datetime

from kiosk.core.model import Badge, CheckIn, Participant, Role, User
from kiosk.desk import Desk
from kiosk.services.badges import BadgeOf, Selection, Which, badges_of
from kiosk.services.check_ins import STEWARD_MAY_UNDO_FOR
from kiosk.storage import badges, check_ins, helping, participants


@dataclass(frozen=True, slots=True)
class Dossier:
    """The badge in use with its last printing, and every check-in, undone ones too."""

    badge: Badge | None = None
    printed_at: datetime | None = None
    check_ins: list[CheckIn] = field(default_factory=list)

    def standing(self, session_id: int) -> CheckIn | None:
        """Return the check-in that stands for a session."""
        for each in self.check_ins:
            if each.session_id == session_id and not each.undone_at:
                return each
        return None


def dossier(desk: Desk, participant_id: int) -> Dossier:
    """Return what is known of a participant beside the roster."""
    with desk.store.read() as tx:
        badge = badges.standing(tx, participant_id)
        printed_at = helping.last_print(tx, badge.id) if badge else None
        return Dossier(badge, printed_at, check_ins.of_participant(tx, participant_id))


def badge_of(desk: Desk, event_id: int, badge_id: int) -> BadgeOf | None:
    """Return a standing badge of the event with its holder."""
    with desk.store.read() as tx:
        badge = helping.badge(tx, event_id, badge_id)
        if badge is None:
            return None
        holder = badge.participant_id
        person = participants.by_id(tx, holder) if holder else None
        return BadgeOf(badge, person, helping.last_print(tx, badge.id))


def count_badges(desk: Desk, event_id: int, selection: Selection) -> tuple[int, int]:
    """Count the badges of a selection, and those among them that were printed before."""
    if selection.participant_ids is not None:
        chosen = badges_of(desk, event_id, selection)
        return len(chosen), sum(each.printed_at is not None for each in chosen)
    reserve = selection.which is Which.RESERVE
    with desk.store.read() as tx:
        total, before = helping.count_badges(tx, event_id, selection.group, reserve=reserve)
    never = selection.which is Which.NEVER_PRINTED
    return (total - before, 0) if never else (total, before)


def done_by(
    desk: Desk, event_id: int, by: User, limit: int = 8
) -> list[tuple[CheckIn, Participant]]:
    """Return whom this member of staff checked in last by hand or from paper, newest first."""
    with desk.store.read() as tx:
        return helping.done_by(tx, event_id, by.name, limit)


def may_undo(made: CheckIn, by: User, now: datetime) -> bool:
    """Whether this member of staff may take a check-in back: what `check_in.undo` will allow."""
    if by.role.includes(Role.SUPERVISOR):
        return True
    own = made.by == by.name and by.role.includes(Role.STEWARD)
    return own and now - made.checked_in_at <= STEWARD_MAY_UNDO_FOR
