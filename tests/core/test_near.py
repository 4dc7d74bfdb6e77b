"""How far somebody is from what was typed, and under which terms a word is looked for."""

import pytest

from kiosk.core.model import Participant
from kiosk.core.near import farness, known_words, near_readings, near_terms


def _person(name: str, school: str = "") -> Participant:
    return Participant(id=1, event_id=1, number=1, name=name, organization=school)


@pytest.mark.parametrize(
    ("name", "typed", "far"),
    [
        ("Rina Wulandari", "rina", 0),
        ("Rina Wulandari", "rin", 1),
        ("Rina Wulandari", "rina wulan", 1),
        ("Rina Wulandari", "rin wulan", 2),
        ("Djoko Susilo", "joko", 2),
        ("M. Yusuf", "muhammad", 2),
        ("Djoko Susilo", "jok", 3),
        ("Y. Hadi", "y", 0),
        ("Y. Hadi", "yusuf", 5),
        ("B. Hadi", "yusuf", 6),
        ("Yu Hadi", "yusuf", 6),
        ("Rina Wulandari", "rina xyz", 6),
    ],
)
def test_somebody_is_as_far_as_the_words_that_differ(name: str, typed: str, far: int) -> None:
    assert farness(_person(name), near_readings(typed)[0]) == far


@pytest.mark.parametrize(
    ("typed", "readings"),
    [
        ("rina", ["rina"]),
        ("nur aini", ["nur aini", "nuraini"]),
        ("nur aini sari", ["nur aini sari", "nuraini sari", "nur ainisari", "nurainisari"]),
        ("a b c d e f g", ["a b c d e f", "ab c d e f", "a bc d e f", "a b cd e f", "a b c de f"]),
    ],
)
def test_what_was_typed_is_broken_otherwise(typed: str, readings: list[str]) -> None:
    found = [" ".join(each.word for each in reading) for reading in near_readings(typed)]
    assert found[:5] == readings


def test_a_word_is_looked_for_as_it_is_heard_and_by_initials() -> None:
    alone = [each.text for each in near_readings("djok")[0][0].ways()]
    assert alone == ["+jok", "djok", "jok", "~jok", "#djok"]
    beside = [each.text for each in near_readings("djoko hadi")[0][0].ways()]
    assert beside == ["+joko", "djoko", "joko", "~joko", "d"]
    assert [each.text for each in near_readings("z")[0][0].ways()] == ["z"]
    assert [each.text for each in near_readings("a1 b")[0][0].ways()] == ["a1"]


def test_somebody_is_kept_under_sounds_pairs_and_initials() -> None:
    assert near_terms(_person("Djoko Adi", "SMA Tjendana")) == [
        "~joko",
        "+jokoadi",
        "#da",
        "~cendana",
    ]
    assert near_terms(_person("Djoko")) == ["~joko"]


def test_known_words_are_kept_by_what_a_slip_leaves() -> None:
    words = known_words([_person("Hadi Rusdi 2")])
    assert ("rusdi", "rusdi") in words
    assert ("rudi", "rusdi") in words
    assert {word for _, word in words} == {"rusdi"}
