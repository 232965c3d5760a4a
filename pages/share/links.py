"""Links: who may come in besides the facilitator, how long, whose it is, and what departments have to say."""

import streamlit as st

from components.links import comments_card, list_card, new_link_card, shown_once
from components.owners import owners_card
from components.room import current_room
from components.texts import _

room = current_room()

st.caption(_("Each person gets a link of their own. Whoever has a link has what it allows, so pass it on with care."))
shown_once()
new_link_card(room)
list_card(room.workshop.id)
owners_card(room.workshop.id)
comments_card(room.workshop.id)
