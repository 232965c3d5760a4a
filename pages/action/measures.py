"""Measures: who does what, from when until when, with which budget; quick wins first."""

import streamlit as st

from components.chart_card import draw_chart
from components.forms import undo_button
from components.measure_form import add_card, measure_form, touchpoints_card
from components.measures import is_rated, measure_table, plan_card, quick_win_card
from components.questions import guiding_questions
from components.room import current_room, derived
from components.texts import _
from components.viewport import current_look

room = current_room()

st.caption(_("Write down who does what until when, one measure a line. Start with what works quickly."))
if room.dossier["measures"].empty:
    st.info(_("Nothing is planned yet. Begin with the touchpoint that disappoints most."), icon=":material/info:")
    measure_form(room)
else:
    plan_card(room)
    add_card(room)
    quick_win_card(room)
    measure_table(room)
    if derived(room, is_rated):
        draw_chart(room, "impact", current_look())
    touchpoints_card(room)
    undo_button(room)

guiding_questions("action")
