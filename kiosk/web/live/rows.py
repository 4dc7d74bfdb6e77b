"""Lists on live pages: only those rows are sent that are new, changed, moved or gone."""

from collections.abc import Iterable
from dataclasses import dataclass

RowChange = tuple[str | None, ...]
"""`("-", key)`, `("=", key, html)`, or `("+", key, key of the next row or None, html)`."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The HTML of rows by their keys, in order; each row is one element."""

    by_key: dict[str, str]

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str]]) -> "Rows":
        """Return rows of their keys and their HTML."""
        return cls(dict(rows))

    def __str__(self) -> str:
        return "".join(self.by_key.values())


def changes(before: Rows, after: Rows) -> list[RowChange]:
    """Return what makes one list of another, one step after the other, with few steps."""
    old, new = before.by_key, after.by_key
    made: list[RowChange] = [("-", key) for key in old if key not in new]
    order = [key for key in old if key in new]
    if order == list(new):
        return [*made, *(("=", key, html) for key, html in new.items() if old[key] != html)]
    for place, (key, html) in enumerate(new.items()):
        if order[place + 1 : place + 2] == [key]:
            # The row that stands here goes further down: it is put in where its turn comes.
            made.append(("-", order.pop(place)))
        if order[place : place + 1] == [key]:
            if old[key] != html:
                made.append(("=", key, html))
            continue
        if key in order:
            order.remove(key)
        made.append(("+", key, order[place] if place < len(order) else None, html))
        order.insert(place, key)
    return made
