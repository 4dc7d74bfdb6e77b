"""Lists as other products write them, with invented people."""

from pathlib import Path

import pytest

from kiosk.core.roster.exports import known_exports
from kiosk.core.roster.fields import Field
from tests.core.roster.lists import book_of, coming_in, people, planned, understood

SAMPLES = Path(__file__).parent / "samples"
NIP = "198501012010012001"
PERSON = (
    Field.NAME,
    Field.NIP,
    Field.NUPTK,
    Field.GROUP,
    Field.ORGANIZATION,
    Field.PHONE,
    Field.EMAIL,
)
RINA_ALONE = ("Rina Wulandari", "", "", "", "", "", "")


MAIL, PHONE, SCHOOL = "rina@contoh.id", "081200000001", "SDN 1 Contoh"
RINA = "Rina Wulandari"
CASES = {
    "SIASN": (
        "siasn",
        ("Dra. RINA WULANDARI, M.Pd.", NIP, "", "", "SD NEGERI 1 CONTOH", PHONE, MAIL),
    ),
    "Dapodik, guru": (
        "dapodik_guru",
        ("RINA WULANDARI", NIP, "1433763665300001", "", "SD NEGERI 1 CONTOH", PHONE, MAIL),
    ),
    "Dapodik, peserta didik": (
        "dapodik_siswa",
        ("ADI SAPUTRA", "", "", "Kelas 7A", "SMP NEGERI 1 CONTOH", PHONE, "adi@contoh.id"),
    ),
    "EMIS": ("emis", ("ADI SAPUTRA", "", "", "Kelas 7 - A", "", PHONE, "")),
    "Simpatika": (
        "simpatika",
        ("RINA WULANDARI", NIP, "1433763665300001", "", "MIN 1 CONTOH", PHONE, MAIL),
    ),
    "Google Forms": ("google_forms", ("Rina Wulandari, S.Pd", "", "", "", SCHOOL, PHONE, MAIL)),
    "Microsoft Forms": ("microsoft_forms", (RINA, "", "", "", SCHOOL, PHONE, MAIL)),
    "Microsoft Forms, accounts alone": ("microsoft_forms_alone", (RINA, "", "", "", "", "", MAIL)),
    "Google Workspace": ("workspace", (RINA, "", "", "", "", PHONE, MAIL)),
    "Zoom": ("zoom", (RINA, "", "", "", "", "", MAIL)),
    "Microsoft Teams": ("teams", (RINA, "", "", "Presenter", "", "", MAIL)),
    "Moodle": ("moodle", (RINA, "", "", "A", SCHOOL, "", MAIL)),
    "Eventbrite": ("eventbrite", (RINA, "", "", "Umum", SCHOOL, PHONE, MAIL)),
    "pretix": ("pretix", (RINA, "", "", "Umum", SCHOOL, PHONE, MAIL)),
    "Tito": ("tito", (RINA, "", "", "Umum", SCHOOL, PHONE, MAIL)),
    "Luma": ("luma", (RINA, "", "", "Umum", SCHOOL, "+6281200000001", MAIL)),
    "Meetup": ("meetup", RINA_ALONE),
    "Indico": ("indico", (RINA, "", "", "", SCHOOL, PHONE, MAIL)),
    "Hi.Events": ("hi_events", (RINA, "", "", "Umum", "", "", MAIL)),
    "Humanitix": ("humanitix", (RINA, "", "", "Umum", SCHOOL, PHONE, MAIL)),
    "alf.io": ("alf_io", (RINA, "", "", "Umum", "", "", MAIL)),
}


def _sample(name: str) -> tuple[str, tuple[str, ...]]:
    """The lines of a sample, whose cells are divided by bars, and its first person."""
    file, expected = CASES[name]
    return (SAMPLES / f"{file}.txt").read_text("utf-8").rstrip("\n"), expected


@pytest.mark.parametrize("name", CASES)
def test_an_export_arrives_cell_by_cell(name: str) -> None:
    text, expected = _sample(name)
    assert people(text, *PERSON)[0] == expected
    assert {each[0] for each in people(text, Field.DISTRICT)} == {""}


@pytest.mark.parametrize("name", CASES)
def test_nobody_of_an_export_is_left_out_or_doubled(name: str) -> None:
    text, expected = _sample(name)
    names = coming_in(planned(text))
    assert names[0] == expected[0]
    assert len(names) == (2 if "guru" in name else 1)


def test_every_export_of_the_table_is_known_by_a_sample() -> None:
    known = {understood(book_of(_sample(name)[0])).export for name in CASES}
    assert {*known_exports()} - known == {"Hadir"}
