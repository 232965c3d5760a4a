"""Customer × role: days since each of us talked with each customer; who knows one role only is marked."""

from __future__ import annotations

from typing import Any

import pandas as pd

from components.charts.canvas import Layers, Record, across, boxes, height_of, outlines, taking, words
from components.charts.cells import split, tips
from components.charts.heatmap import Grid, heatmap_pages
from components.charts.legend import chips
from components.charts.rows import Rows, gap_of, grown
from components.colours import ink_on
from components.look import Look
from workshop.texts import Message, message, say
from workshop.views.contact_matrix import FRESH, FRESHNESS, NEVER, QUIET, SILENT

TITLES: dict[str, Message | str] = {
    "row": message("Customer"), "column": message("Role"), "days": message("Days since the last conversation"),
}  # fmt: skip


def contact_chart(frame: pd.DataFrame, look: Look, space: float) -> tuple[Layers, float]:
    """The layers of the matrix and its height in pixels; on the wall it grows to fill `space` pixels.

    In: the frame of `workshop.views.contact_matrix`. Colour, symbol and number in every cell; "never" is said, never
    left blank.
    """
    grid = grid_of(frame, look)
    foot = legend_height(look)
    place, band = grid.stacked(grid.band), grid.band
    if look.on_wall:
        place = grid.stacked(grown(band, place, space - foot, len(grid.names)))
    scale = across(0, len(grid.columns), grid.left)
    filled, empty = split(laid_out(grid, place))
    tooltip, gap = tips(look, TITLES), gap_of(look)
    named, end = chips(legend(look), place.bottom + gap, look)
    layers = [
        *boxes(filled, scale, gap=gap, radius=look.label * 0.2, tips=tooltip),
        *outlines(empty, scale, look, gap=gap, tips=tooltip),
        *words(taking(filled, x="centre", y="middle"), scale, look.value, align="center", bold=True),
        *words(taking(empty, x="centre", y="middle"), scale, look.small, align="center"),
        *words(place.names, None, look.label),
        *words(grid.heads(), scale, grid.head_size, align="center", bold=True),
        *named,
    ]
    return layers, end


def grid_of(frame: pd.DataFrame, look: Look) -> Grid:
    """Rows and columns; a customer with one role only says so."""
    marked = [
        say(message("{name} · one role only", name=name), look.language) if alone else name
        for name, alone in zip(frame["row_name"], frame["warning"], strict=True)
    ]
    grid = Grid(frame.assign(row_name=marked), look)
    grid.band = height_of(1, look.value) + look.label * (0.4 if look.on_wall else 0.8)
    return grid


def laid_out(grid: Grid, place: Rows) -> list[Record]:
    """One record a cell."""
    look, cells = grid.look, []
    rows, columns = list(grid.rows.index), list(grid.columns.index)
    for cell in grid.frame.to_dict("records"):
        band, column = place.bands[rows.index(cell["row"])], columns.index(cell["column"])
        fill, text = colour_of(cell["state"], look), text_of(cell, look)
        cells.append({
            "x": column, "x2": column + 1, "centre": column + 0.5, "y": band.top, "y2": band.bottom,
            "middle": band.middle, "fill": fill, "ink": ink_on(fill) if fill else look.colours.muted, "text": text,
            "tip_row": cell["row_name"], "tip_column": cell["column_name"], "tip_days": text,
        })  # fmt: skip
    return cells


def text_of(cell: dict[Any, Any], look: Look) -> str:
    """Symbol and days, or that there was no contact."""
    symbol, words_ = FRESHNESS[cell["state"]]
    return say(words_, look.language) if cell["state"] == NEVER else f"{symbol} {cell['days']:.0f}"


def colour_of(state: str, look: Look) -> str:
    """Blue for a fresh contact, grey for a quiet one, orange for silence; none where there was no contact."""
    low, middle, high = look.poles
    return {FRESH: high, QUIET: middle, SILENT: low}.get(state, "")


def legend(look: Look) -> list[tuple[str, str]]:
    """What the colours mean."""
    return [
        (f"{symbol} {say(text, look.language)}", colour_of(state, look))
        for state, (symbol, text) in FRESHNESS.items()
        if state != NEVER
    ]


def legend_height(look: Look) -> float:
    """Room for the legend, in pixels."""
    lines = 3 if look.on_phone else 2 if look.on_wall else 1
    return lines * (height_of(1, look.label) + gap_of(look)) + look.label * 0.5 + gap_of(look)


def contact_pages(frame: pd.DataFrame, look: Look, space: float) -> list[pd.DataFrame]:
    """The frame split so that its roles fit side by side, and on the wall so that its customers fit too."""
    return heatmap_pages(frame, look, space - legend_height(look))
