"""Set up: what the workshop is about, its departments, people and measurements; a new one; deleting one."""

import streamlit as st

from components.room import find_room
from components.settings import (
    delete_card,
    departments_card,
    new_workshop_card,
    participants_card,
    scope_card,
    waves_card,
)
from components.texts import _

room = find_room()

if room is None:
    new_workshop_card()
    st.stop()

scope_card(room)
waves_card(room)
departments_card(room)
participants_card(room)
with st.expander(_("Another workshop"), icon=":material/add:"):
    new_workshop_card()
delete_card(room)
