"""The Daftar Hadir: who stands on it, on which page, and what the page says."""

import re
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.core.model import Status
from kiosk.reports.attendance_list.columns import ROW_HEIGHT, columns_of, row_of
from kiosk.reports.attendance_list.pages import PageRoom, paginate
from kiosk.reports.attendance_list.pdf import list_pdf
from kiosk.reports.attendance_list.values import (
    Grouping,
    ListChoice,
    ListPaper,
    ListVariant,
    listed,
    natural,
    sections_of,
)
from kiosk.reports.letterhead import Letterhead, letterhead_from_json, letterhead_to_json
from kiosk.reports.turnout.pdf import turnout_pdf
from kiosk.reports.wording import Language, Wording
from tests.reports.events import AWKWARD, LONG, attendance, event, letterhead
from tests.reports.pdf import pages_of, text_of


def test_the_canceled_stand_on_no_list_and_walk_ins_do() -> None:
    whole = attendance()

    names = listed(whole.records, whole.sessions)

    assert all(each.participant.status is not Status.CANCELED for each in names)
    assert sum(each.participant.walk_in for each in names) == 1


def test_the_list_of_a_session_leaves_out_who_comes_to_the_other_only() -> None:
    whole = attendance()

    morning = sections_of(whole, ListChoice(session_id=1))[0]
    both = sections_of(whole, ListChoice())[0]

    assert len(morning.records) == whole.counts(1).expected + whole.counts(1).unexpected
    assert len(both.records) == 121


def test_a_list_for_each_group_holds_everybody_once() -> None:
    whole = attendance()

    sections = sections_of(whole, ListChoice(grouping=Grouping.GROUP))

    assert [each.name for each in sections] == ["Calon Guru Penggerak", "Calon Pengajar Praktik"]
    assert sum(len(each.records) for each in sections) == 121


def test_sdn_2_stands_before_sdn_10() -> None:
    assert sorted(["SDN 10", "sdn 2", "A"], key=natural) == ["A", "sdn 2", "SDN 10"]


def test_more_sessions_than_have_room_become_several_lists() -> None:
    sections = sections_of(attendance(5, 8), ListChoice())

    assert [len(each.sessions) for each in sections] == [6, 2]


def test_the_closing_block_never_stands_alone() -> None:
    assert paginate([18.0] * 10, PageRoom(100, 140, 60)) == [range(5), range(5, 9), range(9, 10)]
    assert paginate([18.0] * 3, PageRoom(100, 140, 40)) == [range(3)]
    assert paginate([], PageRoom(100, 140, 40)) == [range(0)]


def test_rows_have_nine_millimetres_and_more_for_long_names() -> None:
    whole = attendance(names=(LONG,))
    section = sections_of(whole, ListChoice(session_id=1))[0]
    columns = columns_of(section, ListChoice(), Wording(whole.event.zone), (12, 198))

    rows = [row_of(record, columns) for record in section.records]

    assert rows[0].height > ROW_HEIGHT
    assert " ".join(rows[0].cells["name"]) == LONG
    assert min(row.height for row in rows) == 9.0


def test_a_page_says_what_an_office_expects() -> None:
    pages = pages_of(list_pdf(attendance(), letterhead(), ListChoice()))

    first, last = " ".join(pages[0].split()), " ".join(pages[-1].split())
    for text in (
        "DINAS PENDIDIKAN",
        "DAFTAR HADIR PESERTA",
        "Senin, 23 November 2026",
        "08.00 \u2013 12.00 WIB",
        "Aula Dinas Pendidikan",
        "terekam elektronik",
        f"Halaman 1 dari {len(pages)}",
    ):
        assert text in first
    assert "Tamiang Layang, 23 November 2026" in last
    assert "NIP 19680101 199003 1 004" in last


def test_every_page_repeats_the_heading_of_the_table() -> None:
    pages = pages_of(list_pdf(attendance(), letterhead(), ListChoice()))

    assert len(pages) > 3
    assert all("Tanda tangan" in page and "NIP / NUPTK" in page for page in pages)


def test_the_numbers_run_through_without_a_gap() -> None:
    text = text_of(list_pdf(attendance(), Letterhead(), ListChoice(variant=ListVariant.BLANK)))

    said = Counter(int(each) for each in re.findall(r"\b(\d+)\.", text))
    assert all(said[number] >= 2 for number in range(1, 122))  # of the row, and to sign at


def test_a_blank_list_tells_no_times_and_no_totals() -> None:
    text = text_of(list_pdf(attendance(), letterhead(), ListChoice(variant=ListVariant.BLANK)))

    assert "terekam" not in text
    assert "Terdaftar" not in text
    assert not re.search(r"\d\d\.\d\d \d\d\.\d\d", text)


def test_a_blank_list_has_room_for_what_is_counted_by_hand() -> None:
    pages = pages_of(list_pdf(attendance(), letterhead(), ListChoice(variant=ListVariant.BLANK)))

    last = " ".join(pages[-1].split())
    assert "Jumlah peserta : 121" in last
    assert "Tidak hadir : ....." in last


