"""Overview: the four steps of the chosen workshop with what is done and what is missing; the door to everything."""

import streamlit as st

from components.access import may_create
from components.forms import undo_button
from components.overview import export_button, step_cards, workshop_card
from components.retention import draw_notice
from components.room import find_room
from components.rooms import PAGES
from components.samples import sample_buttons, samples_card
from components.texts import _

room = find_room()

if room is None:
    st.header(_("The customer’s journey on the wall, in a minute"))
    st.write(_("Upload the workbook that your client sent, start with an empty workshop, or look at an example first."))
    if not may_create():
        st.info(_("No workshop is yours yet. Ask one of its owners to add you."), icon=":material/info:")
        st.stop()
    with st.container(horizontal=True):
        if st.button(_("Upload a workbook"), icon=":material/upload_file:"):
            st.switch_page(PAGES / "setup" / "upload.py")
        if st.button(_("New empty workshop"), icon=":material/add:"):
            st.switch_page(PAGES / "setup" / "settings.py")
    st.header(_("Examples"))
    sample_buttons()
else:
    workshop_card(room)
    draw_notice(room)
    step_cards(room)
    with st.container(horizontal=True):
        export_button(room)
        undo_button(room)

    if may_create():
        samples_card()
