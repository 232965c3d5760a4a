"""The bars of the account: one a sheet, split by what became of its filled cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from components.charts.canvas import Layers, Record, across, boxes, words
from components.charts.legend import chips
from components.charts.letters import width_of
from components.charts.rows import gap_of, name_width, stack
from components.charts.sheet import sheet, spec_of
from components.look import Look
from workshop.texts import Message, message, say
from workshop.workbook.reading import SheetReport

CLASS_NAMES: dict[str, Message] = {
    "imported": message("imported"),
    "header": message("headers"),
    "title": message("above the table"),
    "total": message("totals"),
    "note": message("footnotes and remarks"),
    "ignored_column": message("columns left out"),
    "rejected": message("held back"),
}
"""What became of a cell → its name, in the order of the bars: what was taken on the left, what was not on the right."""


def balance_spec(sheets: Sequence[SheetReport], look: Look) -> dict[str, Any]:
    """The bars as a ready Vega-Lite dict."""
    layers, height = balance_bars(sheets, look)
    return spec_of(sheet(layers, look, height))


def balance_bars(sheets: Sequence[SheetReport], look: Look) -> tuple[Layers, float]:
    """One bar a sheet over the whole width, in shares, with its sum behind it; below them what the colours mean."""
    names = [report.name for report in sheets]
    sums = [say(message("cells: {n}", n=sum(report.balance.values())), look.language) for report in sheets]
    left, end = name_width(look, names), max(width_of(text, look.small) for text in sums) + look.label
    rows = stack(look, names, left, band=look.value * 1.4)
    fills, parts, counts = colours_of(look), list[Record](), list[Record]()
    for report, band, text in zip(sheets, rows.bands, sums, strict=True):
        total, start = sum(report.balance.values()), 0.0
        for name in CLASS_NAMES:
            share = report.balance.get(name, 0) / total
            if share:
                parts.append(band.of(look.value * 1.4) | {"x": start, "x2": start + share, "fill": fills[name]})
            start += share
        counts.append({"x": 1, "y": band.middle, "text": text, "ink": look.colours.muted})
    drawn = [
        *boxes(parts, across(0, 1, left, end), gap=look.line / 2),
        *words(rows.names, None, look.label),
        *words(counts, across(0, 1, 0), look.small, align="right"),
    ]
    found = [name for name in CLASS_NAMES if any(report.balance.get(name) for report in sheets)]
    named = [(say(CLASS_NAMES[name], look.language), fills[name]) for name in found]
    legend, bottom = chips(named, rows.bottom + gap_of(look) * 2, look)
    return drawn + legend, bottom


def colours_of(look: Look) -> dict[str, str]:
    """Class → colour: what was taken in blue, what stands around it in grey, what was not taken in orange."""
    low, lower, grey, higher, high = look.stops
    return {
        "imported": high, "header": higher, "title": grey, "total": look.colours.line,
        "note": look.colours.muted, "ignored_column": lower, "rejected": low,
    }  # fmt: skip
