"""Certificates as PDF: A4 lying, a page a person, with a symbol that can be verified."""

from collections.abc import Sequence
from dataclasses import dataclass

from badges.code import grouped
from badges.fonts import Weight
from badges.marks import Align
from kiosk.core.certificates import Certificate
from kiosk.core.model import Event, Participant, Session
from kiosk.core.progress import Progress
from kiosk.reports.certificates.design import (
    CertificateDesign,
    filled,
    role_of,
    without_place,
)
from kiosk.reports.certificates.ornament import draw_border, draw_rosette
from kiosk.reports.drawing import (
    GREY,
    INK,
    Drawing,
    PageFrame,
    PagePoint,
    Typeface,
    balanced,
    fitted,
    wrapped,
)
from kiosk.reports.heading import draw_signature, printed_nip
from kiosk.reports.letterhead import Letterhead
from kiosk.reports.wording import DASH, NO_BREAK, Language, Wording

SYMBOL_SIDE = 27.0
_SIZE = (297.0, 210.0)
_EDGE = 8.0
_LEFT = 27.0
_TEXT_WIDTH = 214.0
_NAME_WIDTH = 232.0
_SIGNED_LEFT = 190.0
_ROSETTE = 62.0
_HEAD_TOP = 20.5
_FOOT_TOP = 146.0

_FIRST = Typeface(11.0, Weight.REGULAR, INK, Align.CENTRE)
_OFFICE = Typeface(13.5, Weight.BOLD, INK, Align.CENTRE)
_NUMBER = Typeface(10.5, Weight.REGULAR, GREY, Align.CENTRE)
_GIVEN = Typeface(11.5, Weight.REGULAR, GREY, Align.CENTRE)
_NAME = Typeface(30.0, Weight.BOLD, INK, Align.CENTRE)
_OF = Typeface(10.5, Weight.REGULAR, GREY, Align.CENTRE)
_TEXT = Typeface(13.0, Weight.REGULAR, INK, Align.CENTRE)
_CODE = Typeface(8.0, Weight.BOLD, INK)
_HOW = Typeface(7.2, Weight.REGULAR, GREY)


@dataclass(frozen=True, slots=True)
class Awarded:
    """A certificate with the person it is for, and the JP earned."""

    certificate: Certificate
    participant: Participant
    earned: int


@dataclass(frozen=True, slots=True)
class Stationery:
    """What all certificates of an event have in common."""

    event: Event
    letterhead: Letterhead
    design: CertificateDesign
    sessions: Sequence[Session] = ()
    language: Language = Language.ID


def certificate_pdf(
    awarded: Sequence[Awarded],
    stationery: Stationery,
    progress: Progress = lambda _done, _of: None,
) -> bytes:
    """Return the certificates as PDF, a page each; `progress` counts pages."""
    title = f"{stationery.design.title} {DASH} {stationery.event.name}"
    drawing = Drawing(_SIZE, title, stationery.language.value)
    printer = _CertificatePrinter(drawing, stationery)
    for number, each in enumerate(awarded, 1):
        if number > 1:
            drawing.next_page()
        printer.draw(each)
        progress(number, len(awarded))
    return drawing.finish()


def sample_person(stationery: Stationery) -> Participant:
    """Return a person who is nobody, to see what a certificate will look like."""
    say = Wording(stationery.event.zone, stationery.language).say
    name = say("Full Name of a Participant, S.Pd.")
    return Participant(0, stationery.event.id, 0, name, organization=say("Organization"))


