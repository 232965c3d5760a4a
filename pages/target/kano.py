"""Kano: what customers take for granted, what delights them, and what makes no difference; from paired questions."""

import streamlit as st

from components.chart_card import draw_chart
from components.forms import undo_button
from components.kano import answers_card, figures_card
from components.questions import guiding_questions
from components.room import current_room
from components.texts import _
from components.viewport import current_look

room = current_room()

st.caption(
    _("Ask customers twice about each feature: if it is there, and if it is missing. The pair says what a Must is, "
      "what a Wow, and what you can leave out.")
)  # fmt: skip
empty = room.dossier["kano_responses"].empty
if empty:
    st.info(
        _("No customer has answered yet. Begin with five to ten features; five answers each make a figure."),
        icon=":material/info:",
    )
else:
    draw_chart(room, "kano", current_look())
    figures_card(room)
answers_card(room, empty)
undo_button(room)
guiding_questions("target")
