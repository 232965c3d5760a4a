"""A line over true time: points with their values, intervals, a target line, and what each point stands for below."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pandas as pd

from components.charts.canvas import Layers, Record, across, height_of, points, rules, words
from components.charts.cells import tips
from components.charts.letters import width_of
from components.look import Look
from workshop.labels import BETTER_LABELS
from workshop.texts import Message, message, say, signed, spoken
from workshop.views.timelines import step_of

HEIGHTS = {"screen": 340, "phone": 260}
"""Height in pixels of the axis; the wall takes what is left."""
TITLES: dict[str, Message | str] = {"name": message("When"), "value": message("Value"), "n": "n"}


class Line:
    """Scales and measures of a line over time; lengths in pixels."""

    def __init__(self, frame: pd.DataFrame, look: Look, space: float) -> None:
        self.look, self.stops = look, frame.to_dict("records")
        self.bottom_value, self.top_value = float(frame["bottom"].iloc[0]), float(frame["top"].iloc[0])
        self.in_points = not frame["direction"].iloc[0]
        self.target = float(frame["target"].iloc[0])
        self.ticks = self.figures()
        self.left = max(width_of(self.tick_text(tick), look.small) for tick in self.ticks) + look.small * 1.5
        edge = max(width_of(text, look.small) for stop in self.stops for text in self.below(stop)) / 2
        self.right = max(edge, width_of("+100", look.value, bold=True))
        last = max(stop["place"] for stop in self.stops) or 1.0
        self.scale = across(0, last, self.left + self.right, self.right)
        self.pixel = (look.width - self.left - 2 * self.right) / last
        self.head = height_of(1, look.small) + height_of(1, look.value) + look.marker
        foot = height_of(max(len(self.below(stop)) for stop in self.stops), look.small) + look.small
        self.height = space - self.head - foot if look.on_wall else HEIGHTS[look.size]
        self.bottom = self.head + self.height
        self.end = self.bottom + foot

    def y(self, value: float) -> float:
        """Pixels from the top of a value."""
        return self.head + (self.top_value - value) / (self.top_value - self.bottom_value) * self.height

    def figures(self) -> list[float]:
        """The figures of the axis."""
        if self.in_points:
            return [-100.0, -50.0, 0.0, 50.0, 100.0]
        step = step_of(self.top_value - self.bottom_value)
        count = round((self.top_value - self.bottom_value) / step)
        return [self.bottom_value + i * step for i in range(count + 1)]

    def text(self, value: float) -> str:
        """A value as it stands beside its point."""
        if self.in_points:
            return signed(value)
        return spoken(float(value), self.look.language)

    def tick_text(self, tick: float) -> str:
        """A figure of the axis; the zero line of net delight by its name."""
        return say(message("Zero line"), self.look.language) if self.in_points and tick == 0 else self.text(tick)

    def below(self, stop: dict[Any, Any]) -> list[str]:
        """What stands below a point: its name, for a measurement also its day and n."""
        language = self.look.language
        day = [spoken(stop["day"].date(), language)] if self.in_points and stop["day"] == stop["day"] else []
        n = [f"n = {stop['n']:.0f}"] if stop["n"] == stop["n"] else []
        return [say(stop["name"], language), *day, *n]


def timeline_chart(frame: pd.DataFrame, look: Look, space: float) -> tuple[Layers, float]:
    """The layers of a line over time and its height in pixels; on the wall it fills `space` pixels.

    In: the frame of `workshop.views.timelines`. Days lie where they lie in time; between two points is a straight line.
    """
    line, own = Line(frame, look, space), look.colours
    dots = [dot(line, stop) for stop in line.stops]
    ways = [
        {"x": a["x"], "x2": b["x"], "y": a["y"], "y2": b["y"], "ink": own.line} for a, b in pairwise(dots)
    ]  # fmt: skip
    named = readable(line, [width_of(record["text"], look.value, bold=True) for record in dots], worth(line))
    values = [dots[i] | {"y": dots[i]["label"], "ink": own.ink} for i in named]
    layers = [
        *axis(line),
        *rules(whiskers(line), line.scale, look.line * 0.8),
        *rules(ways, line.scale, look.line),
        *target(line),
        *points(dots, line.scale, look, look.marker, tips(look, TITLES)),
        *words(
            [v | {"ink": own.ground} for v in values], line.scale, look.value, align="center", bold=True,
            halo=look.line * 3,
        ),
        *words(values, line.scale, look.value, align="center", bold=True),
        *footer(line),
    ]  # fmt: skip
    return layers, line.end


def dot(line: Line, stop: dict[Any, Any]) -> Record:
    """A point with its value above."""
    look, y = line.look, line.y(stop["value"])
    top = min(y, line.y(stop["ci_high"])) if stop["ci_high"] == stop["ci_high"] else y
    fill = look.fill(stop["value"]) if line.in_points else look.colours.ink
    text, n = line.text(stop["value"]), "" if stop["n"] != stop["n"] else f"{stop['n']:.0f}"
    return {
        "x": stop["place"], "y": y, "fill": fill, "ink": look.colours.ink, "text": text,
        "label": top - look.marker / 2 - look.line * 1.5 - height_of(1, look.value) / 2,
        "tip_name": say(stop["name"], look.language), "tip_value": text, "tip_n": n,
    }  # fmt: skip


def whiskers(line: Line) -> list[Record]:
    """The 95 % intervals."""
    ink = line.look.colours.muted
    return [
        {"x": s["place"], "x2": s["place"], "y": line.y(s["ci_high"]), "y2": line.y(s["ci_low"]), "ink": ink}
        for s in line.stops
        if s["ci_low"] == s["ci_low"]
    ]


def axis(line: Line) -> Layers:
    """Faint lines at the figures, the zero line stronger, and which way is better."""
    look, own = line.look, line.look.colours
    low, high = line.stops[0]["place"], line.stops[-1]["place"] or 1.0
    marks: list[Record] = [
        {"x": low, "x2": high, "y": line.y(tick), "y2": line.y(tick), "ink": own.ink if tick == 0 else own.faint,
         "text": line.tick_text(tick), "zero": tick == 0}
        for tick in line.ticks
    ]  # fmt: skip
    figures = [mark | {"x": line.left - look.small / 2, "ink": own.muted} for mark in marks]
    direction = line.stops[0]["direction"]
    better = [{"x": 0, "y": height_of(1, look.small) / 2, "text": better_text(direction, look), "ink": own.muted}]
    return [
        *rules([mark for mark in marks if not mark["zero"]], line.scale, look.line * 0.4),
        *rules([mark for mark in marks if mark["zero"]], line.scale, look.line * 0.7),
        *words(figures, None, look.small, align="right"),
        *(words(better, None, look.small) if direction else []),
    ]


def better_text(direction: str, look: Look) -> str:
    """Which way is better, with an arrow."""
    return (
        f"{'↑' if direction == 'higher' else '↓'} {say(BETTER_LABELS[direction], look.language)}" if direction else ""
    )


def target(line: Line) -> Layers:
    """The target as a dashed line with its name at the right end."""
    if line.target != line.target:
        return []
    look, y = line.look, line.y(line.target)
    low, high, ink = line.stops[0]["place"], line.stops[-1]["place"], look.poles[2]
    ends = {"x": low, "x2": high or 1.0, "y": y, "y2": y, "ink": ink}
    text = say(message("Target {value}", value=line.text(line.target)), look.language)
    label = {
        "x": line.stops[-1]["place"],
        "y": height_of(1, look.small) / 2,
        "text": f"- - {text}",
        "ink": look.poles[2],
    }
    return [
        *rules([ends], line.scale, look.line, (look.line * 3, look.line * 2)),
        *words([label], line.scale, look.small, align="right", bold=True, shift=line.right),
    ]


def footer(line: Line) -> Layers:
    """The texts below the points, where there is room for them."""
    look = line.look
    widths = [max(width_of(text, look.small) for text in line.below(stop)) for stop in line.stops]
    records: list[Record] = []
    for i in readable(line, widths, [len(line.stops) - 1, 0]):
        y = line.bottom + look.small * 0.5
        for row, text in enumerate(line.below(line.stops[i])):
            middle = y + height_of(row, look.small) + height_of(1, look.small) / 2
            ink = look.colours.muted if row else look.colours.ink
            records.append({"x": line.stops[i]["place"], "y": middle, "text": text, "ink": ink})
    return words(records, line.scale, look.small, align="center")


def worth(line: Line) -> list[int]:
    """Which values are named first where not all fit: the last, the first, the highest, the lowest."""
    values = [stop["value"] for stop in line.stops]
    return [len(values) - 1, 0, values.index(max(values)), values.index(min(values))]


def readable(line: Line, widths: list[float], first: list[int]) -> list[int]:
    """The places whose texts do not run into each other; those named in `first` are chosen before the others."""
    chosen: list[int] = []
    for i in [*first, *range(len(widths))]:
        gaps = [
            abs(line.stops[i]["place"] - line.stops[j]["place"]) * line.pixel - (widths[i] + widths[j]) / 2
            for j in chosen
        ]
        if i not in chosen and all(gap > line.look.small * 0.4 for gap in gaps):
            chosen.append(i)
    return sorted(chosen)
