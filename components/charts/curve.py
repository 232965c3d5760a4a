"""The emotional curve: net delight along the way, above or below the zero line."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import Any

import pandas as pd

from components.charts.canvas import (
    Align,
    Layers,
    Record,
    across,
    boxes,
    height_of,
    lines_of,
    points,
    ribbons,
    rules,
    words,
)
from components.charts.cells import FIGURE_TITLES, tip_texts, tips
from components.charts.letters import width_of, wrap
from components.look import Look
from workshop.labels import PHASE_LABELS
from workshop.scale import symbol
from workshop.texts import Message, message, say, signed
from workshop.views import SHOWN

TITLES: dict[str, Message | str] = {"name": message("Touchpoint"), **FIGURE_TITLES}
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
        self.scale = across(0.5, len(self.stops) + 0.5, self.left)
        self.column = (look.width - self.left) / max(1, len(self.stops))
        lines = max(len(name) for name in self.phase_lines())
        self.note = height_of(1 if not look.on_phone else 3, look.label)
        self.header = height_of(lines, look.label) + look.label * 0.6
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
        """Name, first and last place of every run of a phase."""
        runs = [(phase, [s["place"] for s in run]) for phase, run in groupby(self.stops, lambda stop: stop["phase"])]
        return [(say(PHASE_LABELS[phase], self.look.language), run[0] - 0.5, run[-1] + 0.5) for phase, run in runs]

    def phase_lines(self) -> list[tuple[str, ...]]:
        """The names of the phases, wrapped to their width."""
        wide = [(name, (end - start) * self.column - self.look.label) for name, start, end in self.phases()]
        return [wrap(name, width, self.look.label, True) for name, width in wide]


def curve_chart(frame: pd.DataFrame, look: Look, space: float) -> tuple[Layers, float]:
    """The layers of the emotional curve and its height in pixels; on the wall it fills `space` pixels.

    In: the frame of `workshop.curve.emotional_curve`.
    """
    plot = Plot(frame, look, space)
    own = look.colours
    known = [stop for stop in plot.stops if stop["state"] == SHOWN]
    layers = [
        *phase_bands(plot),
        *grid(plot),
        *ribbons(intervals(plot), plot.scale, own.line, 0.25),
        *rules(earlier(plot), plot.scale, look.line * 0.8),
        *rules(zero_line(plot), plot.scale, look.line * 0.7),
        *rules(segments(plot), plot.scale, look.line * 1.3),
        *rules(leaders(plot), plot.scale, look.line / 2, (look.line, look.line)),
        *points([dot(plot, stop) for stop in known], plot.scale, look, look.marker, tips(look, TITLES)),
        *notes(plot),
        *numbers(plot),
    ]
    return layers, plot.end


def dot(plot: Plot, stop: dict[Any, Any]) -> Record:
    """A touchpoint on the curve."""
    look, place = plot.look, {"x": stop["place"], "y": plot.y(stop["net_delight"])}
    name = f"{stop['seq']:.0f} {stop['name']}"
    return place | {"fill": look.fill(stop["net_delight"]), "ink": look.colours.ink} | tip_texts(stop, look, name=name)


def phase_bands(plot: Plot) -> Layers:
    """Every other phase on a faint ground, its name above."""
    look, heads = plot.look, []
    bands: list[Record] = []
    for i, ((_, start, end), lines) in enumerate(zip(plot.phases(), plot.phase_lines(), strict=True)):
        fill = look.colours.faint if i % 2 == 0 else look.colours.ground
        bands.append({"x": start, "x2": end, "y": 0, "y2": plot.end, "fill": fill})
        middle, ink = (plot.header - look.label * 0.2) / 2, look.colours.ink
        width = (end - start) * plot.column - look.label
        heads += lines_of(" ".join(lines), (start + end) / 2, middle, width, look.label, ink, bold=True)
    return [*boxes(bands, plot.scale), *words(heads, plot.scale, look.label, align="center", bold=True)]


def grid(plot: Plot) -> Layers:
    """The figures of the axis, and the name of the zero line on it."""
    look, x = plot.look, plot.left - plot.look.small / 2
    figures = [{"x": x, "y": plot.y(p), "text": signed(p), "ink": look.colours.muted} for p in (-100, -50, 50, 100)]
    lines = [
        {"x": x, "y": plot.y(0) + (i - (len(plot.zero) - 1) / 2) * height_of(1, look.small), "text": line,
         "ink": look.colours.ink}
        for i, line in enumerate(plot.zero)
    ]  # fmt: skip
    return [
        *words(figures, None, look.small, align="right"),
        *words(lines, None, look.small, align="right", bold=True),
    ]


def zero_line(plot: Plot) -> list[Record]:
    """The zero line from edge to edge."""
    ends = {"x": 0.5, "x2": len(plot.stops) + 0.5, "y": plot.y(0), "y2": plot.y(0)}
    return [ends | {"ink": plot.look.colours.ink}]


def intervals(plot: Plot) -> list[Record]:
    """The 95 % interval of each run of touchpoints with a figure; a lone one gets half a place on both sides."""
    records = []
    for known, run in groupby(plot.stops, lambda stop: stop["state"] == SHOWN):
        stops = list(run) if known else []
        for stop in stops:
            places = [stop["place"]] if len(stops) > 1 else [stop["place"] - 0.25, stop["place"] + 0.25]
            ends = {"y": plot.y(stop["ci_high"]), "y2": plot.y(stop["ci_low"]), "run": stops[0]["place"]}
            records += [{"x": place, **ends} for place in places]
    return records


def segments(plot: Plot) -> list[Record]:
    """Straight lines between neighbours that both have a figure, divided where they cross the zero line."""
    low, _, high = plot.look.poles
    records = []
    for one, other in pairwise(plot.stops):
        a, b = one["net_delight"], other["net_delight"]
        if a != a or b != b:
            continue
        crossing = [(one["place"] + a / (a - b), 0.0)] if a * b < 0 else []
        for (x, p), (x2, p2) in pairwise([(one["place"], a), *crossing, (other["place"], b)]):
            ink = high if p + p2 > 0 else low if p + p2 < 0 else plot.look.colours.line
            records.append({"x": x, "x2": x2, "y": plot.y(p), "y2": plot.y(p2), "ink": ink})
    return records


def earlier(plot: Plot) -> list[Record]:
    """The curve of the earlier wave, in grey."""
    pairs = [(a, b) for a, b in pairwise(plot.stops) if a["earlier"] == a["earlier"] and b["earlier"] == b["earlier"]]
    return [
        {"x": a["place"], "x2": b["place"], "y": plot.y(a["earlier"]), "y2": plot.y(b["earlier"]),
         "ink": plot.look.colours.line}
        for a, b in pairs
    ]  # fmt: skip


def note_of(stop: dict[Any, Any]) -> Message:
    """What is said about a marked touchpoint."""
    figure = f"{symbol(stop['net_delight'])} {signed(stop['net_delight'])}"
    if stop["mark"] == "end":
        return message("End: {name} {figure}", name=stop["name"], figure=figure)
    return message("Strongest: {name} {figure}", name=stop["name"], figure=figure)


def middle_of(plot: Plot, stop: dict[Any, Any]) -> float:
    """Height at which a marked touchpoint is named: on its own side of the zero line, each in a row of its own."""
    if stop in plot.above:
        return plot.top - plot.look.label * 0.5 - (plot.above.index(stop) + 0.5) * plot.note
    return plot.bottom + plot.look.label * 0.5 + (plot.below.index(stop) + 0.5) * plot.note


def leaders(plot: Plot) -> list[Record]:
    """From the marked points to their names."""
    half = height_of(1, plot.look.label) / 2
    return [
        {"x": s["place"], "x2": s["place"], "y": plot.y(s["net_delight"]),
         "y2": middle_of(plot, s) + (half if s in plot.above else -half), "ink": plot.look.colours.muted}
        for s in (*plot.above, *plot.below)
    ]  # fmt: skip


def notes(plot: Plot) -> Layers:
    """The names of peak and end, kept inside the picture."""
    look, layers = plot.look, []
    for stop in (*plot.above, *plot.below):
        text = say(note_of(stop), look.language)
        room = look.width * 0.7 if look.on_phone else look.width - plot.left
        lines = lines_of(text, stop["place"], middle_of(plot, stop), room, look.label, look.colours.ink)
        width = max(width_of(line["text"], look.label) for line in lines)
        x = plot.left + (stop["place"] - 0.5) * plot.column
        align: Align = "left" if x + width < look.width else "right" if x - width > 0 else "center"
        layers += words(lines, plot.scale, look.label, align=align)
    return layers


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
