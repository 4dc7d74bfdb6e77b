"""Certificates: the event's rule and texts, who may get one, issuing, drawing, verifying."""

from collections.abc import Sequence
from dataclasses import dataclass

from badges.code import LENGTH, looks_mistyped, new_code, read_code
from badges.drawing import MissingGlyph
from kiosk.core.certificates import (
    Certificate,
    CertificateRule,
    Entitlement,
    Shortfall,
    entitlement,
    rule_from_json,
    rule_to_json,
    usual_rule,
)
from kiosk.core.errors import BadInput, NotFound, Refused
from kiosk.core.model import Event, Participant
from kiosk.core.progress import Progress
from kiosk.desk import Desk
from kiosk.reports.certificates.design import (
    NUMBER_FIELDS,
    TEXT_FIELDS,
    CertificateDesign,
    certificate_number,
    design_from_json,
    design_to_json,
    is_color,
    unknown_fields,
    usual_design,
)
from kiosk.reports.certificates.entitled import Entitled, entitled_workbook
from kiosk.reports.certificates.pdf import (
    Awarded,
    Stationery,
    certificate_pdf,
    sample_person,
)
from kiosk.reports.preview import first_page
from kiosk.reports.wording import Language
from kiosk.services import audit, events, reports, sessions
from kiosk.services.attendance import attendance
from kiosk.services.led import on_the_first
from kiosk.services.letters import lacking_letters
from kiosk.storage import certificates, participants
from kiosk.storage import events as stored_events
from kiosk.storage.database import Tx

RULE = "certificate_rule"
DESIGN = "certificate_design"
SAMPLE_CODE = "0" * LENGTH


@dataclass(frozen=True, slots=True)
class Verified:
    """What a code on a certificate stands for; `entitlement` is how its holder stands today."""

    certificate: Certificate
    event: Event
    participant: Participant
    entitlement: Entitlement


def rule_of(desk: Desk, event: Event) -> CertificateRule:
    """Return the rule of an event; the usual one where none was set."""
    value = events.setting(desk, event.id, RULE)
    known = sessions.sessions_of(desk, event.id)
    if value is None:
        return usual_rule(known)
    rule = rule_from_json(value)
    ids = {each.id for each in known}
    return CertificateRule(
        {each: jp for each, jp in rule.credits.items() if each in ids}, rule.minimum_percent
    )


@on_the_first
def store_rule(desk: Desk, event: Event, rule: CertificateRule, by: str) -> None:
    """Save the rule of an event. Raises BadInput for JP or a share that cannot be."""
    if not 0 < rule.minimum_percent <= 100:  # noqa: PLR2004
        raise BadInput("The share attended must lie between 1 and 100 percent.")
    if not rule.credits or any(not 1 <= jp <= 100 for jp in rule.credits.values()):  # noqa: PLR2004
        raise BadInput("At least one session must count, each with 1 to 100 JP.")
    events.store_setting(desk, event.id, RULE, rule_to_json(rule), by)


def design_of(desk: Desk, event: Event, language: Language = Language.ID) -> CertificateDesign:
    """Return the texts of an event's certificates; the usual ones where none were set."""
    value = events.setting(desk, event.id, DESIGN)
    return design_from_json(value) if value else usual_design(language)


@on_the_first
def store_design(desk: Desk, event: Event, design: CertificateDesign, by: str) -> None:
    """Save the texts of certificates. Raises BadInput for fields that cannot be filled in."""
    unknown = unknown_fields(design)
    if unknown:
        raise BadInput(
            "There is no field {{{name}}}. A text has {texts}; a number has {numbers}.",
            name=unknown[0],
            texts=", ".join(f"{{{each}}}" for each in TEXT_FIELDS),
            numbers=", ".join(f"{{{each}}}" for each in NUMBER_FIELDS),
        )
    if "{number}" not in design.numbers:
        raise BadInput("The scheme of numbers needs {{number}}, so that each differs.", name="")
    if not is_color(design.color):
        raise BadInput("{color} is not a colour. Write it like #0B5563.", color=design.color)
    events.store_setting(desk, event.id, DESIGN, design_to_json(design), by)


def entitlements(desk: Desk, event: Event) -> list[Entitlement]:
    """Return the decision on everybody on the roster."""
    rule = rule_of(desk, event)
    return [entitlement(rule, record) for record in attendance(desk, event).records]


def issued(desk: Desk, event: Event) -> dict[int, Certificate]:
    """Return the certificates of an event by participant."""
    with desk.store.read() as tx:
        return certificates.of_event(tx, event.id)


@on_the_first
def issue(desk: Desk, event: Event, by: str, number: int | None = None) -> list[Awarded]:
    """Give a certificate to all who may have one, or to the participant with this number.

    Whoever has one keeps its number and code. Nobody gets one on which letters of the name are
    missing, see `undrawable`. Raises Refused where somebody does not qualify, and where the
    letterhead does not say who signs.
    """
    if event.is_rehearsal:
        raise Refused("This is a rehearsal: no certificate is issued.")
    _check_signed(desk, event)
    chosen = _drawable(_chosen(desk, event, number))
    scheme = design_of(desk, event).numbers
    with desk.store.write() as tx:
        given = certificates.of_event(tx, event.id)
        new = [each for each in chosen if each.record.participant.id not in given]
        _give(tx, [_blank(desk, event, each, by) for each in new], (scheme, event))
        if new:
            audit.record(
                tx, desk, event.id, by, "certificates_issued", "certificates", count=len(new)
            )
        given = certificates.of_event(tx, event.id)
    people = ((each, each.record.participant) for each in chosen)
    return [Awarded(given[person.id], person, each.earned) for each, person in people]


