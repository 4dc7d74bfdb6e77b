"""The same code counts once while it is in the picture and a moment after; another at once."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(slots=True)
class _Sighting:
    last_seen: float
    missed_since: float | None = None


class Repeats:
    """Remembers which codes are in the picture. Time is an argument, in seconds.

    ``hold_s`` is how long after its last sight a code still counts as the same showing;
    ``gone_s`` how long frames must have been looked at without it, so that a camera that saw
    nothing for a while does not take a badge that never left for a new one.
    """

    def __init__(self, hold_s: float = 3.0, gone_s: float = 0.8) -> None:
        """Begin with an empty picture."""
        self._hold_s = hold_s
        self._gone_s = min(gone_s, hold_s)
        self._sightings: dict[str, _Sighting] = {}

    def new(self, codes: Iterable[str], at: float) -> list[str]:
        """Return those of ``codes``, all that one frame shows, that count now.

        Call it for every frame that was looked at, also for those that show nothing.
        """
        shown = list(dict.fromkeys(codes))
        self._forget_the_gone(at)
        new = [code for code in shown if code not in self._sightings]
        self._remember(shown, at)
        return new

    def _forget_the_gone(self, at: float) -> None:
        gone = [code for code, sighting in self._sightings.items() if self._is_gone(sighting, at)]
        for code in gone:
            del self._sightings[code]

    def _is_gone(self, sighting: _Sighting, at: float) -> bool:
        if sighting.missed_since is None:
            return False
        held = at - sighting.last_seen >= self._hold_s
        return held and at - sighting.missed_since >= self._gone_s

    def _remember(self, shown: list[str], at: float) -> None:
        for code, sighting in self._sightings.items():
            if code not in shown and sighting.missed_since is None:
                sighting.missed_since = at
        for code in shown:
            self._sightings[code] = _Sighting(at)
