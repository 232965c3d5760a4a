"""Charts on the wall that follows the console: the votes in question, or the pictures of the whole workshop."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from components.chart_card import chart_slides
from components.charts.sheet import head_height
from components.charts.votes import vote_pages
from components.keys import turn_by_keys
from components.live.wall_screens import words_screen
from components.live.wall_standards import standards_screen
from components.look import Look
from components.room import Room as Workshop
from components.room import find_room
from components.slides import Options, Slide
from components.texts import _
from data.live_room import Room
from data.live_stage import course_of
from data.live_status import earlier_rounds
from workshop.dossier import Dossier
from workshop.live.stage import Stage, asked_touchpoints
from workshop.scale import MIN_VOTES
from workshop.texts import Message, message, say
from workshop.views import View
from workshop.vote_bars import all_shares, bars_alt, bars_title, vote_bars

CHARTS_ON_WALL = ("heatmap", "curve", "votes", "comparison", "standards")
NAMES = {"heatmap": "overview", "curve": "curve", "comparison": "dumbbell"}
"""What the console calls it → the chart in `components.slides.CHARTS`."""
TURNED = "wall_page"
"""Session key: (what is shown, number of the slide)."""


def draw_picture(room: Room, wanted: str, look: Look) -> None:
    """One slide; arrow keys or a presenter turn it when there are more."""
    workshop = find_room()
    if workshop is None or workshop.workshop.id != room.workshop_id:
        st.html(words_screen(_("This workshop is gone.")))
        return
    if wanted == "standards":
        st.html(standards_screen(workshop, room.stage.department))
        return
    slides = question_slides(workshop, room, look) if wanted == "votes" else whole_slides(workshop, room, wanted, look)
    shown = f"{wanted} {room.stage.wave} {room.stage.touchpoint} {room.stage.phase}"
    number = min(page_of(shown), len(slides) - 1)
    slide = slides[number]
    st.vega_lite_chart(slide.spec, theme=None, width="stretch", alt=slide.alt, key="wall_chart")

    def turn(steps: int) -> None:
        st.session_state[TURNED] = (shown, min(max(number + steps, 0), len(slides) - 1))

    with st.container(gap=None):
        turn_by_keys(slide.title, turn)


def page_of(shown: str) -> int:
    """The slide somebody has turned to, the first one of everything else."""
    what, number = st.session_state.get(TURNED, ("", 0))
    return number if what == shown else 0


def whole_slides(workshop: Workshop, room: Room, wanted: str, look: Look) -> list[Slide]:
    """A chart of the whole workshop, of the measurement that is going on when it has votes."""
    rated = workshop.dossier.ratings
    voted = room.stage.wave in set(rated.loc[rated["rating"].notna(), "wave"])
    options = Options(
        room.stage.wave if voted and wanted != "comparison" else None, "" if wanted == "comparison" else None
    )
    return chart_slides(workshop, NAMES[wanted], options, look)


def question_slides(workshop: Workshop, room: Room, look: Look) -> list[Slide]:
    """The votes on what is in question: one touchpoint with its earlier rounds, or all of them in the journey's
    order."""
    view = question_view(workshop.dossier, room)
    title, caption, alt = (say(text, look.language) for text in (view.title, view.caption, view.alt))
    space = look.height - head_height(title, f"{caption} · 10/10", look)
    parts = vote_pages(view.frame, look, space) if len(view.frame) else [view.frame]
    numbers = [f" · {i}/{len(parts)}" if len(parts) > 1 else "" for i in range(1, len(parts) + 1)]
    return [
        Slide("votes", look, title, caption + number, alt, part, space)
        for part, number in zip(parts, numbers, strict=True)
    ]


def question_view(dossier: Dossier, room: Room) -> View:
    """The view of `question_slides`. Touchpoints with fewer than five votes are left out, and the caption says so."""
    stage = room.stage
    view = vote_bars(dossier, stage.wave or None, "journey")
    stops = asked_touchpoints(stage, course_of(room.workshop_id)) if stage.activity == "rating" else ()
    if not stops:
        return view
    frame = view.frame[view.frame["key"].isin([stop.key for stop in stops])]
    few = message("Fewer than {n} votes are not shown.", n=MIN_VOTES)
    if stage.pace != "together":
        return View(frame, bars_title(frame), view.caption if len(frame) == len(stops) else few, bars_alt(frame))
    if frame.empty:
        return View(frame, message("Votes: {name}", name=stops[0].name), few, few)
    both = with_rounds(frame, earlier_rounds(room.workshop_id, stage.wave, stops[0].key), stage)
    return View(both, message("Votes: {name}", name=stops[0].name), what_they_say(frame), bars_alt(frame))


def what_they_say(frame: pd.DataFrame) -> Message:
    """The shares of the votes that are shown."""
    return message(
        "{n} votes: {disappointed}% disappointed, {okay}% okay, {delighted}% delighted",
        n=int(frame["n"].sum()), **all_shares(frame),
    )  # fmt: skip


def with_rounds(frame: pd.DataFrame, earlier: pd.DataFrame, stage: Stage) -> pd.DataFrame:
    """The row of the round that is going on, with a row above for each earlier round that had enough votes."""
    rows: list[dict[str, Any]] = []
    now = {str(name): value for name, value in frame.iloc[0].items()}
    for number, votes in earlier.dropna(subset=["rating"]).groupby("round"):
        if len(votes) >= MIN_VOTES:
            rows.append(now | counted(votes["rating"]) | {"name": _("Round {n}", n=int(str(number)))})
    if not rows:  # the title says what it is about; a short name leaves the bar more room
        return pd.DataFrame([now | {"name": _("All votes")}])
    return pd.DataFrame([*rows, now | {"name": _("Round {n}", n=stage.round)}])


def counted(ratings: pd.Series[int]) -> dict[str, float]:
    """The figures of one bar from its votes."""
    n = len(ratings)
    figures = {
        name: float((ratings == code).sum()) for name, code in (("disappointed", -1), ("okay", 0), ("delighted", 1))
    }
    shares = {f"{name}_pct": count / n * 100 for name, count in figures.items()}
    net = shares["delighted_pct"] - shares["disappointed_pct"]
    return {"n": float(n), "net_delight": net, "ci_low": net, "ci_high": net} | figures | shares
