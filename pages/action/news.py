"""The good news: what has worked out, what is being done, what comes next; as a wall, a mail and a poster."""

import streamlit as st

from components.forms import undo_button
from components.news import status_card, texts_card
from components.questions import guiding_questions
from components.room import current_room
from components.texts import _
from components.worksheets.page import folded_sheet
from workshop.worksheets.load import sheets_of

room = current_room()

st.caption(_("Good news belongs everywhere in the company. Finished measures are here by themselves."))
status_card(room)
texts_card(room)
for sheet in sheets_of("action", "news"):
    folded_sheet(room, sheet)
undo_button(room)
guiding_questions("action")
