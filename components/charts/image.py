"""The self-image gap: two shares with their intervals on one scale of 0 to 100 percent, both questions in full."""

from __future__ import annotations

from typing import Any

import pandas as pd

from components.charts.canvas import Layers, Record, across, edge, height_of, points, rules, words
from components.charts.cells import tips
from components.charts.letters import width_of
from components.charts.rows import gap_of, grown, name_width, stack
from components.look import Look
from workshop.texts import Message, message, say

SHARE = 0.42
TICKS = (0, 25, 50, 75, 100)
TITLES: dict[str, Message | str] = {
    "name": message("Question"), "share": message("Yes"), "interval": message("95 % interval"), "n": "n",
}  # fmt: skip


def image_chart(frame: pd.DataFrame, look: Look, space: float) -> tuple[Layers, float]:
    """The layers of the two shares and their height in pixels; on the wall they grow to fill `space` pixels.

    In: the frame of `workshop.views.staff_customers.self_image`.
    """
    names = [say(name, look.language) for name in frame["name"]]
    left, band, foot = name_width(look, names, SHARE), look.value * 2.4, height_of(1, look.small) + gap_of(look) * 2
    rows = stack(look, names, left, band=band)
    if look.on_wall:
        rows = stack(look, names, left, band=grown(band, rows, space - foot, len(names)))
    edges = max(look.marker, width_of("0 %", look.small) / 2), width_of("n = 120", look.small) + look.label * 2
    scale = across(0, 100, left + edges[0], edges[1])
    found = [record(row, place.middle, look) for row, place in zip(frame.to_dict("records"), rows.bands, strict=True)]
    ticks = [
        {"x": x, "x2": x, "y": place.top, "y2": place.bottom, "ink": look.colours.faint}
        for x in TICKS
        for place in rows.bands
    ]  # fmt: skip
    y, ink = rows.bottom + foot / 2, look.colours.muted
    figures = [{"x": x, "y": y, "text": f"{x} %", "ink": ink} for x in TICKS if not look.on_phone or x in (0, 50, 100)]
    above = [r | {"y": r["y"] - look.marker / 2 - height_of(1, look.value) / 2, "ink": look.colours.ink} for r in found]
    layers = [
        *rules(ticks, scale, look.line * 0.4),
        *rules([r | {"x": r["low"], "x2": r["high"], "y2": r["y"], "ink": r["fill"]} for r in found], scale, look.line),
        *points(found, scale, look, look.marker * 1.3, tips(look, TITLES)),
        *words(above, scale, look.value, align="center", bold=True),
        *words([r | {"x": 1, "text": r["n_text"], "ink": ink} for r in found], edge(), look.small, align="right"),
        *words(rows.names, None, look.label),
        *words(figures, scale, look.small, align="center"),
    ]
    return layers, rows.bottom + foot


def record(row: dict[Any, Any], middle: float, look: Look) -> Record:
    """One group: its share, the ends of its interval, its n."""
    fill = look.poles[2] if row["group"] == "customer" else look.colours.line
    share, n = f"{row['share']:.0f} %", f"n = {row['n']:.0f}"
    return {
        "x": row["share"], "y": middle + look.marker / 2, "low": row["low"], "high": row["high"], "fill": fill,
        "ink": fill, "text": share, "n_text": n, "tip_name": say(row["name"], look.language), "tip_share": share,
        "tip_interval": f"{row['low']:.0f}–{row['high']:.0f} %", "tip_n": n,
    }  # fmt: skip
