"""Coverage: which department lacks a Must or a Wow, and what holds for the whole company."""

import streamlit as st

from components.coverage import company_card, coverage_card, gaps_first
from components.questions import guiding_questions
from components.room import current_room, derived
from components.rooms import PAGES
from components.texts import _

room = current_room()

st.caption(_("Every department needs at least one Must and one Wow. Close the gaps from the top down."))
if derived(room, gaps_first).empty:
    st.info(_("No department answers for a touchpoint yet, so nothing can be missing."), icon=":material/info:")
    st.page_link(
        PAGES / "analysis/touchpoints.py", label=_("Give every touchpoint a department"), icon=":material/route:"
    )
else:
    coverage_card(room)
company_card(room)

guiding_questions("target")
