"""A phone in the room: one run of the page draws it, from then on it follows the room by itself (`phone_route`)."""

from __future__ import annotations

from components.live import who
from components.live.phone_now import phone_now
from components.live.phone_screen import phone_screen
from components.texts import current_language


def draw_phone() -> bool:
    """The whole page of somebody with a seat; without one nothing, and False."""
    shown = phone_now(who.seat_token(), current_language())
    if shown is not None:
        phone_screen(shown)
    return shown is not None
