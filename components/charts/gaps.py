"""Two groups side by side: a hollow point for the room, a filled one for its customers, the way between them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from components.charts.canvas import Layers, Record
from components.charts.dumbbell import Pairs, band_height, foot_height, left_of, pair_chart
from components.charts.rows import heading_height, pages, row_height
from components.look import Look
from workshop.texts import Message, message, signed
from workshop.views.staff_customers import GROUP_LABELS

TITLES: dict[str, Message | str] = {
    "name": message("Touchpoint"), "staff": message("in the room"), "customers": message("customers"),
    "gap": message("Gap in points"), "n": "n",
}  # fmt: skip


def gap_chart(frame: pd.DataFrame, look: Look, space: float) -> tuple[Layers, float]:
    """The layers of the gaps and their height in pixels; on the wall they grow to fill `space` pixels.

    In: the frame of `workshop.views.staff_customers.staff_customers`. One axis of −100…+100 points at the bottom.
    """
    return pair_chart(Pairs(GROUP_LABELS, "gap", "n = 12 / 30", TITLES, gap, n_of), frame, look, space)


def gap(row: dict[Any, Any], middle: float, look: Look) -> Record:
    """One touchpoint from the room's figure to the customers'; orange where the room is too kind."""
    low, _, high = look.poles
    staff, customers, size = row["staff"], row["customers"], row["gap"]
    fill = low if size > 0 else high if size < 0 else look.colours.line
    return {
        "x": staff, "x2": customers, "y": middle, "y2": middle, "end": max(staff, customers), "text": signed(size),
        "fill": fill, "ink": fill, "ground": look.colours.ground, "hollow": look.colours.line,
        "plain": look.colours.ink, "tip_name": row["name"], "tip_staff": signed(staff),
        "tip_customers": signed(customers), "tip_gap": signed(size), "tip_n": n_of(row),
    }  # fmt: skip


def n_of(row: dict[Any, Any]) -> str:
    """The votes of both groups."""
    return f"n = {row['n_staff']:.0f} / {row['n_customers']:.0f}"


def gap_pages(frame: pd.DataFrame, look: Look, space: float) -> list[pd.DataFrame]:
    """On the wall as many touchpoints as fit into `space` pixels, elsewhere all of them."""
    if not look.on_wall:
        return [frame]
    frame = frame[frame["group"] != "too_few"]
    left, groups = left_of(frame, look), list(frame["group"])
    heights = [row_height(look, name, left, band_height(look)) for name in frame["name"]]
    head = heading_height(look) * 2  # these headings take two lines on a wall
    found = pages(heights, space - foot_height(look) - head, groups, head)
    return [frame.iloc[list(page)] for page in found]
