"""Names and other texts as they are compared and searched: folded, without titles, in words."""

import re
import unicodedata
from functools import lru_cache

from badges.names import DEGREE, TITLES, without_titles

_APOSTROPHES = dict.fromkeys(map(ord, "'\u2019\u2018`\u00b4\u02bc\u02bb"))
_WORD = re.compile(r"[^\W_]+")
_TERM_LENGTH = 80


def fold(text: str) -> str:
    """Return the text without case, accents, apostrophes and repeated spaces."""
    if text.isascii():
        return " ".join(text.translate(_APOSTROPHES).casefold().split())
    decomposed = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES))
    bare = "".join(each for each in decomposed if not unicodedata.combining(each))
    return " ".join(bare.casefold().split())


@lru_cache(maxsize=65_536)
def name_key(name: str) -> str:
    """Return what two spellings of one name share, titles left out.

    ``Dra. Hj. SITI A'MINAH, M.Pd.`` becomes ``siti aminah``; a name that is nothing but titles
    comes back folded.
    """
    return " ".join(_WORD.findall(fold(without_titles(name)))) or fold(name)


def place_key(text: str) -> str:
    """Return what two spellings of one school or office share: ``SDN-1 Ampah`` is ``sdn 1 ampah``.

    Letters and digits that touch are taken apart, because ``SDN1`` is written too.
    """
    apart = re.sub(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])", " ", fold(text))
    return " ".join(_WORD.findall(apart))


def words(text: str) -> list[str]:
    """Return the folded words of a text, each once, in their order, cut to what is indexed."""
    return list(dict.fromkeys(word[:_TERM_LENGTH] for word in _WORD.findall(fold(text))))


def name_words(name: str) -> list[str]:
    """Return the words by which a name is found; a degree is one word: ``S.Pd.`` is ``spd``."""
    before, _, after = name.partition(",")
    degrees = [chunk.replace(".", "") for chunk in fold(after).replace(",", " ").split()]
    return list(dict.fromkeys([*words(before), *words(" ".join(degrees))]))


def without_degrees(text: str) -> str:
    """Return what was typed into a search without titles, unless nothing else was typed.

    The last word stays unless it is dotted: it may be the beginning of a name.
    """
    chunks = fold(text).replace(",", " ").split()
    kept = [
        chunk
        for place, chunk in enumerate(chunks)
        if not _is_title_in_search(chunk, first=place == 0, last=place == len(chunks) - 1)
    ]
    return " ".join(kept or chunks)


def _is_title_in_search(chunk: str, *, first: bool, last: bool) -> bool:
    if not first and "." in chunk:
        return DEGREE.fullmatch(chunk) is not None
    if last:
        return False
    return chunk.rstrip(".") in TITLES and (chunk.endswith(".") or len(chunk) > 1)
