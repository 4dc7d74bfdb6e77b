"""Columns are understood by heading and cells together, and what is close is asked."""

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.core.roster.assignment import best_assignment
from kiosk.core.roster.fields import Field
from kiosk.core.roster.spreadsheet import Merge
from kiosk.core.roster.understanding import ColumnDoubt, Known, understand
from tests.core.roster.lists import SESSIONS, book_of, meanings, people, understood

NIP = "198501012010012001"


@pytest.mark.parametrize(
    "heading",
    (Path(__file__).parent / "samples/headings_of_names.txt").read_text("utf-8").splitlines(),
)
def test_a_heading_of_names_is_known(heading: str) -> None:
    text = f"No|{heading}|Kota\n1|Rina Wulandari|Ampah\n2|Bagus|Paku"
    assert meanings(text)[heading] == "name"


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("First name", "Last name"),
        ("Nama Depan", "Nama Belakang"),
        ("Vorname", "Nachname"),
        ("Prénom", "Nom"),
        ("Nombre", "Apellidos"),
        ("Nome", "Cognome"),
        ("Nome", "Sobrenome"),
        ("Voornaam", "Achternaam"),
        ("Imię", "Nazwisko"),
        ("Ad", "Soyad"),
        ("Given Name", "Family Name"),
        ("Vorname", "Name"),
        ("Name", "Surname"),
        ("attendee_first_name", "attendee_last_name"),
    ],
)
def test_first_and_last_name_are_joined(first: str, last: str) -> None:
    assert people(f"{last}|{first}|Email\nWulandari|Rina|r@contoh.id") == [("Rina Wulandari",)]


@pytest.mark.parametrize(
    ("heading", "cells", "meaning"),
    [
        ("Sekolah tempat Bapak/Ibu bertugas", ("SDN 1", "SDN 2"), "organization"),
        ("Apakah unit kerja mengizinkan?", ("Ya", "Tidak"), None),
        ("Nomor yang dapat dihubungi", ("081200000001", "081200000002"), "phone"),
        ("Apakah bersedia masuk grup WA?", ("Ya", "Tidak"), None),
        ("Kontak darurat", ("081299999999", "081299999998"), None),
        ("Emergency contact number", ("081299999999", "081299999998"), None),
        ("Does your organization pay the fee?", ("Yes", "No"), None),
        ("Sessions attended last year", ("2", "1"), None),
        ("INSTANSI INDUK ID", ("A5EB03E23CCCF6A0", "A5EB03E23CCCF6A1"), None),
        ("Kode Sekolah", ("A1", "A2"), None),
        ("NIP Wali Kelas", (NIP, "198002022006041002"), None),
        ("NIP Atasan", (NIP, "198002022006041002"), None),
        ("No HP Orang Tua", ("081299999999", "081299999998"), None),
        ("Nama Orang Tua", ("Ibu Rina", "Bapak Bagus"), None),
        ("Nama Kepala Sekolah", ("Siti", "Hadi"), None),
        ("Joined Group on", ("2020-01-01", "2020-01-02"), None),
        ("Lembaga Pengangkatan", ("Kab/Kota", "Provinsi"), None),
        ("Asal Sekolah", ("SDN 1", "SDN 2"), "organization"),
        ("Company website", ("https://a.id", "https://b.id"), None),
        ("Alamat Sekolah", ("Jl. A", "Jl. B"), None),
        ("NIK", ("6213010201120001", "6213010201120002"), None),
        ("NPSN", ("30201234", "30201235"), None),
        ("Jabatan", ("Guru", "Kepala Sekolah"), None),
        ("E-Mail-Adresse", ("a@contoh.id", "b@contoh.id"), "email"),
        ("Téléphone portable", ("+33 6 12 34 56 78", "+33 6 12 34 56 79"), "phone"),
        ("Organización", ("Escuela 1", "Escuela 2"), "organization"),
        ("所属", ("学校", "大学"), "organization"),
        ("Kontakt", ("a@contoh.id", "b@contoh.id"), "email"),
        ("Status", ("Hadir", "Tidak hadir"), "status"),
        ("Status Kepegawaian", ("PNS", "Honorer"), None),
    ],
)
def test_a_column_means_what_heading_and_cells_say(
    heading: str, cells: tuple[str, str], meaning: str | None
) -> None:
    text = f"Nama Lengkap|{heading}\nRina Wulandari|{cells[0]}\nBagus Prakoso|{cells[1]}"
    assert meanings(text).get(heading) == meaning


def test_a_full_column_wins_against_a_mostly_empty_one() -> None:
    rows = "\n".join(f"Guru {n}||08120000000{n}" for n in range(8))
    assert meanings(f"Nama|Telepon|HP\n{rows}\nRina|0536123456|")["HP"] == "phone"


