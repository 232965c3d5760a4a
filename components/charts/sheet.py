"""Layers put together: one chart of a size, with its message above on the wall, as a ready Vega-Lite dict."""

from __future__ import annotations

from typing import Any

import altair as alt

from components.charts.canvas import Layers, height_of
from components.charts.letters import LINE, filled
from components.look import FONT, Look


def sheet(layers: Layers, look: Look, height: float) -> alt.LayerChart:
    """Layers as one chart of a height in pixels, in the look's font, on a transparent ground.

    Nothing is fitted: places are computed for this height and for whatever width the container has. Marks say nothing
    to screen readers, the chart's `alt` and its table do.
    """
    return together(layers, look, height, padding=padding(0))


def headed(layers: Layers, look: Look, height: float, title: str, caption: str) -> alt.LayerChart:
    """`sheet` with its message and its small print above, as it hangs on the wall."""
    head = alt.TitleParams(
        text=title_lines(title, look), subtitle=caption_lines(caption, look),
        anchor="start", frame="bounds", limit=0, offset=look.label / 2,
        fontSize=look.title, fontWeight=700, lineHeight=look.title * LINE, color=look.colours.ink,
        subtitleFontSize=look.caption, subtitleLineHeight=look.caption * LINE, subtitleColor=look.colours.muted,
        subtitlePadding=look.caption / 4,
    )  # fmt: skip
    return together(layers, look, height, padding=padding(head_height(title, caption, look)), title=head)


def together(layers: Layers, look: Look, height: float, **more: Any) -> alt.LayerChart:
    """The chart in one step: each further step would copy every layer."""
    return alt.LayerChart(
        layer=layers,
        width=look.width, height=height, background="transparent", autosize="none",
        resolve=alt.Resolve(scale=alt.ScaleResolveMap(x="independent", y="independent")),
        config=alt.Config(font=FONT, view=alt.ViewConfig(stroke=None), mark=alt.MarkConfig(aria=False)),
        **more,
    )  # fmt: skip


def padding(top: float) -> dict[str, float]:
    """Room around the layers; all four sides are named because Streamlit fills in what is missing."""
    return {"left": 0, "right": 0, "top": top, "bottom": 0}


def head_height(title: str, caption: str, look: Look) -> float:
    """Height of what `headed` adds, in pixels."""
    lines = height_of(len(title_lines(title, look)), look.title)
    return lines + height_of(len(caption_lines(caption, look)), look.caption) + look.label


def title_lines(title: str, look: Look) -> list[str]:
    """The message, wrapped."""
    return filled(title, look.width, look.title, bold=True)


def caption_lines(caption: str, look: Look) -> list[str]:
    """The small print, wrapped."""
    return filled(caption, look.width, look.caption)


def spec_of(chart: alt.LayerChart) -> dict[str, Any]:
    """The chart as a ready Vega-Lite dict with its values inside the layers.

    Altair collects them under "datasets"; Streamlit would turn each of those into Arrow on every run. Altair does not
    check the chart here, which takes longer than drawing it: the tests do.
    """
    spec: dict[str, Any] = chart.to_dict(validate=False)
    datasets = spec.pop("datasets", {})
    for part in (spec, *spec["layer"]):
        if "name" in part.get("data", {}):
            part["data"] = {"values": datasets[part["data"]["name"]]}
    return spec
