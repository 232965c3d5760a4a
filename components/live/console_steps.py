"""What a tap on the console does: check who taps, take the step from the stage that was seen, keep what is refused."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import streamlit as st

from components import access
from components.live import who
from components.texts import _
from data.engine import AWAY
from data.live_leading import give_up, take_over
from data.live_room import Room, close_room
from data.live_stage import command, undo_step
from workshop.texts import Refusal

SAID = "console_said"
"""Session key of the last refusal; it stays in view until the next tap, for votes redraw the console all the time."""
SEEN = "console_version"
"""Session key of the version the console has drawn last: what is outside its live part taps from there."""

LED = "console_led_by"
"""Session key of who led the room when the console was drawn last."""

log = logging.getLogger("werkstatt")


def leads(room: Room) -> bool:
    """Whether who sits here leads this room: only then there is something to tap."""
    return room.conductor is not None and room.conductor == who.current_actor()


def may_lead(workshop_id: str) -> bool:
    """Whether who sits here may see and lead this room."""
    return access.allowed("facilitate", workshop_id)


def attempt_here(workshop_id: str, action: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
    """Run a command and keep its refusal for the console."""
    st.session_state.pop(SAID, None)
    try:
        if not may_lead(workshop_id):
            st.session_state[SAID] = _("Your link is no longer valid; nothing was saved. Please come in again.")
            return
        action(*args, **kwargs)
    except Refusal as refusal:
        st.session_state[SAID] = _(refusal.message)
    except AWAY as error:
        log.warning("A step could not be stored: %s", error)
        st.session_state[SAID] = _("Nothing was changed: the database does not answer. Try again in a moment.")


def take(workshop_id: str, version: int, step: str, *args: Any) -> None:
    """Callback: one step from the version that was drawn."""
    attempt_here(workshop_id, command, workshop_id, version, step, *args, actor=who.current_actor())


def take_back(workshop_id: str, version: int) -> None:
    """Callback: undo the last step."""
    attempt_here(workshop_id, undo_step, workshop_id, version, actor=who.current_actor())


def lead_from_now(workshop_id: str) -> None:
    """Callback: take over from whoever leads."""
    attempt_here(workshop_id, take_over, workshop_id, who.current_actor())


def give_up_here(workshop_id: str) -> None:
    """Callback: hand the lead over to whoever takes it."""
    attempt_here(workshop_id, give_up, workshop_id, who.current_actor())


def close_for_good(workshop_id: str) -> None:
    """Callback: close the room."""
    attempt_here(workshop_id, close_room, workshop_id)


def seen_version() -> int:
    """The version the console has drawn last; 0 before it has drawn any, which every step refuses."""
    return int(st.session_state.get(SEEN, 0))