@pytest.mark.parametrize("part", ["Nama Depan", "Nama Belakang", "Vorname"])
@pytest.mark.parametrize("by_friends", ["Nama Panggilan", "Preferred Name"])
def test_what_friends_say_is_no_part_of_the_name(part: str, by_friends: str) -> None:
    text = f"{part}|{by_friends}\nRina|Riri\nBagus|Gus"
    assert people(text) == [("Rina",), ("Bagus",)]


def test_a_column_of_accounts_loses_against_names() -> None:
    text = "Name|Nama Lengkap|Asal Sekolah\n|Rina Wulandari|SDN 1\n|Bagus|SDN 2"
    assert people(text) == [("Rina Wulandari",), ("Bagus",)]


def test_the_school_of_a_pupils_export_is_not_the_former_one() -> None:
    text = "Nama|NIPD|Rombel|Sekolah Asal\nAdi|1|7A|SDN 9\nBunga|2|7B|SDN 8"
    assert "Sekolah Asal" not in meanings(text)
    assert meanings("Nama|Sekolah Asal\nAdi|SDN 9")["Sekolah Asal"] == "organization"


def test_a_district_beside_a_home_is_not_the_offices() -> None:
    text = "Nama|RT|RW|Desa/Kelurahan|Kecamatan\nRina|1|2|Ampah Kota|Dusun Tengah"
    assert "Kecamatan" not in meanings(text)


def test_a_list_of_guardians_is_read_and_asked_about() -> None:
    found = understood(book_of("No|Nama Wali Kelas|NIP Wali Kelas\n1|Rina|" + NIP))
    assert found.mapping.fields == {1: Field.NAME, 2: Field.NIP}
    assert found.doubts


def test_two_columns_of_names_must_be_decided() -> None:
    found = understood(book_of("Nama Guru|Nama Siswa|Kelas\nRina|Adi|7A\nBagus|Bunga|7B"))
    assert found.doubts == (ColumnDoubt(Field.NAME, 0, 1),)


def test_two_numbers_that_are_close_are_asked_about() -> None:
    text = "Nama|No HP|No WA\nRina|081200000001|081300000001\nBagus|081200000002|081300000002"
    found = understood(book_of(text))
    assert found.mapping.column_of(Field.PHONE) == 1
    assert found.doubts == (ColumnDoubt(Field.PHONE, 1, 2),)


def test_two_columns_with_the_same_cells_are_no_question() -> None:
    text = "Nama|Email Address|Email\nRina|r@contoh.id|r@contoh.id\nBagus|b@contoh.id|"
    assert understood(book_of(text)).doubts == ()


def test_what_was_decided_by_hand_is_not_asked_again() -> None:
    book = book_of("Nama|No HP|No WA\nRina|081200000001|081300000001")
    found = understand(book, Known(sessions=SESSIONS, decided={2: Field.PHONE}))
    assert found
    assert found.mapping.column_of(Field.PHONE) == 2
    assert found.doubts == ()


def test_the_best_assignment_is_that_of_all_together() -> None:
    weights: list[dict[str, float]] = [{"a": 1.0, "b": 0.9}, {"a": 0.9}]
    assert best_assignment(weights) == {0: "b", 1: "a"}


@settings(max_examples=60, deadline=None, database=None)
@given(
    st.lists(
        st.dictionaries(st.sampled_from("abcd"), st.integers(1, 20), max_size=4),
        min_size=1,
        max_size=4,
    )
)
def test_no_other_assignment_is_worth_more(weights: list[dict[str, int]]) -> None:
    ways = product(*([None, *each] for each in weights))
    worth = [
        sum(each[thing] for each, thing in zip(weights, way, strict=True) if thing)
        for way in ways
        if len(given := [each for each in way if each]) == len(set(given))
    ]

    found = best_assignment(weights)

    assert len(set(found.values())) == len(found)
    assert sum(weights[place][thing] for place, thing in found.items()) == max(worth)


def test_a_heading_over_several_columns_says_whose_they_are() -> None:
    text = "Kepala Sekolah||Guru||Sekolah\nNama|NIP|Nama|NIP|Nama Sekolah\nSiti|1|Rina|" + NIP
    merges = (Merge(0, 0, 0, 1), Merge(0, 2, 0, 3))
    found = understood(book_of(f"{text}|SDN 1", merges=merges))
    assert found.mapping.column_of(Field.NAME) == 2
    assert found.mapping.column_of(Field.NIP) == 3


def test_a_sheet_whose_rows_might_all_be_headings_is_read_from_the_best_of_them() -> None:
    lines = [f"Nama {n}|Nama Siswa {n}" for n in range(20)]
    found = understood(book_of("\n".join([*lines[:10], "Nama|Asal Sekolah|No HP", *lines[10:]])))
    assert found.mapping.header_row == 10
