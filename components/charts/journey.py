"""The journey heatmap: every touchpoint in the customer's order, in the lane of its department."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import altair as alt
import pandas as pd

from components.charts.canvas import (
    Layers,
    Record,
    across,
    boxes,
    edge,
    height_of,
    lines_of,
    outlines,
    rules,
    taking,
    words,
)
from components.charts.cells import FIGURE_TITLES, painted, split, tip_texts, tips
from components.charts.letters import width_of, wrap
from components.charts.rows import even, gap_of, name_width, stack
from components.look import Look
from workshop.heatmaps import worst_of
from workshop.labels import PHASE_LABELS
from workshop.texts import Message, message, say
from workshop.views import MISSING, shown

WHOLE = 40
"""Most touchpoints side by side in one picture."""
TITLES: dict[str, Message | str] = {"name": message("Touchpoint"), "lane": message("Department"), **FIGURE_TITLES}
LANE_SHARE = 0.22
"""Largest share of the width for the names of lanes."""


def journey_chart(frame: pd.DataFrame, look: Look, space: float) -> tuple[Layers, float]:
    """The layers of the journey and its height in pixels; on the wall it fills `space` pixels.

    In: the frame of `workshop.heatmaps.journey_map` or consecutive rows of it.
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


class Lanes:
    """Columns, lanes and measures of a journey; lengths in pixels."""

    def __init__(self, frame: pd.DataFrame, look: Look, space: float) -> None:
        self.look = look
        self.cells = [cell | {"column": i} for i, cell in enumerate(frame.to_dict("records"))]
        self.lanes = {cell["lane_seq"]: say(cell["lane"], look.language) for cell in self.cells}
        self.order = sorted(self.lanes)
        self.left = name_width(look, list(self.lanes.values()), LANE_SHARE)
        self.worst = worst_of(frame, 3 if look.on_wall else 5)
        self.missing = frame[frame["state"] == MISSING]
        self.notes = len(self.worst) + len(self.missing)
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


def swimlanes(frame: pd.DataFrame, look: Look, space: float) -> tuple[Layers, float]:
    """Lanes from top to bottom, the way from left to right, the weakest by name below."""
    lanes = Lanes(frame, look, space)
    scale = across(0, len(lanes.cells), lanes.left)
    filled, empty = split(placed(lanes))
    tooltip = tips(look, TITLES)
    layers = [
        *rules(lane_lines(lanes), scale, look.line / 3),
        *phases(lanes, scale),
        *rules(handovers(lanes), scale, look.line * 0.7),
        *boxes(filled, scale, gap=gap_of(look) * 0.7, radius=look.label * 0.2, tips=tooltip),
        *outlines(empty, scale, look, gap=gap_of(look) * 0.7, tips=tooltip),
        *figures(filled, lanes, scale),
        *lane_names(lanes),
        *numbers(lanes, scale),
        *notes(lanes),
    ]
    return layers, lanes.bottom + lanes.footer + lanes.notes * lanes.note


def placed(lanes: Lanes) -> list[Record]:
    """One record a touchpoint: corners, colours, texts."""
    records = []
    for cell in lanes.cells:
        top, number = lanes.top(cell["lane_seq"]), f"{cell['seq']:.0f} {cell['name']}"
        corners = {"x": cell["column"], "x2": cell["column"] + 1, "y": top, "y2": top + lanes.lane}
        texts = tip_texts(cell, lanes.look, name=number, lane=cell["lane"])
        records.append(corners | painted(cell, lanes.look) | texts)
    return records


def figures(cells: list[Record], lanes: Lanes, scale: alt.Scale) -> Layers:
    """The symbol in every cell; figure and n below it where the cell is large enough."""
    look, room = lanes.look, lanes.wide("−100")
    centred = [c | {"x": c["x"] + 0.5, "y": (c["y"] + c["y2"]) / 2} for c in cells]
    lines = [("symbol", look.label, False), ("figure", look.value, True), ("n_text", look.small, False)]
    if look.on_wall and lanes.column >= width_of("▼ −100", look.value, bold=True):
        lines = [("text", look.value, True), ("n_text", look.small, False)]
    while sum(height_of(1, size) for _, size, _ in lines) > lanes.lane + 1:
        lines.pop()
    alone = not lines or lines[-1][0] == "symbol"
    symbols = [c | {"text": c["symbol"]} for c in centred]
    layers = words(symbols, scale, look.small, align="center", test="true" if alone else f"!({room})")
    offset = -sum(height_of(1, size) for _, size, _ in lines) / 2
    for field, size, bold in () if alone else lines:
        line = [c | {"y": c["y"] + offset + height_of(1, size) / 2, "text": c[field]} for c in centred]
        fits = lanes.wide("n = 12", look.small) if field == "n_text" else room
        layers += words(line, scale, size, align="center", bold=bold, test=fits)
        offset += height_of(1, size)
    return layers


