"""On the wall: one chart of a workshop in large letters, turned by arrow keys, or whatever the console wants to show;
nothing else."""

import streamlit as st

from components.access import asking_now
from components.chart_card import chart_slides
from components.keys import turn_by_keys
from components.live.wall import draw_wall
from components.room import current_room
from components.slides import Options
from components.texts import _
from components.viewport import wall_look, watch_wall
from workshop.rights import Thing, may
from workshop.texts import Refusal

asked = st.query_params
room = current_room()
look = wall_look()
free = may(asking_now(), "read", Thing(room.workshop.id))  # a projector’s link shows what the console wants, no more
if asked.get("follow") or not free:
    draw_wall(room.workshop.id, look)
    with st.container(gap=None):
        watch_wall()
    st.stop()
options = Options(asked.get("wave"), asked.get("earlier"), asked.get("by", ""))

try:
    slides = chart_slides(room, asked.get("chart", "overview"), options, look)
except Refusal as refusal:
    st.error(_(refusal.message), icon=":material/error:")
    st.stop()

wanted = asked.get("page", "1")
number = min(max(int(wanted) if wanted.isdecimal() else 1, 1), len(slides))
slide = slides[number - 1]


def turn(steps: int) -> None:
    """Go to another slide; its number stands in the address, so a reload keeps it."""
    st.query_params["page"] = str(min(max(number + steps, 1), len(slides)))


st.vega_lite_chart(slide.spec, theme=None, width="stretch", alt=slide.alt)
with st.container(gap=None):
    watch_wall()
    turn_by_keys(slide.title, turn)
