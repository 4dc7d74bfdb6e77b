"""By which words somebody is found, and how a typed text is read."""

import pytest

from kiosk.core.model import Participant
from kiosk.core.names import name_words, place_key, without_degrees, words
from kiosk.core.own_fields import own_text
from kiosk.core.search import readings, terms_of


def read(text: str) -> list[list[tuple[str, bool]]]:
    return [[(word.text, word.whole) for word in each] for each in readings(text)]


def test_a_short_number_is_a_whole_word_first_then_the_beginning_of_one() -> None:
    assert read("198") == [[("198", True)], [("198", False)]]
    assert read("1986") == [[("1986", False)]]


def test_what_touches_is_taken_apart_and_what_is_apart_together() -> None:
    assert read("sdn1") == [
        [("sdn1", False)],
        [("sdn", False), ("1", True)],
    ]
    assert read("1986 0926")[-1] == [("19860926", False)]


def test_letters_typed_for_digits_are_read_as_digits_at_last() -> None:
    assert read("oil")[-1] == [("011", False)]


def test_nothing_typed_is_nothing_to_look_for() -> None:
    assert readings("  ") == []


def test_somebody_is_found_by_each_of_these() -> None:
    person = Participant(
        1,
        1,
        7,
        "Ada Lestari, S.Pd.",
        nip="198609262015051001",
        nuptk="4258",
        group="CGP",
        organization="SDN1 Ampah",
        district="Awang",
        phone="+62 812-3456",
        email="ada@contoh.id",
        own=own_text({"Meja": "A 12"}),
    )

    assert {
        "ada",
        "lestari",
        "spd",
        "7",
        "sdn1",
        "sdn",
        "1",
        "ampah",
        "awang",
        "cgp",
        "12",
        "198609262015051001",
        "4258",
        "abcd",
        "628123456",
        "08123456",
        "contoh",
        "id",
        "a",
    } <= set(terms_of(person, "ABCD"))


@pytest.mark.parametrize(
    ("phone", "terms"), [("0812-34", {"081234"}), ("62812", {"62812", "0812"}), ("-", set())]
)
def test_a_phone_is_found_by_its_digits_at_home_and_abroad(phone: str, terms: set[str]) -> None:
    found = set(terms_of(Participant(1, 1, 7, "Ada", phone=phone), ""))

    assert {each for each in found if each.isdecimal() and each != "7"} == terms


def test_words_stand_once_in_their_order_cut_to_what_is_indexed() -> None:
    assert words("Siti A'minah siti") == ["siti", "aminah"]
    assert words("x" * 81) == ["x" * 80]


def test_a_degree_is_one_word_and_a_place_is_taken_apart() -> None:
    assert name_words("Ada Lestari, S.Pd., M.Pd.") == ["ada", "lestari", "spd", "mpd"]
    assert place_key("SDN-1 Ampah2") == "sdn 1 ampah 2"


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("dra. hj. siti", "siti"),
        ("siti s.pd.", "siti"),
        ("siti dr", "siti dr"),
        ("drs", "drs"),
        ("h siti", "h siti"),
        ("h. siti", "siti"),
        ("dr siti", "siti"),
    ],
)
def test_titles_are_left_out_of_what_was_typed(typed: str, left: str) -> None:
    assert without_degrees(typed) == left
