"""Reading the column that says which sessions somebody comes to."""

import re
from collections.abc import Sequence

from kiosk.core.model import Session
from kiosk.core.names import fold, place_key

_ALL = frozenset(
    [
        "semua",
        "semua sesi",
        "all",
        "all sessions",
        "both",
        "kedua",
        "keduanya",
        "kedua sesi",
        "full",
        "full day",
        "fullday",
        "seharian",
        "sehari penuh",
    ]
)
_TICKS = frozenset(
    [
        "\u2713",
        "\u2714",
        "\u221a",
        "\u2611",
        "v",
        "x",
        "ya",
        "y",
        "yes",
        "1",
        "ikut",
        "hadir",
        "true",
    ]
)
_NO_TICKS = frozenset(
    ["", "-", "\u2013", "tidak", "tdk", "no", "n", "0", "false", "\u2610", "#n/a"]
)
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi")
_LETTER = re.compile(r"[^\W\d_]")
_BETWEEN = re.compile(r"[,;/&+|\n]|\bdan\b|\band\b|\bserta\b", re.IGNORECASE)


class UnknownSession(ValueError):
    """A word names no session, or more than one."""

    def __init__(self, value: str) -> None:
        super().__init__(value)
        self.value = value


def is_ticked(text: str) -> bool | None:
    """Whether a cell says that somebody comes; None where it says neither yes nor no."""
    said = text.strip().casefold().removesuffix("\ufe0f")
    if said in _NO_TICKS:
        return False
    return True if said in _TICKS else None


class SessionNames:
    """The sessions of the event by the ways in which lists name them."""

    def __init__(self, sessions: Sequence[Session]) -> None:
        self.names = tuple(each.name for each in sessions)
        self._all = frozenset(each.id for each in sessions)
        self._by_name = {place_key(each.name): each.id for each in sessions}
        self._by_order = {str(place): each.id for place, each in enumerate(sessions, start=1)}
        romans = zip(_ROMANS, sessions, strict=False)
        self._by_order |= {roman: each.id for roman, each in romans}
        self._read: dict[str, frozenset[int] | None] = {}

    def read(self, text: str) -> frozenset[int] | None:
        """Return the ids of the named sessions; None where the text names none and is empty.

        Raises UnknownSession with the word that names none.
        """
        if text not in self._read:
            self._read[text] = self._named(text.strip())
        return self._read[text]

    def of_heading(self, heading: str) -> int | None:
        """Return the one session that the heading of a column names in words."""
        try:
            named = self.read(heading) if _LETTER.search(heading) else None
        except UnknownSession:
            return None
        return next(iter(named)) if named and len(named) == 1 else None

    def _named(self, text: str) -> frozenset[int] | None:
        if not text or fold(text) in {"-", "#n/a"}:
            return None
        if fold(text) in _ALL:
            return self._all
        if place_key(text) in self._by_name:
            return frozenset([self._by_name[place_key(text)]])
        pieces = [piece.strip() for piece in _BETWEEN.split(text)]
        return frozenset().union(*map(self._one, self._with_whole_names(pieces)))

    def _with_whole_names(self, pieces: Sequence[str]) -> list[str]:
        """Return the pieces, those put together again that make up a name, as `Sesi 1, Pagi`."""
        whole: list[str] = []
        begin = 0
        while begin < len(pieces):
            ends = range(len(pieces), begin + 1, -1)
            known = (end for end in ends if place_key(" ".join(pieces[begin:end])) in self._by_name)
            end = next(known, begin + 1)
            whole.append(" ".join(pieces[begin:end]))
            begin = end
        return [piece for piece in whole if piece]

    def _one(self, piece: str) -> frozenset[int]:
        key = place_key(piece)
        if key in _ALL:
            return self._all
        if key in self._by_name:
            return frozenset([self._by_name[key]])
        words = set(key.split())
        found = [
            each for name, each in self._by_name.items() if words and words <= set(name.split())
        ]
        if len(found) == 1:
            return frozenset(found)
        by_order = self._by_order.get(key.removeprefix("sesi ").removeprefix("session "))
        if by_order is not None and not found:
            return frozenset([by_order])
        return self._word_by_word(piece)

    def _word_by_word(self, piece: str) -> frozenset[int]:
        """Return what `Pagi Sore` names, where each word alone names one session."""
        words = place_key(piece).split()
        if len(words) < 2:  # noqa: PLR2004  it was looked at as a whole
            raise UnknownSession(piece)
        try:
            return frozenset().union(*map(self._one, words))
        except UnknownSession as error:
            raise UnknownSession(piece) from error
