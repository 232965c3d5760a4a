"""Learn and go on: review meetings, decisions, what customers are told, the next cycle."""

import streamlit as st

from components.forms import undo_button
from components.questions import guiding_questions
from components.review import next_cycle_card, you_said_card
from components.room import current_room
from components.texts import _
from components.worksheets.page import choose_sheet, draw_sheet
from workshop.worksheets.load import sheets_of

room = current_room()

st.caption(_("What was learned is written down, talked over and decided. Then the next round begins."))
draw_sheet(room, choose_sheet("control", "review", sheets_of("control", "review")))
undo_button(room)
you_said_card(room)
next_cycle_card(room)
guiding_questions("control")
