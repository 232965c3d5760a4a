"""The facilitator's console, on the laptop and never on the wall: open the room, pace it, reveal, close."""

import streamlit as st

from components.live.console import draw_console
from components.live.console_door import draw_door
from components.live.console_paper import draw_paper
from components.live.console_room import draw_choices, draw_closing, draw_opening
from components.live.console_steps import SAID, leads
from components.room import current_room
from data.live_room import room_of
from data.live_stage import course_of

room = current_room()
open_now = room_of(room.workshop.id)

if open_now is None or not open_now.is_open:
    if SAID in st.session_state:
        st.error(st.session_state[SAID], icon=":material/error:")
    draw_opening(room.workshop.id)
    st.stop()

draw_door(open_now)
draw_console(open_now)
if leads(open_now):
    course = course_of(room.workshop.id)
    draw_choices(room, open_now, course)
    draw_paper(room, open_now, course)
    draw_closing(room.workshop.id, open_now.anonymity)
