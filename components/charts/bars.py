"""Simple bars from zero, each with its name and figure."""

from __future__ import annotations

import pandas as pd

from components.charts.canvas import Layers, Record, across, boxes, words
from components.charts.letters import width_of
from components.charts.rows import grown, name_width, pages, row_height, stack
from components.look import Look
from workshop.texts import Message, say

SHARE = 0.46


def bar_chart(frame: pd.DataFrame, look: Look, space: float) -> tuple[Layers, float]:
    """The layers of the bars and their height in pixels; on the wall they grow to fill `space` pixels.

    In: a frame of `workshop.views.bars`. Bars begin at zero; those of a slide share one scale, see `top`.
    """
    names = names_of(frame, look)
    left, band = name_width(look, names, SHARE), look.value * 1.5
    rows = stack(look, names, left, band=band)
    if look.on_wall:
        rows = stack(look, names, left, band=grown(band, rows, space, len(names)))
    tails = [tail(row["value"], row["tail"], look) for row in frame.to_dict("records")]
    end = max(width_of(text, look.small) for text in tails) + look.label
    most = max(1.0, float(frame["top"].max() if "top" in frame else frame["value"].max()))
    low, _, _, _, high = look.stops
    fills = {"good": high, "bad": low, "plain": look.colours.line}
    bars: list[Record] = []
    texts: list[Record] = []
    for row, text, place in zip(frame.to_dict("records"), tails, rows.bands, strict=True):
        bars.append({"x": 0, "x2": max(row["value"], most / 200), "y": place.top, "y2": place.bottom,
                     "fill": fills[row["tone"]]})  # fmt: skip
        texts.append({"x": row["value"], "y": place.middle, "text": text, "ink": look.colours.ink})
    scale = across(0, most, left, end)
    layers = [
        *boxes(bars, scale, radius=look.line),
        *words(texts, scale, look.small, shift=look.label * 0.4),
        *words(rows.names, None, look.label),
    ]
    return layers, rows.bottom


def names_of(frame: pd.DataFrame, look: Look) -> list[str]:
    """What the bars are called."""
    return [say(name, look.language) for name in frame["name"]]


def tail(value: float, text: str | Message, look: Look) -> str:
    """What stands behind a bar: its own text, or its figure."""
    return say(text, look.language) or f"{value:.0f}"


def bar_pages(frame: pd.DataFrame, look: Look, space: float) -> list[pd.DataFrame]:
    """On the wall as many bars as fit, all on one scale; elsewhere all of them."""
    if not look.on_wall:
        return [frame]
    names = names_of(frame, look)
    left = name_width(look, names, SHARE)
    heights = [row_height(look, name, left, look.value * 1.5) for name in names]
    whole = frame if "top" in frame else frame.assign(top=frame["value"].max())
    return [whole.iloc[list(page)] for page in pages(heights, space)]
