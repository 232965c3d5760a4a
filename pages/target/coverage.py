"""Coverage: which department lacks a Must or a Wow, and what holds for the whole company."""

import streamlit as st

from components.chart_card import draw_chart
from components.coverage import company_card, coverage_card, gaps_first
from components.questions import guiding_questions
from components.room import current_room, derived
from components.rooms import PAGES
from components.texts import _
from components.viewport import current_look

room = current_room()

st.caption(_("Every department needs at least one Must and one Wow. Close the gaps from the top down."))
if derived(room, gaps_first).empty:
    st.info(_("No department answers for a touchpoint yet, so nothing can be missing."), icon=":material/info:")
    st.page_link(
        PAGES / "analysis/touchpoints.py", label=_("Give every touchpoint a department"), icon=":material/route:"
    )
else:
    company_card(room)
    draw_chart(room, "coverage", current_look())
    coverage_card(room)

guiding_questions("target")
