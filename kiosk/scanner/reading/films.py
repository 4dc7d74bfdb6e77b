"""The reader of badges: films frame by frame within a budget, pictures with everything it has."""

from dataclasses import dataclass, field, replace
from time import perf_counter, thread_time
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kiosk.scanner.reading.finding.attention import Area, Attention
from kiosk.scanner.reading.finding.squares import Squares
from kiosk.scanner.reading.frames import (
    Grey,
    Pixels,
    give_back_memory,
    grey,
    keep_to_one_core,
    shrunk,
)
from kiosk.scanner.reading.recognition.harmed import recognized_in_part
from kiosk.scanner.reading.recognition.recognition import Match, Roster
from kiosk.scanner.reading.recognition.tracking import Track, begin, recognized, warm_up
from kiosk.scanner.reading.rescues import Region, Rescue, painting, rescues
from kiosk.scanner.reading.stills import read_symbols
from kiosk.scanner.reading.symbols import Corners, Symbol, are_nested, overlap
from kiosk.scanner.reading.zxing import Found, decode, decode_others

_ACROSS: Final = (320, 480)  # Pixels of a frame's longer side in which it is looked at, in turn.
_LARGEST: Final = 2560  # Longest side of a film's frames; larger ones are shrunk.
_STILL: Final = 1280  # Longest side of a still picture in which badges are recognized.
_COARSE: Final = 640  # Longest side of a picture that is rescued as a whole, or doubled.
_BEST: Final = 2  # Squares that are tried however little time there is.
_SUSPECTS: Final = 8  # Squares remembered for a rescue while nothing else is there.
_FRUITLESS: Final = 6  # Frames after which a symbol that gave no answer is begun anew.
_TRIES: Final = 2  # Times that a symbol without an answer is begun where nothing changes.
_WHOLE: Final = 3  # Frames from one that is read as a whole, also as light on dark, to the next,
_CONTENT: Final = 6  # and while something is read.
_IDLE: Final = 2  # Frames from one look to the next,
_SELDOM: Final = 10  # and while something is read.
_HOPELESS: Final = 3  # Fruitless frames after which a symbol is followed seldom beside others.
_IN_PART: Final = 4  # Frames from one to the next in which a badge is recognized by a part of it,
_ABOUT: Final = 40.0  # and pixels about what may be no more than a part of it.
_RARELY: Final = 12  # Frames from one rescue to the next, while nothing is there.
_FRESH: Final = 20  # Frames for which it is looked about where something has changed,
_TRIED: Final = 60  # and for which a place is tried that does not change.
_CALMER: Final = 4  # Times as rarely it is looked about where nothing has.
_ROOM: Final = 300  # Pixels of a side in which the largest symbol is seen.
_SAVINGS: Final = 3.0  # Frames whose budget may be saved up for a later one,
_DEBTS: Final = 1.5  # or taken from later ones.
_PATIENCE: Final = 2  # Frames that may pass with plain reading only, because time is short.
_REMEMBERED: Final = 0.7  # Seconds that a place is worth a rescue after something was seen there.


@dataclass(slots=True)
class _Work:
    """One frame and what was read of it so far."""

    picture: Grey
    at: float
    symbols: list[Symbol]
    undecoded: list[Corners] = field(default_factory=list)
    begun: float = field(default_factory=perf_counter)
    worked: float = field(default_factory=thread_time)

    def ms(self) -> float:
        return (perf_counter() - self.begun) * 1000

    def cost(self) -> float:
        """Return the milliseconds of work, without waiting for other programs."""
        return (thread_time() - self.worked) * 1000

    def unread(self) -> list[Corners]:
        """Return the places of symbols that were found, but not read until now."""
        return [corners for corners in self.undecoded if not self.knows(corners)]

    def knows(self, corners: Corners) -> bool:
        return any(overlap(symbol.corners, corners) for symbol in self.symbols)

    def add(self, found: Found, by: str) -> None:
        if found.text is not None and not self.knows(found.corners):
            symbol = Symbol(found.text, found.corners, "decoded", by, 1.0, self.ms())
            self.symbols.append(symbol)


