"""Which code page a text was written in that is no UTF-8: weighed by the letters that come out.

Nothing is guessed in silence: whoever brings such a list is told as what it was read.
"""

import codecs
import unicodedata
from dataclasses import dataclass

_PAGES = {
    "cp1252": "Windows-1252 (Western European)",
    "cp1250": "Windows-1250 (Central European)",
    "cp1254": "Windows-1254 (Turkish)",
    "cp1251": "Windows-1251 (Cyrillic)",
    "mac_roman": "Mac Roman",
    "gb18030": "GB 18030 (Chinese)",
    "cp932": "Shift JIS (Japanese)",
    "big5": "Big5 (Chinese)",
    "cp949": "EUC-KR (Korean)",
    "koi8_r": "KOI8-R (Cyrillic)",
    "cp1253": "Windows-1253 (Greek)",
    "cp1256": "Windows-1256 (Arabic)",
}
PAGES = (*_PAGES, "utf-8", "utf-16", "iso8859-1", "iso8859-2", "iso8859-5", "iso8859-9", "cp437")
"""The code pages that can be asked for, as Python calls them; others are called like these."""

_USUAL = {
    "cp1252": "àâäáãåæçéèêëíìîïñóòôöõøœúùûüßš",
    "mac_roman": "àâäáãåæçéèêëíìîïñóòôöõøœúùûüß",
    "cp1250": "áäčćďéěęëíîľĺňńóôöőřŕšśťúůüűýžźżąłđăâßş",
    "cp1254": "âäçéğıîöşüûáñ",
}
_PRINTED = "\u2019\u201c\u201d\u2013"
_RARE = 0.4
_SEEN = 4000
_CLOSE = 0.1


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and the name of the code page by which it was read; empty for UTF-8."""

    text: str
    page: str = ""


def page_called(name: str) -> str | None:
    """Return the code page of a name such as Windows-1252; None where it is not among them."""
    try:
        found = codecs.lookup(name.strip()).name
    except LookupError:
        return None
    return found if found in {codecs.lookup(each).name for each in PAGES} else None


def decoded(data: bytes) -> Decoded:
    """Return a text that is UTF-8 or, line by line, of the likeliest code page."""
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError:
        lines = data.splitlines(keepends=True)
    # Lists that were put together have lines of both kinds.
    foreign = b"".join(line for line in lines if not _is_utf_8(line))
    page, names = _likeliest(foreign)
    return Decoded("".join(_line(line, page) for line in lines), names)


def _is_utf_8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _line(line: bytes, page: str) -> str:
    return line.decode("utf-8") if _is_utf_8(line) else line.decode(page, errors="replace")


def _likeliest(data: bytes) -> tuple[str, str]:
    weighed = []
    for page in _PAGES:
        try:
            text = data.decode(page)
        except UnicodeDecodeError:
            continue
        weighed.append((_weight(text, page), text, page))
    if not weighed:
        return "cp1252", _PAGES["cp1252"]
    best = max(weighed, key=lambda each: each[0])
    close = [
        page for weight, text, page in weighed if weight > best[0] - _CLOSE and text != best[1]
    ]
    return best[2], " / ".join(_PAGES[each] for each in (best[2], *close[:2]))


def _weight(text: str, page: str) -> float:
    """Return how much the letters beyond ASCII look like those of names, at most 1."""
    seen = [place for place, each in enumerate(text) if ord(each) > 127][:_SEEN]  # noqa: PLR2004
    if not seen:
        return 0.0
    return sum(_letter(text, place, page) for place in seen) / len(seen)


def _letter(text: str, place: int, page: str) -> float:
    each = text[place]
    before = text[place - 1] if place else " "
    behind = text[place + 1] if place + 1 < len(text) else " "
    if not each.isalpha():
        return _mark(each, before, behind, page)
    if page in _USUAL:
        usual = 1.0 if each.lower() in _USUAL[page] else _RARE
        if not before.isascii() and not behind.isascii():
            return -_RARE  # Accents stand alone among plain letters.
        return usual if _fits_in_case(each, before, behind) else -1.0
    return _of_script(each, before, behind)


def _mark(each: str, before: str, behind: str, page: str) -> float:
    if each in _PRINTED and page in _USUAL:
        return 0.8
    is_between = before.isalpha() or behind.isalpha()
    return -1.0 if is_between or unicodedata.category(each)[0] == "C" else 0.0


def _fits_in_case(each: str, before: str, behind: str) -> bool:
    """Whether a capital stands at a beginning, or among capitals."""
    if not each.isupper():
        return not (before.isupper() and behind.isupper())
    return not before.islower() and not (behind.islower() and before.isalpha())


def _of_script(each: str, before: str, behind: str) -> float:
    """Return how well a letter of another script stands: among its own, in the right case."""
    neighbours = [other for other in (before, behind) if other.isalpha()]
    script = unicodedata.name(each, "").split(" ")[0]
    if any(other.isascii() for other in neighbours):
        # No word is half Latin, half Cyrillic; Chinese stands beside Latin letters now and then.
        return -3.0 if script in ("CYRILLIC", "GREEK") else -1.0
    if any(unicodedata.name(other, "").split(" ")[0] != script for other in neighbours):
        return -0.5
    if script in ("CYRILLIC", "GREEK"):
        return 1.0 if _fits_in_case(each, before, behind) else -1.0
    return _among_ideographs(each, script)


def _among_ideographs(each: str, script: str) -> float:
    if script == "HANGUL":
        return 0.97 if _is_in("euc_kr", each) else 0.3
    if script in ("CJK", "HIRAGANA", "KATAKANA"):
        # The first level of GB 2312 has the common characters.
        is_common = _is_in("gb2312", each) and each.encode("gb2312")[0] < 0xD8  # noqa: PLR2004
        return 0.95 if is_common else 0.65
    return 0.9 if script == "ARABIC" else 0.0


def _is_in(page: str, each: str) -> bool:
    # A syllable that is put together takes more than two bytes.
    return len(each.encode(page, errors="ignore")) == 2  # noqa: PLR2004
