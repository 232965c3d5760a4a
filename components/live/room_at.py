"""The room as it is at one number of its stage, read once for all screens that show it."""

from __future__ import annotations

import streamlit as st

from data.live_room import Room, room_of
from data.live_stage import course_of
from data.settings import database_url
from workshop.live.stage import Course


def room_at(workshop_id: str, stage: int) -> tuple[Room, Course] | None:
    """The room and what there is to rate, read once per change of the stage for all screens, and each half minute."""
    return _room(database_url(), workshop_id, stage)


def course_at(workshop_id: str, stage: int) -> Course | None:
    """What there is to rate, alone: the wall's own steps change the room without the stage."""
    found = room_at(workshop_id, stage)
    return found[1] if found else None


@st.cache_resource(max_entries=16, ttl=30, show_spinner=False)
def _room(url: str, workshop_id: str, stage: int) -> tuple[Room, Course] | None:
    del url, stage  # only part of the cache key
    room = room_of(workshop_id)
    return (room, course_of(workshop_id)) if room else None
