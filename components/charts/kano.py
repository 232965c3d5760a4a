"""Kano: features by what a missing one costs and what a present one gains, in four named fields."""

from __future__ import annotations

from typing import Any

import pandas as pd

from components.charts.canvas import Layers, Record, points, words
from components.charts.cells import tips
from components.charts.field import Entry, Field, axes, entries, ground, list_size
from components.charts.letters import width_of, wrap
from components.charts.relevance import free_place
from components.charts.rows import gap_of, pages
from components.look import Look
from workshop.statistics.kano import KANO_LABELS
from workshop.texts import Message, message, say, spoken
from workshop.views.kano import CORNERS

GAIN, LOSS = message("CS+: satisfies when it is there"), message("CS−: annoys when it is missing")
TIPS: dict[str, Message | str] = {
    "name": message("Feature"), "class": message("Category"), "plus": "CS+", "minus": "CS−", "n": "n",
}  # fmt: skip
TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


def kano_chart(frame: pd.DataFrame, look: Look, space: float) -> tuple[Layers, float]:
    """Features by CS− (to the right, without its sign) and CS+ (upward), numbered and listed with their category.

    In: the frame of `workshop.views.kano.kano_map`; a column `listed` (bool) names what the list shows.
    """
    field = field_of(look, space)
    rows = frame.to_dict("records")
    listed = [row for row in rows if row.get("listed", True)]
    dots = [dot(field, row) for row in rows]
    names = [say(CORNERS[corner], look.language) for corner in "AOIM"]
    marks = {tick: spoken(tick, look.language) for tick in TICKS}
    minus = {tick: f"−{text}" if tick else text for tick, text in marks.items()}
    beside, end = entries(field, [entry(row, look) for row in listed], list_size(look))
    layers = [
        *ground(field, (0.5, 0.5), names, strong=3),
        *axes(field, say(LOSS, look.language), say(GAIN, look.language), minus, marks),
        *points(dots, field.scale, look, look.marker, tips(look, TIPS)),
        *numbers(field, listed, dots),
        *beside,
    ]
    return layers, max(field.end, end)


def field_of(look: Look, space: float) -> Field:
    """The field from 0 to 1 both ways, the same for every survey."""
    return Field(look, space, (0, 1), (0, 1))


def colour(row: dict[Any, Any], look: Look) -> str:
    """Must in orange, delight in blue, what the more the better between; the rest grey."""
    low, _, grey, lighter, high = look.stops
    return {"M": low, "O": lighter, "A": high}.get(row["ruled"], grey)


def entry(row: dict[Any, Any], look: Look) -> Entry:
    """A line of the list: number, colour, and the feature with its category."""
    return Entry(str(row["number"]), colour(row, look), text_of(row, look))


def text_of(row: dict[Any, Any], look: Look) -> str:
    """The feature and its category in words."""
    text = message("{name}: {category}", name=row["text"], category=KANO_LABELS[row["ruled"]])
    return say(text, look.language)


def dot(field: Field, row: dict[Any, Any]) -> Record:
    """A feature in the field."""
    look = field.look
    return {
        "x": row["dissatisfies"], "y": field.y(row["cs_plus"]), "fill": colour(row, look), "ink": look.colours.ink,
        "tip_name": f"{row['number']} {row['text']}", "tip_class": say(KANO_LABELS[row["ruled"]], look.language),
        "tip_plus": f"{row['cs_plus']:.2f}", "tip_minus": f"−{row['dissatisfies']:.2f}", "tip_n": f"{row['n']:.0f}",
    }  # fmt: skip


def numbers(field: Field, listed: list[dict[Any, Any]], dots: list[Record]) -> Layers:
    """The numbers beside their points, moved until they cover no point."""
    look = field.look
    reach = look.marker / 2 + look.line
    taken = [(field.x(d["x"]) - reach, d["y"] - reach, field.x(d["x"]) + reach, d["y"] + reach) for d in dots]
    layers: Layers = []
    for row in listed:
        text, x, y = str(row["number"]), field.x(row["dissatisfies"]), field.y(row["cs_plus"])
        dx, dy = free_place(x, y, width_of(text, look.small, bold=True), look.small, reach, taken, field)
        record = {"x": row["dissatisfies"], "y": y + dy, "text": text, "ink": look.colours.ink}
        layers += words([record], field.scale, look.small, align="center", bold=True, shift=dx)
    return layers


def kano_pages(frame: pd.DataFrame, look: Look, space: float) -> list[pd.DataFrame]:
    """On the wall the same field again and again, with as many features beside it as fit."""
    if not look.on_wall:
        return [frame]
    field, size = field_of(look, space), list_size(look)
    room = field.list_width - look.small * 4
    heights = [
        max(len(wrap(text_of(row, look), room, size)) * size * 1.2, look.small * 1.6) + gap_of(look)
        for row in frame.to_dict("records")
    ]
    found = pages(heights, space - field.top)
    return [frame.assign(listed=[i in page for i in range(len(frame))]) for page in found]
