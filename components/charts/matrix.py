"""Matrices with four named quadrants: relevance by quality, impact by effort; what counts is listed beside them."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd

from components.charts.canvas import (
    Align,
    Layers,
    Record,
    across,
    boxes,
    height_of,
    last,
    lines_of,
    points,
    rules,
    taking,
    words,
)
from components.charts.cells import tips
from components.charts.letters import width_of, wrap
from components.charts.rows import even, gap_of, pages
from components.look import Look, ink_on
from workshop.priorities import QUADRANT_LABELS
from workshop.texts import Message, message, say, signed

LIST_SHARE = {"screen": 0.36, "projector": 0.44, "phone": 1.0}
"""Share of the width for the list; on a phone it stands below."""
HEIGHTS = {"screen": 520, "phone": 330}
"""Height of the field in pixels; the wall takes what is left."""


Box = tuple[float, float, float, float]
Span = tuple[float, float]


class Entry(NamedTuple):
    """A line of the list: its mark in a chip of a colour, and its text."""

    mark: str
    fill: str
    text: str


class Field:
    """The square field of a matrix and the list beside or below it; lengths in pixels."""

    def __init__(self, look: Look, space: float, x: Span, y: Span, least: float = 0) -> None:
        self.look, self.y_range, self.x_range = look, y, x
        self.left = height_of(1, look.small) + width_of("5", look.small) + look.small
        list_width = 0 if look.on_phone else look.width * LIST_SHARE[look.size]
        self.scale = across(*x, self.left, list_width)
        self.width = look.width - self.left - list_width
        self.list_width = look.width if look.on_phone else list_width - look.label
        self.list_scale = None if look.on_phone else last(self.list_width)
        footer = 2 * height_of(1, look.small) + look.small
        self.top = height_of(1, look.small) + look.label * 0.2
        self.name = look.label * 1.6
        self.height = space - footer - self.top if look.on_wall else max(least, HEIGHTS[look.size])
        self.bottom = self.top + self.height
        self.end = self.bottom + footer

    def y(self, value: float) -> float:
        """Pixels from the top of a value; above and below the values is room for the names of the quadrants."""
        low, high = self.y_range
        return self.top + self.name + (high - value) / (high - low) * (self.height - 2 * self.name)

    def x(self, value: float) -> float:
        """Pixels from the left of a value, as far as the width is known."""
        low, high = self.x_range
        return self.left + (value - low) / (high - low) * self.width


def ground(field: Field, cross: tuple[float, float], names: list[str], strong: int) -> Layers:
    """The four quadrants with their names in the corners: top left, top right, bottom left, bottom right.

    `cross` is where the lines meet (x, y), `strong` the quadrant that stands out.
    """
    look, (low, high), pad = field.look, field.x_range, field.look.label
    middle_x, middle_y = cross[0], field.y(cross[1])
    sides, heights = ((low, middle_x), (middle_x, high)), ((field.top, middle_y), (middle_y, field.bottom))
    ends = [(*side, *height) for height in heights for side in sides]
    x, x2, y, y2 = ends[strong]
    quadrants: list[Record] = [{"x": x, "x2": x2, "y": y, "y2": y2, "fill": look.colours.faint}]
    layers = boxes(quadrants, field.scale)
    widths = [field.x(end[1]) - field.x(end[0]) - pad for end in ends]
    fits = all(width_of(name, look.label, bold=True) < width for name, width in zip(names, widths, strict=True))
    size = look.label if fits else look.small
    for i, (name, (x, x2, y, y2), width) in enumerate(zip(names, ends, widths, strict=True)):
        right, below = i % 2 == 1, i > 1
        more = height_of(len(wrap(name, width, size, True)) - 1, size) / 2
        middle = y2 - field.name / 2 - more if below else y + field.name / 2 + more
        records = lines_of(name, x2 if right else x, middle, width, size, look.colours.muted, True)
        align: Align = "right" if right else "left"
        layers += words(records, field.scale, size, align=align, bold=True, shift=-pad / 2 if right else pad / 2)
    lines_ = [
        {"x": cross[0], "x2": cross[0], "y": field.top, "y2": field.bottom},
        {"x": low, "x2": high, "y": field.y(cross[1]), "y2": field.y(cross[1])},
    ]
    return [*layers, *rules([r | {"ink": look.colours.line} for r in lines_], field.scale, look.line * 0.6)]


def axes(field: Field, across_: str, up: str, x_marks: dict[float, str], y_marks: dict[float, str]) -> Layers:
    """The figures at both edges, and what the axes are; the upward one is written on top."""
    look, ink, half = field.look, field.look.colours.muted, height_of(1, field.look.small) / 2
    x: list[Record] = [{"x": v, "y": field.bottom + half, "text": text, "ink": ink} for v, text in x_marks.items()]
    y = [{"x": field.left - look.small / 2, "y": field.y(v), "text": text, "ink": ink} for v, text in y_marks.items()]
    low, high = field.x_range
    below = {"x": high, "y": field.bottom + 3 * half, "text": f"{across_} →", "ink": ink}
    above = {"x": 0, "y": half, "text": f"↑ {up}", "ink": ink}
    inner = [mark for mark in x if low < mark["x"] < high]
    return [
        *words(inner, field.scale, look.small, align="center"),
        *words([mark for mark in x if mark["x"] == low], field.scale, look.small),
        *words([mark for mark in x if mark["x"] == high], field.scale, look.small, align="right"),
        *words(y, None, look.small, align="right"),
        *words([below], field.scale, look.small, align="right"),
        *words([above], None, look.small),
    ]


def fitting(field: Field, rows: list[Entry], size: float) -> list[Entry]:
    """On the wall the first entries that fit beside the field, elsewhere all of them."""
    room = field.list_width - chip_width(field, rows) - field.look.label * 0.6
    heights = [height_of(len(wrap(row.text, room, size)), size) + gap_of(field.look) for row in rows]
    fits = [field.top + sum(heights[: i + 1]) <= field.end for i in range(len(rows))]
    return [row for row, fit in zip(rows, fits, strict=True) if fit or not field.look.on_wall]


def chip_width(field: Field, rows: list[Entry]) -> float:
    """Width of the chips: that of the longest mark."""
    return max((width_of(row.mark, field.look.small, bold=True) for row in rows), default=0) + field.look.small


def entries(field: Field, rows: list[Entry], size: float) -> tuple[Layers, float]:
    """The list beside the field or below it, in letters of this size; its layers and where it ends."""
    look = field.look
    chip = chip_width(field, rows)
    after, y = chip + look.label * 0.6, field.end + look.label if look.on_phone else field.top
    chips: list[Record] = []
    texts: list[Record] = []
    for row in rows:
        lines = wrap(row.text, field.list_width - after, size)
        height = max(height_of(len(lines), size), look.small * 1.6)
        middle, half = y + height / 2, look.small * 0.8
        chips.append({"x": 0, "x2": chip, "y": middle - half, "y2": middle + half, "fill": row.fill,
                      "centre": chip / 2, "middle": middle, "text": row.mark, "ink": ink_on(row.fill)})  # fmt: skip
        texts += lines_of(row.text, after, middle, field.list_width - after, size, look.colours.ink)
        y += height + gap_of(look)
    marks = taking(chips, x="centre", y="middle")
    layers = [
        *boxes(chips, field.list_scale, radius=look.small * 0.8),
        *words(marks, field.list_scale, look.small, align="center", bold=True),
        *words(texts, field.list_scale, size),
    ]
    return layers, y


def list_size(look: Look) -> int:
    """Letter size of the list; on the wall that of a caption, so that eight titles fit."""
    return look.caption if look.on_wall else look.label


def relevance_chart(frame: pd.DataFrame, look: Look, space: float) -> tuple[Layers, float]:
    """Touchpoints by quality (to the right) and relevance (upward), the first eight numbered and listed.

    In: the frame of `workshop.priority_views.relevance_quality`. The axes are the same for every wave.
    """
    field = Field(look, space, (-100, 100), (1, 5))
    cross = (frame["line_net_delight"].iloc[0], frame["line_relevance"].iloc[0])
    names = [say(QUADRANT_LABELS[q], look.language) for q in ("concentrate", "keep", "low_priority", "overkill")]
    ticks = {value: signed(value) for value in (-100.0, -50.0, 0.0, 50.0, 100.0)}
    dots = [dot(field, row) for row in frame.sort_values("rank", na_position="first").to_dict("records")]
    ranked = frame.dropna(subset=["rank"]).sort_values("rank").to_dict("records")
    rows = [Entry(f"{r['seq']:.0f}", look.fill(r["net_delight"]), r["name"]) for r in ranked]
    rows = fitting(field, rows, list_size(look))
    listed, end = entries(field, rows, list_size(look))
    layers = [
        *ground(field, cross, names, strong=0),
        *axes(field, say(QUALITY, look.language), say(RELEVANCE, look.language), ticks,
              {float(value): str(value) for value in range(1, 6)}),
        *points(dots, field.scale, look, look.marker, tips(look, RELEVANCE_TIPS)),
        *numbers(field, ranked[: len(rows)], dots, names[0]),
        *listed,
    ]  # fmt: skip
    return layers, max(field.end, end)


QUALITY, RELEVANCE = message("Net delight"), message("Relevance")
RELEVANCE_TIPS: dict[str, Message | str] = {
    "name": message("Touchpoint"), "figure": message("Net delight"), "relevance": message("Relevance"), "n": "n",
}  # fmt: skip


def dot(field: Field, row: dict[Any, Any]) -> Record:
    """A touchpoint in the matrix; those of the list are outlined."""
    look = field.look
    ink = look.colours.ink if row["rank"] == row["rank"] else look.colours.line
    return {
        "x": row["net_delight"], "y": field.y(row["relevance"]), "fill": look.fill(row["net_delight"]), "ink": ink,
        "tip_name": f"{row['seq']:.0f} {row['name']}", "tip_figure": signed(row["net_delight"]),
        "tip_relevance": f"{row['relevance']:.1f}", "tip_n": f"{row['n']:.0f}",
    }  # fmt: skip


def numbers(field: Field, ranked: list[dict[Any, Any]], dots: list[Record], corner: str) -> Layers:
    """The numbers of the listed touchpoints beside their points, moved until they cover neither points nor `corner`,
    the name of the quadrant they are in."""
    look = field.look
    size, r = look.small, look.marker / 2 + look.line
    taken = [(field.x(d["x"]) - r, d["y"] - r, field.x(d["x"]) + r, d["y"] + r) for d in dots]
    taken.append(
        (field.left, field.top, field.left + width_of(corner, look.label, bold=True) + r, field.top + field.name)
    )
    layers: Layers = []
    for row in ranked:
        text, x, y = f"{row['seq']:.0f}", field.x(row["net_delight"]), field.y(row["relevance"])
        dx, dy = free_place(x, y, width_of(text, size, bold=True), size, r, taken, field)
        record = {"x": row["net_delight"], "y": y + dy, "text": text, "ink": look.colours.ink}
        layers += words([record], field.scale, size, align="center", bold=True, shift=dx)
    return layers


def free_place(
    x: float, y: float, width: float, size: float, reach: float, taken: list[Box], field: Field
) -> tuple[float, float]:
    """How far from a point a text of this width goes so that it stays in the field and covers nothing of `taken`.

    Its place is added to `taken`.
    """
    half, step = width / 2, size * 0.6
    for away in (reach, reach + step, reach + 2 * step, reach + 3 * step):
        for right, down in ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1)):
            dx, dy = right * (away + half), down * (away + step)
            box = (x + dx - half, y + dy - step, x + dx + half, y + dy + step)
            inside = box[0] >= 0 and field.top <= box[1] and box[3] <= field.bottom
            if inside and not any(overlap(box, other) for other in taken):
                taken.append(box)
                return dx, dy
    return reach + half, 0


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes (left, top, right, bottom) share ground."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


EFFORT, IMPACT = message("Effort"), message("Impact")
QUICK, BIG, SIDE, LATER = message("Quick wins"), message("Big projects"), message("On the side"), message("Think twice")
MEASURE_TIPS: dict[str, Message | str] = {"name": message("Measure"), "impact": IMPACT, "effort": EFFORT}


def impact_chart(frame: pd.DataFrame, look: Look, space: float) -> tuple[Layers, float]:
    """Measures by effort (to the right) and impact (upward) as equal bubbles, listed with their titles.

    In: the frame of `workshop.priority_views.impact_effort`; a column `listed` (bool) names what the list shows.
    Measures of equal impact and effort stand side by side in a small grid.
    """
    names = [say(name, look.language) for name in (QUICK, BIG, SIDE, LATER)]
    marks = {float(value): str(value) for value in range(1, 6)}
    bubble = max(width_of(tag, look.small, bold=True) for tag in frame["short"]) + look.small * 0.8
    field = impact_field(frame, look, space, bubble)
    bubbles = [r for _, group in frame.groupby(["impact", "effort"]) for r in spread(field, group, bubble)]
    shown = frame[frame["listed"]] if "listed" in frame else frame
    rows = [Entry(r["tag"], colour(r, look), r["title"]) for r in shown.to_dict("records")]
    listed, end = entries(field, rows, list_size(look))
    layers = [
        *ground(field, (2.5, 3.5), names, strong=0),
        *axes(field, say(EFFORT, look.language), say(IMPACT, look.language), marks, marks),
        *points(bubbles, field.scale, look, bubble, tips(look, MEASURE_TIPS)),
        *words(taking(bubbles, ink="text_ink"), field.scale, look.small, align="center", bold=True),
        *listed,
    ]
    return layers, max(field.end, end)


def impact_field(frame: pd.DataFrame, look: Look, space: float, bubble: float) -> Field:
    """The field of the measures, on a page as high as the fullest place needs."""
    axis = (0.5, 5.5)
    field = Field(look, space, axis, axis)
    lines = max(-(-count // columns_at(field, bubble)) for count in frame.groupby(["impact", "effort"]).size())
    return Field(look, space, axis, axis, least=5 * lines * bubble + 2 * field.name)


def columns_at(field: Field, bubble: float) -> int:
    """How many bubbles stand side by side at one place."""
    return max(1, int(field.width / 5 // bubble))


def colour(row: dict[Any, Any], look: Look) -> str:
    """Quick wins stand out; on the wall what is listed on another slide steps back."""
    if not row.get("listed", True):
        return look.colours.ground
    return look.poles[2] if row["quick_win"] else look.poles[1]


def spread(field: Field, group: pd.DataFrame, bubble: float) -> list[Record]:
    """The measures of one place as bubbles in a small grid around it, in their order."""
    look, across_one = field.look, field.width / 5
    grid = even(len(group), -(-len(group) // columns_at(field, bubble)))
    records = []
    for line, places in enumerate(grid):
        for i, row in enumerate(group.iloc[list(places)].to_dict("records")):
            dx = (i - (len(places) - 1) / 2) * bubble / across_one
            dy = (line - (len(grid) - 1) / 2) * bubble
            fill = colour(row, look)
            records.append({
                "x": row["effort"] + dx, "y": field.y(row["impact"]) + dy, "fill": fill, "ink": look.colours.line,
                "text": row["short"], "text_ink": ink_on(fill), "tip_name": f"{row['tag']} {row['title']}",
                "tip_impact": f"{row['impact']:.0f}", "tip_effort": f"{row['effort']:.0f}",
            })  # fmt: skip
    return records


def impact_pages(frame: pd.DataFrame, look: Look, space: float) -> list[pd.DataFrame]:
    """On the wall the same field again and again, with as many titles beside it as fit."""
    if not look.on_wall:
        return [frame]
    field = Field(look, space, (0.5, 5.5), (0.5, 5.5))
    room = field.list_width - look.small * 4
    heights = [height_of(len(wrap(t, room, look.caption)), look.caption) + gap_of(look) for t in frame["title"]]
    found = pages(heights, space - field.top)
    return [frame.assign(listed=[i in page for i in range(len(frame))]) for page in found]
