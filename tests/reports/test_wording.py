"""The languages of reports: texts, dates, times and numbers as they are read here."""

import ast
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk import reports
from kiosk.catalogues import catalogue
from kiosk.reports import labels
from kiosk.reports.wording import Language, Wording

WIB = ZoneInfo("Asia/Pontianak")
HERE = Path(reports.__file__).parent


def said() -> set[str]:
    """The texts that the code hands to `say`, and those of the labels."""
    calls = [
        node
        for path in HERE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and (getattr(node.func, "attr", "") == "say" or getattr(node.func, "id", "") == "say")
    ]
    texts = {
        argument.value
        for call in calls
        if isinstance(argument := call.args[0], ast.Constant) and isinstance(argument.value, str)
    }
    tables = (labels.MEANS, labels.REASONS, labels.STATUSES, labels.SHORTFALLS)
    standing = {"Present", "Present, off the list", "Absent", "Not expected"}
    return texts | standing | {text for table in tables for text in table.values()}


def test_every_text_of_a_report_is_in_the_catalogue_of_the_pages() -> None:
    known = catalogue("id").gettext
    same = {"No.", "NIP / NUPTK", "Status"}  # Written alike in both languages.

    assert {text for text in said() - same if known(text) == text} == set()


def test_a_thing_is_called_alike_on_paper_and_on_screen() -> None:
    say = Wording(WIB).say

    assert (say("Expected"), say("Organization"), say("Group")) == (
        "Terdaftar",
        "Unit kerja",
        "Kelompok",
    )


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (Language.ID, ("Senin, 23 November 2026", "08.05", "1.250", "94,4 %")),
        (Language.EN, ("Monday, 23 November 2026", "08:05", "1,250", "94.4 %")),
    ],
)
def test_dates_times_and_numbers(language: Language, expected: tuple[str, ...]) -> None:
    wording = Wording(WIB, language)
    moment = datetime(2026, 11, 23, 1, 5, tzinfo=UTC)

    told = (
        wording.full_date(date(2026, 11, 23)),
        wording.time(moment),
        wording.number(1250),
        wording.percent(94.36),
    )

    assert told == expected
    assert wording.zone_name(moment) == "WIB"


def test_a_time_of_another_day_names_the_day() -> None:
    past_midnight = datetime(2026, 11, 23, 17, 5, tzinfo=UTC)

    told = Wording(WIB).time_on(past_midnight, date(2026, 11, 23))

    assert told == "24/11 00.05"


@pytest.mark.parametrize(
    ("last", "told"),
    [
        (date(2026, 11, 23), "Senin, 23 November 2026"),
        (date(2026, 11, 24), "Senin \u2013 Selasa, 23 \u2013 24 November 2026"),
        (date(2026, 12, 1), "Senin \u2013 Selasa, 23 November \u2013 1 Desember 2026"),
        (date(2027, 1, 1), "Senin \u2013 Jumat, 23 November 2026 \u2013 1 Januari 2027"),
    ],
)
def test_dates_of_several_days_say_nothing_twice(last: date, told: str) -> None:
    assert Wording(WIB).full_dates(date(2026, 11, 23), last) == told
