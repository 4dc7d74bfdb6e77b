"""The parts of dashboard and wall: what moves in pieces and rows, and the frames around them."""

from collections.abc import Hashable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import groupby
from operator import attrgetter

from kiosk.core.turnout import PersonExpected
from kiosk.services.warnings import Warnings
from kiosk.web.dashboard.board import Board, BoardPeople, Part, phone_link
from kiosk.web.dashboard.charts import FAR, NARROW, WIDE, Bar, Chart
from kiosk.web.live.channels import Partials
from kiosk.web.live.pieces import Pieces
from kiosk.web.live.rows import Rows
from kiosk.web.shell.i18n import unless_today

_PIECES = "dashboard/pieces.html"
_SHORT = 9
_TOLD = ("group", "district", "organization")
_MOST_SHARES = 5
"""So many lines have room beside the drawing of the wall."""


class Drawn(Pieces):
    """What dashboard and wall have both: the drawing of the arrivals."""

    def drawing(self, frame: str, chart: Chart, *, titles: bool = False) -> Partials:
        """Return the axes, the line, and a bar an interval, with its numbers as a title or not."""
        name, line = chart.size.name, (chart.line, chart.area, chart.forecast)
        return {
            f"{frame}-axes-{name}": self._draw("axes", chart.axes),
            f"{frame}-line-{name}": self._draw("line", *line),
            f"{frame}-most-{name}": self._draw("most", chart.size.left, chart.most),
            f"{frame}-bars-{name}": Rows.of(self._bar(each, titles) for each in chart.bars),
        }

    def _bar(self, bar: Bar, title: bool) -> tuple[str, str]:  # noqa: FBT001
        place = [round(each, 1) for each in (bar.x, bar.y, bar.width, bar.height)]
        told = (bar.interval.start, bar.interval.people) if title else (None, 0)
        return _key(bar.interval.start), self._draw("bar", *place, *told)

    def _draw(self, name: str, *values: Hashable) -> str:
        return self.make("dashboard/drawing.html", name, *values)


class WallParts(Drawn):
    """The parts of the wall: numbers alone, and large."""

    def of(self, board: Board) -> Partials:
        """Return every part."""
        sessions = tuple(each for each, _counts in board.sessions)
        shown = (board.session, unless_today(board.session, board.now), board.has_begun)
        numbers: Partials = {
            "wall": self._part("wall", board.event, sessions, *shown, FAR, NARROW),
            "wall-as_of": self._part("as_of", _minute(board.now)),
            "wall-present": self._part("present", board.counts),
            "wall-facts": self._part("facts", board.counts, *_tempo(board)),
            "wall-shares": Rows.of(self._shares(board)),
        }
        if not board.has_begun:
            return numbers
        return {**numbers, **self.drawing("wall", board.wide), **self.drawing("wall", board.narrow)}

    def _shares(self, board: Board) -> Iterator[tuple[str, str]]:
        named = [each for each in board.groups if each[0]]
        groups = len(named) + board.more_groups
        most = _MOST_SHARES if groups <= _MOST_SHARES else _MOST_SHARES - 1
        for name, counts in named[:most]:
            yield f"={name}", self._part("share", name, counts.present_expected, counts.expected)
        if groups > most:
            yield "more", self._part("more_shares", groups - most)

    def _part(self, name: str, *values: Hashable) -> str:
        return self.make("dashboard/wall_pieces.html", name, *values)


