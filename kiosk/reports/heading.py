"""The parts that every paper of an office has: its letterhead above, its signature below."""

from datetime import date

from badges.fonts import Weight
from badges.marks import Align
from kiosk.core.model import Event
from kiosk.reports.drawing import (
    GREY,
    INK,
    Drawing,
    PageFrame,
    PagePoint,
    Typeface,
    fitted,
    text_width,
    wrapped,
)
from kiosk.reports.letterhead import Letterhead
from kiosk.reports.wording import DASH, Wording

LOGO_SIDE = 21.0
SIGNATURE_WIDTH = 72.0
_SIGNING_ROOM = 19.0
_RULE_BELOW = 2.4

_FIRST = Typeface(12.0, Weight.REGULAR, INK, Align.CENTRE)
_OFFICE = Typeface(15.0, Weight.BOLD, INK, Align.CENTRE)
_ADDRESS = Typeface(8.5, Weight.REGULAR, GREY, Align.CENTRE)
_SIGNED = Typeface(9.5)
_SIGNER = Typeface(9.5, Weight.BOLD)


def titled(title: str, event: Event, wording: Wording) -> str:
    """Return the title of a paper; that of a rehearsal says so, for nothing on it counts."""
    return f"{title} {DASH} {wording.say('REHEARSAL')}" if event.is_rehearsal else title


def draw_letterhead(drawing: Drawing, letterhead: Letterhead, frame: PageFrame) -> float:
    """Draw logo, lines and the double rule into the width of `frame`; return where they end.

    Without lines and logo nothing is drawn.
    """
    if not letterhead.lines and not letterhead.logo:
        return frame.y
    bottom = _draw_lines(drawing, letterhead, frame)
    if letterhead.logo:
        side = LOGO_SIDE
        drawing.picture(PageFrame(frame.x + 1, frame.y, side, side), letterhead.logo)
        bottom = max(bottom, frame.y + side)
    y = bottom + _RULE_BELOW
    right = frame.x + frame.width
    drawing.rule(PagePoint(frame.x, y), PagePoint(right, y), 0.9, INK)
    drawing.rule(PagePoint(frame.x, y + 0.9), PagePoint(right, y + 0.9), 0.25, INK)
    return y + 0.9


def _draw_lines(drawing: Drawing, letterhead: Letterhead, frame: PageFrame) -> float:
    middle = frame.x + frame.width / 2
    room = frame.width - (2 * (LOGO_SIDE + 4) if letterhead.logo else 0)
    y = frame.y
    for kind, line in zip(_line_types(len(letterhead.lines)), letterhead.lines, strict=True):
        smaller = fitted(line, kind, room)
        y += kind.leading
        drawing.text(PagePoint(middle, y - 1.0), line, smaller)
    return y


def _line_types(count: int) -> list[Typeface]:
    if count <= 1:
        return [_OFFICE] * count
    return [_FIRST, _OFFICE, *[_ADDRESS] * (count - 2)]


def signature_height(letterhead: Letterhead) -> float:
    """Return how much room the closing block takes, in millimetres."""
    office = len(_office_lines(letterhead))
    below = bool(letterhead.signer.rank) + bool(letterhead.signer.nip)
    return (1 + office) * _SIGNED.leading + _SIGNING_ROOM + (1 + below) * _SIGNED.leading


def draw_signature(
    drawing: Drawing, letterhead: Letterhead, wording: Wording, signed: tuple[PagePoint, date]
) -> None:
    """Draw place and date, office, room for the signature, name, rank and NIP.

    `signed` is the top left corner of the block, and the day.
    """
    place, day = signed
    dated = ", ".join(part for part in (letterhead.place, wording.day(day)) if part)
    first = PagePoint(place.x, place.y + _SIGNED.leading)
    y = drawing.lines(first, (dated, *_office_lines(letterhead)), _SIGNED) + _SIGNING_ROOM
    _draw_signer(drawing, letterhead, PagePoint(place.x, y))


def _draw_signer(drawing: Drawing, letterhead: Letterhead, place: PagePoint) -> None:
    signer = letterhead.signer
    name = signer.name or "." * 44
    kind = fitted(name, _SIGNER, SIGNATURE_WIDTH)
    drawing.text(place, name, kind)
    if signer.name:
        end = PagePoint(place.x + text_width(name, kind), place.y + 0.8)
        drawing.rule(PagePoint(place.x, place.y + 0.8), end, 0.25, INK)
    below = [signer.rank, f"NIP {printed_nip(signer.nip)}" if signer.nip else ""]
    lines = [line for line in below if line]
    drawing.lines(PagePoint(place.x, place.y + _SIGNED.leading + 0.4), lines, _SIGNED)


def _office_lines(letterhead: Letterhead) -> tuple[str, ...]:
    return wrapped(letterhead.signer.office, _SIGNED, SIGNATURE_WIDTH)


def printed_nip(nip: str) -> str:
    """Return an 18-digit NIP as it is printed, ``19860926 201505 1 001``; others as they are."""
    if len(nip) != 18 or not nip.isdecimal():  # noqa: PLR2004
        return nip
    return f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"
