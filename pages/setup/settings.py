"""Set up: what the workshop is about, its departments, people and measurements; a new one; deleting one."""

import streamlit as st

from components.access import may_create
from components.room import find_room
from components.settings import delete_card, new_workshop_card, setup_cards
from components.texts import _

room = find_room()

if room is None:
    new_workshop_card()
    st.stop()

setup_cards(room)
if may_create():
    with st.expander(_("Another workshop"), icon=":material/add:", key="another_workshop", on_change="rerun") as opened:
        if opened.open:
            new_workshop_card()
delete_card(room)
