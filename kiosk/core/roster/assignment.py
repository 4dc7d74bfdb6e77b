"""The best assignment of columns to meanings: as a whole, not one after the other."""

from collections.abc import Mapping, Sequence
from math import inf
from typing import TypeVar

T = TypeVar("T")
_NOBODY = -1


def best_assignment(weights: Sequence[Mapping[T, float]]) -> dict[int, T]:
    """Return what each place is given, each thing once, so that the weights add up to most.

    `weights` are, by place, what things are worth there; all are above 0. The method is the
    Hungarian one with potentials: things are given in turn, each along the cheapest path of
    exchanges (Kuhn 1955; Munkres 1957).
    """
    things = sorted({thing for each in weights for thing in each}, key=str)
    # For each thing a place of its own where it is not given.
    width = len(weights) + len(things)
    costs = [[-each.get(thing, 0.0) for each in weights] + [0.0] * len(things) for thing in things]
    given = _Exchanges(costs, width).given()
    return {
        place: things[thing]
        for place, thing in enumerate(given[: len(weights)])
        if thing != _NOBODY and things[thing] in weights[place]
    }


class _Exchanges:
    """The rows that are given columns, one after the other, at the least cost of all together."""

    def __init__(self, costs: list[list[float]], width: int) -> None:
        self._costs = costs
        self._width = width
        self._row_price = [0.0] * len(costs)
        self._column_price = [0.0] * (width + 1)
        self._row_of = [_NOBODY] * (width + 1)

    def given(self) -> list[int]:
        """Return the row of each column, -1 where none."""
        for row in range(len(self._costs)):
            self._give(row)
        return self._row_of[: self._width]

    def _give(self, row: int) -> None:
        start = self._width
        self._row_of[start] = row
        cheapest, before = [inf] * self._width, [start] * self._width
        used = [False] * (self._width + 1)
        column = start
        while self._row_of[column] != _NOBODY:
            used[column] = True
            column = self._step(column, cheapest, before, used)
        while column != start:
            self._row_of[column] = self._row_of[before[column]]
            column = before[column]
        self._row_of[start] = _NOBODY

    def _step(self, column: int, cheapest: list[float], before: list[int], used: list[bool]) -> int:
        """Look from the row of a column; return the column that is reached at least cost."""
        row = self._row_of[column]
        for other in range(self._width):
            if used[other]:
                continue
            cost = self._costs[row][other] - self._row_price[row] - self._column_price[other]
            if cost < cheapest[other]:
                cheapest[other], before[other] = cost, column
        free = (each for each in range(self._width) if not used[each])
        reached = min(free, key=cheapest.__getitem__)
        self._reprice(cheapest[reached], cheapest, used)
        return reached

    def _reprice(self, step: float, cheapest: list[float], used: list[bool]) -> None:
        for column in range(self._width + 1):
            if used[column]:
                self._row_price[self._row_of[column]] += step
                self._column_price[column] -= step
            elif column < self._width:
                cheapest[column] -= step
