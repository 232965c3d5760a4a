"""The emotional curve: net delight along the way, above or below the zero line, peak and end by name."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import Any

import pandas as pd

from components.charts.canvas import Align, Layers, Record, height_of, lines_of, points, ribbons, rules, taking, words
from components.charts.cells import FIGURE_TITLES, tip_texts, tips
from components.charts.letters import width_of
from components.charts.plot import Plot, grid, numbers, phase_bands, zero_line
from components.look import Look
from workshop.scale import symbol
from workshop.texts import Message, message, say, signed
from workshop.views.view import SHOWN

TITLES: dict[str, Message | str] = {"name": message("Touchpoint"), **FIGURE_TITLES}


def curve_chart(frame: pd.DataFrame, look: Look, space: float) -> tuple[Layers, float]:
    """The layers of the emotional curve and its height in pixels; on the wall it fills `space` pixels.

    In: the frame of `workshop.views.curve.emotional_curve`.
    """
    plot = Plot(frame, look, space)
    own = look.colours
    known = [stop for stop in plot.stops if stop["state"] == SHOWN]
    layers = [
        *phase_bands(plot),
        *grid(plot),
        *ribbons(intervals(plot), plot.scale, own.line, 0.25),
        *rules(earlier(plot), plot.scale, look.line * 0.8),
        *rules(zero_line(plot), plot.scale, look.line * 0.7),
        *rules(segments(plot), plot.scale, look.line * 1.3),
        *rules(leaders(plot), plot.scale, look.line / 2, (look.line, look.line)),
        *points([dot(plot, stop) for stop in known], plot.scale, look, look.marker, tips(look, TITLES)),
        *notes(plot),
        *numbers(plot),
    ]
    return layers, plot.end


def dot(plot: Plot, stop: dict[Any, Any]) -> Record:
    """A touchpoint on the curve."""
    look, place = plot.look, {"x": stop["place"], "y": plot.y(stop["net_delight"])}
    name = f"{stop['seq']:.0f} {stop['name']}"
    return place | {"fill": look.fill(stop["net_delight"]), "ink": look.colours.ink} | tip_texts(stop, look, name=name)


def intervals(plot: Plot) -> list[Record]:
    """The 95 % interval of each run of touchpoints with a figure; a lone one gets half a place on both sides."""
    records = []
    for known, run in groupby(plot.stops, lambda stop: stop["state"] == SHOWN):
        stops = list(run) if known else []
        for stop in stops:
            places = [stop["place"]] if len(stops) > 1 else [stop["place"] - 0.25, stop["place"] + 0.25]
            ends = {"y": plot.y(stop["ci_high"]), "y2": plot.y(stop["ci_low"]), "run": stops[0]["place"]}
            records += [{"x": place, **ends} for place in places]
    return records


def segments(plot: Plot) -> list[Record]:
    """Straight lines between neighbours that both have a figure, divided where they cross the zero line."""
    low, _, high = plot.look.poles
    records = []
    for one, other in pairwise(plot.stops):
        a, b = one["net_delight"], other["net_delight"]
        if a != a or b != b:
            continue
        crossing = [(one["place"] + a / (a - b), 0.0)] if a * b < 0 else []
        for (x, p), (x2, p2) in pairwise([(one["place"], a), *crossing, (other["place"], b)]):
            ink = high if p + p2 > 0 else low if p + p2 < 0 else plot.look.colours.line
            records.append({"x": x, "x2": x2, "y": plot.y(p), "y2": plot.y(p2), "ink": ink})
    return records


def earlier(plot: Plot) -> list[Record]:
    """The curve of the earlier wave, in grey."""
    pairs = [(a, b) for a, b in pairwise(plot.stops) if a["earlier"] == a["earlier"] and b["earlier"] == b["earlier"]]
    return [
        {"x": a["place"], "x2": b["place"], "y": plot.y(a["earlier"]), "y2": plot.y(b["earlier"]),
         "ink": plot.look.colours.line}
        for a, b in pairs
    ]  # fmt: skip


def note_of(stop: dict[Any, Any]) -> Message:
    """What is said about a marked touchpoint."""
    figure = f"{symbol(stop['net_delight'])} {signed(stop['net_delight'])}"
    if stop["mark"] == "end":
        return message("End: {name} {figure}", name=stop["name"], figure=figure)
    return message("Strongest: {name} {figure}", name=stop["name"], figure=figure)


def middle_of(plot: Plot, stop: dict[Any, Any]) -> float:
    """Height at which a marked touchpoint is named: on its own side of the zero line, each in a row of its own."""
    if stop in plot.above:
        return plot.top - plot.look.label * 0.5 - (plot.above.index(stop) + 0.5) * plot.note
    return plot.bottom + plot.look.label * 0.5 + (plot.below.index(stop) + 0.5) * plot.note


def leaders(plot: Plot) -> list[Record]:
    """From the marked points to their names."""
    half = height_of(1, plot.look.label) / 2
    return [
        {"x": s["place"], "x2": s["place"], "y": plot.y(s["net_delight"]),
         "y2": middle_of(plot, s) + (half if s in plot.above else -half), "ink": plot.look.colours.muted}
        for s in (*plot.above, *plot.below)
    ]  # fmt: skip


def notes(plot: Plot) -> Layers:
    """The names of peak and end, kept inside the picture."""
    look, layers = plot.look, []
    for stop in (*plot.above, *plot.below):
        text = say(note_of(stop), look.language)
        room = look.width * 0.7 if look.on_phone else look.width - plot.left
        lines = lines_of(text, stop["place"], middle_of(plot, stop), room, look.label, look.colours.ink)
        width = max(width_of(line["text"], look.label) for line in lines) * 1.06  # for it is measured roughly
        x = plot.left + (stop["place"] - 0.5) * plot.column
        align: Align = "left" if x + width < look.width else "right" if x - width > 0 else "center"
        if align == "center":  # as near as it can be without leaving the picture
            middle = max(min(x, look.width - width / 2), width / 2)
            lines = taking(lines, x=(middle - plot.left) / plot.column + 0.5)
        layers += words(lines, plot.scale, look.label, align=align)
    return layers
