"""The turnout report: one or two pages that say what was counted."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest

from kiosk.core.attendance import Attendance, AttendanceRecord
from kiosk.core.model import CheckIn, Event, Means, Participant, Session
from kiosk.reports.letterhead import Letterhead
from kiosk.reports.turnout.arrivals import curve
from kiosk.reports.turnout.pdf import TurnoutChoice, turnout_pdf
from kiosk.reports.turnout.values import absences, people, remarks, walk_ins
from kiosk.reports.wording import Language, Wording
from tests.makers import at
from tests.reports.events import AWKWARD, LONG, attendance, letterhead, scans
from tests.reports.pdf import pages_of, text_of

WHOLE = attendance(names=AWKWARD)


def test_the_report_says_the_numbers_of_each_session() -> None:
    text = text_of(turnout_pdf(WHOLE, scans(WHOLE), letterhead()))

    for session in WHOLE.sessions:
        counts = WHOLE.counts(session.id)
        came = f"{counts.present_expected} dari {counts.expected} terdaftar hadir"
        assert f"{came}, {counts.absent} tidak hadir" in text


def test_absentees_stand_below_their_organization() -> None:
    found = absences(WHOLE)

    absent = {
        record.participant.name
        for record in WHOLE.records
        if any(record.is_missing(each.id) for each in WHOLE.sessions)
    }
    assert {each.name for absence in found for each in absence.absentees} == absent
    assert found[0].expected >= len(found[0].absentees)


def test_who_missed_one_session_only_is_told_apart() -> None:
    told = {each.name: each.sessions for absence in absences(WHOLE) for each in absence.absentees}

    assert told[LONG] == ("Sesi Pagi",)


def test_walk_ins_are_those_who_came() -> None:
    assert [each.participant.number for each in walk_ins(WHOLE)] == [125]


def test_remarks_tell_what_the_numbers_do_not() -> None:
    wording = Wording(WHOLE.event.zone, Language.EN)

    told = " ".join(remarks(WHOLE, scans(WHOLE), wording))

    assert "came after the start at 08:00" in told
    assert "came to Sesi Pagi and not to Sesi Sore" in told
    assert "Taken off the roster and not expected: 4." in told
    assert "badge was replaced" in told


def test_scans_whose_time_was_put_right_are_told_by_door() -> None:
    wording = Wording(WHOLE.event.zone, Language.EN)
    first, second, third, *rest = scans(WHOLE)
    told = [
        replace(first, clock_ahead=timedelta(minutes=12)),
        replace(second, clock_ahead=timedelta(minutes=11, seconds=59)),
        replace(third, clock_ahead=timedelta(minutes=-90), door="Pintu Selatan"),
        *(replace(each, clock_ahead=timedelta(seconds=20)) for each in rest),
    ]

    assert remarks(WHOLE, told, wording)[-2:] == [
        "Pintu Selatan: clock up to 90 minutes behind; times put right: 1.",
        "Pintu Utara: clock up to 12 minutes ahead; times put right: 2.",
    ]
    assert "times put right: 2" in text_of(
        turnout_pdf(WHOLE, told, letterhead(), TurnoutChoice(language=Language.EN))
    )


def test_the_remarks_of_the_organiser_are_printed() -> None:
    choice = TurnoutChoice(remarks="Acara berjalan lancar.")

    assert "Acara berjalan lancar." in text_of(turnout_pdf(WHOLE, [], letterhead(), choice))


@pytest.mark.parametrize(
    ("count", "sessions", "pages"),
    [(0, 2, 1), (40, 1, 1), (125, 2, 2), (3000, 2, 2), (60, 0, 1), (60, 9, 2)],
)
def test_the_report_has_two_pages_at_most(count: int, sessions: int, pages: int) -> None:
    whole = attendance(count, sessions)

    found = pages_of(turnout_pdf(whole, scans(whole), letterhead()))

    assert len(found) == pages
    assert f"Halaman {pages} dari {pages}" in found[-1]


def test_when_all_came_it_says_so() -> None:
    came = [each for each in WHOLE.records if all(map(each.is_present, (1, 2)))]
    whole = replace(WHOLE, records=tuple(came))

    assert "Semua yang terdaftar telah hadir." in text_of(turnout_pdf(whole, [], letterhead()))


def test_of_an_empty_roster_nobody_is_said_to_have_come() -> None:
    text = text_of(turnout_pdf(attendance(0), [], Letterhead()))

    assert "Belum ada peserta yang terdaftar." in text
    assert "Semua yang terdaftar telah hadir." not in text
    assert "0 %" not in text


def test_in_short_persons_are_counted_over_all_sessions() -> None:
    wanted = [(each, list(filter(each.is_expected, (1, 2)))) for each in WHOLE.records]
    came = [each for each, of in wanted if any(map(each.is_present, of))]
    always = [each for each, of in wanted if of and all(map(each.is_present, of))]

    found = people(WHOLE)

    assert found.expected == sum(bool(of) for _, of in wanted)
    assert (found.came, found.always) == (len(came), len(always))
    assert found.off_the_list == 1
    assert f"{found.came} orang" in text_of(turnout_pdf(WHOLE, [], letterhead()))


def test_walk_ins_and_remarks_stand_on_the_first_of_two_pages() -> None:
    first, second = pages_of(turnout_pdf(WHOLE, scans(WHOLE), letterhead()))

    assert "Catatan" in first
    assert "Unit kerja dengan peserta tidak hadir" in second


def test_the_remarks_of_the_organiser_are_never_cut() -> None:
    lines = [
        f"Catatan panitia nomor {number} yang agak panjang. {'x' * 60}" for number in range(20)
    ]
    whole = attendance(3000, 9)

    pages = pages_of(
        turnout_pdf(whole, scans(whole), letterhead(), TurnoutChoice(remarks="\n".join(lines)))
    )

    assert len(pages) == 2
    assert all(f"nomor {number} yang" in " ".join(pages) for number in range(20))
    assert "NIP 19680101" in pages[1]


def test_no_session_is_left_out_of_the_report() -> None:
    whole = attendance(60, 9)

    text = text_of(turnout_pdf(whole, [], letterhead()))

    counts = whole.counts(9)
    assert f"Sesi 9: {counts.present_expected} dari {counts.expected} terdaftar hadir" in text


@pytest.mark.parametrize("count", range(14, 50, 5))
def test_a_page_that_is_enough_names_every_organization(count: int) -> None:
    whole = attendance(count, 1)

    pages = pages_of(turnout_pdf(whole, [], letterhead()))

    assert len(pages) == 2 or "unit kerja lain" not in pages[0]


def test_the_curve_counts_every_arrival_without_gaps() -> None:
    found = curve(WHOLE, [1, 2])

    assert sum(each.counts[0] for each in found.spans) == WHOLE.counts(1).present
    assert sum(each.counts[1] for each in found.spans) == WHOLE.counts(2).present
    starts = [each.start for each in found.spans]
    assert all(b - a == found.step for a, b in pairwise(starts))


def test_a_long_curve_takes_longer_steps() -> None:
    assert len(curve(WHOLE, [1, 2], most=10).spans) <= 10
    assert curve(attendance(0), [1]).spans == ()


@pytest.mark.parametrize("minute", [4, 5, 9, 10])
def test_the_last_arrival_has_its_span(minute: int) -> None:
    first, last = at(8), at(8, minute)
    attended = arrived(first, last)

    counted = curve(attended, [attended.sessions[0].id])

    assert sum(sum(each.counts) for each in counted.spans) == 2
    assert counted.spans[-1].start <= last < counted.spans[-1].start + counted.step


def arrived(*times: datetime) -> Attendance:
    """One session to which somebody came at each of these times."""
    event = Event(1, "e", "E", date(2026, 11, 23), "Asia/Pontianak")
    part = Session(1, 1, "Pagi", at(8), at(12))
    records = tuple(
        AttendanceRecord(
            Participant(number, 1, number, f"P{number}"),
            frozenset([1]),
            {1: CheckIn(number, 1, 1, number, time, Means.CAMERA)},
        )
        for number, time in enumerate(times, 1)
    )
    return Attendance(event, (part,), records)


BEFORE, DURING = at(6), at(9)


def test_before_a_session_has_begun_nobody_is_absent() -> None:
    early = replace(WHOLE, counted_at=BEFORE)

    text = text_of(turnout_pdf(early, [], letterhead()))

    assert absences(early) == []
    assert "belum ada sesi yang dimulai" in text
    assert "Sebelum sesi dimulai, belum ada yang dihitung tidak hadir." in text
    assert "Keadaan pada 23 November 2026 06.00 WIB." in text
    assert "tidak hadir 0" not in text and "100 %" not in text


def test_while_the_first_session_runs_nobody_misses_the_second() -> None:
    running = replace(WHOLE, counted_at=DURING)

    text = text_of(turnout_pdf(running, [], letterhead()))

    found = {each.name for absence in absences(running) for each in absence.absentees}
    missing = [each for each in WHOLE.records if each.is_missing(1)]
    assert found == {each.participant.name for each in missing}
    afternoon = WHOLE.counts(2)
    assert f"{afternoon.present_expected} dari {afternoon.expected} terdaftar sudah datang" in text
    assert "dan tidak ke Sesi Sore" not in text


def test_when_all_is_over_the_report_says_no_moment() -> None:
    assert "Keadaan pada" not in text_of(turnout_pdf(WHOLE, [], letterhead()))
