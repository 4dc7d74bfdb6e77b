"""Papers about personal data: the notice to be hung up, and the protocol of its deletion."""

from collections.abc import Sequence
from pathlib import PurePath

from badges.fonts import Weight
from badges.marks import Align
from kiosk.core.model import Event
from kiosk.core.privacy import Purge
from kiosk.reports.attendance_list.values import ListPaper
from kiosk.reports.drawing import (
    ACCENT,
    GREY,
    INK,
    LINE,
    Drawing,
    PageFrame,
    PagePoint,
    Typeface,
    fitted,
    wrapped,
)
from kiosk.reports.heading import (
    SIGNATURE_WIDTH,
    draw_letterhead,
    draw_signature,
    signature_height,
)
from kiosk.reports.letterhead import Letterhead
from kiosk.reports.wording import DASH, Wording

_MARGIN = 20.0
_TOP, _BOTTOM = 16.0, 18.0
_LARGEST, _SMALLEST = 17.0, 9.0

_TITLE = Typeface(30.0, Weight.BOLD, ACCENT, Align.CENTRE)
_EVENT = Typeface(14.0, Weight.REGULAR, GREY, Align.CENTRE)
_HEADING = Typeface(15.0, Weight.BOLD, INK, Align.CENTRE)
_BODY = Typeface(10.0)
_NUMBER = Typeface(10.0, Weight.BOLD, INK, Align.RIGHT)
_SOFT = Typeface(8.5, Weight.REGULAR, GREY)


def notice_pdf(event: Event, text: str, letterhead: Letterhead, wording: Wording) -> bytes:
    """Return the notice as one A4 page, as large as it fits."""
    title = wording.say("Your data at this event")
    drawing = Drawing(ListPaper.A4.size, f"{title}: {event.name}", wording.language.value)
    width, middle = drawing.width - 2 * _MARGIN, drawing.width / 2
    y = draw_letterhead(drawing, letterhead, PageFrame(_MARGIN, _TOP, width, 0)) + 22
    drawing.text(PagePoint(middle, y), title, fitted(title, _TITLE, width))
    y += 9
    drawing.text(PagePoint(middle, y), event.name, fitted(event.name, _EVENT, width))
    y += 8
    room = drawing.height - _BOTTOM - y
    size, paragraphs = _largest(text, width, room)
    kind = Typeface(size)
    for lines in paragraphs:
        y = drawing.lines(PagePoint(_MARGIN, y + kind.leading), lines, kind)
        y -= kind.leading * 0.4
    return drawing.finish()


def _largest(text: str, width: float, room: float) -> tuple[float, list[tuple[str, ...]]]:
    """Return the largest size at which the paragraphs fit, and their lines."""
    size = _LARGEST
    while True:
        kind = Typeface(size)
        paragraphs = [wrapped(each, kind, width) for each in text.splitlines() if each.strip()]
        height = sum((len(lines) + 0.6) * kind.leading for lines in paragraphs) + kind.leading
        if height <= room or size <= _SMALLEST:
            return size, paragraphs
        size -= 0.5


def protocol_pdf(event: Event, purge: Purge, letterhead: Letterhead, wording: Wording) -> bytes:
    """Return the protocol: what was deleted, what stays, and the backups that hold names still."""
    return _Protocol(event, purge, letterhead, wording).drawn()


class _Protocol:
    """Draws the protocol from top to bottom, on as many pages as the backups take."""

    def __init__(
        self, event: Event, purge: Purge, letterhead: Letterhead, wording: Wording
    ) -> None:
        self.event, self.purge, self.letterhead, self.wording = event, purge, letterhead, wording
        self.say = wording.say
        title = self.say("Protocol of the deletion of personal data")
        self.title = title
        self.drawing = Drawing(ListPaper.A4.size, title, wording.language.value)
        self.width = self.drawing.width - 2 * _MARGIN
        self.y = _TOP

    def drawn(self) -> bytes:
        self._head()
        self._numbers()
        self._paragraph(
            self.say(
                "What stays: for each number in the list its group, where it was expected, when "
                "and where it came; refusals; who of the staff did what, without values."
            )
        )
        self._backups()
        self._sign()
        return self.drawing.finish()

    def _head(self) -> None:
        frame = PageFrame(_MARGIN, self.y, self.width, 0)
        self.y = draw_letterhead(self.drawing, self.letterhead, frame) + 12
        middle = self.drawing.width / 2
        for text, kind in ((self.title, _HEADING), (self.event.name, _EVENT)):
            self.drawing.text(PagePoint(middle, self.y), text, fitted(text, kind, self.width))
            self.y += 7
        at = self.purge.at.astimezone(self.event.zone)
        when = f"{self.wording.full_date(at.date())}, {self.wording.time(at)} {at.tzname()}"
        self.y += 3
        self._paragraph(
            self.say(
                "On {when}, {by} deleted the personal data of this event in Hadir for good.",
                when=when,
                by=self.purge.by or "hadir",
            )
        )

    def _numbers(self) -> None:
        each = self.purge
        for words, number in (
            (self.say("People without name, numbers, school, phone, e-mail, notes"), each.people),
            (self.say("Codes of badges, and codes held already, replaced"), each.codes),
            (self.say("Scans whose code was deleted"), each.scans),
            (self.say("Acts that can no longer be undone"), each.acts),
            (self.say("Imports whose lists were forgotten"), each.imports),
            (self.say("Certificates no longer kept"), each.certificates),
            (self.say("Lines of the audit without their values"), each.entries),
        ):
            self._room(_BODY.leading * 1.5)
            self.y += _BODY.leading * 1.4
            self.drawing.text(PagePoint(_MARGIN, self.y), words, _BODY)
            right = PagePoint(_MARGIN + self.width, self.y)
            self.drawing.text(right, self.wording.number(number), _NUMBER)
            below = self.y + 1.4
            ends = PagePoint(_MARGIN, below), PagePoint(_MARGIN + self.width, below)
            self.drawing.rule(*ends, 0.15, LINE)
        self.y += 3

    def _backups(self) -> None:
        if not self.purge.backups:
            self._paragraph(
                self.say(
                    "Hadir knows of no backup that still holds the names. "
                    "Copies made by hand, and papers, are for the organiser to "
                    "destroy."
                )
            )
            return
        self._paragraph(
            self.say(
                "These backups still hold the names. Delete them, or delete "
                "the names again after restoring one. Copies made by hand "
                "elsewhere, and papers, are for the organiser to destroy."
            )
        )
        for each in self.purge.backups:
            self._lines(wrapped(f"{DASH} {PurePath(each)}", _SOFT, self.width), _SOFT)

    def _sign(self) -> None:
        height = signature_height(self.letterhead)
        self._room(height + 12)
        place = PagePoint(_MARGIN + self.width - SIGNATURE_WIDTH, self.y + 10)
        day = self.purge.at.astimezone(self.event.zone).date()
        draw_signature(self.drawing, self.letterhead, self.wording, (place, day))

    def _paragraph(self, text: str) -> None:
        self.y += 2
        self._lines(wrapped(text, _BODY, self.width), _BODY)
        self.y += 2

    def _lines(self, lines: Sequence[str], kind: Typeface) -> None:
        for line in lines:
            self._room(kind.leading)
            self.y += kind.leading
            self.drawing.text(PagePoint(_MARGIN, self.y), line, kind)

    def _room(self, height: float) -> None:
        if self.y + height > self.drawing.height - _BOTTOM:
            self.drawing.next_page()
            self.y = _TOP
