"""Reports by order: names of files, sessions by name, letterhead, remarks, and who took them."""

import pytest

from kiosk.core.errors import BadInput, NotFound
from kiosk.core.model import Event
from kiosk.desk import Desk
from kiosk.reports.letterhead import Letterhead
from kiosk.reports.wording import Language
from kiosk.services import reports
from kiosk.services.audit import history
from kiosk.services.check_ins import check_in
from kiosk.services.reports import Format, ReportOrder
from tests.makers import Maker
from tests.reports.events import letterhead
from tests.reports.pdf import text_of


@pytest.fixture
def event(desk: Desk, make: Maker) -> Event:
    event = make.event()
    check_in(desk, make.scan(make.participant(event, "Ada")))
    return event


@pytest.mark.parametrize(
    ("kind", "name", "begins"),
    [
        (Format.XLSX, "coaching-clinic-kehadiran.xlsx", b"PK"),
        (Format.CSV, "coaching-clinic-kehadiran.csv", b"\xef\xbb\xbfnumber,"),
        (Format.JSON, "coaching-clinic-kehadiran.json", b"["),
        (Format.LIST, "coaching-clinic-daftar-hadir.pdf", b"%PDF"),
        (Format.TURNOUT, "coaching-clinic-laporan.pdf", b"%PDF"),
    ],
)
def test_every_format_can_be_ordered(
    desk: Desk, event: Event, kind: Format, name: str, begins: bytes
) -> None:
    made = reports.document(desk, event, ReportOrder(kind))

    assert made.name == name
    assert made.content.startswith(begins)


def test_an_english_report_is_called_in_english(desk: Desk, event: Event) -> None:
    made = reports.document(desk, event, ReportOrder(Format.TURNOUT, language=Language.EN))

    assert made.name == "coaching-clinic-report.pdf"


def test_a_session_is_found_by_its_name_in_any_case(desk: Desk, event: Event) -> None:
    found = reports.session_named(desk, event, " sesi pagi")

    assert found and found.name == "Sesi Pagi"
    assert reports.session_named(desk, event, None) is None


def test_an_unknown_session_is_refused_with_the_known_ones(desk: Desk, event: Event) -> None:
    with pytest.raises(NotFound, match="Sesi Pagi, Sesi Sore"):
        reports.session_named(desk, event, "Malam")


def test_the_letterhead_stands_on_what_is_made_afterwards(desk: Desk, event: Event) -> None:
    reports.store_letterhead(desk, event, letterhead(), "Siti")

    made = reports.document(desk, event, ReportOrder(Format.LIST))

    assert reports.letterhead(desk, event.id) == letterhead()
    assert "PEMERINTAH KABUPATEN BARITO TIMUR" in text_of(made.content)


def test_a_letterhead_of_too_many_lines_is_refused(desk: Desk, event: Event) -> None:
    with pytest.raises(BadInput, match="at most 8 lines"):
        reports.store_letterhead(desk, event, Letterhead(("x",) * 9), "Siti")


def test_remarks_stand_in_the_turnout_report(desk: Desk, event: Event) -> None:
    reports.store_remarks(desk, event, "  Acara berjalan lancar.  ", "Siti")

    made = reports.document(desk, event, ReportOrder(Format.TURNOUT))

    assert "Acara berjalan lancar." in text_of(made.content)


def test_remarks_without_end_are_refused(desk: Desk, event: Event) -> None:
    with pytest.raises(BadInput, match=r"2,000"):
        reports.store_remarks(desk, event, "x" * 2001, "Siti")


def test_who_took_a_document_is_written_down(desk: Desk, event: Event) -> None:
    reports.hand_out(desk, event, "daftar.pdf", "Siti")

    newest = history(desk, event.id)[0]
    assert (newest.by, newest.action, newest.subject) == (
        "Siti",
        "document_made",
        "document:daftar.pdf",
    )


def test_the_preview_is_a_picture_of_the_first_page(desk: Desk, event: Event) -> None:
    assert reports.preview(desk, event, ReportOrder(Format.LIST)).startswith(b"\x89PNG")


def test_remarks_that_fill_a_page_are_refused(desk: Desk, event: Event) -> None:
    with pytest.raises(BadInput, match="more than 20 remarks"):
        reports.store_remarks(desk, event, "x\n" * 21, "Siti")
