"""A phone in the room: what is shown follows the stage; what is tapped goes its own way (`tap_route`)."""

from __future__ import annotations

import time
from functools import partial

import streamlit as st

from components.live import who
from components.live.last_known import last_known
from components.live.phone_own import answers, room_at
from components.live.phone_screen import phone_screen
from components.live.phone_view import Own, texts, view
from components.live.push import live
from components.texts import LANGUAGE_KEY, _, current_language
from data.access import hashed
from data.live_room import Room
from data.live_seats import Seat
from data.live_signal import numbers_of
from data.rows import Numbers
from workshop.live.stage import Course
from workshop.texts import LANGUAGES

HERE = "phone_here"
"""Session key of seat, room and course as they were read last."""
ANEW, TURNED = "phone_anew", "phone_turned"
"""Session keys of what the next run has to do: read the room anew; draw everything, in another language."""
LANGUAGE_NAMES = {"de": "Deutsch", "en": "English"}
"""Each in its own words."""
CHROME = """<style>
[data-testid=stHeader], [data-testid=stDialog] { display: none }
[data-testid=stMainBlockContainer] { padding: 0 1rem 2rem }
</style>"""
"""On a phone nothing of Streamlit's own: no bar on top, and no English window about the connection; the phone says
itself, in its language, when the line is lost."""


def draw_phone(seat: Seat) -> None:
    """The whole page of somebody with a seat: one part that follows the room."""
    st.html(CHROME)
    st.session_state.setdefault(LANGUAGE_KEY, current_language())  # to be looked up with each text, so near at hand
    lost = _("No connection. It goes on by itself.")
    live(partial(follow, [seat]), seat.workshop_id, key="phone_line", lost=lost)


def follow(just_read: list[Seat], numbers: Numbers) -> None:
    """What is going on in the room: one run for each change of the stage, and now and then. `just_read`: the seat, when
    it was read in this run."""
    st.session_state[HERE] = last_known("phone_room", lambda: here(just_read.pop() if just_read else None, numbers))
    if st.session_state[HERE] is None:
        st.info(_("You have no seat in this room. Come in again with the code on the wall."))
        return
    answering()


def here(seat: Seat | None, numbers: Numbers) -> tuple[Seat, Room, Course] | None:
    """This phone's seat, read unless it is given, its room, what there is to rate; None without a seat."""
    seat = seat or who.current_seat()
    found = room_at(seat.workshop_id, numbers.stage) if seat else None
    return (seat, *found) if seat and found else None


@st.fragment
def answering() -> None:
    """One's own answers, a part of its own: the phone asks for it when a tap has changed more than an answer."""
    if st.session_state.pop(ANEW, False):
        workshop_id = st.session_state[HERE][0].workshop_id
        st.session_state[HERE] = last_known("phone_room", lambda: here(None, numbers_of(workshop_id)))
    if st.session_state.pop(TURNED, False) or st.session_state[HERE] is None:
        st.rerun()
    seat, room, course = st.session_state[HERE]
    now, token = time.time(), who.seat_token()
    own = last_known("phone_answers", lambda: answers(token, seat, room))
    shown = (
        view(Own(seat, room, course, **own))
        | {
            "asOf": now,  # an answer to a tap may be newer
            "texts": texts(),
            "language": current_language(),
            "languages": [[code, LANGUAGE_NAMES[code]] for code in LANGUAGES],
            "me": hashed(token)[:16],  # names what a phone keeps for itself
        }
    )
    phone_screen(shown, again, switch)


def again() -> None:
    """After a refusal, and once somebody has sat down, this phone does not know what is going on, or who it is."""
    st.session_state[ANEW] = True


def switch(language: str) -> None:
    """Change the language, also in the address, so that a reload keeps it."""
    if language in LANGUAGES:
        st.session_state[LANGUAGE_KEY] = st.query_params[LANGUAGE_KEY] = language
        st.session_state[TURNED] = True
