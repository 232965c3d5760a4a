"""The field of the emotional curve: scales, phases, axis."""

from __future__ import annotations

from itertools import groupby

import pandas as pd

from components.charts.canvas import Layers, Record, across, boxes, height_of, lines_of, words
from components.charts.letters import width_of, wrap
from components.look import Look
from workshop.labels import PHASE_LABELS
from workshop.texts import message, say, signed

ZERO_LINE = message("Zero line")
HEIGHTS = {"screen": 420, "phone": 300}
"""Height in pixels of −100…+100; the wall takes what is left."""


class Plot:
    """Scales and measures of the curve; lengths in pixels."""

    def __init__(self, frame: pd.DataFrame, look: Look, space: float) -> None:
        self.look = look
        self.stops = [stop | {"place": i + 1} for i, stop in enumerate(frame.to_dict("records"))]
        self.zero = wrap(say(ZERO_LINE, look.language), width_of("Zero-", look.small, True), look.small, True)
        if not look.on_phone:
            self.zero = (say(ZERO_LINE, look.language),)
        texts = [*self.zero, "−100"]
        self.left = max(width_of(text, look.small, bold=True) for text in texts) + look.small
        self.column = (look.width - self.left) / max(1, len(self.stops))
        # Where columns are narrower than a number, the last one would be cut at the edge of the picture.
        self.last = len(self.stops) + max(0.5, width_of("36", look.small) / 2 / self.column)
        self.scale = across(0.5, self.last, self.left)
        self.letters = look.small if look.on_phone else look.label
        """Of the phases' names: on a phone a word is as wide as a short phase."""
        lines = max(len(name) for name in self.phase_lines())
        self.note = height_of(1 if not look.on_phone else 3, look.label)
        self.header = height_of(lines, self.letters) + look.label * 0.6
        marked = [stop for stop in self.stops if stop["mark"]]
        self.above = [stop for stop in marked if stop["net_delight"] > 0]
        self.below = [stop for stop in marked if stop["net_delight"] <= 0]
        self.top = self.header + len(self.above) * self.note + look.label * 0.5
        footer = len(self.below) * self.note + height_of(1, look.small) + look.label
        self.height = space - self.top - footer if look.on_wall else HEIGHTS[look.size]
        self.bottom = self.top + self.height
        self.end = self.bottom + footer

    def y(self, net_delight: float) -> float:
        """Pixels from the top of a net delight."""
        return self.top + (100 - net_delight) / 200 * self.height

    def phases(self) -> list[tuple[str, float, float]]:
        """Name, left and right end of every run of a phase."""
        runs = [(phase, [s["place"] for s in run]) for phase, run in groupby(self.stops, lambda stop: stop["phase"])]
        ends = [run[-1] + 0.5 for _, run in runs[:-1]] + [self.last]
        return [
            (say(PHASE_LABELS[phase], self.look.language), run[0] - 0.5, end)
            for (phase, run), end in zip(runs, ends, strict=False)  # without a touchpoint there is no run
        ]

    def phase_lines(self) -> list[tuple[str, ...]]:
        """The names of the phases, wrapped to their width."""
        return [
            wrap(name, self.phase_width(name, start, end), self.letters, True) for name, start, end in self.phases()
        ]

    def phase_width(self, name: str, start: float, end: float) -> float:
        """Pixels for the name of a phase: what it has, and at least its longest word, for none is divided."""
        longest = max(width_of(word, self.letters, True) for word in name.split())
        return max((end - start) * self.column - self.letters, longest)


def phase_bands(plot: Plot) -> Layers:
    """Every other phase on a faint ground, its name above."""
    look, heads = plot.look, []
    bands: list[Record] = []
    for i, ((_, start, end), lines) in enumerate(zip(plot.phases(), plot.phase_lines(), strict=True)):
        fill = look.colours.faint if i % 2 == 0 else look.colours.ground
        bands.append({"x": start, "x2": end, "y": 0, "y2": plot.end, "fill": fill})
        middle, ink = (plot.header - look.label * 0.2) / 2, look.colours.ink
        name = " ".join(lines)
        width = plot.phase_width(name, start, end)
        half = width / 2 / plot.column if width > (end - start) * plot.column else 0  # wider than its phase
        x = min(max((start + end) / 2, 0.5 + half), plot.last - half)
        heads += lines_of(name, x, middle, width, plot.letters, ink, bold=True)
    return [*boxes(bands, plot.scale), *words(heads, plot.scale, plot.letters, align="center", bold=True)]


def grid(plot: Plot) -> Layers:
    """The figures of the axis, and the name of the zero line on it."""
    look, x = plot.look, plot.left - plot.look.small / 2
    figures = [{"x": x, "y": plot.y(p), "text": signed(p), "ink": look.colours.muted} for p in (-100, -50, 50, 100)]
    lines = [
        {"x": x, "y": plot.y(0) + (i - (len(plot.zero) - 1) / 2) * height_of(1, look.small), "text": line,
         "ink": look.colours.ink}
        for i, line in enumerate(plot.zero)
    ]  # fmt: skip
    return [*words(figures, None, look.small, align="right"), *words(lines, None, look.small, align="right", bold=True)]


def zero_line(plot: Plot) -> list[Record]:
    """The zero line from edge to edge."""
    ends = {"x": 0.5, "x2": plot.last, "y": plot.y(0), "y2": plot.y(0)}
    return [ends | {"ink": plot.look.colours.ink}]


def numbers(plot: Plot) -> Layers:
    """The numbers of the touchpoints at the bottom; every fifth where they stand close."""
    look, y = plot.look, plot.end - height_of(1, plot.look.small) / 2
    every = [{"x": s["place"], "y": y, "text": f"{s['seq']:.0f}", "ink": look.colours.muted} for s in plot.stops]
    fifth = [r for r in every if int(r["text"]) % 5 == 0]
    room = f"(width - {plot.left:.0f}) / {len(plot.stops)} >= {width_of('36 ', look.small):.0f}"
    return [
        *words(every, plot.scale, look.small, align="center", test=room),
        *words(fifth, plot.scale, look.small, align="center", test=f"!({room})"),
    ]
