"""Rows and columns that say what is there and what is missing: an empty cell is named, never blank."""

from __future__ import annotations

import pandas as pd

from components.charts.canvas import Layers, Record, across, boxes, height_of, outlines, taking, words
from components.charts.heatmap import Grid
from components.charts.rows import gap_of, grown
from components.colours import ink_on
from components.look import Look
from workshop.texts import spoken


def presence_chart(frame: pd.DataFrame, look: Look, space: float) -> tuple[Layers, float]:
    """The layers of the grid and its height in pixels; on the wall it grows to fill `space` pixels.

    In: a frame of `workshop.views.grids`: one row a cell with `text` and `there`.
    """
    grid = Grid(frame, look)
    band = height_of(1, look.value) + look.label * 0.5
    place = grid.stacked(band)
    if look.on_wall:
        place = grid.stacked(grown(band, place, space, len(grid.names)))
    scale = across(0, len(grid.columns), grid.left)
    rows, columns = list(grid.rows.index), list(grid.columns.index)
    fill = look.stops[4]
    full: list[Record] = []
    empty: list[Record] = []
    for cell in frame.to_dict("records"):
        at, column = place.bands[rows.index(cell["row"])], columns.index(cell["column"])
        record = {"x": column, "x2": column + 1, "y": at.top, "y2": at.bottom, "centre": column + 0.5,
                  "middle": at.middle, "text": spoken(cell["text"], look.language)}  # fmt: skip
        (full if cell["there"] else empty).append(
            record | {"fill": fill, "ink": ink_on(fill) if cell["there"] else look.stops[0]}
        )
    figures = [record for record in full if record["text"].isdigit()]
    said = [record for record in full if not record["text"].isdigit()]
    layers = [
        *boxes(full, scale, gap=gap_of(look), radius=look.label * 0.2),
        *outlines(empty, scale, look, gap=gap_of(look)),
        *words(taking(figures, x="centre", y="middle"), scale, look.value, align="center", bold=True),
        *words(taking(said, x="centre", y="middle"), scale, look.small, align="center"),
        *words(taking(empty, x="centre", y="middle"), scale, look.small, align="center", bold=True),
        *words(place.names, None, look.label),
        *words(grid.heads(), scale, grid.head_size, align="center", bold=True),
    ]
    return layers, place.bottom