def _check_signed(desk: Desk, event: Event) -> None:
    """Raise Refused where nobody would know who signs, and where."""
    letterhead = reports.letterhead(desk, event.id)
    if not letterhead.place or not letterhead.signer.name:
        raise Refused("The letterhead lacks the place of signing or the signer's name.")


def _chosen(desk: Desk, event: Event, number: int | None) -> list[Entitlement]:
    everybody = entitlements(desk, event)
    if number is None:
        return [each for each in everybody if each.is_entitled]
    for each in everybody:
        if each.record.participant.number == number:
            return [_entitled_or_refused(each, rule_of(desk, event))]
    raise NotFound("There is no participant with the number {number}.", number=number)


def undrawable(desk: Desk, event: Event) -> list[MissingGlyph]:
    """Return who may have a certificate and gets none: no font has letters of theirs."""
    return lacking_letters(each.record.participant for each in _chosen(desk, event, None))


def _drawable(chosen: Sequence[Entitlement]) -> list[Entitlement]:
    lacking = lacking_letters(each.record.participant for each in chosen)
    numbers = {each.number for each in lacking}
    kept = [each for each in chosen if str(each.record.participant.number) not in numbers]
    if lacking and not kept:
        raise Refused(
            "{name}: no font has {letters}. "
            "Write it in other letters in the list, and the certificate can be issued.",
            name=lacking[0].name,
            letters=" ".join(lacking[0].characters),
        )
    return kept


def _entitled_or_refused(each: Entitlement, rule: CertificateRule) -> Entitlement:
    name = each.record.participant.name
    if each.shortfall is Shortfall.CANCELED:
        raise Refused("{name} was taken off the roster and gets no certificate.", name=name)
    if each.shortfall:
        raise Refused(
            "{name} attended {earned} of {possible} JP; {minimum} % are needed for a certificate.",
            name=name,
            earned=each.earned,
            possible=each.possible,
            minimum=rule.minimum_percent,
        )
    return each


def _blank(desk: Desk, event: Event, each: Entitlement, by: str) -> Certificate:
    person = each.record.participant
    return Certificate(0, event.id, person.id, "", new_code(), desk.now(), by)


def _give(tx: Tx, blanks: Sequence[Certificate], named: tuple[str, Event]) -> None:
    """Store certificates with the next free numbers; another issue may run at the same time."""
    scheme, event = named
    sequence = certificates.how_many(tx, event.id)
    for blank in blanks:
        stored = False
        while not stored:
            sequence += 1
            number = certificate_number(scheme, sequence, event.date)
            stored = certificates.add(tx, _numbered(blank, number))
            stored = stored or bool(certificates.of_participant(tx, event.id, blank.participant_id))


def _numbered(blank: Certificate, number: str) -> Certificate:
    return Certificate(
        0,
        blank.event_id,
        blank.participant_id,
        number,
        blank.code,
        blank.issued_at,
        blank.issued_by,
    )


def pdf(
    desk: Desk,
    event: Event,
    awarded: Sequence[Awarded],
    language: Language = Language.ID,
    progress: Progress = lambda _done, _of: None,
) -> bytes:
    """Return the certificates as PDF. Raises Refused where there is nobody to give one to."""
    if not awarded:
        raise Refused("Nobody may get a certificate yet: nobody attended enough.")
    return certificate_pdf(awarded, _stationery(desk, event, language), progress)


def preview(desk: Desk, event: Event, language: Language = Language.ID) -> bytes:
    """Return a certificate of nobody as PNG: to look at the texts before numbers are given."""
    earned = sum(rule_of(desk, event).credits.values())
    sample = Certificate(0, event.id, 0, "", SAMPLE_CODE, desk.now())
    paper = _stationery(desk, event, language)
    number = certificate_number(paper.design.numbers, 1, event.date)
    awarded = Awarded(_numbered(sample, number), sample_person(paper), earned)
    return first_page(certificate_pdf([awarded], paper))


def _stationery(desk: Desk, event: Event, language: Language) -> Stationery:
    return Stationery(
        event,
        reports.letterhead(desk, event.id),
        design_of(desk, event, language),
        tuple(sessions.sessions_of(desk, event.id)),
        language,
    )


def entitled_xlsx(desk: Desk, event: Event, language: Language = Language.ID) -> bytes:
    """Return the list of those who may get a certificate, for mail merge."""
    found = Entitled(event, entitlements(desk, event), issued(desk, event), language)
    return entitled_workbook(found)


def verify(desk: Desk, text: str) -> Verified:
    """Return what a code stands for, as it was typed or read from the symbol.

    Raises BadInput for a slip of the hand, NotFound when no certificate has this code.
    """
    if looks_mistyped(text):
        raise BadInput(
            "The code {code} has a typing mistake. Compare it letter by letter.", code=text
        )
    with desk.store.read() as tx:
        certificate = certificates.by_code(tx, read_code(text) or "")
        if certificate is None:
            raise NotFound("No certificate was issued with the code {code}.", code=text)
        event = stored_events.by_id(tx, certificate.event_id)
        participant = participants.by_id(tx, certificate.participant_id)
    assert event is not None  # noqa: S101  the foreign keys say so
    assert participant is not None  # noqa: S101
    return Verified(certificate, event, participant, _today(desk, event, participant))


def _today(desk: Desk, event: Event, participant: Participant) -> Entitlement:
    found = (each for each in entitlements(desk, event))
    return next(each for each in found if each.record.participant.id == participant.id)
