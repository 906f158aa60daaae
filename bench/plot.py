"""Growth as a picture: lines over a logarithmic or linear axis, as plain SVG."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from math import log10
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 720, 360, 64, 210, 56, 44
# Told apart by people who do not see red from green (Okabe and Ito).
# So far apart in pixels are two names that can be read.
_APART = 16
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00")
_STYLE = """<style>
 text { font: 13px system-ui, sans-serif; fill: #222 }
 .title { font-weight: 600; font-size: 15px }
 .grid { stroke: #ddd }
 @media (prefers-color-scheme: dark) { text { fill: #ddd } .grid { stroke: #444 } }
</style>"""


@dataclass(frozen=True, slots=True)
class Axes:
    """What a plot shows: its title, what stands below it and beside it, and how it counts."""

    title: str
    across: str
    up: str
    logarithmic: bool = False


def svg(axes: Axes, lines: Mapping[str, Sequence[tuple[float, float]]]) -> str:
    """A picture of some lines, by name; the upward axis begins at 0 unless logarithmic."""
    across = sorted({x for points in lines.values() for x, _ in points})
    top = max(y for points in lines.values() for _, y in points) * 1.08
    low = min(y for points in lines.values() for _, y in points) if axes.logarithmic else 0.0
    frame = _Frame(axes, across, low, top)
    drawn = [frame.line(points, at) for at, points in enumerate(lines.values())]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img">',
            f"<title>{escape(axes.title)}</title>{_STYLE}",
            f'<text class="title" x="{_LEFT}" y="22">{escape(axes.title)}</text>',
            *frame.grid(),
            *drawn,
            *frame.names(lines),
            "</svg>\n",
        ]
    )


class _Frame:
    """Where a value lies in the picture."""

    def __init__(self, axes: Axes, across: Sequence[float], low: float, top: float) -> None:
        self._axes, self._across, self._low, self._top = axes, across, low, top

    def x(self, value: float) -> float:
        first, last = log10(self._across[0]), log10(self._across[-1])
        part = (log10(value) - first) / (last - first)
        return _LEFT + part * (_WIDTH - _LEFT - _RIGHT)

    def y(self, value: float) -> float:
        if self._axes.logarithmic:
            part = log10(value / self._low) / log10(self._top / self._low)
        else:
            part = value / self._top
        return _HEIGHT - _BOTTOM - part * (_HEIGHT - _TOP - _BOTTOM)

    def grid(self) -> list[str]:
        marks = []
        for value in self._across:
            here, foot = self.x(value), _HEIGHT - _BOTTOM
            marks.append(
                f'<line class="grid" x1="{here:.1f}" x2="{here:.1f}" y1="{_TOP}" y2="{foot}"/>'
            )
            marks.append(
                f'<text x="{here:.1f}" y="{foot + 18}" text-anchor="middle">{value:,.0f}</text>'
            )
        for value in self._steps():
            here = self.y(value)
            marks.append(
                f'<line class="grid" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}"'
                f' y1="{here:.1f}" y2="{here:.1f}"/>'
            )
            marks.append(
                f'<text x="{_LEFT - 6}" y="{here + 4:.1f}" text-anchor="end">{value:g}</text>'
            )
        middle = (_LEFT + _WIDTH - _RIGHT) / 2
        marks.append(
            f'<text x="{middle}" y="{_HEIGHT - 8}" text-anchor="middle">'
            f"{escape(self._axes.across)}</text>"
        )
        marks.append(f'<text x="8" y="{_TOP - 8}">{escape(self._axes.up)}</text>')
        return marks

    def _steps(self) -> list[float]:
        if self._axes.logarithmic:
            powers = range(-6, 9)
            return [10.0**p for p in powers if self._low <= 10.0**p <= self._top]
        unit = 10 ** int(log10(self._top)) if self._top >= 1 else 0.1
        step = unit if self._top / unit > 2 else unit / 5  # noqa: PLR2004  at least a few lines
        return [step * n for n in range(int(self._top / step) + 1)]

    def line(self, points: Sequence[tuple[float, float]], at: int) -> str:
        colour = _COLOURS[at % len(_COLOURS)]
        places = [(self.x(x), self.y(y)) for x, y in points]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        dots = "".join(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in places
        )
        stroke = f'fill="none" stroke="{colour}" stroke-width="2"'
        return f'<polyline points="{path}" {stroke}/>{dots}'

    def names(self, lines: Mapping[str, Sequence[tuple[float, float]]]) -> list[str]:
        """The name of each line at its end, from the lowest up, none upon another."""
        marks, free = [], float(_HEIGHT)
        ends = ((self.x(points[-1][0]), self.y(points[-1][1]), n) for n, points in lines.items())
        for x, y, name in sorted(ends, key=lambda end: -end[1]):
            here = min(y, free)
            marks.append(f'<text x="{x + 8:.1f}" y="{here + 4:.1f}">{escape(name)}</text>')
            free = here - _APART
        return marks
