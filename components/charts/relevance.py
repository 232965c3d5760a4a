"""Relevance by quality: which touchpoints come first, the first eight by name."""

from __future__ import annotations

from typing import Any

import pandas as pd

from components.charts.canvas import Layers, Record, points, words
from components.charts.cells import tips
from components.charts.field import Entry, Field, axes, entries, fitting, ground, list_size
from components.charts.letters import width_of
from components.look import Look
from workshop.figures.priorities import QUADRANT_LABELS
from workshop.texts import Message, message, say, signed

Box = tuple[float, float, float, float]
QUALITY, RELEVANCE = message("Net delight"), message("Relevance")
RELEVANCE_TIPS: dict[str, Message | str] = {
    "name": message("Touchpoint"), "figure": message("Net delight"), "relevance": message("Relevance"), "n": "n",
}  # fmt: skip


def relevance_chart(frame: pd.DataFrame, look: Look, space: float) -> tuple[Layers, float]:
    """Touchpoints by quality (to the right) and relevance (upward), the first eight numbered and listed.

    In: the frame of `workshop.views.priorities.relevance_quality`. The axes are the same for every wave.
    """
    field = Field(look, space, (-100, 100), (1, 5))
    cross = (frame["line_net_delight"].iloc[0], frame["line_relevance"].iloc[0])
    names = [say(QUADRANT_LABELS[q], look.language) for q in ("concentrate", "keep", "low_priority", "overkill")]
    ticks = {value: signed(value) for value in (-100.0, -50.0, 0.0, 50.0, 100.0)}
    dots = [dot(field, row) for row in frame.sort_values("rank", na_position="first").to_dict("records")]
    ranked = frame.dropna(subset=["rank"]).sort_values("rank").to_dict("records")
    rows = [Entry(f"{r['seq']:.0f}", look.fill(r["net_delight"]), r["name"]) for r in ranked]
    rows = fitting(field, rows, list_size(look))
    listed, end = entries(field, rows, list_size(look))
    layers = [
        *ground(field, cross, names, strong=0),
        *axes(field, say(QUALITY, look.language), say(RELEVANCE, look.language), ticks,
              {float(value): str(value) for value in range(1, 6)}),
        *points(dots, field.scale, look, look.marker, tips(look, RELEVANCE_TIPS)),
        *numbers(field, ranked[: len(rows)], dots, names[0]),
        *listed,
    ]  # fmt: skip
    return layers, max(field.end, end)


def dot(field: Field, row: dict[Any, Any]) -> Record:
    """A touchpoint in the matrix; those of the list are outlined."""
    look = field.look
    ink = look.colours.ink if row["rank"] == row["rank"] else look.colours.line
    return {
        "x": row["net_delight"], "y": field.y(row["relevance"]), "fill": look.fill(row["net_delight"]), "ink": ink,
        "tip_name": f"{row['seq']:.0f} {row['name']}", "tip_figure": signed(row["net_delight"]),
        "tip_relevance": f"{row['relevance']:.1f}", "tip_n": f"{row['n']:.0f}",
    }  # fmt: skip


def numbers(field: Field, ranked: list[dict[Any, Any]], dots: list[Record], corner: str) -> Layers:
    """The numbers of the listed touchpoints beside their points, moved until they cover neither points nor `corner`,
    the name of the quadrant they are in."""
    look = field.look
    size, r = look.small, look.marker / 2 + look.line
    taken = [(field.x(d["x"]) - r, d["y"] - r, field.x(d["x"]) + r, d["y"] + r) for d in dots]
    taken.append(
        (field.left, field.top, field.left + width_of(corner, look.label, bold=True) + r, field.top + field.name)
    )
    layers: Layers = []
    for row in ranked:
        text, x, y = f"{row['seq']:.0f}", field.x(row["net_delight"]), field.y(row["relevance"])
        dx, dy = free_place(x, y, width_of(text, size, bold=True), size, r, taken, field)
        record = {"x": row["net_delight"], "y": y + dy, "text": text, "ink": look.colours.ink}
        layers += words([record], field.scale, size, align="center", bold=True, shift=dx)
    return layers


def free_place(
    x: float, y: float, width: float, size: float, reach: float, taken: list[Box], field: Field
) -> tuple[float, float]:
    """How far from a point a text of this width goes so that it stays in the field and covers nothing of `taken`.

    Its place is added to `taken`.
    """
    half, step = width / 2, size * 0.6
    for away in (reach, reach + step, reach + 2 * step, reach + 3 * step):
        for right, down in ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1)):
            dx, dy = right * (away + half), down * (away + step)
            box = (x + dx - half, y + dy - step, x + dx + half, y + dy + step)
            inside = box[0] >= 0 and field.top <= box[1] and box[3] <= field.bottom
            if inside and not any(overlap(box, other) for other in taken):
                taken.append(box)
                return dx, dy
    return reach + half, 0


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes (left, top, right, bottom) share ground."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
