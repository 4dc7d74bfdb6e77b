"""The order in which badges come from the printer."""

from badges.order import natural


def test_numbers_in_a_text_sort_as_numbers() -> None:
    schools = ["SDN 10 Ampah", "SDN 9 Ampah", "sdn 9 ampah", "Élan", "eland", ""]

    assert sorted(schools, key=natural) == [
        "",
        "Élan",
        "eland",
        "SDN 9 Ampah",
        "sdn 9 ampah",
        "SDN 10 Ampah",
    ]


def test_numbers_may_carry_letters_and_other_digits() -> None:
    assert sorted(["A10", "A9", "3", "²"], key=natural) == ["²", "3", "A9", "A10"]
