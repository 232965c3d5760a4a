"""Heatmaps with rows and columns: colour, symbol, signed figure and n in every cell."""

from __future__ import annotations

import pandas as pd

from components.charts.canvas import Layers, Record, across, boxes, height_of, lines_of, outlines, taking, words
from components.charts.cells import FIGURE_TITLES, painted, split, tip_texts, tips
from components.charts.letters import width_of, wrap
from components.charts.rows import (
    SHARE,
    Rows,
    even,
    gap_of,
    grown,
    heading_height,
    name_width,
    pages,
    row_height,
    stack,
)
from components.look import Look
from workshop.labels import PHASE_LABELS
from workshop.texts import message, say


def heatmap(frame: pd.DataFrame, look: Look, space: float) -> tuple[Layers, float]:
    """The layers of a heatmap and its height in pixels; on the wall it grows to fill `space` pixels.

    In: one row a cell: row, row_name, row_seq, column, column_name, column_seq, the figures of
    `workshop.views.view.FIGURES`, state, and perhaps group (a phase; rows of a phase follow each other under its name).
    """
    grid = Grid(frame, look)
    place, band = grid.stacked(grid.band), grid.band
    if look.on_wall:
        place = grid.stacked(grown(band, place, space, len(grid.names)))
    scale = across(0, len(grid.columns), grid.left)
    filled, empty = split(laid_out(grid, place))
    tooltip = tips(look, {"row": message("Row"), "column": message("Column"), **FIGURE_TITLES})
    layers = [
        *boxes(filled, scale, gap=gap_of(look), radius=look.label * 0.2, tips=tooltip),
        *outlines(empty, scale, look, gap=gap_of(look), tips=tooltip),
        *words(taking(filled, x="centre", y="value_y"), scale, look.value, align="center", bold=True),
        *words(taking(filled, x="centre", y="n_y", text="n_text"), scale, look.small, align="center"),
        *words(taking(empty, x="centre", y="middle"), scale, look.small, align="center"),
        *words(place.names, None, look.label),
        *words(place.headings, None, look.label, bold=True),
        *words(grid.heads(), scale, grid.head_size, align="center", bold=True),
    ]  # fmt: skip
    return layers, place.bottom


class Grid:
    """Rows, columns and measures of a heatmap; lengths in pixels."""

    def __init__(self, frame: pd.DataFrame, look: Look) -> None:
        self.frame, self.look = frame, look
        columns = frame.drop_duplicates("column").sort_values("column_seq").set_index("column")
        self.columns = columns["column_name"].map(lambda name: say(name, look.language))
        self.rows = frame.drop_duplicates("row").sort_values("row_seq", kind="stable").set_index("row")
        self.names = [say(name, look.language) for name in self.rows["row_name"]]
        self.groups = [say(PHASE_LABELS[g], look.language) for g in self.rows["group"]] if "group" in frame else []
        self.band = height_of(1, look.value) + height_of(1, look.small) + (0 if look.on_wall else look.label * 0.5)
        self.cell = max(width_of("▼ −100", look.value, bold=True), self.longest_word(look.small)) + 2 * gap_of(look)
        share = 1 - self.cell * len(self.columns) / look.width
        self.left = name_width(look, self.names, min(0.5 if look.on_wall else SHARE, max(0.25, share)))
        self.head_size = look.label if self.longest_word(look.label) <= self.column_width else look.small

    def longest_word(self, size: float) -> float:
        """Width of the longest word in a column name."""
        return max((width_of(word, size, bold=True) for name in self.columns for word in name.split()), default=0)

    @property
    def fitting(self) -> int:
        """How many columns fit side by side."""
        return max(1, int((self.look.width - self.left) // self.cell))

    @property
    def column_width(self) -> float:
        """Width that a column name may take."""
        return (self.look.width - self.left) / max(1, len(self.columns)) - gap_of(self.look)

    @property
    def header(self) -> float:
        """Height of the column names."""
        lines = max((len(wrap(c, self.column_width, self.head_size, bold=True)) for c in self.columns), default=0)
        return height_of(lines, self.head_size) + self.look.label * 0.4

    def heads(self) -> list[Record]:
        """The column names, wrapped and centred above their cells."""
        middle, ink = (self.header - self.look.label * 0.4) / 2, self.look.colours.ink
        return [
            line
            for i, name in enumerate(self.columns)
            for line in lines_of(name, i + 0.5, middle, self.column_width, self.head_size, ink, bold=True)
        ]

    def stacked(self, band: float) -> Rows:
        """The rows below the column names."""
        return stack(self.look, self.names, self.left, band=band, groups=self.groups, top=self.header)


def laid_out(grid: Grid, place: Rows) -> list[Record]:
    """One record a cell: its corners, colours and texts."""
    look, cells = grid.look, []
    rows, columns = list(grid.rows.index), list(grid.columns.index)
    for cell in grid.frame.to_dict("records"):
        band, column = place.bands[rows.index(cell["row"])], columns.index(cell["column"])
        half = height_of(1, look.small) / 2
        cells.append({
            "x": column, "x2": column + 1, "centre": column + 0.5, "y": band.top, "y2": band.bottom,
            "middle": band.middle, "value_y": band.middle - half, "n_y": band.middle + height_of(1, look.value) / 2,
            **painted(cell, look), **tip_texts(cell, look, row=cell["row_name"], column=cell["column_name"]),
        })  # fmt: skip
    return cells


def heatmap_pages(frame: pd.DataFrame, look: Look, space: float) -> list[pd.DataFrame]:
    """The frame split so that its column names fit, and on the wall so that its rows fit into `space` pixels."""
    grid = Grid(frame, look)
    blocks = even(len(grid.columns), -(-len(grid.columns) // grid.fitting))
    parts = [frame[frame["column"].isin(grid.columns.index[list(block)])] for block in blocks]
    return [page for part in parts for page in row_pages(part, look, space)]


def row_pages(frame: pd.DataFrame, look: Look, space: float) -> list[pd.DataFrame]:
    """On the wall as many rows as fit, elsewhere all of them."""
    if not look.on_wall:
        return [frame]
    grid = Grid(frame, look)
    heights = [row_height(look, name, grid.left, grid.band) for name in grid.names]
    found = pages(heights, space - grid.header, grid.groups, heading_height(look))
    return [frame[frame["row"].isin(grid.rows.index[list(page)])] for page in found]
