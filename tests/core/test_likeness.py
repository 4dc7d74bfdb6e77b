"""Two spellings of one name are alike, two names are not."""

import pytest

from kiosk.core.likeness import (
    Likeness,
    are_within_slips,
    distance,
    full_sound,
    likeness,
    resembling_keys,
    sound,
)

SPELLINGS = [
    ("djoko", "joko"),
    ("soekarno", "sukarno"),
    ("tjahyono", "cahyono"),
    ("chairil", "khairil"),
    ("achmad", "akhmad"),
    ("achmad", "ahmad"),
    ("yuliani", "iuliani"),
    ("yuliany", "yuliani"),
    ("annisa", "anisa"),
    ("joseph", "josef"),
    ("novi", "nopi"),
    ("yusuf", "yusup"),
    ("syaiful", "saiful"),
    ("fatimah", "fatima"),
    ("rizky", "riski"),
    ("christina", "kristina"),
    ("zaenal", "zainal"),
    ("noor", "noer"),
]

ALIKE = {
    ("Dra. Hj. Siti Aminah, M.Pd.", "SITI AMINAH"): Likeness.SAME,
    ("Puspitasari", "Puspita Sari"): Likeness.SOUND,
    ("Puspitasari", "Puspitasary"): Likeness.SOUND,
    ("Soewandi Djatmiko", "Suwandi Jatmiko"): Likeness.SOUND,
    ("Aminah Siti", "Siti Aminah"): Likeness.SOUND,
    ("M. Yusuf", "Muhammad Yusup"): Likeness.SOUND,
    ("Moch. Arifin", "Mochammad Arifin"): Likeness.SOUND,
    ("Yusuf A. Nasution", "Yusuf Ahmad Nasution"): Likeness.INITIALS,
    ("Rina Marliani", "Rina Marlaini"): Likeness.SLIP,
    ("Hendrawan", "Hendrawam"): Likeness.SLIP,
    ("Hendrawan", "Hendrwan"): Likeness.SLIP,
    ("Siti Aminah", "Siti Rahma"): Likeness.NONE,
    ("Ani", "Adi"): Likeness.NONE,
    ("Yusuf A. Nasution", "Yusuf Budi Nasution"): Likeness.NONE,
    ("A. B.", "Ahmad Budi"): Likeness.NONE,
    ("Rini", "Rina"): Likeness.NONE,
    ("Budi Santoso", "Budi Susanto"): Likeness.NONE,
}


@pytest.mark.parametrize(("one", "other"), SPELLINGS)
def test_spellings_of_a_word_sound_alike(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize(
    "short", ["m", "moh", "muh", "mhd", "mohd", "moch", "mohammad", "mochamad"]
)
def test_what_is_written_short_for_muhammad_is_muhammad(short: str) -> None:
    assert full_sound(short) == full_sound("muhammad")


def test_a_word_with_digits_is_no_spelling() -> None:
    assert sound("r00t") == "r00t"


@pytest.mark.parametrize(("names", "expected"), ALIKE.items())
def test_how_alike_two_names_are(names: tuple[str, str], expected: Likeness) -> None:
    one, other = names
    assert (likeness(one, other), likeness(other, one)) == (expected, expected)


@pytest.mark.parametrize(
    "names", [names for names, found in ALIKE.items() if found is not Likeness.NONE]
)
def test_alike_names_share_a_key(names: tuple[str, str]) -> None:
    one, other = names
    assert resembling_keys(one) & resembling_keys(other)


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [("ab", "ab", 0), ("abc", "acb", 1), ("abc", "ab", 1), ("abc", "abx", 1), ("abcd", "dcba", 3)],
)
def test_slips_are_counted_up_to_what_matters(one: str, other: str, slips: int) -> None:
    assert distance(one, other, 2) == slips


def test_six_letters_forgive_one_slip_twelve_two_and_four_none() -> None:
    assert are_within_slips("abcdef", "abcdex")
    assert not are_within_slips("abcdef", "abcdxy")
    assert are_within_slips("abcdefghijkl", "abxdefghijkx")
    assert not are_within_slips("abcd", "abcx")
