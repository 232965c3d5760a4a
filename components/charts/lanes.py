"""Lanes: where the touchpoints of a journey lie, from department to department and from left to right."""

from __future__ import annotations

from itertools import groupby

import pandas as pd

from components.charts.canvas import height_of
from components.charts.letters import width_of, wrap
from components.charts.rows import gap_of, name_width
from components.look import Look
from workshop.labels import PHASE_LABELS
from workshop.texts import say
from workshop.views.heatmaps import worst_of
from workshop.views.included import IRRELEVANT
from workshop.views.view import MISSING

LANE_SHARE = 0.22
"""Largest share of the width for the names of lanes."""


class Lanes:
    """Columns, lanes and measures of a journey; lengths in pixels."""

    def __init__(self, frame: pd.DataFrame, look: Look, space: float) -> None:
        self.look = look
        self.cells = [cell | {"column": i} for i, cell in enumerate(frame.to_dict("records"))]
        self.lanes = {cell["lane_seq"]: say(cell["lane"], look.language) for cell in self.cells}
        self.order = sorted(self.lanes)
        self.left = name_width(look, list(self.lanes.values()), LANE_SHARE)
        self.worst = worst_of(frame, 3 if look.on_wall else 5)
        self.absent = frame[frame["state"].isin((MISSING, IRRELEVANT))]
        self.notes = len(self.worst) + len(self.absent)
        runs = [(phase, [c["column"] for c in run]) for phase, run in groupby(self.cells, lambda cell: cell["phase"])]
        self.phases = [(say(PHASE_LABELS[phase], look.language), run[0], run[-1] + 1) for phase, run in runs]
        widths = [(name, (last - first) * self.column - gap_of(look)) for name, first, last in self.phases]
        lines = max(len(wrap(name, width, look.label, True)) for name, width in widths)
        self.header = height_of(lines, look.label) + look.label * 0.6
        self.footer = height_of(1, look.small) + look.label * 0.5
        self.note = look.label * 1.45
        full = height_of(1, look.label) + height_of(1, look.value) + height_of(1, look.small)
        self.lane = full
        if look.on_wall:
            free = space - self.header - self.footer - self.notes * self.note
            self.lane = max(look.label * 0.8, min(full * 1.3, free / len(self.order) - gap_of(look)))

    def top(self, lane_seq: int) -> float:
        """Where a lane begins."""
        return self.header + self.order.index(lane_seq) * (self.lane + gap_of(self.look))

    @property
    def bottom(self) -> float:
        """Where the lanes end."""
        return self.header + len(self.order) * (self.lane + gap_of(self.look))

    @property
    def column(self) -> float:
        """Width of a cell, as far as it is known."""
        return (self.look.width - self.left) / len(self.cells)

    def wide(self, text: str, size: float | None = None) -> str:
        """An expression that holds where a cell has room for this text."""
        need = width_of(text, size or self.look.value, bold=size is None)
        return f"(width - {self.left:.0f}) / {len(self.cells)} >= {need:.0f}"
