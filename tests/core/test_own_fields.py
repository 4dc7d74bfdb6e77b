"""Own fields: how their values are written, merged, read and shown."""

from dataclasses import replace

import pytest

from kiosk.core.model import Participant
from kiosk.core.own_fields import (
    OwnField,
    ShownAt,
    change_words,
    own_fields_json,
    own_fields_of,
    own_label,
    own_merged,
    own_text,
    own_values,
    own_words,
    shown_of,
    with_labels,
)

TABLE, ROOM = OwnField("Meja", frozenset({ShownAt.BADGE, ShownAt.DESK})), OwnField("Kamar")
ADA = Participant(1, 1, 1, "Ada", own=own_text({"Meja": "A 12", "Kamar": "Mawar"}))


def test_values_come_back_as_they_were_without_the_empty_ones() -> None:
    assert own_values(own_text({"Meja": "A 12", "Kamar": ""})) == {"Meja": "A 12"}
    assert own_text({"Meja": ""}) == ""
    assert own_values("") == {}


def test_the_same_values_are_written_alike_in_any_order() -> None:
    assert (
        own_text({"b": "1", "a": "é"}) == own_text({"a": "é", "b": "1"}) == '{"a": "é", "b": "1"}'
    )


def test_a_value_is_cut_after_two_hundred_letters() -> None:
    assert len(own_values(own_text({"Meja": "x" * 201}))["Meja"]) == 200


def test_the_later_value_counts_and_an_empty_one_erases_nothing() -> None:
    later = own_text({"Meja": "B 3", "Kamar": ""})

    assert own_words(own_merged(ADA.own, later)) == "Kamar: Mawar, Meja: B 3"


def test_a_change_is_said_in_words() -> None:
    assert change_words(ADA.own) == "Kamar: Mawar, Meja: A 12"
    assert change_words("ABC\nDEF") == "ABC, DEF"
    assert change_words("{not ours}") == "{not ours}"


def test_a_field_is_shown_where_it_was_chosen_and_filled() -> None:
    empty = replace(ADA, own=own_text({"Kamar": "Mawar"}))

    assert shown_of(ADA, [TABLE, ROOM], ShownAt.BADGE) == [("Meja", "A 12")]
    assert shown_of(ADA, [ROOM, TABLE], ShownAt.DESK) == [("Kamar", "Mawar"), ("Meja", "A 12")]
    assert shown_of(empty, [TABLE, ROOM], ShownAt.BADGE) == []


@pytest.mark.parametrize(
    ("value", "shown"),
    [("Meja 1", "1"), ("MEJA  VIP", "VIP"), ("Mejanya 1", "Mejanya 1"), ("Meja", "Meja")],
)
def test_beside_its_label_a_value_does_not_say_it_again(value: str, shown: str) -> None:
    person = replace(ADA, own=own_text({"Meja": value}))

    assert shown_of(person, [TABLE], ShownAt.BADGE) == [("Meja", shown)]


def test_a_message_stands_whole_without_its_label() -> None:
    person = replace(ADA, own=own_text({"Meja": "Meja 1"}))
    message = OwnField("Meja", frozenset({ShownAt.MESSAGE}))

    assert shown_of(person, [message], ShownAt.MESSAGE) == [("Meja", "Meja 1")]
    assert shown_of(ADA, [TABLE, ROOM], ShownAt.DOOR) == []
    assert shown_of(ADA, [ROOM], ShownAt.FILES) == [("Kamar", "Mawar")]


@pytest.mark.parametrize(
    ("heading", "label"),
    [
        (' Ukuran   "kaus" ', "Ukuran kaus"),
        ("x" * 61, "x" * 60),
        ("\\", ""),
        ("y" * 59 + " z", "y" * 59),
    ],
)
def test_a_heading_becomes_a_label(heading: str, label: str) -> None:
    assert own_label(heading) == label


def test_fields_are_kept_and_come_back() -> None:
    assert own_fields_of(own_fields_json([TABLE, ROOM])) == (TABLE, ROOM)
    assert own_fields_of(None) == ()


def test_new_labels_are_added_once_and_no_more_than_twenty() -> None:
    assert with_labels([TABLE], ["Kamar", "Meja", "", "Kamar"]) == (TABLE, ROOM)
    assert len(with_labels([], map(str, range(21)))) == 20
