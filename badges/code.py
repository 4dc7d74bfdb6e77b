"""The code on a badge: 15 random characters of Crockford's alphabet and one check character."""

import re
import secrets
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16

_VALUES = {character: value for value, character in enumerate(ALPHABET)}
_TYPED_FOR = str.maketrans("OIL", "011")
_SCANNER_PREFIX = re.compile(r"^\][A-Z][0-9A-Z]")  # AIM symbology identifier, ISO/IEC 15424
_CHARSET_PREFIX = re.compile(r"^\\\d{6}")  # extended channel interpretation, AIM ITS/04-001
_FORM = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")


def new_code() -> str:
    """Return a fresh code of 16 characters: 75 random bits and the check character."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return body + check_character(body)


def read_code(text: str) -> str | None:
    """Return the normalised code when the text is one of ours in form and check, else None."""
    code = normalize(text)
    return code if has_form(code) and _checks(code) else None


def looks_mistyped(text: str) -> bool:
    """Tell a code with a wrong check character (a slip of the hand) from a foreign text."""
    code = normalize(text)
    return has_form(code) and not _checks(code)


def normalize(text: str) -> str:
    """Return the text as the symbol carries it: upper case, no separators, no scanner prefixes."""
    folded = unicodedata.normalize("NFKC", text).upper()
    kept = "".join(character for character in folded if not _is_separator(character))
    without_prefixes = _CHARSET_PREFIX.sub("", _SCANNER_PREFIX.sub("", kept))
    return without_prefixes.translate(_TYPED_FOR)


def written(text: str) -> str:
    """Return a code as it is looked up: a foreign one, too, whoever typed or scanned it."""
    return normalize(text) or text.strip()


def grouped(code: str) -> str:
    """Return the code for human eyes, in groups of four: ``ABCD EFGH JKMN PQRS``."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def check_character(body: str) -> str:
    """Return the character that makes body and check a word of the code.

    Every place has its own weight, a power of x in GF(32), so one wrong character and any two
    exchanged ones always change the sum.
    """
    total = 0
    for character in body:
        total = _times_x(total ^ _VALUES[character])
    return ALPHABET[total]


def has_form(code: str) -> bool:
    """Tell whether a normalised text has the length and the letters of our codes."""
    return _FORM.fullmatch(code) is not None


def _checks(code: str) -> bool:
    return check_character(code[:-1]) == code[-1]


def _times_x(value: int) -> int:
    """Multiply by x in GF(32), modulo the primitive polynomial x^5 + x^2 + 1."""
    doubled = value << 1
    return doubled ^ 0b100101 if doubled & 0b100000 else doubled


def _is_separator(character: str) -> bool:
    """Spaces, dashes, and control or format characters (a byte order mark, a zero width space)."""
    category = unicodedata.category(character)
    return category[0] == "Z" or category in {"Cc", "Cf", "Pd", "Pc"}
