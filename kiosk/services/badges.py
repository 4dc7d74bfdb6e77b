"""Badges: whose is printed, on which sheet, in which design; reissue and reserve."""

from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from badges import png, presets
from badges.code import new_code, read_code
from badges.design import Design, group_colors
from badges.drawing import Style
from badges.face import Face
from badges.names import without_titles
from badges.order import Order, Rank, natural
from badges.sheet import Printed, PrintJob, write_calibration, write_pdf
from kiosk.core.acts import ActKind
from kiosk.core.errors import BadInput, NotFound, Refused
from kiosk.core.model import Badge, Event, Participant, Status
from kiosk.core.own_fields import OWN_FIELDS, OwnField, ShownAt, own_fields_of, shown_of
from kiosk.core.updates import Topic, Update
from kiosk.desk import Desk
from kiosk.services.acts import note_act
from kiosk.services.audit import record
from kiosk.services.events import keep_setting
from kiosk.services.led import on_the_first
from kiosk.services.search import index
from kiosk.storage import badges, events, participants, roster, sessions
from kiosk.storage.database import Tx

PageProgress = Callable[[int], None]
MOST_RESERVE = 1000


class Which(StrEnum):
    """Whose badges are meant."""

    ALL = "all"
    NEVER_PRINTED = "never_printed"
    RESERVE = "reserve"


@dataclass(frozen=True, slots=True)
class Selection:
    """Which badges, in which order; `group` and `participant_ids` narrow it where given."""

    which: Which = Which.ALL
    group: str | None = None
    participant_ids: frozenset[int] | None = None
    order: Order = Order.NUMBER


@dataclass(frozen=True, slots=True)
class BadgeOf:
    """A standing badge, its holder (None: a reserve badge), and when it was last printed."""

    badge: Badge
    participant: Participant | None
    printed_at: datetime | None


@dataclass(frozen=True, slots=True)
class BadgePaper:
    """A sheet by name, the paper in the printer, and the printer's offset in mm right and down.

    `custom` is a sheet of one's own in place of a named one.
    """

    layout: str = presets.DEFAULT_SHEET
    paper: str = presets.DEFAULT_PAPER
    offset: tuple[float, float] = (0.0, 0.0)
    custom: presets.Sheet | None = None

    @property
    def sheet(self) -> presets.Sheet:
        """The sheet, or the one of one's own. Raises badges.errors.PrintingRefused."""
        if self.custom:
            return presets.custom(self.custom)
        return presets.sheet(self.layout, self.paper)


def badges_of(desk: Desk, event_id: int, selection: Selection | None = None) -> list[BadgeOf]:
    """Return the standing badges of a selection; those of canceled people are left out."""
    selection = selection or Selection()
    with desk.store.read() as tx:
        reserve = selection.which is Which.RESERVE
        found = [BadgeOf(*each) for each in badges.with_holders(tx, event_id, reserve=reserve)]
    chosen = [each for each in found if _is_chosen(each, selection)]
    return sorted(chosen, key=lambda each: _rank(each, selection.order))


def names_by_code(chosen: Iterable[BadgeOf]) -> dict[str, str]:
    """Return the name that must stand beside each code; reserve badges have none."""
    return {each.badge.code: each.participant.name if each.participant else "" for each in chosen}


def names_on(desk: Desk, event_id: int) -> dict[str, str]:
    """Return the names beside all codes of the event that stand, reserve badges too."""
    kinds = (Selection(), Selection(Which.RESERVE))
    return names_by_code(each for kind in kinds for each in badges_of(desk, event_id, kind))


def codes_of(desk: Desk, event_id: int) -> list[str]:
    """Return every code of the event that may be held out, revoked and reserve ones too."""
    with desk.store.read() as tx:
        return badges.codes(tx, event_id)


def faces(desk: Desk, event: Event, chosen: Sequence[BadgeOf]) -> list[Face]:
    """Return what is printed on the chosen badges."""
    with desk.store.read() as tx:
        people = [each.participant.id for each in chosen if each.participant]
        expected = participants.expected_sessions(tx, people)
        parts = sessions.of_event(tx, event.id)
        groups = participants.values_of(tx, event.id, "group")
        fields = own_fields_of(events.setting(tx, event.id, OWN_FIELDS))
    colors = group_colors(groups)
    return [
        _face(
            each,
            colors,
            tuple(
                part.name
                for part in parts
                if each.participant and part.id in expected.get(each.participant.id, ())
            ),
            fields,
        )
        for each in chosen
    ]


def style_of(desk: Desk, event: Event) -> Style:
    """Return the design of the event's badges with its logo."""
    with desk.store.read() as tx:
        settings = events.setting(tx, event.id, "badge_design") or {}
        logo = events.setting(tx, event.id, "badge_logo")
    design = Design.from_json(settings)
    if not design.title:
        design = replace(design, title=event.name)
    return Style(design, b64decode(logo) if logo else None)


