"""What charts are made of: boxes, lines, points and words at computed places, so that nothing is cut or moved.

Heights are pixels from the top. Widths are data on a scale that ends at the edge of the container, so a chart fills
a phone and a wall alike; without a scale x is pixels from the left. Every layer carries its own records: plain dicts
with x, y and, where needed, x2, y2, text, fill (a colour), ink (a colour) and what a tooltip says.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import altair as alt

from components.charts.letters import LINE, wrap
from components.look import Look

Record = dict[str, Any]
Layers = list[alt.Chart]
Scale = alt.Scale | None
Tips = Sequence[alt.Tooltip]
Align = Literal["left", "center", "right"]

PLACE, SPAN = ("x", "y"), ("x", "y", "x2", "y2")


def across(low: float, high: float, left: float, right: float = 0) -> alt.Scale:
    """A scale for low…high from `left` pixels after the left edge to `right` pixels before the right edge."""
    return alt.Scale(domain=[low, high], range=[left, alt.ExprRef(f"width - {right}")], zero=False, nice=False)


def edge() -> alt.Scale:
    """A scale on which 0 is the left edge and 1 the right one."""
    return across(0, 1, 0)


def last(pixels: float) -> alt.Scale:
    """A scale on which 0…pixels are the last pixels before the right edge."""
    ends = [alt.ExprRef(f"width - {pixels}"), alt.ExprRef("width")]
    return alt.Scale(domain=[0, pixels], range=ends, zero=False, nice=False)


def boxes(records: list[Record], scale: Scale, *, gap: float = 0, radius: float = 0, tips: Tips = ()) -> Layers:
    """Filled rectangles from x, y to x2, y2 in the colour `fill`, with half a `gap` of ground on both sides."""
    mark = alt.MarkDef(type="rect", xOffset=gap / 2, x2Offset=-gap / 2, cornerRadius=radius)
    return layer(records, mark, scale, (*SPAN, "fill"), tips)


def outlines(records: list[Record], scale: Scale, look: Look, *, gap: float = 0, tips: Tips = ()) -> Layers:
    """Dashed empty rectangles: here is a place, and nothing in it."""
    mark = alt.MarkDef(
        type="rect", xOffset=gap / 2 + 1, x2Offset=-gap / 2 - 1, yOffset=1, y2Offset=-1, cornerRadius=look.line,
        fill=look.colours.ground, fillOpacity=0.01, stroke=look.colours.line, strokeWidth=look.line / 2,
        strokeDash=[look.line * 2, look.line * 1.5],
    )  # fmt: skip
    return layer(records, mark, scale, SPAN, tips)


def rules(records: list[Record], scale: Scale, width: float, dash: Sequence[float] = ()) -> Layers:
    """Straight lines from x, y to x2, y2 in the colour `ink`."""
    mark = alt.MarkDef(type="rule", strokeWidth=width, strokeDash=list(dash), strokeCap="butt" if dash else "round")
    return layer(records, mark, scale, (*SPAN, "ink"))


def ribbons(records: list[Record], scale: Scale, fill: str, opacity: float) -> Layers:
    """Areas between y and y2 along x; records with the same `run` hang together."""
    mark = alt.MarkDef(type="area", fill=fill, fillOpacity=opacity, interpolate="linear")
    return layer(records, mark, scale, ("x", "y", "y2", "run"))


def points(records: list[Record], scale: Scale, look: Look, size: float, tips: Tips = ()) -> Layers:
    """Circles `size` pixels across at x, y, filled with `fill` and outlined with `ink`."""
    mark = alt.MarkDef(
        type="point", shape="circle", filled=True, size=size**2 * 0.785, strokeWidth=look.line, opacity=1
    )
    return layer(records, mark, scale, (*PLACE, "fill", "ink"), tips)


def words(
    records: list[Record], scale: Scale, size: float, *,
    align: Align = "left", bold: bool = False, test: str = "", shift: float = 0, halo: float = 0,
) -> Layers:  # fmt: skip
    """One-line texts in the colour `ink`, centred in height on y, `shift` pixels to the right of x.

    They are drawn only where the expression `test` holds; with a `halo` as an outline so wide, to keep lines away from
    the words that follow.
    """
    weight: Literal[400, 700] = 700 if bold else 400
    mark = alt.MarkDef(type="text", align=align, baseline="middle", fontSize=size, fontWeight=weight, limit=0, dx=shift)
    if halo:
        mark.stroke, mark.strokeWidth, mark.strokeJoin = records[0]["ink"] if records else "", halo, "round"
    if test:
        mark.opacity = alt.ExprRef(f"{test} ? 1 : 0")
    return layer(records, mark, scale, (*PLACE, "text", "ink"))


def layer(records: list[Record], mark: alt.MarkDef, scale: Scale, fields: Sequence[str], tips: Tips = ()) -> Layers:
    """One mark with the named fields of its records inside, and what its tooltip needs; none without records."""
    if not records:
        return []
    inks = alt.Fill if mark.type == "text" else alt.Stroke
    channels: dict[str, Any] = {
        "x": alt.X("x:Q", scale=scale, axis=None),
        "y": alt.Y("y:Q", scale=None, axis=None),
        "x2": alt.X2("x2:Q"),
        "y2": alt.Y2("y2:Q"),
        "text": alt.Text("text:N"),
        "fill": alt.Fill("fill:N", scale=None, legend=None),
        "ink": inks("ink:N", scale=None, legend=None),
        "run": alt.Detail("run:N"),
    }
    called = {"ink": "fill" if mark.type == "text" else "stroke", "run": "detail"}
    encoding = {called.get(field, field): channels[field] for field in fields}
    encoding |= {"tooltip": list(tips)} if tips else {}
    names = [*fields, *(str(tip.shorthand).removesuffix(":N") for tip in tips)]
    # A tuple: Altair copies lists, deeply and on every step.
    values = tuple({name: short(record[name]) for name in names} for record in records)
    return [alt.Chart(alt.InlineData(values=values), mark=mark).encode(**encoding)]


def short(value: Any) -> Any:
    """A place without decimals that nobody sees: every run of a page sends them all."""
    return round(value, 4) if isinstance(value, float) else value


def taking(records: list[Record], **fields: str | float) -> list[Record]:
    """Copies of records with some fields taken from another field (by its name) or set (to a number)."""
    return [r | {f: r[source] if isinstance(source, str) else source for f, source in fields.items()} for r in records]


def lines_of(
    text: str, x: float, middle: float, width: float, size: float, ink: str, bold: bool = False
) -> list[Record]:
    """The records for `words` of a text that is wrapped to `width` pixels and centred in height on `middle`."""
    lines = wrap(text, width, size, bold)
    top = middle - (len(lines) - 1) / 2 * size * LINE
    return [{"x": x, "y": top + i * size * LINE, "text": line, "ink": ink} for i, line in enumerate(lines)]


def height_of(lines: int, size: float) -> float:
    """Height in pixels of a text of so many lines."""
    return lines * size * LINE
