"""Names without what stands before and behind them: titles and degrees."""

import re

TITLES = frozenset(
    ["prof", "dr", "dra", "drs", "ir", "hj", "h", "ust", "usth", "ustaz", "ustazah", "kh", "tgk"]
)
"""What is put before a name, as it is written without dots and in small letters."""

DEGREE = re.compile(r"(?:[^\W\d_]{1,4}\.)+[^\W\d_]{0,4}")
"""A degree: `S.Pd.`, `M.Pd`."""

_TITLE = re.compile(rf"(?:k\.\s?h|{'|'.join(sorted(TITLES))})(?:\.\s?|\s)(?=\S)", re.IGNORECASE)
_WORDS = 2


def short_name(name: str) -> str:
    """Return the first two words of a name without its titles: ``Dra. Hj. Siti Aminah, M.Pd.``.

    A name that is nothing but titles comes back as it is.
    """
    return " ".join(without_titles(name).split()[:_WORDS])


def without_titles(name: str) -> str:
    """Return the name without titles, degrees, and what follows the first comma."""
    whole = " ".join(name.split())
    bare = whole.partition(",")[0].strip()
    while title := _TITLE.match(bare):
        bare = bare[title.end() :]
    while (found := bare.rpartition(" "))[0] and is_degree(found[2]):
        bare = found[0]
    return bare or whole


def is_degree(word: str) -> bool:
    """Whether a word behind a name is a degree: dotted inside, unlike an initial."""
    return "." in word[:-1] and DEGREE.fullmatch(word) is not None
