"""Before and after: a hollow point, a filled one, the way between them and the change at the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from components.charts.canvas import Layers, Record, across, edge, height_of, points, rules, taking, words
from components.charts.cells import tips
from components.charts.letters import width_of
from components.charts.rows import Band, gap_of, grown, heading_height, name_width, pages, row_height, stack
from components.look import Look
from workshop.texts import Message, message, say, signed
from workshop.views.dumbbell import GROUP_LABELS

SHARE = 0.42
TITLES: dict[str, Message | str] = {
    "name": message("Touchpoint"), "before": message("before"), "after": message("after"),
    "change": message("Change in points"), "n": message("Pairs"),
}  # fmt: skip
TICKS = (-100, -50, 0, 50, 100)


@dataclass(frozen=True)
class Pairs:
    """What tells one chart of two points a row from another."""

    groups: Mapping[str, Message]
    """Headings of the groups of rows."""
    figure: str
    """Column with the figure at the end; NaN = the row cannot be compared and has no points."""
    widest: str
    """The longest n, to leave room for."""
    titles: Mapping[str, Message | str]
    mark: Callable[[dict[Any, Any], float, Look], Record]
    """A row's points, at this height."""
    n_of: Callable[[dict[Any, Any]], str]


def dumbbell_chart(frame: pd.DataFrame, look: Look, space: float) -> tuple[Layers, float]:
    """The layers of the dumbbells and their height in pixels; on the wall they grow to fill `space` pixels.

    In: rows of `workshop.views.dumbbell.dumbbell`: name, group, net_delight_before, net_delight_after (points), change
    (points −200…+200), n_pairs; rows that cannot be compared have no figures. One axis, at the bottom.
    """
    return pair_chart(Pairs(GROUP_LABELS, "change", "n = 12", TITLES, move, n_of), frame, look, space)


def pair_chart(kind: Pairs, frame: pd.DataFrame, look: Look, space: float) -> tuple[Layers, float]:
    """Two points a row on one axis of −100…+100 points, as layers and their height; `space` as for the dumbbells."""
    names, groups = list(frame["name"]), [say(kind.groups[group], look.language) for group in frame["group"]]
    left, band, foot = left_of(frame, look), band_height(look), foot_height(look)
    rows = stack(look, names, left, band=band, groups=groups)
    if look.on_wall:
        band = grown(band, rows, space - foot, len(names))
        rows = stack(look, names, left, band=band, groups=groups)
    end = width_of("+100", look.value, bold=True) + width_of(kind.widest, look.small) + look.label * 1.5
    scale = across(TICKS[0], TICKS[-1], left + look.marker / 2, end)
    pairs = list(zip(frame.to_dict("records"), rows.bands, strict=True))
    marks = [kind.mark(row, place.middle, look) for row, place in pairs if pd.notna(row[kind.figure])]
    n = [{"x": 1, "y": place.middle, "text": kind.n_of(row), "ink": look.colours.muted} for row, place in pairs]
    whole = Band(rows.bands[0].top, rows.bottom)
    lines = [line for place in rows.bands for line in grid(place, look)] if look.on_phone else grid(whole, look)
    layers = [
        *rules([line for line in lines if line["x"]], scale, look.line * 0.4),
        *rules([line | {"ink": look.colours.line} for line in lines if not line["x"]], scale, look.line * 0.7),
        *rules(marks, scale, look.line * 2),
        *points(taking(marks, fill="ground", ink="hollow"), scale, look, look.marker, tips(look, kind.titles)),
        *points(taking(marks, x="x2", ink="fill"), scale, look, look.marker, tips(look, kind.titles)),
        *words(
            taking(marks, x="end", ink="ground"), scale, look.value, bold=True, shift=look.marker, halo=look.line * 3
        ),
        *words(taking(marks, x="end", ink="plain"), scale, look.value, bold=True, shift=look.marker),
        *words(n, edge(), look.small, align="right"),
        *words(rows.names, None, look.label),
        *words(rows.headings, None, look.label, bold=True),
        *axis(rows.bottom, scale, look),
    ]
    return layers, rows.bottom + foot


def move(row: dict[Any, Any], middle: float, look: Look) -> Record:
    """One touchpoint from before to after, in the colour of its direction."""
    low, _, high = look.poles
    before, after, change = row["net_delight_before"], row["net_delight_after"], row["change"]
    fill = high if change > 0 else low if change < 0 else look.colours.line
    return {
        "x": before, "x2": after, "y": middle, "y2": middle, "end": max(before, after), "text": signed(change),
        "fill": fill, "ink": fill, "ground": look.colours.ground, "hollow": look.colours.line,
        "plain": look.colours.ink, "tip_name": row["name"], "tip_before": signed(before), "tip_after": signed(after),
        "tip_change": signed(change), "tip_n": f"{row['n_pairs']:.0f}",
    }  # fmt: skip


def n_of(row: dict[Any, Any]) -> str:
    """The pairs behind a row."""
    return f"n = {row['n_pairs']:.0f}"


def grid(place: Band, look: Look) -> list[Record]:
    """Upright lines at the figures of the axis; on a phone within each row, so that they do not cross its name."""
    return [{"x": x, "x2": x, "y": place.top, "y2": place.bottom, "ink": look.colours.faint} for x in TICKS]


def axis(bottom: float, scale: Any, look: Look) -> Layers:
    """The figures of the axis, with the zero line by name."""
    names = {x: signed(x) if x else say(message("Zero line"), look.language) for x in TICKS}
    y, ink = bottom + height_of(1, look.small) / 2 + gap_of(look), look.colours.muted
    labels = [{"x": x, "y": y, "text": text, "ink": ink} for x, text in names.items()]
    if not look.on_phone:
        return words(labels, scale, look.small, align="center")
    return [*words(labels[:1], scale, look.small), *words([labels[2], labels[4]], scale, look.small, align="center")]


def dumbbell_pages(frame: pd.DataFrame, look: Look, space: float) -> list[pd.DataFrame]:
    """On the wall as many touchpoints as fit into `space` pixels, elsewhere all of them."""
    if not look.on_wall:
        return [frame]
    frame = frame[frame["group"] != "not_comparable"]
    left, groups = left_of(frame, look), list(frame["group"])
    heights = [row_height(look, name, left, band_height(look)) for name in frame["name"]]
    found = pages(heights, space - foot_height(look) - heading_height(look), groups, heading_height(look))
    return [frame.iloc[list(page)] for page in found]


def left_of(frame: pd.DataFrame, look: Look) -> float:
    """Pixels for the names."""
    return name_width(look, list(frame["name"]), SHARE)


def band_height(look: Look) -> float:
    """Height of a row."""
    return look.value * 1.4


def foot_height(look: Look) -> float:
    """Height of the axis."""
    return height_of(1, look.small) + gap_of(look) * 2