class DashboardParts(Drawn):
    """The parts of the dashboard; who may call people finds their telephone numbers."""

    def __init__(self, *, may_call: bool) -> None:
        super().__init__()
        self._may_call = may_call

    def of(self, board: Board, people: BoardPeople, told: Warnings) -> Partials:
        """Return every part: first the numbers, then the names."""
        return {
            "alarm": self._alarm(board, told),
            **self._numbers(board),
            **self._chart(board),
            **self._tables(board),
            **self._parts(board),
            **self._people(board, people),
        }

    def _alarm(self, board: Board, told: Warnings) -> str:
        silence = board.tempo.silence
        minutes = silence // timedelta(minutes=1) if silence else 0
        absent = board.counts.missing if silence else 0
        shown = (board.event.is_rehearsal, minutes, absent)
        return self._frame("alarm", *shown, tuple(told.guessing.items()), told.doubted)

    def _numbers(self, board: Board) -> Partials:
        counts, (pace, all_in_at) = board.counts, _tempo(board)
        all_are_in = bool(counts.expected) and not counts.missing
        day = unless_today(board.session, board.now)
        return {
            "numbers": self._frame("numbers", board.session, _state(board), day),
            "numbers-present": self._piece("present", counts),
            "numbers-present_all": self._piece("present_all", counts.present),
            "numbers-absent": self._piece("absent", counts.missing),
            "numbers-unexpected": self._piece("unexpected", counts.unexpected, counts.walk_ins),
            "numbers-pace": self._piece("pace", pace),
            "numbers-all_in": self._piece("all_in", all_in_at, all_are_in),
        }

    def _chart(self, board: Board) -> Partials:
        told = (board.session, board.has_begun, board.counts.expected, bool(board.wide.forecast))
        frame = self._frame("chart", WIDE, NARROW, *told)
        if not board.has_begun:
            return {"chart": frame}
        wide = self.drawing("chart", board.wide, titles=True)
        return {"chart": frame, **wide, **self.drawing("chart", board.narrow)}

    def _tables(self, board: Board) -> Partials:
        return {
            "table": self._frame("table"),
            "table-rows": Rows.of(self._intervals(board)),
            "doors": self._frame("doors", bool(board.tempo.doors)),
            "doors-rows": Rows.of(
                (each.name, self._piece("door", each.name, each.people, round(each.pace, 1)))
                for each in board.tempo.doors
            ),
            "sessions": self._frame("sessions"),
            "sessions-rows": Rows.of(
                (str(each.id), self._piece("session", each.id, each.name, counts))
                for each, counts in board.sessions
            ),
        }

    def _intervals(self, board: Board) -> Iterator[tuple[str, str]]:
        begun = [each for each in board.wide.intervals if each.start <= board.now]
        for each in begun if board.has_begun else ():
            yield _key(each.start), self._piece("interval", each.start, each.people, each.total)
        if not begun or not board.has_begun:
            yield "none", self._piece("no_interval")

    def _parts(self, board: Board) -> Partials:
        told = [
            (name, board.parts[name])
            for name in _TOLD
            if any(value for value, _counts in board.parts[name].rows)
        ]
        frame = self._frame("parts", tuple((name, len(part.rows) > _SHORT) for name, part in told))
        return {
            "parts": frame,
            **{f"parts-{name}": Rows.of(self._part(part)) for name, part in told},
        }

    def _part(self, part: Part) -> Iterator[tuple[str, str]]:
        for value, counts in part.rows:
            yield f"={value}", self._piece("part", value, counts.present_expected, counts.expected)
        if part.more:
            yield "more", self._piece("more_parts", part.more)

    def _people(self, board: Board, people: BoardPeople) -> Partials:
        earlier = people.earlier.name if people.earlier else ""
        missing = self._schools(people.missing, people.more_missing)
        not_back = self._schools(people.not_back, people.more_not_back)
        return {
            "last": self._frame("last", bool(people.last)),
            "last-rows": Rows.of(self._last(people)),
            "missing": self._frame(
                "missing", bool(people.missing), board.counts.expected, board.counts.missing
            ),
            "missing-count": self._piece("plain", board.counts.missing),
            "missing-rows": Rows.of(missing),
            "not_back": self._frame("not_back", earlier, board.session.name, bool(people.not_back)),
            "not_back-rows": Rows.of(not_back),
        }

    def _last(self, people: BoardPeople) -> Iterator[tuple[str, str]]:
        for each in people.last:
            who = (each.person.name, each.person.organization)
            yield str(each.check_in_id), self._piece("arrival", each.at, *who, each.door)

    def _schools(self, people: Sequence[PersonExpected], more: int) -> Iterator[tuple[str, str]]:
        for _school, those in groupby(people, key=attrgetter("organization")):
            yield from _rows_of_school(self.said, self._may_call, tuple(those))
        if more:
            yield "more", self._piece("more_missing", more)

    def _frame(self, name: str, *values: Hashable) -> str:
        return self.make("dashboard/frames.html", name, *values)

    def _piece(self, name: str, *values: Hashable) -> str:
        return self.make(_PIECES, name, *values)


@lru_cache(maxsize=4096)
def _rows_of_school(
    _said: tuple[str, str],
    may_call: bool,  # noqa: FBT001
    people: Sequence[PersonExpected],
) -> Sequence[tuple[str, str]]:
    """Return the rows of one school: they are the same until somebody of it comes."""
    parts, school = Pieces(), people[0].organization
    rows = [(f"={school}", parts.make(_PIECES, "school", school, len(people)))]
    for each in people:
        link = phone_link(each.phone) if may_call else ""
        words = parts.make(_PIECES, "missing", each.name, link and each.phone, link)
        rows.append((str(each.id), words))
    return rows


def _state(board: Board) -> str:
    if board.is_now:
        return "now"
    if board.now < board.session.opens_at:
        return "later"
    return "not now" if board.now < board.session.ends_at else "over"


def _tempo(board: Board) -> tuple[float, datetime | None]:
    """Return the people a minute, and the minute in which all are in, as they are shown."""
    return round(board.tempo.pace, 1), _minute(board.tempo.all_in_at)


def _minute(at: datetime | None) -> datetime | None:
    return at.replace(second=0, microsecond=0) if at else None


def _key(at: datetime) -> str:
    return f"{at:%d%H%M}"