def test_a_nip_is_never_broken() -> None:
    whole = attendance(1)
    person = replace(whole.records[0].participant, nip="1" + 17 * "0")
    columns = columns_of(
        sections_of(whole, ListChoice())[0], ListChoice(), Wording(whole.event.zone), (12, 198)
    )

    row = row_of(replace(whole.records[0], participant=person), columns)

    assert len(row.cells["identifier"]) == 1


def test_a_list_of_two_days_names_both_and_the_day_of_each_session() -> None:
    whole = attendance()
    morning, next_day = whole.sessions
    next_day = replace(
        next_day,
        name="Hari Kedua",
        starts_at=morning.starts_at + timedelta(days=1),
        ends_at=morning.ends_at + timedelta(days=1),
    )
    whole = replace(whole, sessions=(morning, next_day))

    both = text_of(list_pdf(whole, letterhead(), ListChoice()))
    second = text_of(list_pdf(whole, letterhead(), ListChoice(session_id=2)))

    assert "Senin \u2013 Selasa, 23 \u2013 24 November 2026" in both
    assert "Hari Kedua 24/11, 08.00 \u2013 12.00 WIB" in both
    assert "Tamiang Layang, 24 November 2026" in both
    assert ": Selasa, 24 November 2026" in second


def test_a_long_name_of_an_event_takes_more_lines() -> None:
    name = " ".join(["Pendaftaran Calon Pengajar Praktik"] * 8)
    whole = replace(attendance(), event=event(name=name))

    first = pages_of(list_pdf(whole, letterhead(), ListChoice(session_id=1)))[0]

    assert name in " ".join(first.split())
    assert name not in first


def test_totals_of_a_session_without_expected_people_have_no_share() -> None:
    text = text_of(list_pdf(attendance(0), letterhead(), ListChoice()))

    assert "Belum ada peserta" in text
    assert "Sesi Pagi 0 0 0 0 \u2013" in text


def test_of_a_list_that_is_looked_at_only_the_first_page_is_drawn() -> None:
    whole = list_pdf(attendance(), letterhead(), ListChoice())
    looked_at = list_pdf(attendance(), letterhead(), ListChoice(only_first_page=True))

    assert pages_of(looked_at) == pages_of(whole)[:1]


def test_english_is_said_where_it_is_asked_for() -> None:
    choice = ListChoice(language=Language.EN)

    text = text_of(list_pdf(attendance(), letterhead(), choice))

    assert "Monday, 23 November 2026" in text
    assert "08:00 \u2013 12:00 WIB" in text
    assert "Page 1 of" in text


@pytest.mark.parametrize("paper", list(ListPaper))
@pytest.mark.parametrize("variant", list(ListVariant))
def test_awkward_names_are_all_there(paper: ListPaper, variant: ListVariant) -> None:
    choice = ListChoice(paper=paper, variant=variant, session_id=1)

    text = text_of(list_pdf(attendance(names=AWKWARD), letterhead(), choice))

    for name in (
        "=1+1",
        "@admin",
        "Ğülşah Özdemir-Đặng Thị Ánh Nguyệt",
        "Прокофьева Анна",
        "王小明",
        "सीता देवी",
    ):
        assert name in text
    assert "???" in text, "no font has these characters, but their place is seen"


def test_an_event_without_people_or_sessions_gives_a_list_too() -> None:
    assert "DAFTAR HADIR" in text_of(list_pdf(attendance(0), letterhead(), ListChoice()))
    assert "DAFTAR HADIR" in text_of(list_pdf(attendance(3, 0), Letterhead(), ListChoice()))


def test_papers_of_a_rehearsal_say_so() -> None:
    whole = replace(attendance(30), event=event(rehearsal_of=1))

    pages = pages_of(list_pdf(whole, letterhead(), ListChoice()))

    assert all("GLADI BERSIH" in page for page in pages)
    assert "GLADI BERSIH" in text_of(turnout_pdf(whole, [], letterhead()))


def test_progress_counts_the_pages() -> None:
    told: list[tuple[int, int]] = []

    content = list_pdf(attendance(), letterhead(), ListChoice(), lambda *each: told.append(each))

    pages = len(pages_of(content))
    assert told == [(number, pages) for number in range(1, pages + 1)]


def test_a_letterhead_survives_json() -> None:
    assert letterhead_from_json(letterhead_to_json(letterhead())) == letterhead()
    assert letterhead_from_json(None) == Letterhead()


def test_a_list_taken_before_a_session_leaves_its_times_empty() -> None:
    before = replace(attendance(), counted_at=attendance().sessions[0].starts_at)
    whole = text_of(list_pdf(attendance(), letterhead(), ListChoice(session_id=2)))

    text = text_of(list_pdf(before, letterhead(), ListChoice(session_id=2)))

    assert (
        whole.count("\N{EN DASH}") - text.count("\N{EN DASH}") == attendance().counts(2).absent - 2
    )
