"""A strip of two bars: measures by status, and the budget."""

from __future__ import annotations

import pandas as pd

from components.charts.canvas import Layers, Record, across, boxes, height_of, words
from components.charts.legend import chips
from components.charts.rows import gap_of
from components.look import Look
from workshop.texts import message, say

BARS = {"status": message("Measures"), "money": message("Budget")}


def strip_chart(frame: pd.DataFrame, look: Look, space: float) -> tuple[Layers, float]:
    """The layers of the strip and its height in pixels.

    In: the frame of `workshop.views.plan.plan_strip`. Every part is named with its amount below its bar.
    """
    del space
    colours = colours_of(look)
    layers: Layers = []
    y = 0.0
    for bar, parts in frame.groupby("bar", sort=False):
        total, start = parts["amount"].sum(), 0.0
        head = {"x": 0, "y": y + height_of(1, look.label) / 2, "text": say(BARS[str(bar)], look.language)}
        layers += words([head | {"ink": look.colours.ink}], None, look.label, bold=True)
        y += height_of(1, look.label) + gap_of(look)
        blocks: list[Record] = []
        for part in parts.to_dict("records"):
            end = start + part["amount"] / total
            blocks.append({"x": start, "x2": end, "y": y, "y2": y + look.value * 1.4, "fill": colours[part["part"]]})
            start = end
        layers += boxes(blocks, across(0, 1, 0), gap=look.line / 2, radius=look.line)
        y += look.value * 1.4 + gap_of(look) * 2
        named, y = legend(parts, y, look)
        layers += named
    return layers, y


def legend(parts: pd.DataFrame, y: float, look: Look) -> tuple[Layers, float]:
    """Colour, name and amount of each part; the layers and where they end."""
    colours = colours_of(look)
    named = [
        (say(message("{name} {amount}", name=part["name"], amount=round(part["amount"])), look.language),
         colours[part["part"]])
        for part in parts.to_dict("records")
    ]  # fmt: skip
    return chips(named, y, look)


def colours_of(look: Look) -> dict[str, str]:
    """Part → colour: what is done or spent in blue, what is stuck or too much in orange."""
    low, _, grey, lighter, high = look.stops
    return {
        "done": high, "in_progress": lighter, "open": grey, "blocked": low,
        "spent": high, "left": grey, "over": low,
    }  # fmt: skip