class Reader:
    """Reads the symbols of a film, frame by frame; one for each thread that reads.

    Each frame is read plainly, however little time there is. What is left of the budget goes, in
    this order, to symbols that are followed, to looking for others, and to one rescue in turn.
    """

    def __init__(self, roster: Roster | None = None, budget_ms: float = 12.0) -> None:
        """Take the badges of the event and the milliseconds a frame may cost on average."""
        keep_to_one_core()
        warm_up()
        give_back_memory()
        self.roster = roster
        self.budget_ms = budget_ms
        self._attention = Attention()
        self._squares = Squares()
        self._fresh: Area | None = None
        self._tracks: list[Track] = []
        self._given_up: list[Corners] = []
        self._hints: list[tuple[Corners, float]] = []
        self._suspects: list[NDArray[np.float32]] = []
        self._whole = -_WHOLE  # The last frame that was read as a whole, and as light on dark.
        self._read_at = float("-inf")
        self._dark_until = float("-inf")
        self._saved = 0.0
        self._waited = 0
        self._frames = 0
        self._looks = 0
        self._rescues = 0

    def read(self, frame: Pixels, at: float) -> list[Symbol]:
        """Return the symbols of a frame; ``at`` is its time in seconds."""
        work = _Work(np.zeros((0, 0), np.uint8), at, [])
        work.picture, _ = shrunk(grey(frame), _LARGEST)
        if not work.picture.size:
            return []
        self._frames += 1
        self._attention.see(work.picture)
        self._read_plainly(work)
        self._fresh = self._attention.box(_FRESH, least=_ROOM)
        patient = self._waited < _PATIENCE
        in_part = not work.symbols and self._is_turn(_IN_PART, 1)
        for step in (self._follow, self._look_for_parts if in_part else self._look):
            if self._has_time(work) or not patient:
                step(work)
        if self._has_time(work):
            self._rescue(work)
        self._save(work.cost())
        if work.symbols:
            self._read_at = at
        for symbol in work.symbols:
            self._hint(symbol.corners, at)
        return _enlarged(work.symbols, frame, work.picture)

    def _has_time(self, work: _Work) -> bool:
        return self._saved + self.budget_ms > work.cost()

    def _save(self, spent: float) -> None:
        """Keep account of the budget; where it never suffices, every few frames go beyond it."""
        left = self._saved + self.budget_ms - spent
        self._waited = 0 if left > 0 or self._waited >= _PATIENCE else self._waited + 1
        self._saved = min(max(left, -_DEBTS * self.budget_ms), _SAVINGS * self.budget_ms)

    def _read_plainly(self, work: _Work) -> None:
        """Read what is easily read, and note where there is more."""
        self._hints = [hint for hint in self._hints if 0 <= work.at - hint[1] < _REMEMBERED]
        for found in self._found_plainly(work):
            work.add(found, "plain")
            if found.text is None and not self._attention.is_calm(found.corners, _TRIED):
                work.undecoded.append(found.corners)
        for found in self._others(work):
            work.add(found, "other kind")

    def _others(self, work: _Work) -> list[Found]:
        """Look for symbols of other kinds, where the event has chosen any and nothing was read."""
        kinds = self.roster.kinds if self.roster else ()
        return decode_others(work.picture, kinds) if kinds and not work.symbols else []

    def _found_plainly(self, work: _Work) -> list[Found]:
        """Look at all of every few frames, else where something changed or was read before."""
        places = [corners for corners, _ in self._hints]
        whole = self._frames - self._whole >= (_CONTENT if self._reads(work.at) else _WHOLE)
        self._whole = self._frames if whole else self._whole
        box = Area.of(work.picture) if whole else self._attention.box(1, places)
        if box is None:
            return []
        region = Region.of(work.picture, box)
        found = decode(region.picture, errors=True, inverted=False, shrunk=whole)
        if whole or 0 <= self._dark_until - work.at <= _REMEMBERED:
            dark = decode(255 - region.picture, errors=True, inverted=False, shrunk=whole)
            if any(each.text is not None for each in dark):
                self._dark_until = work.at + _REMEMBERED
            found += dark
        return [region.in_frame(each) for each in found]

    def _reads(self, at: float) -> bool:
        """Tell whether something was read lately: what was only seen may be something else."""
        return 0 <= at - self._read_at < _REMEMBERED

    def _hint(self, corners: Corners, at: float) -> None:
        self._hints = [hint for hint in self._hints if not overlap(hint[0], corners)]
        self._hints.append((corners, at))

    def _follow(self, work: _Work) -> None:
        """Find the symbols of earlier frames again, unless they were read plainly."""
        for track in self._tracks:
            if self._is_worth_following(work, track) and track.follow(work.picture, work.at):
                self._answer(work, track)
        fruitless = [track for track in self._tracks if track.fruitless >= _FRUITLESS]
        self._give_up([track.corners() for track in fruitless])
        self._tracks = [
            track
            for track in self._tracks
            if not (track in fruitless or track.is_over(work.at) or self._is_read(work, track))
        ]

    def _give_up(self, places: list[Corners]) -> None:
        """Forget places, and do not begin there again and again while nothing changes."""
        self._given_up = [each for each in self._given_up if self._attention.is_calm(each, 1)]
        self._given_up += places
        self._hints = [
            hint for hint in self._hints if not any(overlap(hint[0], place) for place in places)
        ]

    def _is_worth_following(self, work: _Work, track: Track) -> bool:
        waits = track.fruitless >= _HOPELESS and work.symbols and self._frames % _HOPELESS
        return not waits and not work.knows(track.corners())

    def _is_read(self, work: _Work, track: Track) -> bool:
        return any(
            symbol.how == "decoded"
            and symbol.by == "plain"
            and overlap(symbol.corners, track.corners())
            for symbol in work.symbols
        )

    def _look(self, work: _Work) -> None:
        """Look for symbols that no decoder finds."""
        squares = [np.array(corners, np.float32) for corners in work.unread()]
        is_time = self._is_time_to_look(work)
        if is_time:
            squares += [np.array(corners, np.float32) for corners, _ in self._hints]
            squares += self._squares_of(work)
        for number, square in enumerate(squares):
            if number >= _BEST and not self._has_time(work):
                break
            if not self._is_taken(work, square):
                self._begin(work, square)

    def _look_for_parts(self, work: _Work) -> None:
        """Look for a badge of which something is hidden, in one region in turn."""
        region = self._region_in_turn(work)
        small, factor = shrunk(region.picture, _COARSE)
        found = recognized_in_part(small, self.roster) if self.roster else None
        if found:
            match, corners = found
            place = region.in_frame(Found(match.code, corners), 1 / factor, 1 / factor).corners
            work.symbols.append(_recognized(match, place, work.ms()))

    def _region_in_turn(self, work: _Work) -> Region:
        """Return the region of a place in turn, and every other time of all that changed."""
        places = work.unread() + [corners for corners, _ in self._hints]
        places += [_corners(each) for each in self._suspects]
        turn = self._frames // _IN_PART
        if places and turn % 2:
            return Region.about(work.picture, places[turn // 2 % len(places)], _ABOUT)
        return Region.of(work.picture, self._fresh or Area.of(work.picture))

    def _squares_of(self, work: _Work) -> list[NDArray[np.float32]]:
        """Return where the net sees symbols in all that changed."""
        self._looks += 1
        box = self._fresh or Area.of(work.picture)
        across = _ACROSS[self._looks % len(_ACROSS)]
        found = [
            each.corners + box.corner()
            for each in self._squares.find(box.cut(work.picture), across)
        ]
        self._suspects = (found + self._suspects)[:_SUSPECTS]
        return found

    def _is_time_to_look(self, work: _Work) -> bool:
        """Look often while something seems to be there that is not read."""
        lost = bool(self._hints) and not (work.symbols or self._tracks)
        return bool(work.unread()) or lost or self._is_turn(_SELDOM if work.symbols else _IDLE)

    def _is_turn(self, every: int, after: int = 0) -> bool:
        """Tell whether it is time for what is done every few frames while something changes."""
        return self._frames % (every if self._fresh else every * _CALMER) == after

    def _is_taken(self, work: _Work, square: NDArray[np.float32]) -> bool:
        corners = _corners(square)
        tracks = [
            track.corners()
            for track in self._tracks
            if not (track.fruitless and are_nested(track.corners(), corners))
        ]
        tried = sum(overlap(each, corners) for each in self._given_up)
        return (
            work.knows(corners)
            or tried >= _TRIES
            or any(overlap(track, corners) for track in tracks)
        )

    def _begin(self, work: _Work, square: NDArray[np.float32]) -> None:
        track = begin(work.picture, square, work.at)
        if track and not self._is_taken(work, np.array(track.corners(), np.float32)):
            self._tracks.append(track)
            self._answer(work, track)

    def _answer(self, work: _Work, track: Track) -> None:
        corners = track.corners()
        self._hint(corners, work.at)
        match = track.match(self.roster) if self.roster else None
        if match:
            track.fruitless = 0
            work.symbols.append(_recognized(match, corners, work.ms()))
            return
        text = track.text()
        track.fruitless = 0 if text else track.fruitless + 1
        work.add(Found(text, corners), "deblurred")

    def _rescue(self, work: _Work) -> None:
        """Try one preparation: where something was, or now and then on all that changed."""
        lost = [corners for corners, _ in self._hints if not work.knows(corners)]
        places = work.unread() + lost
        if places:
            regions = [Region.about(work.picture, corners) for corners in places[:2]]
            self._try(work, regions, self._next_rescue())
        elif not work.symbols and self._is_turn(_RARELY):
            self._rescue_all(work, self._next_rescue())
        elif not work.symbols and self._suspects and self._frames % _IDLE:
            suspect = _corners(self._suspects.pop(0))
            self._try(work, [Region.about(work.picture, suspect)], painting())

    def _rescue_all(self, work: _Work, rescue: Rescue) -> None:
        """Try a rescue on all that changed; the net has seen what is small there."""
        region = Region.of(work.picture, self._fresh or Area.of(work.picture))
        small, factor = shrunk(region.picture, _COARSE)
        for found in rescue.read(Region(small, 0, 0)):
            work.add(region.in_frame(found, 1 / factor, 1 / factor), rescue.name)

    def _next_rescue(self) -> Rescue:
        self._rescues += 1
        return rescues()[self._rescues % len(rescues())]

    def _try(self, work: _Work, regions: list[Region], rescue: Rescue) -> None:
        for region in regions:
            for found in rescue.read(region):
                work.add(found, rescue.name)


def _corners(square: NDArray[np.float32]) -> Corners:
    return tuple((float(x), float(y)) for x, y in square)


def read_image(
    image: Pixels, limit_ms: float = 400.0, roster: Roster | None = None
) -> list[Symbol]:
    """Return the symbols of a picture, with everything there is, within about ``limit_ms``."""
    begun = perf_counter()
    symbols = read_symbols(image, limit_ms)
    if roster is None:
        return symbols
    warm_up()
    picture = shrunk(grey(image), _LARGEST)[0]
    others = [
        Symbol(each.text, each.corners, "decoded", "other kind", 1.0, 0.0)
        for each in decode_others(picture, roster.kinds)
        if each.text
    ]
    symbols += _enlarged(others, image, picture)
    work = _Work(shrunk(picture, _STILL)[0], 0.0, [], begun=begun)
    matches = recognized(work.picture, roster)
    if not (symbols or matches) and (part := recognized_in_part(work.picture, roster, _COARSE)):
        matches = [part]
    work.symbols = symbols
    found = [_recognized(*match, work.ms()) for match in matches]
    badges = _enlarged(found, image, work.picture)
    return symbols + [symbol for symbol in badges if not work.knows(symbol.corners)]


def _enlarged(symbols: list[Symbol], frame: Pixels, picture: Grey) -> list[Symbol]:
    """Return symbols of a picture in pixels of the frame that it was shrunk from."""
    if not symbols or picture.shape[1] == np.shape(frame)[1]:
        return symbols
    back = np.shape(frame)[1] / picture.shape[1]
    return [
        replace(symbol, corners=tuple((x * back, y * back) for x, y in symbol.corners))
        for symbol in symbols
    ]


def _recognized(match: Match, corners: Corners, ms: float) -> Symbol:
    return Symbol(match.code, corners, "recognized", "recognition", min(match.score, 1.0), ms)
