"""What a phone shows is made of this: its seat, the room, what there is to rate, and this person's own answers."""

from __future__ import annotations

from typing import Any

import streamlit as st

from components.live.phone_view import Own
from data.live_room import Room, room_of
from data.live_seats import Seat
from data.live_signal import numbers_of
from data.live_stage import course_of
from data.live_standards import classifications_of, dots_of, standards_for
from data.live_votes import votes_of
from data.settings import database_url
from workshop.live.stage import Course


def own_of(token: str, seat: Seat) -> Own | None:
    """Everything about the person with this seat as it is now; None when the workshop is gone."""
    found = room_at(seat.workshop_id, numbers_of(seat.workshop_id).stage)
    return Own(seat, *found, **answers(token, seat, found[0])) if found else None


def answers(token: str, seat: Seat, room: Room) -> dict[str, Any]:
    """What the database has of this person for what is asked; no query for anybody else's."""
    if seat.seated and room.stage.activity == "rating":
        return {"votes": votes_of(token, room.stage)}
    if seat.seated and room.stage.activity == "classifying":
        return {"standards": standards_for(token), "levels": classifications_of(token), "dots": dots_of(token)}
    return {}


def room_at(workshop_id: str, stage: int) -> tuple[Room, Course] | None:
    """The room and what there is to rate, read once per change of the stage for all phones, and each half minute."""
    return _room(database_url(), workshop_id, stage)


@st.cache_resource(max_entries=16, ttl=30, show_spinner=False)
def _room(url: str, workshop_id: str, stage: int) -> tuple[Room, Course] | None:
    del url, stage  # only part of the cache key
    room = room_of(workshop_id)
    return (room, course_of(workshop_id)) if room else None
