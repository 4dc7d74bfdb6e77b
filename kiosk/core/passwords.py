"""Passwords that are guessed first; what makes one too weak to protect a list of people."""

SHORTEST = 8

_GUESSED_FIRST = frozenset(
    [
        "password",
        "passw0rd",
        "password1",
        "password12",
        "password123",
        "p@ssw0rd",
        "12345678",
        "123456789",
        "1234567890",
        "87654321",
        "11111111",
        "00000000",
        "88888888",
        "11223344",
        "12341234",
        "12344321",
        "1q2w3e4r",
        "1qaz2wsx",
        "qwertyui",
        "qwertyuiop",
        "qwerty12",
        "qwerty123",
        "asdfghjk",
        "asdfghjkl",
        "zxcvbnm1",
        "abcd1234",
        "abc12345",
        "abcdefgh",
        "iloveyou",
        "sunshine",
        "princess",
        "football",
        "baseball",
        "superman",
        "welcome1",
        "letmein1",
        "trustno1",
        "computer",
        "internet",
        "whatever",
        "dragon12",
        "monkey12",
        "michael1",
        "changeme",
        "admin123",
        "admin1234",
        "administrator",
        "rahasia1",
        "rahasia123",
        "indonesia",
        "indonesia1",
        "bismillah",
        "bismillah1",
        "bismillah123",
        "alhamdulillah",
        "sayangku",
        "sayang123",
        "cintaku1",
        "cinta123",
        "jakarta1",
        "jakarta123",
        "garuda123",
        "merdeka45",
        "merdeka1945",
        "pancasila",
        "sekolah1",
        "sekolah123",
        "guru1234",
        "guru12345",
        "petugas1",
        "petugas123",
        "panitia1",
        "panitia123",
        "peserta1",
        "hadir123",
        "hadir1234",
        "kalimantan",
        "pontianak",
        "palangkaraya",
        "bartim123",
        "katasandi",
    ]
)
_ROWS = ("01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm")


def is_guessed(password: str, name: str) -> bool:
    """Whether somebody who guesses would try this early: common, a row of keys, or the name."""
    plain = password.strip().casefold()
    bare = name.strip().casefold()
    if plain in _GUESSED_FIRST or len(set(plain)) <= 2:  # noqa: PLR2004  aaaaaaaa, 12121212
        return True
    if bare and plain.strip("0123456789!.@#") == bare.replace(" ", ""):
        return True
    return any(plain in row or plain[::-1] in row for row in _ROWS)
