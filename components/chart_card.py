"""A chart on a page: its message, its small print, the picture or its table, and the way to the wall."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from components.look import Look
from components.plain import plain
from components.room import Room, derived
from components.skin import TRAFFIC_LIGHT_KEY
from components.slides import Options, Slide, slides_in, view_of
from components.texts import _
from workshop.dossier import Dossier

WALL = "projector"
"""Address of the page that shows one chart on the wall."""


def draw_chart(room: Room, name: str, look: Look, options: Options | None = None, key: str = "") -> list[Slide]:
    """Draw a chart of `components.slides.CHARTS` as a card, worked out once per revision; returns what was drawn.

    `key` tells two cards of the same chart on one page apart.
    """
    chosen = options or Options()
    slides = chart_slides(room, name, chosen, look)
    table = pd.concat([slide.table for slide in slides], ignore_index=True)
    link = projector_link(room, name, chosen, look)
    first, specs = slides[0], [slide.spec for slide in slides]
    chart_card(key or name, first.title, first.caption, first.alt, specs, table, link)
    return slides


def chart_slides(room: Room, name: str, options: Options, look: Look) -> list[Slide]:
    """The slides of a chart, kept per revision of the workshop: shared by all sessions, never change them in place.
    The figures in them are worked out once for all looks."""

    def slides(_dossier: Dossier, name: str, options: Options, look: Look) -> list[Slide]:
        return slides_in(derived(room, view_of, name, options), name, look)

    return derived(room, slides, name, options, look)


def chart_card(
    key: str, title: str, caption: str, alt: str, specs: Sequence[dict[str, Any]], table: pd.DataFrame, link: str
) -> None:
    """Draw title, caption, ready specs one below the other, a switch to the table, and a button to the wall at `link`.

    The specs bring their own font and colours, so Streamlit's chart theme stays out of them.
    """
    st.header(plain(title), anchor=False)
    st.caption(plain(caption))
    if table.empty:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        as_table = st.toggle(_("As a table"), key=f"{key}_table")
        st.link_button(_("On the wall"), link, icon=":material/present_to_all:", type="tertiary")
    if as_table:
        st.table(table, hide_index=True, alt=alt)
        return
    for number, spec in enumerate(specs):
        st.vega_lite_chart(spec, theme=None, width="stretch", key=f"{key}_{number}", alt=alt)


def projector_link(room: Room, name: str, options: Options, look: Look) -> str:
    """The address of a chart on the wall, without Streamlit's own bars."""
    chosen = {"wave": options.wave, "earlier": options.earlier, "by": options.by}
    asked = {"w": room.workshop.id, "chart": name, **{k: v for k, v in chosen.items() if v}, "lang": look.language}
    if look.traffic_light:
        asked[TRAFFIC_LIGHT_KEY] = "True"
    return f"{WALL}?{urlencode(asked | {'embed': 'true'})}"
