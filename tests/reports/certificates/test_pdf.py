"""Certificates: what stands on them, and that the symbol is read back."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
import zxingcpp
from openpyxl import load_workbook
from pypdfium2 import PdfDocument

from kiosk.core.certificates import CertificateRule, entitlement
from kiosk.reports.certificates.design import (
    CertificateDesign,
    certificate_number,
    design_from_json,
    design_to_json,
    unknown_fields,
)
from kiosk.reports.certificates.entitled import Entitled, entitled_workbook
from kiosk.reports.certificates.pdf import Awarded, Stationery, certificate_pdf
from tests.reports.events import AWKWARD, attendance, certificate_of, letterhead, person
from tests.reports.pdf import pages_of

WHOLE = attendance(names=AWKWARD)
STATIONERY = Stationery(WHOLE.event, letterhead(), CertificateDesign())


def awarded(number: int, **changes: object) -> Awarded:
    who = person(number, **changes)
    return Awarded(certificate_of(who), who, 10)


def test_a_certificate_says_who_what_when_and_how_much() -> None:
    page = " ".join(
        pages_of(certificate_pdf([awarded(1, name="Sabai, S.Pd.")], STATIONERY))[0].split()
    )

    for text in (
        "SERTIFIKAT",
        "Nomor: 001/SERT/XI/2026",
        "Sabai, S.Pd.",
        "Senin, 23 November 2026",
        "10 jam pelajaran",
        "Kepala Dinas Pendidikan",
    ):
        assert text in page


@pytest.mark.parametrize(
    ("group", "role"),
    [("Narasumber", "Narasumber"), ("CGP", "CGP"), ("A", "Peserta"), ("Kelas 7B", "Peserta")],
)
def test_nobody_took_part_as_a_class_or_a_letter(group: str, role: str) -> None:
    page = " ".join(pages_of(certificate_pdf([awarded(1, group=group)], STATIONERY))[0].split())

    assert f"partisipasinya sebagai {role} dalam kegiatan" in page


def test_a_title_of_two_words_keeps_its_gap() -> None:
    design = CertificateDesign(title="PIAGAM PENGHARGAAN")

    page = pages_of(certificate_pdf([awarded(1)], replace(STATIONERY, design=design)))[0]

    assert "PIAGAM PENGHARGAAN" in page


def test_the_symbol_is_read_back() -> None:
    given = awarded(1)
    document = PdfDocument(certificate_pdf([given], STATIONERY))
    picture = document[0].render(scale=3).to_pil()
    document.close()

    assert zxingcpp.read_barcodes(picture)[0].text == given.certificate.code


@pytest.mark.parametrize("name", AWKWARD)
def test_any_name_fits_on_one_page(name: str) -> None:
    event = replace(WHOLE.event, name="Kegiatan " * 40)

    content = certificate_pdf([awarded(1, name=name)], replace(STATIONERY, event=event))

    assert len(pages_of(content)) == 1


def test_braces_in_the_name_of_an_event_are_no_fields() -> None:
    event = replace(WHOLE.event, name="Rapat {jp} {0}")

    page = pages_of(certificate_pdf([awarded(1)], replace(STATIONERY, event=event)))[0]

    assert "{jp} {0}" in " ".join(page.split())


def test_a_place_that_is_not_known_is_left_out() -> None:
    nowhere = replace(WHOLE.event, place="")
    stationery = Stationery(nowhere, replace(letterhead(), place=""), CertificateDesign())

    page = " ".join(pages_of(certificate_pdf([awarded(1)], stationery))[0].split())

    assert "pada Senin, 23 November 2026, setara dengan 10 jam pelajaran" in page


def test_numbers_follow_the_scheme() -> None:
    day = date(2026, 11, 23)

    assert certificate_number("{number}/SERT/{month}/{year}", 7, day) == "007/SERT/XI/2026"


def test_fields_that_nobody_fills_in_are_named() -> None:
    design = CertificateDesign(text="{event} {nama}", numbers="{number}/{jp}")

    assert unknown_fields(design) == ["nama", "jp"]
    assert unknown_fields(CertificateDesign()) == []


def test_a_design_survives_json_and_what_it_does_not_know() -> None:
    value = design_to_json(CertificateDesign(title="PIAGAM"))

    assert design_from_json({**value, "border": "gold"}).title == "PIAGAM"


def test_the_list_for_mail_merge_has_all_in_one_of_two_sheets() -> None:
    rule = CertificateRule({1: 5, 2: 5}, 100)
    decided = [entitlement(rule, record) for record in WHOLE.records]

    book = load_workbook(BytesIO(entitled_workbook(Entitled(WHOLE.event, decided, {}))))

    entitled = sum(each.is_entitled for each in decided)
    assert book.sheetnames == ["Berhak sertifikat", "Tidak berhak"]
    assert book["Berhak sertifikat"].max_row == entitled + 1
    assert book["Tidak berhak"].max_row == len(decided) - entitled + 1
    assert book["Berhak sertifikat"]["B2"].data_type == "s"
