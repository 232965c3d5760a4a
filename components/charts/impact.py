"""Impact by effort: which measures pay off first, all of them by number and name."""

from __future__ import annotations

from typing import Any

import pandas as pd

from components.charts.canvas import Layers, Record, height_of, points, taking, words
from components.charts.cells import tips
from components.charts.field import Entry, Field, axes, entries, ground, list_size
from components.charts.letters import width_of, wrap
from components.charts.rows import even, gap_of, pages
from components.colours import ink_on
from components.look import Look
from workshop.texts import Message, message, say

EFFORT, IMPACT = message("Effort"), message("Impact")
QUICK, BIG, SIDE, LATER = message("Quick wins"), message("Big projects"), message("On the side"), message("Think twice")
MEASURE_TIPS: dict[str, Message | str] = {"name": message("Measure"), "impact": IMPACT, "effort": EFFORT}


def impact_chart(frame: pd.DataFrame, look: Look, space: float) -> tuple[Layers, float]:
    """Measures by effort (to the right) and impact (upward) as equal bubbles, listed with their titles.

    In: the frame of `workshop.views.priorities.impact_effort`; a column `listed` (bool) names what the list shows.
    Measures of equal impact and effort stand side by side in a small grid.
    """
    names = [say(name, look.language) for name in (QUICK, BIG, SIDE, LATER)]
    marks = {float(value): str(value) for value in range(1, 6)}
    bubble = max(width_of(tag, look.small, bold=True) for tag in frame["short"]) + look.small * 0.8
    field = impact_field(frame, look, space, bubble)
    bubbles = [r for _, group in frame.groupby(["impact", "effort"]) for r in spread(field, group, bubble)]
    shown = frame[frame["listed"]] if "listed" in frame else frame
    rows = [Entry(r["tag"], colour(r, look), r["title"]) for r in shown.to_dict("records")]
    listed, end = entries(field, rows, list_size(look))
    layers = [
        *ground(field, (2.5, 3.5), names, strong=0),
        *axes(field, say(EFFORT, look.language), say(IMPACT, look.language), marks, marks),
        *points(bubbles, field.scale, look, bubble, tips(look, MEASURE_TIPS)),
        *words(taking(bubbles, ink="text_ink"), field.scale, look.small, align="center", bold=True),
        *listed,
    ]
    return layers, max(field.end, end)


def impact_field(frame: pd.DataFrame, look: Look, space: float, bubble: float) -> Field:
    """The field of the measures, on a page as high as the fullest place needs."""
    axis = (0.5, 5.5)
    field = Field(look, space, axis, axis)
    lines = max(-(-count // columns_at(field, bubble)) for count in frame.groupby(["impact", "effort"]).size())
    return Field(look, space, axis, axis, least=5 * lines * bubble + 2 * field.name)


def columns_at(field: Field, bubble: float) -> int:
    """How many bubbles stand side by side at one place."""
    return max(1, int(field.width / 5 // bubble))


def colour(row: dict[Any, Any], look: Look) -> str:
    """Quick wins stand out; on the wall what is listed on another slide steps back."""
    if not row.get("listed", True):
        return look.colours.ground
    return look.poles[2] if row["quick_win"] else look.poles[1]


def spread(field: Field, group: pd.DataFrame, bubble: float) -> list[Record]:
    """The measures of one place as bubbles in a small grid around it, in their order."""
    look, across_one = field.look, field.width / 5
    grid = even(len(group), -(-len(group) // columns_at(field, bubble)))
    records = []
    for line, places in enumerate(grid):
        for i, row in enumerate(group.iloc[list(places)].to_dict("records")):
            dx = (i - (len(places) - 1) / 2) * bubble / across_one
            dy = (line - (len(grid) - 1) / 2) * bubble
            fill = colour(row, look)
            records.append({
                "x": row["effort"] + dx, "y": field.y(row["impact"]) + dy, "fill": fill, "ink": look.colours.line,
                "text": row["short"], "text_ink": ink_on(fill), "tip_name": f"{row['tag']} {row['title']}",
                "tip_impact": f"{row['impact']:.0f}", "tip_effort": f"{row['effort']:.0f}",
            })  # fmt: skip
    return records


def impact_pages(frame: pd.DataFrame, look: Look, space: float) -> list[pd.DataFrame]:
    """On the wall the same field again and again, with as many titles beside it as fit."""
    if not look.on_wall:
        return [frame]
    field = Field(look, space, (0.5, 5.5), (0.5, 5.5))
    room = field.list_width - look.small * 4
    heights = [height_of(len(wrap(t, room, look.caption)), look.caption) + gap_of(look) for t in frame["title"]]
    found = pages(heights, space - field.top)
    return [frame.assign(listed=[i in page for i in range(len(frame))]) for page in found]