@on_the_first
def store_design(desk: Desk, event: Event, design: Design, by: str) -> None:
    """Keep the design of the event's badges."""
    _keep(desk, event, "badge_design", design.to_json(), by)


@on_the_first
def store_logo(desk: Desk, event: Event, logo: bytes | None, by: str) -> None:
    """Keep the logo, a PNG as `badges.logo` gives it; None removes it."""
    _keep(desk, event, "badge_logo", b64encode(logo).decode() if logo else None, by)


def print_sheet(  # noqa: PLR0913
    desk: Desk,
    event: Event,
    chosen: Sequence[BadgeOf],
    paper: BadgePaper,
    out: Path | BinaryIO,
    *,
    by: str,
    progress: PageProgress | None = None,
) -> Printed:
    """Write the chosen badges as a PDF, and the print log when it is whole."""
    job = PrintJob(paper.sheet, style_of(desk, event), paper.offset, title=event.name)
    printed = write_pdf(out, faces(desk, event, chosen), job, progress)
    log_print(desk, chosen, paper.layout, by)
    return printed


def print_pictures(  # noqa: PLR0913
    desk: Desk,
    event: Event,
    chosen: Sequence[BadgeOf],
    paper: BadgePaper,
    out: Path | BinaryIO,
    *,
    by: str,
    progress: PageProgress | None = None,
) -> int:
    """Write the chosen badges as PNG, into a folder or a zip archive; return how many."""
    ready = faces(desk, event, chosen)
    style, size = style_of(desk, event), paper.sheet.badge
    if isinstance(out, Path):
        count = len(png.write_folder(out, ready, style, size, progress))
    else:
        count = png.write_zip(out, ready, style, size, progress)
    log_print(desk, chosen, f"png {paper.layout}", by)
    return count


def picture(desk: Desk, event: Event, badge: Badge, holder: Participant) -> bytes:
    """Return one badge as PNG, in the event's design, as large as the usual sheet has it."""
    [face] = faces(desk, event, [BadgeOf(badge, holder, None)])
    return png.png(face, style_of(desk, event), BadgePaper().sheet.badge)


def calibration_page(paper: BadgePaper) -> bytes:
    """Return a page with a ruler and crosses, by which the printer's offset is found."""
    out = BytesIO()
    write_calibration(out, PrintJob(paper.sheet, offset=paper.offset))
    return out.getvalue()


def log_print(desk: Desk, chosen: Iterable[BadgeOf], layout: str, by: str) -> None:
    """Write down who printed what."""
    with desk.store.write() as tx:
        badges.log_print(tx, [each.badge.id for each in chosen], layout, desk.now(), by)


def print_log(desk: Desk, event_id: int, limit: int = 50) -> list[tuple[datetime, str, str, int]]:
    """Return the print log, the newest first: when, by whom, on which sheet, how many."""
    with desk.store.read() as tx:
        return badges.prints(tx, event_id, limit)


def reissue(desk: Desk, participant_id: int, by: str) -> Badge:
    """Revoke the badge of a participant and give a new code, in one step."""
    with desk.store.write() as tx:
        person = _alone_with(tx, participant_id)
        old = badges.standing(tx, person.id)
        badges.revoke(tx, person.id, desk.now(), by)
        badges.issue(tx, person.event_id, {person.id: new_code()}, desk.now())
        fresh = badges.standing(tx, person.id)
        index(tx, person)
        record(tx, desk, person.event_id, by, "badge_reissued", f"participant:{person.id}")
        _note_replaced(tx, desk, person, old, by)
    desk.updates.publish(Update(Topic.ROSTER, person.event_id))
    if fresh is None:
        message = "a badge that was issued is not there"
        raise RuntimeError(message)
    return fresh


@on_the_first
def make_reserve(desk: Desk, event_id: int, count: int, by: str) -> list[BadgeOf]:
    """Make reserve badges that belong to nobody yet; return the new ones."""
    if not 1 <= count <= MOST_RESERVE:
        raise BadInput("Make between 1 and {most} reserve badges at a time.", most=MOST_RESERVE)
    fresh = {new_code() for _ in range(count)}
    with desk.store.write() as tx:
        badges.add_reserve(tx, event_id, sorted(fresh), desk.now())
        record(tx, desk, event_id, by, "reserve_made", f"event:{event_id}", count=count)
    desk.updates.publish(Update(Topic.ROSTER, event_id))
    return [
        each
        for each in badges_of(desk, event_id, Selection(Which.RESERVE))
        if each.badge.code in fresh
    ]


