"""A phone in the room: what is shown follows the stage, what is tapped goes to the database."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from components.live import who
from components.live.last_known import last_known
from components.live.phone_screen import phone_screen
from components.live.phone_taps import Receipt, receive
from components.live.phone_view import Own, texts, view
from components.live.push import live
from components.texts import LANGUAGE_KEY, _, current_language
from data.access import hashed
from data.live_room import Room, room_of
from data.live_seats import Seat
from data.live_signal import numbers_of
from data.live_stage import course_of
from data.live_standards import classifications_of, dots_of, standards_for
from data.live_votes import votes_of
from data.rows import Numbers
from data.settings import database_url
from workshop.live.stage import Course
from workshop.texts import LANGUAGES

RECEIPT, HERE = "phone_receipt", "phone_here"
"""Session keys: what is acknowledged; seat, room and course as they were read last."""
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
    found = _room(database_url(), seat.workshop_id, numbers.stage) if seat else None
    return (seat, *found) if seat and found else None


@st.fragment
def answering() -> None:
    """One's own answers: a run for each tap, a part of its own, so that a vote costs no more than a vote. What it knows
    of the room is as old as the last change of the stage; whether a tap still counts is decided where it is stored."""
    if st.session_state.pop(ANEW, False):
        workshop_id = st.session_state[HERE][0].workshop_id
        st.session_state[HERE] = last_known("phone_room", lambda: here(None, numbers_of(workshop_id)))
    if st.session_state.pop(TURNED, False) or st.session_state[HERE] is None:
        st.rerun()
    seat, room, course = st.session_state[HERE]
    receipt: Receipt = st.session_state.get(RECEIPT, Receipt())
    own = last_known("phone_answers", lambda: answers(seat, room))
    shown = view(Own(seat, room, course, **own)) | {
        "ack": {
            "client": receipt.client,
            "done": receipt.done,
            "refused": {number: _(why) for number, why in receipt.refused.items()},
        },
        "texts": texts(),
        "language": current_language(),
        "languages": [[code, LANGUAGE_NAMES[code]] for code in LANGUAGES],
        "savedAt": receipt.saved_at,
        "me": hashed(who.seat_token())[:16],  # names what a phone keeps for itself
    }
    phone_screen(shown, take, switch)


def answers(seat: Seat, room: Room) -> dict[str, Any]:
    """What the database has of this person for what is asked; no query for anybody else's."""
    token = who.seat_token()
    if seat.seated and room.stage.activity == "rating":
        return {"votes": votes_of(token, room.stage)}
    if seat.seated and room.stage.activity == "classifying":
        return {"standards": standards_for(token), "levels": classifications_of(token), "dots": dots_of(token)}
    return {}


def take(sent: object) -> None:
    """Store what was tapped, before the part is drawn. After a refusal, and once somebody has sat down, the room is
    read anew: then this phone does not know what is going on, or who it is."""
    before: Receipt = st.session_state.get(RECEIPT, Receipt())
    receipt = receive(who.seat_token(), sent, before)
    st.session_state[RECEIPT] = receipt
    st.session_state[ANEW] = receipt.anew


def switch(language: str) -> None:
    """Change the language, also in the address, so that a reload keeps it."""
    if language in LANGUAGES:
        st.session_state[LANGUAGE_KEY] = st.query_params[LANGUAGE_KEY] = language
        st.session_state[TURNED] = True


@st.cache_resource(max_entries=16, ttl=30, show_spinner=False)
def _room(url: str, workshop_id: str, stage: int) -> tuple[Room, Course] | None:
    """The room and what there is to rate, read once per change of the stage for all phones, and each half minute."""
    del url, stage  # only part of the cache key
    room = room_of(workshop_id)
    return (room, course_of(workshop_id)) if room else None
