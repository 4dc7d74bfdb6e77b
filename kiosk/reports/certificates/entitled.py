"""The list of those who may get a certificate, as a workbook for mail merge."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kiosk.core.certificates import Certificate, Entitlement
from kiosk.core.model import Event
from kiosk.reports.labels import SHORTFALLS
from kiosk.reports.wording import DASH, Language, Wording
from kiosk.reports.workbook.sheets import Cell, CellKind, SheetColumn, WorkbookValues


@dataclass(frozen=True, slots=True)
class Entitled:
    """The decisions on everybody, and the certificates issued, by the participant's id."""

    event: Event
    entitlements: Sequence[Entitlement]
    certificates: Mapping[int, Certificate]
    language: Language = Language.ID


def entitled_workbook(entitled: Entitled) -> bytes:
    """Return two sheets: those who may get a certificate, and those who may not, with the reason.

    Both have their heading in row 1, as a mail merge wants it.
    """
    wording = Wording(entitled.event.zone, entitled.language)
    title = f"{wording.say('Certificates')} {DASH} {entitled.event.name}"
    book = WorkbookValues(title, wording.say("Contains personal data."))
    fields = _fields(wording)
    chosen = [each for each in entitled.entitlements if each.is_entitled]
    others = [each for each in entitled.entitlements if not each.is_entitled]
    rows = (_row(each, entitled, wording) for each in chosen)
    book.add_table(wording.say("Entitled"), fields, rows)
    refused = ([*_row(each, entitled, wording), _why(each, wording)] for each in others)
    book.add_table(
        wording.say("Not entitled"),
        [*fields, SheetColumn(wording.say("Reason"), width=28)],
        refused,
    )
    return book.finish()


def _fields(wording: Wording) -> list[SheetColumn]:
    say = wording.say
    return [
        SheetColumn(say("No."), CellKind.NUMBER, 8),
        SheetColumn(say("Name"), width=36),
        SheetColumn("NIP", width=21),
        SheetColumn("NUPTK", width=19),
        SheetColumn(say("Group"), width=24),
        SheetColumn(say("Organization"), width=32),
        SheetColumn("JP", CellKind.NUMBER, 7),
        SheetColumn(say("Attendance"), CellKind.PERCENT, 11),
        SheetColumn(say("Certificate number"), width=26),
        SheetColumn(say("Code"), width=21),
        SheetColumn(say("Event"), width=40),
        SheetColumn(say("Date"), width=24),
    ]


def _row(each: Entitlement, entitled: Entitled, wording: Wording) -> list[Cell]:
    person = each.record.participant
    certificate = entitled.certificates.get(person.id)
    return [
        person.number,
        person.name,
        person.nip,
        person.nuptk,
        person.group,
        person.organization,
        each.earned,
        each.percent / 100,
        certificate.number if certificate else "",
        certificate.code if certificate else "",
        entitled.event.name,
        wording.full_date(entitled.event.date),
    ]


def _why(each: Entitlement, wording: Wording) -> str:
    return wording.say(SHORTFALLS[each.shortfall]) if each.shortfall else ""
