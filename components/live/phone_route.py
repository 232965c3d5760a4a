"""Where a phone asks what is going on: a small request instead of a run of the page, whenever the stage has changed.

A step of the facilitator reaches two hundred phones at the same moment. Two hundred runs of the page are three seconds;
as many requests of this kind are half a second, and a phone that was away asks once and is there.
"""

from __future__ import annotations

import asyncio
import json
import logging

from starlette.requests import Request
from starlette.responses import Response

from components.live.phone_now import phone_now
from data.engine import AWAY
from data.live_presence import seen
from data.live_seats import SEAT_COOKIE

JSON = "application/json"
NEVER_KEPT = {"cache-control": "no-store"}

log = logging.getLogger("werkstatt")


async def phone(request: Request) -> Response:
    """`GET /live/phone?language=de`: all that this phone shows now. 403 without a seat, 503 while the database is
    away."""
    token, language = request.cookies.get(SEAT_COOKIE, ""), request.query_params.get("language", "")
    return await asyncio.to_thread(answer, token, language)


def answer(token: str, language: str) -> Response:
    """The same once it is known who asks, and in which language."""
    try:
        shown = phone_now(token, language)
    except AWAY as error:
        log.warning("A phone could not be told what is going on; it asks again: %s", error)
        return Response(status_code=503)
    if shown is None:
        return Response(status_code=403)
    seen(token)
    return Response(json.dumps(shown), media_type=JSON, headers=NEVER_KEPT)
