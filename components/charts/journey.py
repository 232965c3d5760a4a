"""The journey heatmap: in lanes where there is room, as a list on a phone; on the wall with close-ups."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from components.charts.canvas import Layers, Record, boxes, edge, outlines, words
from components.charts.cells import painted, split
from components.charts.lanes import LANE_SHARE
from components.charts.letters import width_of
from components.charts.rows import even, gap_of, stack
from components.charts.swimlanes import swimlanes
from components.look import Look
from workshop.labels import PHASE_LABELS
from workshop.texts import say
from workshop.views.view import shown

WHOLE = 40
"""Most touchpoints side by side in one picture."""


def journey_chart(frame: pd.DataFrame, look: Look, space: float) -> tuple[Layers, float]:
    """The layers of the journey and its height in pixels; on the wall it fills `space` pixels.

    In: the frame of `workshop.views.heatmaps.journey_map` or consecutive rows of it.
    """
    return listed(frame, look) if look.on_phone else swimlanes(frame, look, space)


def journey_pages(frame: pd.DataFrame, look: Look, space: float) -> list[pd.DataFrame]:
    """The whole journey, on the wall followed by a closer look at each phase; long journeys in several pieces."""
    del space
    if look.on_phone:
        return [frame]
    whole = [frame.iloc[list(piece)] for piece in even(len(frame), -(-len(frame) // WHOLE))]
    closer = look.on_wall and len(shown(frame)) > 0
    return [*whole, *close_ups(frame, look)] if closer else whole


def close_ups(frame: pd.DataFrame, look: Look) -> Iterator[pd.DataFrame]:
    """Each phase in pieces whose cells are wide enough for their figures."""
    fit = int(look.width * (1 - LANE_SHARE) // (width_of("−100", look.value, bold=True) + gap_of(look)))
    for _, phase in frame.groupby((frame["phase"] != frame["phase"].shift()).cumsum()):
        for piece in even(len(phase), -(-len(phase) // fit)):
            yield phase.iloc[list(piece)]


def listed(frame: pd.DataFrame, look: Look) -> tuple[Layers, float]:
    """The journey from top to bottom: name above a band that carries department, figure and n."""
    cells = frame.to_dict("records")
    names = [f"{cell['seq']:.0f} {cell['name']}" for cell in cells]
    groups = [say(PHASE_LABELS[cell["phase"]], look.language) for cell in cells]
    rows = stack(look, names, 0, band=look.label * 1.9, groups=groups)
    records = []
    for cell, band in zip(cells, rows.bands, strict=True):
        lane = ("→ " if cell["handover"] else "") + say(cell["lane"], look.language)
        corners: Record = {"x": 0, "x2": 1, "y": band.top, "y2": band.bottom}
        records.append(corners | painted(cell, look) | {"lane": lane})
    filled, empty = split(records)
    middle = [r | {"y": (r["y"] + r["y2"]) / 2} for r in records]
    left = [r | {"x": look.label * 0.6, "text": r["lane"]} for r in middle]
    n = [r | {"x": 0.98, "text": r["n_text"] or r["text"]} for r in middle]
    figure = [r | {"x": 0.78} for r in middle if r["fill"]]
    layers = [
        *boxes(filled, edge(), radius=3),
        *outlines(empty, edge(), look),
        *words(left, None, look.small),
        *words(figure, edge(), look.value, align="right", bold=True),
        *words(n, edge(), look.small, align="right"),
        *words(rows.names, None, look.label),
        *words(rows.headings, None, look.label, bold=True),
    ]
    return layers, rows.bottom
