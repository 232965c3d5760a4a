"""The field of a matrix with its four named quadrants, its axes, and the list beside or below it."""

from __future__ import annotations

from typing import NamedTuple

from components.charts.canvas import (
    Align,
    Layers,
    Record,
    across,
    boxes,
    height_of,
    last,
    lines_of,
    rules,
    taking,
    words,
)
from components.charts.letters import width_of, wrap
from components.charts.rows import gap_of
from components.colours import ink_on
from components.look import Look

LIST_SHARE = {"screen": 0.36, "projector": 0.44, "phone": 1.0}
"""Share of the width for the list; on a phone it stands below."""
HEIGHTS = {"screen": 520, "phone": 330}
"""Height of the field in pixels; the wall takes what is left."""


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
