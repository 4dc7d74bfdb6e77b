"""Names as they are read at three metres: without titles, the first two words."""

import re

_TITLES = ("Prof", "Dra", "Drs", "Dr", "Ir", "Hj", "H", "Ust", "Usth", "KH", r"K\.\s*H")
_DOTTED = re.compile(rf"^(?:{'|'.join(_TITLES)})\s*\.\s*(?=\S)", re.IGNORECASE)
_PLAIN = re.compile(rf"^(?:{'|'.join(title for title in _TITLES if len(title) > 1)})\s+(?=\S)")
_WORDS = 2


def short_name(name: str) -> str:
    """Return the first two words of a name without its titles: ``Dra. Hj. Siti Aminah, M.Pd.``.

    A name that is nothing but titles comes back as it is.
    """
    bare = without_titles(name)
    return " ".join(bare.split()[:_WORDS])


def without_titles(name: str) -> str:
    """Return the name without leading titles and without what follows the first comma."""
    whole = " ".join(name.split())
    bare = whole.partition(",")[0].strip()
    while bare != (shorter := _PLAIN.sub("", _DOTTED.sub("", bare))):
        bare = shorter
    return bare or whole
