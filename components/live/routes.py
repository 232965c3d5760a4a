"""The addresses of the live room beside the pages."""

from __future__ import annotations

from starlette.routing import Route

from components.live.events import events
from components.live.join import join_room
from components.live.phone_route import phone
from components.live.tap_route import taps

LIVE_ROUTES = [
    Route("/j", join_room),
    Route("/j/{code}", join_room),
    Route("/live/phone", phone),
    Route("/live/taps", taps, methods=["POST"]),
    Route("/live/{workshop}", events),
]
"""Joining with a code; what a phone shows, its taps; the stream of changes."""
