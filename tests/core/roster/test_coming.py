"""Who of a list is meant: who comes, who is somebody twice."""

import pytest

from kiosk.core.model import Participant
from kiosk.core.roster.plan import Action, Coming, Existing, sentence, words_about_coming
from kiosk.core.roster.roster import plan
from kiosk.core.roster.standing import Standing, StatusColumn, standing_of
from tests.core.roster.lists import actions, book_of, coming_in, planned, rows_of

MANY = "\n".join(f"Guru {n}|Hadir" for n in range(6))


@pytest.mark.parametrize(
    "text",
    [
        "declined",
        "Rejected",
        "Not Attending",
        "CANCELED",
        "Batal",
        "tidak hadir",
        "Tidak, saya tidak bersedia",
        "abgesagt",
        "annulé",
        "cancelado",
        "отменён",
        "キャンセル",
        "no show",
        "refunded",
    ],
)
def test_who_is_out_is_out(text: str) -> None:
    assert standing_of(text) is Standing.OUT


@pytest.mark.parametrize("text", ["waitlist", "pending_approval", "Daftar tunggu", "mungkin"])
def test_who_waits_waits(text: str) -> None:
    assert standing_of(text) is Standing.WAITS


@pytest.mark.parametrize("text", ["approved", "Ya, saya bersedia hadir", "PAID", "Hadir"])
def test_who_comes_comes(text: str) -> None:
    assert standing_of(text) is Standing.COMES


@pytest.mark.parametrize("text", ["PNS", "Kawin", "Guru Ahli Muda", "2"])
def test_other_words_say_nothing_of_coming(text: str) -> None:
    assert standing_of(text) is None


def test_a_column_may_ask_who_is_out() -> None:
    column = StatusColumn("is canceled")
    said = [column.standing(each) for each in ("true", "false", "")]
    assert said == [Standing.OUT, Standing.COMES, Standing.COMES]


def test_who_declined_or_waits_is_not_expected_and_the_waiting_are_asked_about() -> None:
    text = f"Nama|Status\n{MANY}\nRina|Batal\nBagus|Menunggu konfirmasi"
    decided = planned(text)
    assert "Rina" not in coming_in(decided)
    assert "Bagus" not in coming_in(decided)
    asked = words_about_coming(rows_of(book_of(text)), Coming())
    assert [(each.text, each.comes, each.is_asked) for each in asked] == [
        ("Batal", False, False),
        ("Menunggu konfirmasi", False, True),
    ]


def test_who_declines_and_is_on_the_roster_already_is_pointed_out() -> None:
    rows = rows_of(book_of(f"Nama|Status|Sekolah\n{MANY}\nRina|Batal|SDN 1"))
    known = Existing(Participant(1, 1, 7, "Rina", organization="SDN 1"))
    said = [sentence(each) for each in plan(rows, [known]).rows[-1].problems]
    assert "Number 7, Rina, is on the roster already" in said[1]


def test_what_was_decided_about_the_waiting_holds() -> None:
    text = f"Nama|Status\n{MANY}\nRina|Batal\nBagus|Menunggu"
    decided = planned(text, Coming(brought=frozenset(["menunggu"])))
    assert "Bagus" in coming_in(decided)
    assert "Rina" not in coming_in(decided)


def test_words_that_are_not_known_are_asked_about_and_come() -> None:
    text = f"Nama|Status\n{MANY}\nRina|Transfer sebagian"
    asked = words_about_coming(rows_of(book_of(text)), Coming())
    assert [(each.text, each.comes, each.is_asked) for each in asked] == [
        ("Transfer sebagian", True, True)
    ]


def test_whoever_takes_an_answer_back_is_not_expected() -> None:
    text = (
        "Timestamp|Nama Lengkap|Email|Apakah akan hadir?\n"
        "10/1/2026 8:00:00|Rina|r@contoh.id|Ya\n"
        "10/2/2026 8:00:00|Rina|r@contoh.id|Tidak\n"
        "10/2/2026 9:00:00|Bagus|b@contoh.id|Ya"
    )
    assert actions(planned(text)) == [Action.DUPLICATE, Action.LEFT_OUT, Action.NEW]


def test_one_with_the_same_name_and_contact_is_one_and_the_last_row_counts() -> None:
    text = "Nama|Email|No HP\nRina W|r@contoh.id|0812000001\nRINA W|R@contoh.id|+62 812-000-001"
    assert coming_in(planned(text)) == ["RINA W"]


def test_a_row_that_was_copied_comes_once() -> None:
    row = "Rina W|r@contoh.id|SDN 1"
    assert actions(planned(f"Nama|Email|Sekolah\n{row}\n{row}\n{row}")) == [
        Action.NEW,
        Action.DUPLICATE,
        Action.DUPLICATE,
    ]


def test_two_who_share_an_address_are_two() -> None:
    text = "Nama|Email\nRina|sdn1@contoh.id\nBagus|sdn1@contoh.id"
    assert coming_in(planned(text)) == ["Rina", "Bagus"]


def test_namesakes_with_different_contacts_are_two() -> None:
    text = (
        "Timestamp|Nama|Email\n"
        "10/1/2026 8:00:00|Siti Aminah|a@contoh.id\n"
        "10/2/2026 8:00:00|Siti Aminah|b@contoh.id"
    )
    assert len(coming_in(planned(text))) == 2


@pytest.mark.parametrize("name", ["Puspita Sari", "Puspitasary", "Puspitasari, S.Pd."])
def test_a_name_that_is_spelt_nearly_so_is_asked_about(name: str) -> None:
    decided = planned(f"Nama|Sekolah\nPuspitasari|SDN 1\n{name}|SDN 1")
    assert len(decided.questions) == 1
    assert len(coming_in(decided)) == 2


def test_near_names_of_two_schools_are_no_question() -> None:
    decided = planned("Nama|Sekolah\nPuspitasari|SDN 1\nPuspita Sari|SDN 2")
    assert decided.questions == []


def test_what_is_wrong_with_somebody_who_does_not_come_keeps_nobody_out() -> None:
    decided = planned(f"Nama|Status|NIP\nRina|Hadir|\n{MANY}\nBagus|Batal|1,98E+17")
    assert decided.blocked == []
    assert actions(decided)[-1] is Action.LEFT_OUT


def test_a_near_name_without_a_number_is_asked_about_beside_one_with() -> None:
    text = "Nama|NIP|Sekolah\nPuspitasari|198501012010012001|SDN 1\nPuspita Sari||SDN 1"
    assert len(planned(text).questions) == 1
