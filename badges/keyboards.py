"""What a hand scanner types under another keyboard layout, read back.

A scanner sends the keys of an American keyboard; the computer takes them for those of its own.
Which character stands where: the layouts of xkeyboard-config (fr, be, de, tr, tr(f), ru, ua).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from badges.code import LENGTH, read_code

KEYS = "1234567890-=QWERTYUIOP[]ASDFGHJKL;'ZXCVBNM,./"
_SHIFTED_KEYS = '1234567890_+QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?'
_LONGEST = 4 * LENGTH

# Each layout twice, as our keys stand: without Shift, and with it.
LAYOUTS = {
    "AZERTY": (
        "&é\"'(-è_çà)=azertyuiop^$qsdfghjklmùwxcvbn,;:!",
        "1234567890°+AZERTYUIOP¨£QSDFGHJKLM%WXCVBN?./§",
    ),
    "AZERTY (be)": (
        "&é\"'(§è!çà)-azertyuiop^$qsdfghjklmùwxcvbn,;:=",
        "1234567890°_AZERTYUIOP¨*QSDFGHJKLM%WXCVBN?./+",
    ),
    "QWERTZ": (
        "1234567890ß´qwertzuiopü+asdfghjklöäyxcvbnm,.-",  # noqa: RUF001
        '!"§$%&/()=?`QWERTZUIOPÜ*ASDFGHJKLÖÄYXCVBNM;:_',
    ),
    "Türkçe Q": (
        "1234567890*-qwertyuıopğüasdfghjklşizxcvbnmöç.",  # noqa: RUF001
        "!'^+%&/()=?_QWERTYUIOPĞÜASDFGHJKLŞİZXCVBNMÖÇ:",
    ),
    "Türkçe F": (
        "1234567890/-fgğıodrnhpqwuieaütkmlyşjövcçzsb.,",  # noqa: RUF001
        "!\"^$%&'()=?_FGĞIODRNHPQWUİEAÜTKMLYŞJÖVCÇZSB:;",
    ),
    "ЙЦУКЕН": (
        "1234567890-=йцукенгшщзхъфывапролджэячсмитьбю.",
        '!"№;%:?*()_+ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,',
    ),
    "ЙЦУКЕН (ua)": (
        "1234567890-=йцукенгшщзхїфівапролджєячсмитьбю.",
        '!"№;%:?*()_+ЙЦУКЕНГШЩЗХЇФІВАПРОЛДЖЄЯЧСМИТЬБЮ,',
    ),
}


@dataclass(frozen=True, slots=True)
class TypedCode:
    """A code that was typed, and the layout under which it came; empty where it came as it is."""

    code: str
    layout: str = ""


def read_typed(text: str) -> TypedCode | None:
    """Return the code that a text is, or was before another layout changed its characters.

    None where it is none of ours, or where two layouts make two different codes of it.
    """
    code = read_code(text)
    if code or len(text) > _LONGEST:
        return TypedCode(code) if code else None
    found: dict[str, str] = {}
    for layout, table in _TABLES.items():
        meant = read_code(text.translate(table))
        if meant:
            found.setdefault(meant, layout)
    if len(found) != 1:
        return None
    return TypedCode(*next(iter(found.items())))


def _table(plain: str, shifted: str) -> Mapping[int, str]:
    with_shift = zip(shifted, _SHIFTED_KEYS, strict=True)
    return {ord(typed): key for typed, key in (*with_shift, *zip(plain, KEYS, strict=True))}


_TABLES = {layout: _table(*rows) for layout, rows in LAYOUTS.items()}
