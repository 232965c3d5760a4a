"""Emotional curve: how the journey feels over time, above and below the zero line."""

import streamlit as st

from components.chart_card import draw_chart
from components.charted import choose_wave, earlier_wave, needs_votes
from components.questions import guiding_questions
from components.room import current_room
from components.slides import Options
from components.viewport import current_look

room = current_room()
needs_votes(room)

with st.container(horizontal=True, vertical_alignment="bottom"):
    wave = choose_wave(room)

draw_chart(room, "curve", current_look(), Options(wave=wave, earlier=earlier_wave(room, wave)))
guiding_questions("analysis")