class _CertificatePrinter:
    """Draws one certificate after another."""

    def __init__(self, drawing: Drawing, stationery: Stationery) -> None:
        self.drawing = drawing
        self.event = stationery.event
        self.letterhead = stationery.letterhead
        self.design = stationery.design
        self.wording = Wording(stationery.event.zone, stationery.language)
        self.days = self.wording.days_of(stationery.sessions, self.event.date)
        self.middle = drawing.width / 2
        self.title_y = 0.0

    def draw(self, awarded: Awarded) -> None:
        self.drawing.stamp("paper", self._draw_paper)
        y = self._draw_number(awarded.certificate, self.title_y)
        y = self._draw_person(awarded.participant, y)
        self._draw_text(awarded, y)
        self._draw_symbol(awarded.certificate)

    def _draw_paper(self) -> None:
        """Draw what all have in common, inside what office printers can reach."""
        width, height = self.drawing.width - 2 * _EDGE, self.drawing.height - 2 * _EDGE
        rosette = PagePoint(self.middle, self.drawing.height / 2)
        draw_rosette(self.drawing, rosette, _ROSETTE, self.design.color)
        draw_border(self.drawing, PageFrame(_EDGE, _EDGE, width, height), self.design.color)
        self.title_y = self._draw_title(self._draw_head())
        signed = (PagePoint(_SIGNED_LEFT, _FOOT_TOP), self.days[1])
        draw_signature(self.drawing, self.letterhead, self.wording, signed)

    def _draw_head(self) -> float:
        y = _HEAD_TOP + (0.0 if self.letterhead.logo else 9.0)
        y += 0.0 if self.letterhead.lines else 6.0
        if self.letterhead.logo:
            self.drawing.picture(PageFrame(self.middle - 9.0, y, 18.0, 18.0), self.letterhead.logo)
            y += 19.5
        heads = self.letterhead.lines[:2]
        kinds = [_FIRST, _OFFICE] if len(heads) > 1 else [_OFFICE]
        for line, kind in zip(heads, kinds, strict=False):
            y += kind.leading
            self.drawing.text(
                PagePoint(self.middle, y - 1.0), line, fitted(line, kind, _NAME_WIDTH)
            )
        return y

    def _draw_title(self, y: float) -> float:
        kind = Typeface(29.0, Weight.BOLD, self.design.color, Align.CENTRE, spacing=7.0)
        title = self.design.title
        self.drawing.text(PagePoint(self.middle, y + 13.5), title, fitted(title, kind, _NAME_WIDTH))
        return y + 13.5

    def _draw_number(self, certificate: Certificate, y: float) -> float:
        number = self.wording.say("Number: {number}", number=certificate.number)
        self.drawing.text(
            PagePoint(self.middle, y + 6.0), number, fitted(number, _NUMBER, _TEXT_WIDTH)
        )
        return y + 6.0

    def _draw_person(self, person: Participant, y: float) -> float:
        self.drawing.text(PagePoint(self.middle, y + 8.5), self.design.given_to, _GIVEN)
        name = " ".join(person.name.split())
        kind = fitted(name, _NAME, _NAME_WIDTH)
        lines = (name,) if kind.size >= _OFFICE.size else wrapped(name, _SMALL_NAME, _NAME_WIDTH)
        kind = kind if len(lines) == 1 else _SMALL_NAME
        y = self.drawing.lines(PagePoint(self.middle, y + 20.5), lines, kind) - kind.leading
        half = _TEXT_WIDTH / 3
        ends = (PagePoint(self.middle - half, y + 4.0), PagePoint(self.middle + half, y + 4.0))
        self.drawing.rule(*ends, 0.35, self.design.color)
        nip = f"NIP {printed_nip(person.nip)}" if person.nip else ""
        of = " · ".join(part for part in (nip, person.organization) if part)
        self.drawing.text(PagePoint(self.middle, y + 9.5), of, fitted(of, _OF, _NAME_WIDTH))
        return y + 9.5

    def _draw_text(self, awarded: Awarded, y: float) -> None:
        place = self.event.place or self.letterhead.place
        values = {
            "event": self.event.name,
            "date": self.wording.full_dates(*self.days).replace(" ", NO_BREAK),
            "place": place,
            "jp": self.wording.number(awarded.earned),
            "role": role_of(awarded.participant.group, self.design.role),
        }
        pattern = self.design.text if place else without_place(self.design.text)
        text = filled(pattern, values)
        kind = _TEXT
        while len(wrapped(text, kind, _TEXT_WIDTH)) * kind.leading > _FOOT_TOP - y - 9.0:
            kind = Typeface(kind.size * 0.93, kind.weight, kind.color, kind.align)
        self.drawing.lines(
            PagePoint(self.middle, y + 12.0), balanced(text, kind, _TEXT_WIDTH), kind
        )

    def _draw_symbol(self, certificate: Certificate) -> None:
        top = _FOOT_TOP + 2.0
        self.drawing.symbol(PageFrame(_LEFT, top, SYMBOL_SIDE, SYMBOL_SIDE), certificate.code)
        y = top + SYMBOL_SIDE + 4.0
        self.drawing.text(PagePoint(_LEFT, y), grouped(certificate.code), _CODE)
        how = self.wording.say("The organiser can verify this certificate by this code.")
        self.drawing.text(PagePoint(_LEFT, y + 4.0), how, _HOW)


_SMALL_NAME = Typeface(15.0, Weight.BOLD, INK, Align.CENTRE)
