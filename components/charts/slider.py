"""From standardised to individual: a hollow point for today, a filled one for the target, an arrow between them."""

from __future__ import annotations

import pandas as pd

from components.charts.canvas import Layers, Record, across, height_of, points, rules, words
from components.charts.letters import width_of
from components.charts.rows import Rows, gap_of, name_width, pages, row_height, stack
from components.look import Look
from workshop.texts import message, say

ENDS = (message("by the script"), message("by the customer"))
NOW, TARGET = message("○ now"), message("● target")
SHARE = 0.42


def slider_chart(frame: pd.DataFrame, look: Look, space: float) -> tuple[Layers, float]:
    """The layers and their height in pixels. In: the frame of `workshop.views.individuality` or rows of it."""
    del space
    rows, left = laid(frame, look)
    edge = width_of("100", look.small, bold=True) / 2 + look.marker
    scale, own = across(0, 100, left + edge, edge), look.colours
    lines: list[Record] = []
    ways: list[Record] = []
    dots: list[Record] = []
    figures: list[Record] = []
    high = look.poles[2]
    for row, band in zip(frame.to_dict("records"), rows.bands, strict=True):
        y = band.bottom - look.marker
        lines.append({"x": 0, "x2": 100, "y": y, "y2": y, "ink": own.faint})
        known = [row[name] for name in ("now", "target") if row[name] == row[name]]
        if len(known) == 2:
            ways.append({"x": known[0], "x2": known[1], "y": y, "y2": y, "ink": own.line})
        for name, fill in (("now", own.ground), ("target", high)):
            if row[name] == row[name] and not (name == "now" and row["now"] == row["target"]):
                dots.append({"x": row[name], "y": y, "fill": fill, "ink": own.ink})
        if known and (len(known) == 1 or abs(known[0] - known[1]) * (look.width - left) / 100 > look.small * 3):
            figures += [{"x": value, "y": y - look.marker - look.small * 0.4, "text": f"{value:.0f}", "ink": own.ink}
                        for value in known]  # fmt: skip
        else:
            text = f"{known[0]:.0f} → {known[1]:.0f}"
            middle = min(max(sum(known) / 2, 8), 92)
            figures.append({"x": middle, "y": y - look.marker - look.small * 0.4, "text": text, "ink": own.ink})
    layers = [
        *rules(lines, scale, look.line * 0.6),
        *rules(ways, scale, look.line),
        *points(dots, scale, look, look.marker),
        *words(figures, scale, look.small, align="center"),
        *words(rows.names, None, look.label),
        *head(look, left),
    ]
    return layers, rows.bottom


def laid(frame: pd.DataFrame, look: Look) -> tuple[Rows, float]:
    """The rows below the head, and where the names end."""
    names = list(frame["name"])
    left = name_width(look, names, SHARE)
    return stack(look, names, left, band=band_of(look), top=head_height(look)), left


def band_of(look: Look) -> float:
    """Height of a row: figures above their points."""
    return height_of(1, look.small) + look.marker * 2


def head_height(look: Look) -> float:
    """Height of the two lines on top."""
    return height_of(2, look.small) + gap_of(look)


def head(look: Look, left: float) -> Layers:
    """What both ends mean, and what the points are."""
    scale, ink, half = across(0, 1, left), look.colours.muted, height_of(1, look.small) / 2
    low, high = (say(text, look.language) for text in ENDS)
    ends: list[Record] = [{"x": 0, "y": half * 3, "text": f"0 {low}", "ink": ink}]
    other: list[Record] = [{"x": 1, "y": half * 3, "text": f"{high} 100", "ink": ink}]
    key = {"x": 0, "y": half, "text": "   ".join(say(text, look.language) for text in (NOW, TARGET)), "ink": ink}
    return [
        *words([key], scale, look.small),
        *words(ends, scale, look.small),
        *words(other, scale, look.small, align="right"),
    ]


def slider_pages(frame: pd.DataFrame, look: Look, space: float) -> list[pd.DataFrame]:
    """On the wall as many rows as fit, elsewhere all of them."""
    if not look.on_wall:
        return [frame]
    left = name_width(look, list(frame["name"]), SHARE)
    heights = [row_height(look, name, left, band_of(look)) for name in frame["name"]]
    return [frame.iloc[list(page)] for page in pages(heights, space - head_height(look))]
