"""Where everything lies on the papers: as it was when somebody last looked at them."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.core.attendance import Attendance
from kiosk.reports.attendance_list.pdf import list_pdf
from kiosk.reports.attendance_list.values import ListChoice, ListPaper, ListVariant
from kiosk.reports.certificates.design import CertificateDesign
from kiosk.reports.certificates.pdf import Awarded, Stationery, certificate_pdf
from kiosk.reports.turnout.pdf import turnout_pdf
from tests.kept import is_as_kept, objects_of
from tests.reports.events import attendance, certificate_of, letterhead, person

KEPT = Path(__file__).parent / "drawn.json"


@pytest.fixture(name="few")
def make_few() -> Attendance:
    whole = attendance()
    over = whole.sessions[-1].ends_at + timedelta(hours=1)
    return replace(whole, records=whole.records[:9], counted_at=over)


@pytest.mark.parametrize("variant", ListVariant)
def test_the_attendance_list(few: Attendance, variant: ListVariant) -> None:
    drawn = list_pdf(few, letterhead(), ListChoice(variant=variant, paper=ListPaper.F4))

    is_as_kept(KEPT, f"list {variant}", objects_of(drawn))


def test_the_turnout_report(few: Attendance) -> None:
    is_as_kept(KEPT, "turnout", objects_of(turnout_pdf(few, [], letterhead())))


def test_a_certificate(few: Attendance) -> None:
    who = person(1, name="Sabai, S.Pd.")
    stationery = Stationery(few.event, letterhead(), CertificateDesign())

    given = replace(certificate_of(who), code="29ABCD3EFGH4JK5M")
    drawn = certificate_pdf([Awarded(given, who, 10)], stationery)

    is_as_kept(KEPT, "certificate", objects_of(drawn))
