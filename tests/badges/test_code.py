"""The code: its check character, and what people and scanners make of it."""

import itertools

import pytest

from badges.code import (
    ALPHABET,
    LENGTH,
    check_character,
    grouped,
    looks_mistyped,
    new_code,
    normalize,
    read_code,
)

CODE = "7K3M9QXA2BCDEFG" + check_character("7K3M9QXA2BCDEFG")


def test_a_new_code_is_sixteen_characters_of_the_alphabet_and_checks() -> None:
    codes = {new_code() for _ in range(500)}

    assert len(codes) == 500
    assert all(len(code) == LENGTH and set(code) <= set(ALPHABET) for code in codes)
    assert all(read_code(code) == code for code in codes)


def test_every_single_wrong_character_is_noticed() -> None:
    for place, wrong in itertools.product(range(LENGTH), ALPHABET):
        changed = CODE[:place] + wrong + CODE[place + 1 :]

        assert (read_code(changed) is None) == (wrong != CODE[place])


def test_every_exchange_of_neighbours_is_noticed() -> None:
    for place, (a, b) in itertools.product(range(LENGTH - 2), itertools.permutations(ALPHABET, 2)):
        bodies = [CODE[:place] + pair + CODE[place + 2 : -1] for pair in (a + b, b + a)]

        assert check_character(bodies[0]) != check_character(bodies[1])


def test_the_last_character_cannot_change_places_with_any_other() -> None:
    for place, body in itertools.product(range(LENGTH - 1), (CODE, new_code(), new_code())):
        swapped = list(body)
        swapped[place], swapped[-1] = swapped[-1], swapped[place]

        assert (read_code("".join(swapped)) is None) == (body[place] != body[-1])


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param(CODE.lower(), id="lower case"),
        pytest.param(grouped(CODE), id="groups of four"),
        pytest.param("-".join(grouped(CODE).split()), id="hyphens"),
        pytest.param("\N{EN DASH}".join(grouped(CODE).split()), id="dashes of a word processor"),
        pytest.param(f"\ufeff {CODE}\r\n", id="byte order mark and line end"),
        pytest.param(f"]Q1{CODE}", id="AIM prefix"),
        pytest.param(f"]Q2\\000026{CODE}\t", id="AIM and ECI prefix"),
        pytest.param("\u200b".join(CODE), id="zero width spaces"),
        pytest.param("".join(chr(ord(c) + 0xFEE0) for c in CODE), id="full width letters"),
    ],
)
def test_a_code_is_read_however_it_comes(typed: str) -> None:
    assert read_code(typed) == CODE


def test_letters_that_look_like_digits_are_taken_for_them() -> None:
    assert normalize("oOiIlL") == "001111"


@pytest.mark.parametrize(
    "text",
    ["", " ", CODE[:-1], CODE + "0", "https://example.org/t/1", "U" * LENGTH, "197001012000011001"],
)
def test_a_foreign_text_is_neither_a_code_nor_mistyped(text: str) -> None:
    assert read_code(text) is None
    assert not looks_mistyped(text)


def test_a_slip_of_the_hand_is_told_apart_from_a_foreign_text() -> None:
    slipped = ("8" if CODE[0] != "8" else "9") + CODE[1:]

    assert read_code(slipped) is None
    assert looks_mistyped(slipped)
    assert not looks_mistyped(CODE)


def test_a_code_is_shown_in_groups_of_four() -> None:
    assert grouped("ABCDEFGHJKMNPQRS") == "ABCD EFGH JKMN PQRS"
