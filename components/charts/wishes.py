"""The wish matrix: touchpoints by the seven wishes, kept or violated, and both counts on top of each column."""

from __future__ import annotations

import pandas as pd

from components.charts.canvas import Layers, Record, across, boxes, height_of, lines_of, outlines, taking, words
from components.charts.letters import wrap
from components.charts.rows import Rows, gap_of, name_width, pages, row_height, stack
from components.colours import ink_on
from components.look import Look
from workshop.texts import say
from workshop.views.wishes import KEPT, NAMES, VIOLATED

SIGNS = {KEPT: "+", VIOLATED: "−"}
SHARE = 0.4


class Matrix:
    """Columns, rows and measures; lengths in pixels. On a phone a column is called by its number."""

    def __init__(self, frame: pd.DataFrame, look: Look) -> None:
        self.look, self.frame = look, frame
        self.names = list(frame["name"])
        self.left = name_width(look, self.names, SHARE)
        self.scale = across(0, len(NAMES), self.left)
        self.width = (look.width - self.left) / len(NAMES) - gap_of(look)
        self.heads = [say(name, look.language) for name in NAMES.values()]
        lines = 1 if look.on_phone else max(len(wrap(h, self.width, look.small, True)) for h in self.heads)
        self.key = height_of(len(NAMES), look.small) + look.label * 0.6 if look.on_phone else 0.0
        self.head = height_of(lines, look.small)
        self.counts = height_of(2 if look.on_phone else 1, look.small) + look.label * 0.4
        self.top = self.key + self.head + self.counts + look.label * 0.4
        self.band = look.value * 1.6

    def stacked(self, band: float) -> Rows:
        """The rows below the heads."""
        return stack(self.look, self.names, self.left, band=band, top=self.top)


def wish_chart(frame: pd.DataFrame, look: Look, space: float) -> tuple[Layers, float]:
    """The layers of the matrix and its height in pixels.

    In: the frame of `workshop.views.wishes.wish_matrix` or rows of it; the counts on top are those of the whole matrix.
    """
    del space
    matrix = Matrix(frame, look)
    rows = matrix.stacked(matrix.band)
    marked, empty = cells(matrix, rows)
    layers = [
        *boxes(marked, matrix.scale, gap=gap_of(look), radius=look.label * 0.2),
        *outlines(empty, matrix.scale, look, gap=gap_of(look)),
        *words(taking(marked, x="centre", y="middle"), matrix.scale, look.value, align="center", bold=True),
        *words(rows.names, None, look.label),
        *heads(matrix),
    ]
    return layers, rows.bottom


def cells(matrix: Matrix, rows: Rows) -> tuple[list[Record], list[Record]]:
    """Cells with a mark, and those without."""
    look, marked, empty = matrix.look, [], []
    low, _, _, _, high = look.stops
    for row, band in zip(matrix.frame.to_dict("records"), rows.bands, strict=True):
        for column, wish in enumerate(NAMES):
            place: Record = {"x": column, "x2": column + 1, "y": band.top, "y2": band.bottom}
            mark = row[wish]
            if mark not in SIGNS:
                empty.append(place)
                continue
            fill = low if mark == VIOLATED else high
            marked.append(place | {"centre": column + 0.5, "middle": band.middle, "fill": fill, "ink": ink_on(fill),
                                   "text": SIGNS[mark]})  # fmt: skip
    return marked, empty


def heads(matrix: Matrix) -> Layers:
    """The wishes above their columns, below each how often it is violated and kept."""
    look = matrix.look
    bad, good = matrix.frame.attrs["violations"], matrix.frame.attrs["kept"]
    low, _, _, _, high = look.stops
    names: list[Record] = []
    numbers: list[Record] = []
    key: list[Record] = []
    middle = matrix.key + matrix.head / 2
    for i, (wish, name) in enumerate(zip(NAMES, matrix.heads, strict=True)):
        text = str(i + 1) if look.on_phone else name
        names += lines_of(text, i + 0.5, middle, matrix.width, look.small, look.colours.ink, bold=True)
        y, line = matrix.key + matrix.head + matrix.counts / 2, height_of(1, look.small) / 2
        aside, above = (0.0, line) if look.on_phone else (0.22, 0.0)  # one above the other where columns are narrow
        numbers.append({"x": i + 0.5 - aside, "y": y - above, "text": f"−{bad[wish]}", "ink": low})
        numbers.append({"x": i + 0.5 + aside, "y": y + above, "text": f"+{good[wish]}", "ink": high})
        if look.on_phone:
            named = {"x": 0, "y": (i + 0.5) * height_of(1, look.small), "text": f"{i + 1} {name}"}
            key.append(named | {"ink": look.colours.muted})
    return [
        *words(names, matrix.scale, look.small, align="center", bold=True),
        *words(numbers, matrix.scale, look.small, align="center", bold=True),
        *words(key, None, look.small),
    ]


def wish_pages(frame: pd.DataFrame, look: Look, space: float) -> list[pd.DataFrame]:
    """On the wall as many rows as fit, elsewhere all of them."""
    if not look.on_wall:
        return [frame]
    matrix = Matrix(frame, look)
    heights = [row_height(look, name, matrix.left, matrix.band) for name in matrix.names]
    return [frame.iloc[list(page)] for page in pages(heights, space - matrix.top)]