def phases(lanes: Lanes, scale: alt.Scale) -> Layers:
    """The name of each phase above its touchpoints, with a line as long as the phase."""
    look, heads, bars = lanes.look, [], []
    for name, first, last in lanes.phases:
        width = (last - first) * lanes.column - gap_of(look)
        middle = (lanes.header - look.label * 0.6) / 2
        heads += lines_of(name, (first + last) / 2, middle, width, look.label, look.colours.ink, bold=True)
        y = lanes.header - look.label * 0.35
        bars.append({"x": first, "x2": last, "y": y - look.line / 2, "y2": y, "fill": look.colours.line})
    return [
        *words(heads, scale, look.label, align="center", bold=True),
        *boxes(bars, scale, gap=gap_of(look) * 2, radius=look.line / 2),
    ]


def lane_lines(lanes: Lanes) -> list[Record]:
    """A faint line along each lane."""
    middles = [lanes.top(lane) + lanes.lane / 2 for lane in lanes.order]
    end, ink = len(lanes.cells), lanes.look.colours.faint
    return [{"x": 0, "x2": end, "y": y, "y2": y, "ink": ink} for y in middles]


def handovers(lanes: Lanes) -> list[Record]:
    """A line from lane to lane wherever the customer is handed over."""
    lines = []
    for one, other in zip(lanes.cells, lanes.cells[1:], strict=False):
        if one["lane_seq"] != other["lane_seq"]:
            ends = sorted(lanes.top(cell["lane_seq"]) + lanes.lane / 2 for cell in (one, other))
            x = other["column"]
            lines.append({"x": x, "x2": x, "y": ends[0], "y2": ends[1], "ink": lanes.look.colours.line})
    return lines


def lane_names(lanes: Lanes) -> Layers:
    """The departments at the left; in smaller letters where the name takes two lines or the lane is low."""
    look, large, small = lanes.look, [], []
    for lane, name in lanes.lanes.items():
        middle, width = lanes.top(lane) + lanes.lane / 2, lanes.left - look.label
        if len(wrap(name, width, look.label)) * height_of(1, look.label) <= lanes.lane:
            large += lines_of(name, 0, middle, width, look.label, look.colours.ink)
        else:
            small += lines_of(name, 0, middle, width, look.small, look.colours.ink)
    return [*words(large, None, look.label), *words(small, None, look.small)]


def numbers(lanes: Lanes, scale: alt.Scale) -> Layers:
    """The number of each touchpoint below the lanes; where cells are narrow, of the noted ones and every fifth."""
    look, y = lanes.look, lanes.bottom + height_of(1, lanes.look.small) / 2
    ink = look.colours.muted
    every = [{"x": c["column"] + 0.5, "y": y, "text": f"{c['seq']:.0f}", "ink": ink} for c in lanes.cells]
    noted = {int(seq) for seq in [*lanes.worst["seq"], *lanes.missing["seq"]]}
    near = {seq + step for seq in noted for step in (-1, 1)}
    few = [r for r in every if int(r["text"]) in noted or (int(r["text"]) % 5 == 0 and int(r["text"]) not in near)]
    room = lanes.wide("36 ", look.small)
    return [
        *words(every, scale, look.small, align="center", test=room),
        *words(few, scale, look.small, align="center", test=f"!({room})"),
    ]


def notes(lanes: Lanes) -> Layers:
    """The weakest touchpoints by number and name with their figure, then those that do not exist yet."""
    look = lanes.look
    chip = width_of("▼ −100", look.small, bold=True) + look.small
    rows = [*lanes.worst.to_dict("records"), *lanes.missing.to_dict("records")]
    records = []
    for i, row in enumerate(rows):
        top = lanes.bottom + lanes.footer + i * lanes.note
        corners: Record = {"x": 0, "x2": chip, "y": top + lanes.note * 0.06, "y2": top + lanes.note * 0.94}
        records.append(corners | painted(row, look) | {"number": f"{row['seq']:.0f}", "name": row["name"]})
    filled, empty = split(records)
    middle = [r | {"y": (r["y"] + r["y2"]) / 2} for r in records]
    plain, after = [r | {"ink": look.colours.ink} for r in middle], chip + look.small * 2.2
    return [
        *boxes(filled, None, radius=look.label * 0.2),
        *outlines(empty, None, look),
        *words(taking(middle, x=chip / 2), None, look.small, align="center", bold=True),
        *words(taking(plain, x=after, text="number"), None, look.label, align="right"),
        *words(taking(plain, x=after + look.small * 0.6, text="name"), None, look.label),
    ]


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
