"""Set up: what the workshop is about, its departments, people and measurements; a new one; deleting one."""

import streamlit as st

from components.access import may_create
from components.retention import kept_card
from components.room import find_room
from components.settings import (
    delete_card,
    lists_card,
    new_workshop_card,
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
lists_card(room)
kept_card(room.workshop.id)
if may_create():
    with st.expander(_("Another workshop"), icon=":material/add:", key="another_workshop", on_change="rerun") as opened:
        if opened.open:
            new_workshop_card()
delete_card(room)
