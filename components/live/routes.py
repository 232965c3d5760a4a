"""The addresses of the live room beside the pages."""

from __future__ import annotations

from starlette.routing import Route

from components.live.events import events
from components.live.join import join_room

LIVE_ROUTES = [
    Route("/j", join_room),
    Route("/j/{code}", join_room),
    Route("/live/{workshop}", events),
]
"""Joining with a code; the stream of changes."""
