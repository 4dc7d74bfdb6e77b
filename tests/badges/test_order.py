"""The order in which badges come from the printer."""

from dataclasses import replace

import pytest

from badges.code import new_code
from badges.order import Order, in_order, reserve_faces
from badges.person import Face

PEOPLE = [
    Face(new_code(), "Dra. Budi", "SDN 10", "Panitia", number="10"),
    Face(new_code(), "Ani", "SDN 9", "peserta", number="9"),
    Face(new_code(), "H. Élan, S.Pd.", "SDN 9", "Panitia", number="100"),
]


@pytest.mark.parametrize(
    ("by", "numbers"),
    [
        (Order.NUMBER, ["9", "10", "100"]),
        (Order.NAME, ["9", "10", "100"]),
        (Order.ORGANIZATION, ["9", "100", "10"]),
        (Order.GROUP, ["10", "100", "9"]),
    ],
)
def test_numbers_sort_as_numbers_and_names_without_titles(by: Order, numbers: list[str]) -> None:
    assert [face.number for face in in_order(PEOPLE, by)] == numbers


def test_numbers_may_carry_letters_or_be_missing() -> None:
    mixed = [replace(PEOPLE[0], number=number) for number in ("A10", "", "A9", "3", "²")]

    assert [face.number for face in in_order(mixed)] == ["", "²", "3", "A9", "A10"]


def test_reserve_badges_are_numbered_and_have_no_name() -> None:
    codes = [new_code(), new_code()]
    reserve = reserve_faces(codes)

    assert [(face.code, face.number) for face in reserve] == [(codes[0], "C-1"), (codes[1], "C-2")]
    assert all(face.is_reserve for face in reserve)
