"""Before and after: what moved, paired by person, what it speaks for and what so few votes cannot show."""

import streamlit as st

from components.chart_card import draw_chart
from components.comparison import (
    choose_pair,
    counters_card,
    evidence_card,
    measures_card,
    relevance_card,
    result_card,
)
from components.questions import guiding_questions
from components.room import current_room, derived
from components.slides import Options
from components.viewport import current_look
from workshop.control.result import control_summary

room = current_room()
before, after = choose_pair(room)
summary = derived(room, control_summary, before, after)
look, options = current_look(), Options(wave=after, earlier=before)

result_card(summary)
counters_card(room, before, after)
draw_chart(room, "dumbbell", look, options)
left, right = st.columns(2)
with left:
    draw_chart(room, "transition", look, options)
with right:
    measures_card(summary)
    evidence_card(summary)
relevance_card(room, before, after, look)
guiding_questions("control")
