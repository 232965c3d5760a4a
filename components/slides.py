"""Every chart of the app by name, as slides: one on a page, as many as it takes on the wall."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from components.charts.canvas import Layers, words
from components.charts.curve import curve_chart
from components.charts.heatmap import heatmap, heatmap_pages
from components.charts.journey import journey_chart, journey_pages
from components.charts.sheet import head_height, headed, sheet, spec_of
from components.charts.votes import vote_chart, vote_pages
from components.look import Look
from workshop.breakdown import detail
from workshop.curve import emotional_curve
from workshop.dossier import Dossier
from workshop.heatmaps import journey_map, overview
from workshop.texts import say
from workshop.views import View
from workshop.vote_bars import vote_bars


@dataclass(frozen=True)
class Options:
    """What somebody chose to see of a chart; also its address on the wall."""

    wave: str | None = None
    earlier: str | None = None
    by: str = ""


@dataclass(frozen=True)
class Slide:
    """A chart ready to be drawn, in its language."""

    spec: dict[str, Any]
    """Vega-Lite with its values inside; shared through a cache, never change it in place."""
    title: str
    caption: str
    alt: str
    table: pd.DataFrame


Draw = Callable[[pd.DataFrame, Look, float], tuple[Layers, float]]
Split = Callable[[pd.DataFrame, Look, float], list[pd.DataFrame]]


def slides(view: View, look: Look, draw: Draw, split: Split) -> list[Slide]:
    """A view as slides: split where it is too much, drawn, and on the wall with title and caption in the picture."""
    title, caption, alt = (say(text, look.language) for text in (view.title, view.caption, view.alt))
    space = look.height - head_height(title, caption, look)
    parts = split(view.frame, look, space) if len(view.frame) else [view.frame]
    made = []
    for number, part in enumerate(parts, start=1):
        layers, height = draw(part, look, space) if len(part) else (nothing(look), look.label)
        chart = sheet(layers, look, height)
        if look.on_wall:
            small_print = numbered(caption, number, len(parts))
            chart = headed(chart, title, small_print, look)
        made.append(Slide(spec_of(chart), title, caption, alt, part))
    return made


def nothing(look: Look) -> Layers:
    """An empty sheet below a title that says why."""
    return words([{"x": 0, "y": 0, "text": "", "ink": look.colours.muted}], None, look.label)


def numbered(caption: str, number: int, count: int) -> str:
    """The caption with the number of the slide when there are several."""
    return caption if count == 1 else f"{caption} · {number}/{count}"


def overview_slides(dossier: Dossier, options: Options, look: Look) -> list[Slide]:
    return slides(overview(dossier, options.wave), look, heatmap, heatmap_pages)


def journey_slides(dossier: Dossier, options: Options, look: Look) -> list[Slide]:
    return slides(journey_map(dossier, options.wave), look, journey_chart, journey_pages)


def detail_slides(dossier: Dossier, options: Options, look: Look) -> list[Slide]:
    return slides(detail(dossier, options.by or "waves", options.wave), look, heatmap, heatmap_pages)


def curve_slides(dossier: Dossier, options: Options, look: Look) -> list[Slide]:
    return slides(emotional_curve(dossier, options.wave, options.earlier), look, curve_chart, whole)


def vote_slides(dossier: Dossier, options: Options, look: Look) -> list[Slide]:
    return slides(vote_bars(dossier, options.wave, options.by or "net_delight"), look, vote_chart, vote_pages)


def whole(frame: pd.DataFrame, look: Look, space: float) -> list[pd.DataFrame]:
    """One picture of everything."""
    del look, space
    return [frame]


CHARTS: dict[str, Callable[[Dossier, Options, Look], list[Slide]]] = {
    "overview": overview_slides,
    "journey": journey_slides,
    "curve": curve_slides,
    "votes": vote_slides,
    "detail": detail_slides,
}
"""Name in the address → chart."""
