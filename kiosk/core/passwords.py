"""Passwords that are guessed first; what makes one too weak to protect a list of people."""

SHORTEST = 8

_WORDS = frozenset(
    [
        "abc",
        "abcd",
        "absensi",
        "acara",
        "admin",
        "administrator",
        "alhamdulillah",
        "bartim",
        "baseball",
        "bismillah",
        "bupati",
        "changeme",
        "cinta",
        "cintaku",
        "computer",
        "daftarhadir",
        "dinas",
        "disdik",
        "dragon",
        "football",
        "garuda",
        "guru",
        "hadir",
        "iloveyou",
        "indonesia",
        "internet",
        "jakarta",
        "kabupaten",
        "kalimantan",
        "katasandi",
        "kegiatan",
        "letmein",
        "merdeka",
        "michael",
        "monkey",
        "p@ssw0rd",
        "palangkaraya",
        "pancasila",
        "panitia",
        "passw0rd",
        "password",
        "pelatihan",
        "peserta",
        "petugas",
        "pontianak",
        "princess",
        "q2w3e4r",
        "qaz2wsx",
        "qwerty",
        "rahasia",
        "sayang",
        "sayangku",
        "sekolah",
        "steward",
        "sunshine",
        "superman",
        "supervisor",
        "trustno",
        "viewer",
        "welcome",
        "whatever",
        "zxcvbnm",
    ]
)
"""Common here and worldwide, of this product and its work; with a year or a sign behind, too."""

_NUMBERS = frozenset(
    [
        "00000000",
        "11111111",
        "11223344",
        "12341234",
        "12344321",
        "12345678",
        "123456789",
        "1234567890",
        "87654321",
        "88888888",
    ]
)
_ENDS = "0123456789!.@#$%&*_-?+= "
_ROWS = ("01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm")


def is_guessed(password: str, name: str) -> bool:
    """Whether somebody who guesses would try this early: common, a row of keys, or the name."""
    plain = password.casefold().replace(" ", "")
    bare = name.casefold().replace(" ", "")
    if plain in _NUMBERS or len(set(plain)) <= 2:  # noqa: PLR2004  aaaaaaaa, 12121212
        return True
    if plain.strip(_ENDS) in (_WORDS | {bare.strip(_ENDS)}) - {""}:
        return True
    return any(plain in row or plain[::-1] in row for row in _ROWS)
