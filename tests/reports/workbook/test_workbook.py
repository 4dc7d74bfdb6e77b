"""The workbook, opened by somebody else: sheets, texts, times, numbers, chart, print setup."""

from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from kiosk.core.attendance import Attendance
from kiosk.reports.wording import Language
from kiosk.reports.workbook.rows import COLUMNS
from kiosk.reports.workbook.workbook import BookChoice, workbook
from tests.reports.events import AWKWARD, attendance, scans

WHOLE = attendance(names=AWKWARD)


@pytest.fixture(scope="module")
def content() -> bytes:
    return workbook(WHOLE, scans(WHOLE))


@pytest.fixture(scope="module")
def book(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


def test_the_sheets_follow_the_day(book: Workbook) -> None:
    assert book.sheetnames == [
        "Peserta",
        "Ringkasan",
        "Kedatangan",
        "Sesi Pagi",
        "Sesi Sore",
        "Tidak hadir",
        "Peserta tambahan",
        "Pemindaian",
    ]


def test_a_script_reads_the_first_sheet_like_the_csv(book: Workbook) -> None:
    heading = [cell.value for cell in book.worksheets[0][1]]

    assert heading[: len(COLUMNS) + 2] == [*COLUMNS, "Sesi Pagi", "Sesi Sore"]
    assert heading[-1] == "Sesi Sore \u2013 cara"
    assert book.active is book.worksheets[0]


def test_texts_stay_texts(book: Workbook) -> None:
    rows = book["Peserta"].iter_rows(min_row=2, max_row=len(AWKWARD) + 1)

    for row, name in zip(rows, AWKWARD, strict=True):
        assert (row[1].value, row[1].data_type) == (name, "s")
        assert (row[2].data_type, row[2].number_format) == ("s", "@")


def test_times_are_real_times(book: Workbook) -> None:
    cell = book["Peserta"]["J2"]

    assert cell.value == datetime(2026, 11, 23, 8, 6, 43)  # noqa: DTZ001  a wall clock
    assert cell.is_date


def test_no_sheet_holds_a_formula(content: bytes) -> None:
    with ZipFile(BytesIO(content)) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        assert sheets
        assert not any(b"<f>" in archive.read(name) for name in sheets)


def test_each_session_lists_who_is_present_and_absent(book: Workbook) -> None:
    standing = [row[6] for row in book["Sesi Sore"].iter_rows(min_row=2, values_only=True)]

    counts = WHOLE.counts(2)
    assert standing.count("Hadir") == counts.present_expected
    assert standing.count("Tidak hadir") == counts.absent
    assert standing.count("Hadir, di luar daftar") == counts.unexpected


def test_nobody_is_absent_in_a_session_that_has_not_ended() -> None:
    running = replace(WHOLE, counted_at=WHOLE.sessions[0].starts_at)

    book = load_workbook(BytesIO(workbook(running, [], BookChoice())))

    for name, words in (("Sesi Pagi", "Belum hadir"), ("Sesi Sore", "Terdaftar")):
        standing = [row[6] for row in book[name].iter_rows(min_row=2, values_only=True)]
        assert words in standing and "Tidak hadir" not in standing
    assert {row[0] for row in book["Tidak hadir"].iter_rows(min_row=2, values_only=True)} == {
        "Sesi Pagi"
    }


def test_absentees_and_walk_ins_have_sheets_of_their_own(book: Workbook) -> None:
    absent = sum(WHOLE.counts(each.id).absent for each in WHOLE.sessions)

    assert book["Tidak hadir"].max_row == absent + 1
    assert book["Peserta tambahan"].max_row == 2


def test_every_scan_is_kept_with_its_reason(book: Workbook) -> None:
    rows = list(book["Pemindaian"].iter_rows(min_row=2, values_only=True))

    assert len(rows) == len(scans(WHOLE))
    assert {row[3] for row in rows} == {
        "ok",
        "invalid",
        "revoked",
        "not_expected",
        "invalid_time",
    }


def test_a_scan_whose_time_was_put_right_says_by_how_much() -> None:
    first, second, *rest = scans(WHOLE)
    fast = replace(first, clock_ahead=timedelta(minutes=6, seconds=30))
    slow = replace(second, clock_ahead=timedelta(minutes=-90))

    rows = load_workbook(BytesIO(workbook(WHOLE, [fast, slow, *rest])))["Pemindaian"]

    told = [row[-1] for row in rows.iter_rows(min_row=1, max_row=4, values_only=True)]
    assert told == ["Dikoreksi (menit)", -6, 90, None]


def test_no_whole_code_of_a_badge_is_in_the_workbook(content: bytes) -> None:
    with ZipFile(BytesIO(content)) as archive:
        assert b"0123456789ABCDEF" not in archive.read("xl/sharedStrings.xml")


def test_sheets_can_be_filtered_and_printed(book: Workbook) -> None:
    sheet = book["Sesi Pagi"]

    assert sheet.auto_filter.ref == f"A1:K{sheet.max_row}"
    assert sheet.freeze_panes == "C2"
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")


def test_the_chart_is_a_native_one(content: bytes) -> None:
    with ZipFile(BytesIO(content)) as archive:
        chart = archive.read("xl/charts/chart1.xml")

    assert b"<c:barChart>" in chart
    assert b"Kedatangan" in chart


def test_the_summary_says_the_numbers_of_each_session(book: Workbook) -> None:
    rows = list(book["Ringkasan"].iter_rows(values_only=True))

    found = next(row for row in rows if row[0] == "Sesi Pagi")
    counts = WHOLE.counts(1)
    assert found[2:7] == (
        counts.expected,
        counts.present,
        counts.absent,
        counts.unexpected,
        counts.walk_ins,
    )


def test_a_name_that_looks_like_markup_stays_a_name() -> None:
    names = ("<r>Ada & Grace</r>", "<r><t>x</t></r>", "_x0041_")
    whole = attendance(5, names=names)

    book = load_workbook(BytesIO(workbook(whole, scans(whole))))

    written = [book["Peserta"].cell(row, 2).value.strip() for row in (2, 3, 4)]
    assert tuple(written) == names


def test_sessions_with_impossible_names_get_sheets_too() -> None:
    names = ("History", "Pagi/Sore: [1]*?", "Pagi Sore 1", "p" * 40, "p" * 41, "'", "=1+1")
    whole = attendance(2, len(names))
    named = tuple(
        replace(each, name=name) for each, name in zip(whole.sessions, names, strict=True)
    )

    book = load_workbook(BytesIO(workbook(replace(whole, sessions=named), [])))

    assert len(book.sheetnames) == len(set(map(str.casefold, book.sheetnames))) == 6 + len(names)


def test_progress_counts_the_sheets_and_the_closing_of_the_book() -> None:
    told: list[tuple[int, int]] = []

    workbook(attendance(3), [], progress=lambda *each: told.append(each))

    assert told == [(number, 8) for number in range(1, 9)]


def test_one_session_in_english() -> None:
    content = workbook(WHOLE, scans(WHOLE), BookChoice(1, Language.EN))

    book = load_workbook(BytesIO(content))

    assert "Sesi Sore" not in book.sheetnames
    assert book["Absentees"].max_row == WHOLE.counts(1).absent + 1


@pytest.mark.parametrize("empty", [attendance(0), attendance(3, 0)])
def test_an_event_without_people_or_sessions_gives_a_workbook_too(empty: Attendance) -> None:
    book = load_workbook(BytesIO(workbook(empty, [])))

    assert book.sheetnames[:2] == ["Peserta", "Ringkasan"]
