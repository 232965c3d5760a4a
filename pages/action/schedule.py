"""The schedule: status and budget as a strip, every measure over time, and what depends on what."""

import streamlit as st

from components.chart_card import draw_chart
from components.forms import undo_button
from components.questions import guiding_questions
from components.room import current_room
from components.rooms import PAGES
from components.texts import _
from components.viewport import current_look
from components.worksheets.page import folded_sheet
from workshop.worksheets.load import sheets_of

room, look = current_room(), current_look()

st.caption(_("Quick wins first, then by start. What is striped is overdue; a line leads to what waits for it."))
if room.dossier["measures"].empty:
    st.info(_("Plan measures first; then they stand here over time."), icon=":material/info:")
    st.page_link(PAGES / "action/measures.py", label=_("To the measures"), icon=":material/task_alt:")
else:
    draw_chart(room, "schedule", look)
    draw_chart(room, "plan", look)
    for sheet in sheets_of("action", "schedule"):
        folded_sheet(room, sheet)
    undo_button(room)
guiding_questions("action")
