"""Change log: who changed what when, from what to what, and taking it back."""

import streamlit as st

from components.change_log import choose, draw_log
from components.room import current_room
from components.texts import _

room = current_room()

st.caption(_("By role, never by name. Votes are not in it: they are answers, and nobody else’s business."))
draw_log(room, choose(room))
