"""Vote bars: disappointed to the left, delighted to the right, okay split at the middle."""

from __future__ import annotations

import pandas as pd

from components.charts.canvas import Align, Layers, Record, across, boxes, edge, height_of, taking, words
from components.charts.cells import FIGURE_TITLES, tip_texts, tips
from components.charts.letters import width_of
from components.charts.rows import gap_of, grown, name_width, pages, row_height, stack
from components.colours import ink_on
from components.look import Look
from workshop.scale import RATING_NAMES, SYMBOLS
from workshop.texts import Message, message, say

SHARE = 0.42
"""Largest share of the wall for the names: ten bars a slide are worth shorter bars."""
TITLES: dict[str, Message | str] = {"name": message("Touchpoint"), **FIGURE_TITLES}
SHARES = ("disappointed_pct", "okay_pct", "delighted_pct")


def vote_chart(frame: pd.DataFrame, look: Look, space: float) -> tuple[Layers, float]:
    """The layers of the vote bars and their height in pixels; on the wall they grow to fill `space` pixels.

    In: the frame of `workshop.views.vote_bars.vote_bars` or rows of it.
    """
    names = list(frame["name"])
    left, band, top = left_of(frame, look), band_height(look), header_height(look)
    rows = stack(look, names, left, band=band, top=top)
    if look.on_wall:
        band = grown(band, rows, space, len(names))
        rows = stack(look, names, left, band=band, top=top)
    end = width_of("n = 12", look.small) + look.small
    scale = across(-100, 100, left, end)
    per_cent = (look.width - left - end) / 200
    bars: list[Record] = []
    counts: list[Record] = []
    for bar, place in zip(frame.to_dict("records"), rows.bands, strict=True):
        start = -bar["disappointed_pct"] - bar["okay_pct"] / 2
        for share, fill in zip(SHARES, look.poles, strict=True):
            stop = start + bar[share]
            text = say(message("{share}%", share=round(bar[share])), look.language)
            texts = {"text": text, "ink": ink_on(fill), "fill": fill}
            tip = tip_texts(bar, look, name=f"{bar['seq']:.0f} {bar['name']}")
            room = bar[share] * per_cent > width_of(text, look.value, bold=True)
            bars.append(
                place.of(band) | {"x": start, "x2": stop, "centre": (start + stop) / 2, "room": room} | texts | tip
            )
            start = stop
        counts.append({"x": 1, "y": place.middle, "text": f"n = {bar['n']:.0f}", "ink": look.colours.muted})
    bars = [bar for bar in bars if bar["x2"] > bar["x"]]
    inside = taking(bars, x="centre", y="middle")
    layers = [
        *boxes(bars, scale, gap=look.line / 2, tips=tips(look, TITLES)),
        *words([b for b in inside if b["room"]], scale, look.value, align="center", bold=True),
        *words(rows.names, None, look.label),
        *words(counts, edge(), look.small, align="right"),
        *legend(look, left, end),
    ]
    return layers, rows.bottom


def vote_pages(frame: pd.DataFrame, look: Look, space: float) -> list[pd.DataFrame]:
    """On the wall as many bars as fit into `space` pixels, elsewhere all of them."""
    if not look.on_wall:
        return [frame]
    left = left_of(frame, look)
    heights = [row_height(look, name, left, band_height(look)) for name in frame["name"]]
    return [frame.iloc[list(page)] for page in pages(heights, space - header_height(look))]


def left_of(frame: pd.DataFrame, look: Look) -> float:
    """Pixels for the names."""
    names = list(frame["name"])
    return name_width(look, names, SHARE) if look.on_wall else name_width(look, names)


def band_height(look: Look) -> float:
    """Height of a bar."""
    return look.value * 1.6


def header_height(look: Look) -> float:
    """Height of the line that says what the colours are."""
    return height_of(1, look.label) + gap_of(look) * 2


def legend(look: Look, left: float, end: float) -> Layers:
    """The three answers above the bars, each on its side; on a phone over the whole width."""
    sides: list[tuple[int, float, Align]] = [(-1, 0, "left"), (0, 0.5, "center"), (1, 1, "right")]
    scale, size = (edge(), look.small) if look.on_phone else (across(0, 1, left, end), look.label)
    layers: Layers = []
    for rating, x, align in sides:
        text = f"{SYMBOLS[rating]} {say(RATING_NAMES[rating], look.language)}"
        record = {"x": x, "y": height_of(1, look.label) / 2, "text": text, "ink": look.colours.ink}
        layers += words([record], scale, size, align=align, bold=True)
    return layers
