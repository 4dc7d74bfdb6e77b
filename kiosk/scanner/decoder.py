"""The reader of badges: films frame by frame within a budget, pictures with everything it has."""

from time import perf_counter

from kiosk.scanner.frames import Frame, grey, keep_to_one_core
from kiosk.scanner.plain import Found, decode
from kiosk.scanner.recognition import Roster
from kiosk.scanner.stills import read_symbols
from kiosk.scanner.symbols import Symbol


class Reader:
    """Reads the symbols of a film, frame by frame; one for each thread that reads."""

    def __init__(self, roster: Roster | None = None, budget_ms: float = 12.0) -> None:
        """Take the badges of the event and the milliseconds a frame may cost on average."""
        keep_to_one_core()
        self.roster = roster
        self.budget_ms = budget_ms

    def read(self, frame: Frame, at: float) -> list[Symbol]:
        """Return the symbols of a frame; ``at`` is its time in seconds."""
        begun = perf_counter()
        return [_symbol(found, begun) for found in decode(grey(frame))]


def read_image(image: Frame, limit_ms: float = 400.0, roster: Roster | None = None) -> list[Symbol]:
    """Return the symbols of a picture, with everything there is, within about ``limit_ms``."""
    return read_symbols(image, limit_ms)


def _symbol(found: Found, begun: float) -> Symbol:
    ms = (perf_counter() - begun) * 1000
    return Symbol(found.text or "", found.corners, "decoded", "plain", 1.0, ms)
