"""The transition matrix: who moved from which answer to which, and what that adds up to."""

from __future__ import annotations

from typing import Any

import pandas as pd

from components.charts.canvas import Layers, Record, boxes, height_of, lines_of, taking, words
from components.charts.letters import width_of
from components.charts.rows import gap_of
from components.colours import ink_on
from components.look import Look
from workshop.scale import RATING_NAMES, RATINGS, SYMBOLS
from workshop.texts import message, say

DIRECTIONS = {"improved": 75, "same": 0, "worse": -75}
"""Direction → where on the ramp its colour lies."""
BEFORE, AFTER = message("before ↓"), message("after →")


def transition_chart(frame: pd.DataFrame, look: Look, space: float) -> tuple[Layers, float]:
    """The layers of the 3×3 matrix and its height in pixels: rows before, columns after, counts of pairs.

    In: the frame of `workshop.views.comparison.transitions`. The diagonal is grey, better blue, worse orange.
    """
    size, ink, gap = size_of(look), look.colours.ink, gap_of(look)
    labels = {rating: f"{SYMBOLS[rating]} {say(RATING_NAMES[rating], look.language)}" for rating in RATINGS}
    parts = [part for text in labels.values() for part in (text.split() if look.on_phone else [text])]
    left = max(width_of(part, size, bold=True) for part in parts) + look.label
    lines = 2 if look.on_phone else 1
    top = height_of(1, look.small) + height_of(lines, size) + look.label * 0.6
    height = (space - top) / 3 if look.on_wall else look.value * 4.5
    width = min((look.width - left) / 3, height * 2)
    cells = [cell_of(row, left, top, width, height, gap, look) for row in frame.to_dict("records")]
    above = top - height_of(lines, size) / 2 - look.label * 0.3
    names: list[Record] = []
    heads: list[Record] = []
    for i, text in enumerate(labels.values()):
        heads += lines_of(text, left + (i + 0.5) * width - gap / 2, above, width - gap, size, ink, bold=True)
        names += lines_of(text, 0, top + (i + 0.5) * height, left - look.label * 0.8, size, ink, bold=True)
    corner = [
        {"x": left, "y": height_of(1, look.small) / 2, "text": say(AFTER, look.language), "ink": look.colours.muted},
        {"x": 0, "y": above, "text": say(BEFORE, look.language), "ink": look.colours.muted},
    ]
    layers = [
        *boxes(cells, None, radius=look.label * 0.2),
        *words(taking(cells, x="centre", y="middle"), None, look.value * 1.3, align="center", bold=True),
        *words(heads, None, size, align="center", bold=True),
        *words(names, None, size, bold=True),
        *words(corner, None, look.small),
    ]
    return layers, top + 3 * height


def size_of(look: Look) -> float:
    """Letter size of the names of the answers: three of them must fit on a phone."""
    return look.small if look.on_phone else look.label


def cell_of(
    row: dict[Any, Any], left: float, top: float, width: float, height: float, gap: float, look: Look
) -> Record:
    """One cell: its corners, colour and count."""
    line, column = RATINGS.index(row["before"]), RATINGS.index(row["after"])
    x, y = left + column * width, top + line * height
    fill = look.fill(DIRECTIONS[row["direction"]])
    return {
        "x": x, "x2": x + width - gap, "y": y, "y2": y + height - gap, "fill": fill, "ink": ink_on(fill),
        "centre": x + (width - gap) / 2, "middle": y + (height - gap) / 2, "text": f"{row['pairs']:.0f}",
    }  # fmt: skip
