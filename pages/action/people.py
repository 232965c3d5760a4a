"""Who does what: open measures per person, the roles in every measure, and where somebody is missing."""

import streamlit as st

from components.chart_card import draw_chart
from components.hints import hint_card
from components.questions import guiding_questions
from components.room import current_room
from components.rooms import PAGES
from components.texts import _
from components.viewport import current_look
from components.who_does_what import load_card, missing_card, raci_card

room = current_room()

st.caption(_("Better few measures that are done: at most three open ones a person, exactly one who answers for each."))
if room.dossier["measures"].empty:
    st.info(_("Plan measures first; then it shows here who carries how much."), icon=":material/info:")
    st.page_link(PAGES / "action/measures.py", label=_("To the measures"), icon=":material/task_alt:")
else:
    hint_card(room, "action")
    load_card(room)
    draw_chart(room, "load", current_look())
    missing_card(room)
    raci_card(room)
guiding_questions("action")
