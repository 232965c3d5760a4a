"""A chart on a page: its message, its small print, the picture or its table, and the way to the wall."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from components.kept import keep_drawn
from components.look import Look
from components.pictures.card import picture_choice
from components.pictures.sheet import picture_look
from components.plain import plain
from components.room import Room, Shown, derived_at
from components.skin import TRAFFIC_LIGHT_KEY
from components.slides import Options, Slide, slides_in, view_of
from components.texts import _

WALL = "projector"
"""Address of the page that shows one chart on the wall."""


def draw_chart(room: Room, name: str, look: Look, options: Options | None = None, key: str = "") -> list[Slide]:
    """Draw a chart of `components.slides.CHARTS` as a card, worked out once per revision; returns what was drawn.

    `key` tells two cards of the same chart on one page apart.
    """
    chosen, key = options or Options(), key or name
    slides = chart_slides(room, name, chosen, look)
    first = slides[0]
    st.header(plain(first.title), anchor=False)
    st.caption(plain(first.caption))
    if not any(len(slide.frame) for slide in slides):
        return slides
    with st.container(horizontal=True, vertical_alignment="center"):
        link = projector_link(room, name, chosen, look)
        st.link_button(_("On the wall"), link, icon=":material/present_to_all:", type="tertiary")
        more_card(key, room.workshop.id, name, lambda: chart_slides(room, name, chosen, picture_look(look)))
    if st.session_state.get(f"{key}_table"):
        table = pd.concat([slide.table for slide in slides], ignore_index=True)
        st.table(table, hide_index=True, alt=first.alt)
        return slides
    keep_drawn("chart", partial(draw_pictures, slides, key), room.revision, name, chosen, look, key)
    return slides


def draw_pictures(slides: list[Slide], key: str) -> None:
    """The charts themselves, with the alternative text of the first."""
    # The specs bring their own font and colours, so Streamlit's chart theme stays out of them.
    for number, slide in enumerate(slides):
        st.vega_lite_chart(slide.spec, theme=None, width="stretch", key=f"{key}_{number}", alt=slides[0].alt)


def more_card(key: str, workshop: str, name: str, slides: Callable[[], list[Slide]]) -> None:
    """A button that opens what a chart can be besides: a table, a picture to take away; drawn only when it is open."""
    more = st.popover(
        _("Table, picture"), icon=":material/more_horiz:", type="tertiary", key=f"{key}_more", on_change="rerun"
    )
    if more.open:
        with more:
            st.toggle(_("As a table"), key=f"{key}_table", persist_state="page")
            picture_choice(key, workshop, name, slides)


def chart_slides(room: Room, name: str, options: Options, look: Look) -> list[Slide]:
    """The slides of a chart, kept per revision of the workshop: shared by all sessions, never change them in place."""
    return _slides(room.revision, name, options, look)


@lru_cache(maxsize=64)
def _slides(revision: Shown, name: str, options: Options, look: Look) -> list[Slide]:
    """The figures in them are worked out once for all looks."""
    return slides_in(derived_at(revision, view_of, name, options), name, look)


def projector_link(room: Room, name: str, options: Options, look: Look) -> str:
    """The address of a chart on the wall, without Streamlit's own bars."""
    chosen = {"wave": options.wave, "earlier": options.earlier, "by": options.by}
    asked = {"w": room.workshop.id, "chart": name, **{k: v for k, v in chosen.items() if v}, "lang": look.language}
    if look.traffic_light:
        asked[TRAFFIC_LIGHT_KEY] = "True"
    return f"{WALL}?{urlencode(asked | {'embed': 'true'})}"