def bind_reserve(desk: Desk, participant_id: int, code: str, by: str) -> Badge:
    """Give a reserve badge to a participant; the badge they had is revoked."""
    with desk.store.write() as tx:
        person = _alone_with(tx, participant_id)
        old = badges.standing(tx, person.id)
        badge = take_reserve(tx, desk, person, code, by)
        _note_replaced(tx, desk, person, old, by)
    desk.updates.publish(Update(Topic.ROSTER, person.event_id))
    return badge


def take_reserve(tx: Tx, desk: Desk, person: Participant, code: str, by: str) -> Badge:
    """Give a reserve badge to a participant within a transaction."""
    badge = badges.by_code(tx, person.event_id, read_code(code) or "")
    if badge is None or badge.reserve_number is None:
        raise NotFound("This is not a reserve badge of the event.")
    badges.revoke(tx, person.id, desk.now(), by)
    if not badges.bind(tx, badge.id, person.id, desk.now()):
        raise Refused("This reserve badge belongs to somebody already. Take another one.")
    index(tx, person)
    subject = f"participant:{person.id}"
    record(tx, desk, person.event_id, by, "reserve_taken", subject, reserve=badge.reserve_number)
    return replace(badge, participant_id=person.id)


def _note_replaced(tx: Tx, desk: Desk, person: Participant, old: Badge | None, by: str) -> None:
    new = badges.standing(tx, person.id)
    if old and new:
        pair = {person.id: {"badge": [old.id, new.id]}}
        note_act(tx, desk, person.event_id, ActKind.BADGE_REPLACED, pair, by)


def _alone_with(tx: Tx, participant_id: int) -> Participant:
    """Return somebody whose badges no other process changes until this transaction ends."""
    roster.hold(tx, _known(tx, participant_id).event_id)
    return _known(tx, participant_id)


def _known(tx: Tx, participant_id: int) -> Participant:
    """Return a participant, or who stands for them since the two were merged."""
    person = participants.by_id(tx, participants.stands_for(tx, participant_id))
    if person is None:
        raise NotFound("There is no such participant.")
    return person


def _keep(desk: Desk, event: Event, name: str, value: object, by: str) -> None:
    with desk.store.write() as tx:
        keep_setting(tx, desk, event.id, (name, value), by)


def _is_chosen(each: BadgeOf, selection: Selection) -> bool:
    person = each.participant
    if person is None:
        return selection.which is Which.RESERVE
    if selection.participant_ids is not None and person.id not in selection.participant_ids:
        return False
    if selection.group is not None and person.group != selection.group:
        return False
    never = selection.which is Which.NEVER_PRINTED
    return person.status is not Status.CANCELED and not (never and each.printed_at)


def _rank(each: BadgeOf, order: Order) -> tuple[Rank, Rank, int]:
    person = each.participant
    if person is None:
        return ((), (), each.badge.reserve_number or 0)
    name = natural(without_titles(person.name))
    if order is Order.NAME:
        return (name, (), person.number)
    if order in (Order.ORGANIZATION, Order.GROUP):
        return (natural(getattr(person, order)), name, person.number)
    return ((), (), person.number)


def _face(
    each: BadgeOf, colors: dict[str, str], marks: tuple[str, ...], fields: Sequence[OwnField]
) -> Face:
    person = each.participant
    if person is None:
        return Face(each.badge.code, number=f"R{each.badge.reserve_number}")
    return Face(
        code=each.badge.code,
        name=person.name,
        organization=person.organization,
        group=person.group,
        color=colors.get(person.group, ""),
        number=str(person.number),
        sessions=marks,
        own=tuple(shown_of(person, fields, ShownAt.BADGE)),
    )


def badge_of(desk: Desk, event_id: int, badge_id: int) -> BadgeOf | None:
    """Return a standing badge of the event with its holder."""
    with desk.store.read() as tx:
        badge = badges.of_event(tx, event_id, badge_id)
        if badge is None:
            return None
        holder = badge.participant_id
        person = participants.by_id(tx, holder) if holder else None
        return BadgeOf(badge, person, badges.last_print(tx, badge.id))


def count_badges(desk: Desk, event_id: int, selection: Selection) -> tuple[int, int]:
    """Count the badges of a selection, and those among them that were printed before."""
    if selection.participant_ids is not None:
        chosen = badges_of(desk, event_id, selection)
        return len(chosen), sum(each.printed_at is not None for each in chosen)
    reserve = selection.which is Which.RESERVE
    with desk.store.read() as tx:
        total, before = badges.count_badges(tx, event_id, selection.group, reserve=reserve)
    never = selection.which is Which.NEVER_PRINTED
    return (total - before, 0) if never else (total, before)
