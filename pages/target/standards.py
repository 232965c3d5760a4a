"""Muss and Wow: the worksheet per touchpoint and department with its columns No-Go, Muss and Wow."""

import streamlit as st

from components.classification import classification_card
from components.forms import undo_button
from components.questions import guiding_questions
from components.room import current_room
from components.rooms import PAGES
from components.standards import sheet_standards, standard_columns
from components.texts import _
from components.worksheet import choose_sheet, place_card

room = current_room()

st.caption(_("Agree for each touchpoint what must never happen, what must always happen and what would delight."))
if room.dossier.touchpoints.empty:
    st.info(_("There is no touchpoint yet to agree anything for."), icon=":material/info:")
    st.page_link(PAGES / "analysis/touchpoints.py", label=_("List the touchpoints"), icon=":material/route:")
    st.stop()

sheet = choose_sheet(room)
place_card(room, sheet)
standards = sheet_standards(room, sheet)
standard_columns(room, sheet, standards)
undo_button(room)
if standards:
    classification_card(room, standards)

guiding_questions("target")
