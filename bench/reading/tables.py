"""Tables of results, and the picture of reading against size and blur."""

from collections.abc import Sequence
from dataclasses import dataclass

_WIDTH, _HEIGHT, _EDGE = 420, 260, 44
_COLOURS = ("#0b6e4f", "#c05621", "#6b7280", "#1d4ed8")


@dataclass(frozen=True, slots=True)
class Table:
    """One measurement: what it is, its columns, and its rows as they are printed."""

    title: str
    note: str
    columns: tuple[str, ...]
    rows: list[tuple[str, ...]]

    def markdown(self) -> str:
        """Return the table as Markdown."""
        lines = [f"## {self.title}", "", self.note, ""]
        lines.append("| " + " | ".join(self.columns) + " |")
        lines.append("|" + " --- |" * len(self.columns))
        lines += ["| " + " | ".join(row) + " |" for row in self.rows]
        return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class Curves:
    """Shares (0 to 1) that readers reach at the places of one axis."""

    title: str
    axis: str
    places: tuple[float, ...]
    shares: dict[str, tuple[float, ...]]


def svg(charts: Sequence[Curves]) -> str:
    """Return the charts beside each other as one picture."""
    width = _WIDTH * len(charts)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {_HEIGHT}">',
        '<g font-family="sans-serif" font-size="12">',
        f'<rect width="{width}" height="{_HEIGHT}" fill="#ffffff"/>',
    ]
    for index, chart in enumerate(charts):
        parts += [f'<g transform="translate({index * _WIDTH} 0)">', *_chart(chart), "</g>"]
    return "\n".join([*parts, "</g></svg>"]) + "\n"


def percent(share: float) -> str:
    """Return a share as whole percents."""
    return f"{share:.0%}".replace("%", " %")


def _chart(chart: Curves) -> list[str]:
    lines = [f'<text x="{_EDGE}" y="20" font-weight="bold">{chart.title}</text>']
    for share in (0.0, 0.5, 1.0):
        y = _y(share)
        lines.append(f'<path d="M{_EDGE} {y}H{_WIDTH - 14}" stroke="#d1d5db" fill="none"/>')
        lines.append(f'<text x="{_EDGE - 6}" y="{y + 4}" text-anchor="end">{share:.0%}</text>')
    for place in chart.places:
        x = _x(chart, place)
        lines.append(f'<text x="{x}" y="{_HEIGHT - 24}" text-anchor="middle">{place:g}</text>')
    middle = (_EDGE + _WIDTH) / 2
    lines.append(f'<text x="{middle}" y="{_HEIGHT - 6}" text-anchor="middle">{chart.axis}</text>')
    for index, (name, shares) in enumerate(chart.shares.items()):
        lines += _curve(chart, name, shares, index)
    return lines


def _curve(chart: Curves, name: str, shares: tuple[float, ...], index: int) -> list[str]:
    colour = _COLOURS[index % len(_COLOURS)]
    points = " ".join(
        f"{_x(chart, place):.1f},{_y(share):.1f}"
        for place, share in zip(chart.places, shares, strict=True)
    )
    x, y = _EDGE + 8 + 92 * index, 38
    return [
        f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2.5"/>',
        f'<text x="{x}" y="{y}" fill="{colour}">{name}</text>',
    ]


def _x(chart: Curves, place: float) -> float:
    low, high = min(chart.places), max(chart.places)
    return _EDGE + 16 + (place - low) / (high - low) * (_WIDTH - _EDGE - 46)


def _y(share: float) -> float:
    return _HEIGHT - 48 - share * (_HEIGHT - 108)
