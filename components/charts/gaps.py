"""Two groups side by side: a hollow point for the room, a filled one for its customers, the way between them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from components.charts.canvas import Layers, Record, across, edge, points, rules, taking, words
from components.charts.cells import tips
from components.charts.dumbbell import TICKS, axis, band_height, foot_height, grid
from components.charts.letters import width_of
from components.charts.rows import Band, grown, heading_height, name_width, pages, row_height, stack
from components.look import Look
from workshop.staff_customers import GROUP_LABELS
from workshop.texts import Message, message, say, signed

SHARE = 0.42
TITLES: dict[str, Message | str] = {
    "name": message("Touchpoint"), "staff": message("in the room"), "customers": message("customers"),
    "gap": message("Gap in points"), "n": "n",
}  # fmt: skip


def gap_chart(frame: pd.DataFrame, look: Look, space: float) -> tuple[Layers, float]:
    """The layers of the gaps and their height in pixels; on the wall they grow to fill `space` pixels.

    In: the frame of `workshop.staff_customers.staff_customers`. One axis of −100…+100 points at the bottom.
    """
    names, groups = list(frame["name"]), [say(GROUP_LABELS[group], look.language) for group in frame["group"]]
    left, band, foot = left_of(frame, look), band_height(look), foot_height(look)
    rows = stack(look, names, left, band=band, groups=groups)
    if look.on_wall:
        band = grown(band, rows, space - foot, len(names))
        rows = stack(look, names, left, band=band, groups=groups)
    end = width_of("+100", look.value, bold=True) + width_of("n = 12 / 30", look.small) + look.label * 1.5
    scale = across(TICKS[0], TICKS[-1], left + look.marker / 2, end)
    pairs = list(zip(frame.to_dict("records"), rows.bands, strict=True))
    gaps = [gap(row, place.middle, look) for row, place in pairs if row["gap"] == row["gap"]]
    n = [
        {"x": 1, "y": place.middle, "text": n_of(row), "ink": look.colours.muted} for row, place in pairs
    ]  # fmt: skip
    whole = Band(rows.bands[0].top, rows.bottom)
    lines = [line for place in rows.bands for line in grid(place, look)] if look.on_phone else grid(whole, look)
    layers = [
        *rules([line for line in lines if line["x"]], scale, look.line * 0.4),
        *rules([line | {"ink": look.colours.line} for line in lines if not line["x"]], scale, look.line * 0.7),
        *rules(gaps, scale, look.line * 2),
        *points(taking(gaps, fill="ground", ink="hollow"), scale, look, look.marker, tips(look, TITLES)),
        *points(taking(gaps, x="x2", ink="fill"), scale, look, look.marker, tips(look, TITLES)),
        *words(
            taking(gaps, x="end", ink="ground"), scale, look.value, bold=True, shift=look.marker, halo=look.line * 3
        ),
        *words(taking(gaps, x="end", ink="plain"), scale, look.value, bold=True, shift=look.marker),
        *words(n, edge(), look.small, align="right"),
        *words(rows.names, None, look.label),
        *words(rows.headings, None, look.label, bold=True),
        *axis(rows.bottom, scale, look),
    ]
    return layers, rows.bottom + foot


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


def left_of(frame: pd.DataFrame, look: Look) -> float:
    """Pixels for the names."""
    return name_width(look, list(frame["name"]), SHARE)
