"""Priorities: which touchpoints matter to the customer and disappoint, as a picture and as a ranked list."""

import streamlit as st

from components.chart_card import draw_chart
from components.charted import choose_wave, needs_votes
from components.priorities import choose_lines, priority_table
from components.questions import guiding_questions
from components.room import current_room
from components.slides import Options
from components.texts import _
from components.viewport import current_look

room = current_room()

st.caption(_("Begin where something matters much to the customer and disappoints: top left in the picture."))
needs_votes(room)
with st.container(horizontal=True, vertical_alignment="bottom"):
    wave = choose_wave(room)
    lines = choose_lines()

draw_chart(room, "relevance", current_look(), Options(wave=wave, by=lines))
priority_table(room, wave)

guiding_questions("target")
