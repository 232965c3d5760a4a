"""The wall that follows the console: joining, waiting, the reveal, a chart, a countdown or nothing; no controls."""

from __future__ import annotations

from functools import partial

import streamlit as st

from components import access, door
from components.live.awake import keep_awake
from components.live.clock import draw_clock
from components.live.console_next import PICTURES
from components.live.push import live
from components.live.room_at import course_at
from components.live.wall_charts import draw_picture
from components.live.wall_screens import STYLE, join_screen, timed_screen, waiting_screen, words_screen
from components.live.wall_standards import STYLE as STANDARDS_STYLE
from components.live.wall_votes import STYLE as VOTES_STYLE
from components.look import Look
from components.texts import _
from data.live_room import Room, room_of
from data.live_status import Status, status
from data.rows import Numbers
from workshop.live.stage import seconds_left, wall_shows


def draw_wall(workshop_id: str, look: Look) -> None:
    """The whole wall, as one part that follows the room."""
    st.html(STYLE)
    st.html(STANDARDS_STYLE)
    st.html(VOTES_STYLE)
    keep_awake()
    lost = _("No connection. The picture may be old; it comes back by itself.")
    with st.container(key="wall_live"):
        live(partial(follow, workshop_id, look), workshop_id, "both", key="wall_line", lost=lost)


def follow(workshop_id: str, look: Look, numbers: Numbers) -> None:
    """One run of the wall, after each change."""
    if not access.allowed("show", workshop_id):
        door.closed_door()
        return
    room = room_of(workshop_id)
    if room is None or not room.is_open:
        st.html(words_screen(_("The room is closed. Thank you for taking part.")))
        return
    wanted = wall_shows(room.stage)
    if wanted in PICTURES:
        draw_picture(room, wanted, look)
    elif wanted != "blank":
        draw_screen(room, wanted, status(workshop_id, course_at(workshop_id, numbers.stage)))
    if wanted in ("waiting", "votes"):
        corner(room)


def draw_screen(room: Room, wanted: str, now: Status) -> None:
    """A screen of words and numbers."""
    if wanted == "join":
        st.html(join_screen(room, now))
    elif wanted == "countdown":
        if seconds_left(room.stage) is None:
            st.html(words_screen(_("No countdown is running.")))
            return
        st.html(timed_screen(room, now.course, now))
        with st.container(key="wall_countdown"):
            draw_clock(room.stage, key="wall_clock_big", size="min(40vh, 24vw)")
    else:
        st.html(waiting_screen(room, now.course, now, counted=wanted == "count"))


def corner(room: Room) -> None:
    """The countdown, small, in the corner."""
    with st.container(key="wall_corner"):
        draw_clock(room.stage, key="wall_clock", size="min(8vh, 5vw)")
