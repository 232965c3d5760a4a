"""Votes: how opinions split touchpoint by touchpoint, and the lovepoints and painpoints that follow."""

import streamlit as st

from components.chart_card import draw_chart
from components.charted import choose_wave, needs_votes
from components.points import love_and_pain
from components.questions import guiding_questions
from components.room import current_room
from components.slides import Options
from components.texts import _
from components.viewport import current_look

room = current_room()
needs_votes(room)

with st.container(horizontal=True, vertical_alignment="bottom"):
    order = st.segmented_control(
        _("Order"), ["net_delight", "journey"], default="net_delight", required=True, wrap=True, key="votes_order",
        format_func={"net_delight": _("what hurts most"), "journey": _("the customer’s")}.get,
    )  # fmt: skip
    wave = choose_wave(room)

love_and_pain(room, wave)
draw_chart(room, "votes", current_look(), Options(wave=wave, by=order or "net_delight"))
guiding_questions("analysis")
