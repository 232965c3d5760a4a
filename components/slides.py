"""Every chart of the app by name, as slides: one on a page, as many as it takes on the wall."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd
from altair.utils.schemapi import debug_mode

from components.chart_tables import chart_table
from components.charts.bars import bar_chart, bar_pages
from components.charts.canvas import Layers, words
from components.charts.contacts import contact_chart, contact_pages
from components.charts.curve import curve_chart
from components.charts.dumbbell import dumbbell_chart, dumbbell_pages
from components.charts.first_contact import first_contact_chart, first_contact_pages
from components.charts.gantt import gantt_chart, gantt_pages
from components.charts.gaps import gap_chart, gap_pages
from components.charts.handovers import handover_chart, handover_pages
from components.charts.heatmap import heatmap, heatmap_pages
from components.charts.image import image_chart
from components.charts.impact import impact_chart, impact_pages
from components.charts.journey import journey_chart, journey_pages
from components.charts.kano import kano_chart, kano_pages
from components.charts.presence import presence_chart
from components.charts.relevance import relevance_chart
from components.charts.scenarios import scenario_chart, scenario_pages
from components.charts.sheet import head_height, headed, sheet, spec_of
from components.charts.slider import slider_chart, slider_pages
from components.charts.strip import strip_chart
from components.charts.timeline import timeline_chart
from components.charts.transition import transition_chart
from components.charts.votes import vote_chart, vote_pages
from components.charts.wishes import wish_chart, wish_pages
from components.look import Look
from workshop.dossier import Dossier
from workshop.texts import Refusal, message, say
from workshop.views.bars import idea_ranking, load_bars, portfolio
from workshop.views.breakdown import BREAKDOWNS, detail
from workshop.views.comparison import before_after, transitions
from workshop.views.contact_matrix import contact_matrix
from workshop.views.curve import emotional_curve
from workshop.views.first_contact import first_contact_gap
from workshop.views.grids import coverage_map, service_map
from workshop.views.handovers import handover_map
from workshop.views.heatmaps import journey_map, overview
from workshop.views.individuality import individuality
from workshop.views.kano import kano_map
from workshop.views.plan import plan_strip
from workshop.views.priorities import impact_effort, relevance_quality
from workshop.views.scenarios import scenario_lanes
from workshop.views.schedule import schedule
from workshop.views.staff_customers import self_image, staff_customers
from workshop.views.timelines import kpi_trend, wave_trend
from workshop.views.view import View
from workshop.views.vote_bars import vote_bars
from workshop.views.wishes import wish_matrix


@dataclass(frozen=True)
class Options:
    """What somebody chose to see of a chart; also its address on the wall. Hashable: charts are cached by it."""

    wave: str | None = None
    """Key of the measurement that is shown; None = the latest one with votes."""
    earlier: str | None = None
    """Key of the measurement it is compared with; "" = the first one, None = no comparison where there is a choice."""
    by: str = ""
    """Detail heatmap: a key of `workshop.views.breakdown.BREAKDOWNS`. Votes: "journey" for the customer's order.
    Journey: "customer" for one company instead of its departments, or a field of `workshop.views.heatmaps.LANES`.
    Relevance: "fixed" for lines that stay where they are. Trend: the key of a touchpoint. KPI: its key.
    Contacts and schedule: the day (ISO) that counts as today, today without one."""


Draw = Callable[[pd.DataFrame, Look, float], tuple[Layers, float]]
Split = Callable[[pd.DataFrame, Look, float], list[pd.DataFrame]]


@dataclass(frozen=True)
class Chart:
    """What a chart is made from: its view of a dossier, how it is split into slides, how it is drawn."""

    view: Callable[[Dossier, Options], View]
    draw: Draw
    split: Split


@dataclass(frozen=True)
class Slide:
    """A chart ready to be drawn, in its language. Picture and table are made when they are first asked for."""

    name: str
    look: Look
    title: str
    caption: str
    alt: str
    frame: pd.DataFrame
    space: float
    """Height in pixels below title and caption, on the wall."""

    @cached_property
    def spec(self) -> dict[str, Any]:
        """Vega-Lite with its values inside; shared through a cache, never change it in place."""
        with debug_mode(False):  # Altair would check every part of every layer, which takes longer than drawing them
            layers, height = nothing(self.look), float(self.look.label)
            if len(self.frame):
                layers, height = CHARTS[self.name].draw(self.frame, self.look, self.space)
            if self.look.on_wall:
                return spec_of(headed(layers, self.look, height, self.title, self.caption))
            return spec_of(sheet(layers, self.look, height))

    @cached_property
    def table(self) -> pd.DataFrame:
        """The same figures as texts."""
        return chart_table(self.name, self.frame, self.look.language)


def whole(frame: pd.DataFrame, look: Look, space: float) -> list[pd.DataFrame]:
    """One picture of everything."""
    del look, space
    return [frame]


CHARTS: dict[str, Chart] = {
    "overview": Chart(lambda d, o: overview(d, o.wave), heatmap, heatmap_pages),
    "journey": Chart(lambda d, o: journey_map(d, o.wave, o.by), journey_chart, journey_pages),
    "detail": Chart(lambda d, o: detail(d, o.by or next(iter(BREAKDOWNS)), o.wave), heatmap, heatmap_pages),
    "curve": Chart(lambda d, o: emotional_curve(d, o.wave, o.earlier), curve_chart, whole),
    "votes": Chart(lambda d, o: vote_bars(d, o.wave, o.by or "net_delight"), vote_chart, vote_pages),
    "relevance": Chart(lambda d, o: relevance_quality(d, o.wave, fixed=o.by == "fixed"), relevance_chart, whole),
    "impact": Chart(lambda d, _: impact_effort(d), impact_chart, impact_pages),
    "dumbbell": Chart(lambda d, o: before_after(d, o.earlier or first(d), o.wave), dumbbell_chart, dumbbell_pages),
    "transition": Chart(lambda d, o: transitions(d, o.earlier or first(d), o.wave), transition_chart, whole),
    "handovers": Chart(lambda d, _: handover_map(d), handover_chart, handover_pages),
    "wishes": Chart(lambda d, _: wish_matrix(d), wish_chart, wish_pages),
    "first_contact": Chart(lambda d, _: first_contact_gap(d), first_contact_chart, first_contact_pages),
    "plan": Chart(lambda d, _: plan_strip(d), strip_chart, whole),
    "trend": Chart(lambda d, o: wave_trend(d, o.by), timeline_chart, whole),
    "gaps": Chart(lambda d, o: staff_customers(d, o.wave), gap_chart, gap_pages),
    "self_image": Chart(lambda d, o: self_image(d, o.wave), image_chart, whole),
    "contacts": Chart(lambda d, o: contact_matrix(d, o.by), contact_chart, contact_pages),
    "kano": Chart(lambda d, _: kano_map(d), kano_chart, kano_pages),
    "coverage": Chart(lambda d, _: coverage_map(d), presence_chart, heatmap_pages),
    "services": Chart(lambda d, _: service_map(d), presence_chart, heatmap_pages),
    "portfolio": Chart(lambda d, _: portfolio(d), bar_chart, bar_pages),
    "individual": Chart(lambda d, _: individuality(d), slider_chart, slider_pages),
    "scenarios": Chart(lambda d, _: scenario_lanes(d), scenario_chart, scenario_pages),
    "ideas": Chart(lambda d, _: idea_ranking(d), bar_chart, bar_pages),
    "schedule": Chart(lambda d, o: schedule(d, o.by), gantt_chart, gantt_pages),
    "load": Chart(lambda d, _: load_bars(d), bar_chart, bar_pages),
    "kpi": Chart(lambda d, o: kpi_trend(d, o.by), timeline_chart, whole),
}
"""Name in the address → chart."""


def slides_of(dossier: Dossier, name: str, options: Options, look: Look) -> list[Slide]:
    """A chart of `CHARTS` as slides. Raises Refusal like `view_of`."""
    return slides_in(view_of(dossier, name, options), name, look)


def view_of(dossier: Dossier, name: str, options: Options) -> View:
    """What a chart of `CHARTS` shows, whoever looks at it, in whatever language and colours.

    Raises Refusal for an unknown chart, breakdown or measurement: names come from an address.
    """
    chart, settled = CHARTS.get(name), settle(dossier, options)
    if chart is None or (name == "detail" and settled.by and settled.by not in BREAKDOWNS):
        raise Refusal(message("There is no chart “{name}”. Open it again with the button above a chart.", name=name))
    return chart.view(dossier, settled)


def slides_in(view: View, name: str, look: Look) -> list[Slide]:
    """A view as slides; there is always one, if only to say that there are no votes yet."""
    title, caption, alt = (say(text, look.language) for text in (view.title, view.caption, view.alt))
    space = look.height - head_height(title, f"{caption} · 10/10", look)
    parts = CHARTS[name].split(view.frame, look, space) if len(view.frame) else [view.frame]
    numbers = [f" · {i}/{len(parts)}" if look.on_wall and len(parts) > 1 else "" for i in range(1, len(parts) + 1)]
    return [
        Slide(name, look, title, caption + number, alt, part, space)
        for part, number in zip(parts, numbers, strict=True)
    ]


def settle(dossier: Dossier, options: Options) -> Options:
    """The options with a measurement that exists: the latest one with votes when none is named."""
    known = {*dossier.waves, "", None}
    if not {options.wave, options.earlier} <= known:
        wave = options.wave if options.wave not in known else options.earlier
        raise Refusal(message("There is no measurement “{wave}” in this workshop.", wave=wave))
    return Options(
        options.wave or latest(dossier), first(dossier) if options.earlier == "" else options.earlier, options.by
    )


def latest(dossier: Dossier) -> str | None:
    """The last measurement in which somebody has voted."""
    voted = set(dossier.ratings.loc[dossier.ratings["rating"].notna(), "wave"])
    return next((wave for wave in reversed(dossier.waves) if wave in voted), None)


def first(dossier: Dossier) -> str | None:
    """The first measurement."""
    return next(iter(dossier.waves), None)


def nothing(look: Look) -> Layers:
    """An empty sheet below a title that says why."""
    return words([{"x": 0, "y": 0, "text": "", "ink": look.colours.muted}], None, look.label)
