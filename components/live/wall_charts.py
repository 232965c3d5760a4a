"""Charts on the wall that follows the console: the votes in question, or the pictures of the whole workshop."""

from __future__ import annotations

from functools import partial

import streamlit as st

from components.chart_card import chart_slides
from components.charts.sheet import head_height
from components.charts.votes import vote_pages
from components.keys import turn_by_keys
from components.live.console_room import WALL_LABELS
from components.live.console_steps import take
from components.live.wall_screens import words_screen
from components.live.wall_standards import standards_screen
from components.live.wall_votes import votes_screen
from components.look import Look
from components.room import Room as Workshop
from components.room import find_room
from components.slides import Options, Slide
from components.texts import _
from data.live_room import Room
from data.live_stage import course_of
from workshop.dossier import Dossier
from workshop.live.stage import asked_touchpoints
from workshop.scale import MIN_VOTES
from workshop.texts import message, say
from workshop.views.view import View
from workshop.views.vote_bars import bars_alt, bars_title, vote_bars

NAMES = {"heatmap": "overview", "curve": "curve", "comparison": "dumbbell", "scenarios": "scenarios"}
"""What the console calls it → the chart in `components.slides.CHARTS`."""


def draw_picture(room: Room, wanted: str, look: Look) -> None:
    """One page; console, arrow keys or a presenter turn it when there are more."""
    workshop = find_room()
    if workshop is None or workshop.workshop.id != room.workshop_id:
        st.html(words_screen(_("This workshop is gone.")))
        return
    title = draw_page(workshop, room, wanted, look)
    with st.container(gap=None):
        turn_by_keys(title, partial(turn, room))


def draw_page(workshop: Workshop, room: Room, wanted: str, look: Look) -> str:
    """The page that is wanted, after the last one the first again; returns what it is called."""
    stage = room.stage
    if wanted == "standards":
        st.html(standards_screen(workshop, stage.department, stage.page))
        return _(WALL_LABELS[wanted])
    if wanted == "votes" and stage.activity == "rating" and stage.pace == "together":
        stop = next(iter(asked_touchpoints(stage, course_of(room.workshop_id))), None)
        if stop is not None:
            st.html(votes_screen(workshop.dossier, room, stop, look))
            return stop.name
    slides = question_slides(workshop, room, look) if wanted == "votes" else whole_slides(workshop, room, wanted, look)
    slide = slides[stage.page % len(slides)]
    st.vega_lite_chart(slide.spec, theme=None, width="stretch", alt=slide.alt, key="wall_chart")
    return slide.title


def turn(room: Room, steps: int) -> None:
    """Callback of the keys: a page on or back, for everybody who sees this wall; a key for the ends does the same."""
    take(room.workshop_id, room.version, "turn", 1 if steps > 0 else -1)


def whole_slides(workshop: Workshop, room: Room, wanted: str, look: Look) -> list[Slide]:
    """A chart of the whole workshop, of the measurement that is going on when it has votes."""
    rated = workshop.dossier.ratings
    voted = room.stage.wave in set(rated.loc[rated["rating"].notna(), "wave"])
    options = Options(
        room.stage.wave if voted and wanted != "comparison" else None, "" if wanted == "comparison" else None
    )
    return chart_slides(workshop, NAMES[wanted], options, look)


def question_slides(workshop: Workshop, room: Room, look: Look) -> list[Slide]:
    """The votes on what is in question, in the journey's order."""
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
    return View(frame, bars_title(frame), view.caption if len(frame) == len(stops) else few, bars_alt(frame))
