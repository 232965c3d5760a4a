"""Staff and customers: the room's judgement beside its customers', and the self-image beside theirs."""

import streamlit as st

from components.chart_card import draw_chart
from components.charted import needs_votes
from components.forms import undo_button
from components.questions import guiding_questions
from components.room import current_room
from components.slides import Options
from components.texts import _
from components.viewport import current_look
from components.voices import ask_card, choose_asked_wave, image_gap_card, overlap_card

room = current_room()

st.caption(_("We rate with the customer’s eyes. Customers rate with their own: how far apart are the two?"))
needs_votes(room)
wave, look = choose_asked_wave(room), current_look()
if room.dossier["customer_ratings"].empty:
    st.info(_("Customers’ ratings come in with a workbook, in the sheet “Customer ratings”."), icon=":material/info:")
    st.page_link("../pages/setup/upload.py", label=_("Upload a workbook"), icon=":material/upload_file:")
else:
    draw_chart(room, "gaps", look, Options(wave=wave))
    overlap_card(room, wave)
draw_chart(room, "self_image", look, Options(wave=wave))
image_gap_card(room, wave)
ask_card(room, wave)
undo_button(room)
guiding_questions("control")
