"""Passwords that are guessed first are refused; four words are not."""

import pytest

from kiosk.core.passwords import is_guessed


@pytest.mark.parametrize(
    "password",
    [
        "password",
        "12345678",
        "PASSWORD",
        "aaaaaaaa",
        "12121212",
        "87654321",
        "abcdefgh",
        "lkjhgfdsa",
        "Bismillah123",
        "sitiaminah",
        "SitiAminah123",
        "qwertyuiop",
    ],
)
def test_what_is_guessed_first(password: str) -> None:
    assert is_guessed(password, "Siti Aminah")


@pytest.mark.parametrize(
    "password", ["rahasia-sekali", "empat kata yang panjang", "kx7#mQ2pL", "aminah dan siti"]
)
def test_what_is_not(password: str) -> None:
    assert not is_guessed(password, "Siti Aminah")
