"""The journey in lanes: the way from left to right, hand-overs between departments, the weakest by name."""

from __future__ import annotations

import altair as alt
import pandas as pd

from components.charts.canvas import Layers, Record, across, boxes, height_of, lines_of, outlines, rules, taking, words
from components.charts.cells import FIGURE_TITLES, painted, split, tip_texts, tips
from components.charts.lanes import Lanes
from components.charts.letters import width_of, wrap
from components.charts.rows import gap_of
from components.look import Look
from workshop.texts import Message, message

TITLES: dict[str, Message | str] = {"name": message("Touchpoint"), "lane": message("Department"), **FIGURE_TITLES}


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
    noted = {int(seq) for seq in [*lanes.worst["seq"], *lanes.absent["seq"]]}
    near = {seq + step for seq in noted for step in (-1, 1)}
    few = [r for r in every if int(r["text"]) in noted or (int(r["text"]) % 5 == 0 and int(r["text"]) not in near)]
    room = lanes.wide("36 ", look.small)
    return [
        *words(every, scale, look.small, align="center", test=room),
        *words(few, scale, look.small, align="center", test=f"!({room})"),
    ]


def notes(lanes: Lanes) -> Layers:
    """The weakest touchpoints by number and name with their figure, then those that are missing or irrelevant."""
    look = lanes.look
    rows = [*lanes.worst.to_dict("records"), *lanes.absent.to_dict("records")]
    texts = ["▼ −100", *(painted(row, look)["text"] for row in rows)]
    chip = max(width_of(text, look.small, bold=True) for text in texts) + look.small
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
