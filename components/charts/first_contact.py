"""The first-contact gap: what the room named as the first touchpoint, beside the six that customers meet before."""

from __future__ import annotations

from typing import Any

import pandas as pd

from components.charts.canvas import Layers, Record, across, boxes, height_of, words
from components.charts.letters import width_of
from components.charts.rows import Rows, grown, heading_height, name_width, pages, row_height, stack
from components.look import Look
from workshop.texts import say
from workshop.views.first_contact import BEFORE, GROUPS, PLACES

SHARE = 0.42
BAND = 1.15
"""Height of a bar in letters: eight bars and two headings fit on the wall."""


def first_contact_chart(frame: pd.DataFrame, look: Look, space: float) -> tuple[Layers, float]:
    """The layers of the bars and their height in pixels.

    In: the frame of `workshop.views.first_contact.first_contact_gap` or rows of it.
    """
    names = [say(name, look.language) for name in frame["name"]]
    left, band = name_width(look, names, SHARE), look.value * BAND
    rows = laid(frame, look, left, band)
    if look.on_wall:
        rows = laid(frame, look, left, grown(band, rows, space, len(names)))
    most = max(1.0, float(frame["count"].max()))
    end = max(width_of(tail(row, look), look.small) for row in frame.to_dict("records")) + look.label
    scale = across(0, most, left, end)
    low, _, _, _, high = look.stops
    bars: list[Record] = []
    texts: list[Record] = []
    for row, place in zip(frame.to_dict("records"), rows.bands, strict=True):
        fill = high if row["group"] == BEFORE else low
        bars.append(place.of(place.bottom - place.top) | {"x": 0, "x2": max(row["count"], most / 200), "fill": fill})
        texts.append({"x": row["count"], "y": place.middle, "text": tail(row, look), "ink": look.colours.ink})
    layers = [
        *boxes(bars, scale, radius=look.line),
        *words(texts, scale, look.small, shift=look.label * 0.4),
        *words(rows.names, None, look.label),
        *words(rows.headings, None, look.label, bold=True),
    ]
    return layers, rows.bottom


def tail(row: dict[Any, Any], look: Look) -> str:
    """What stands behind a bar: how often it was named, and of the six whether the journey has it."""
    place = say(PLACES[row["place"]], look.language)
    return " · ".join(part for part in (f"{row['count']:.0f}", place) if part)


def laid(frame: pd.DataFrame, look: Look, left: float, band: float) -> Rows:
    """The rows under the names of their groups."""
    names = [say(name, look.language) for name in frame["name"]]
    groups = [say(GROUPS[group], look.language) for group in frame["group"]]
    top = 0.0 if look.on_phone else height_of(1, look.label) + look.label
    return stack(look, names, left, band=band, groups=groups, top=top)


def first_contact_pages(frame: pd.DataFrame, look: Look, space: float) -> list[pd.DataFrame]:
    """On the wall as many rows as fit, elsewhere all of them."""
    if not look.on_wall:
        return [frame]
    names = [say(name, look.language) for name in frame["name"]]
    left = name_width(look, names, SHARE)
    heights = [row_height(look, name, left, look.value * BAND) for name in names]
    groups = list(frame["group"])
    room = space - 2 * height_of(1, look.label)
    return [frame.iloc[list(page)] for page in pages(heights, room, groups, heading_height(look))]
