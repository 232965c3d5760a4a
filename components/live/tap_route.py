"""Where a phone sends its taps: a small request instead of a run of the page, answered with what is stored now.

A run of the page costs seven milliseconds before it has looked at a vote, so that 100 votes a second would fill a
core. A request of this kind costs a fraction, needs no session, and a phone knows of each whether it was answered.
"""

from __future__ import annotations

import asyncio
import json
import logging
import threading
import time
from collections import OrderedDict
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from components.live.phone_own import own_of
from components.live.phone_taps import Receipt, client_of, receive
from components.live.phone_view import status_of
from components.texts import _, speaking
from data.engine import AWAY
from data.live_seats import SEAT_COOKIE, seat_of

LARGEST = 100_000
"""Bytes of a message; fifty taps with long proposals are less."""
REMEMBERED = 2000
"""Phones whose last receipt is kept, in case the answer to them is lost."""
JSON = "application/json"

log = logging.getLogger("werkstatt")


class Receipts:
    """The last receipt of each phone that sent something lately, handed to one at a time: what a phone sends again
    while the first is still being stored waits, and an older message that comes late finds its taps done."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str], tuple[threading.Lock, Receipt]] = OrderedDict()
        self._door = threading.Lock()

    def receive(self, token: str, sent: object) -> Receipt:
        """Store what is new of the taps in a message, and remember the receipt. Raises what `receive` raises."""
        client = client_of(sent)
        with self._door:
            lock, receipt = self._kept.setdefault((token, client), (threading.Lock(), Receipt(client)))
            self._kept.move_to_end((token, client))
            while len(self._kept) > REMEMBERED:
                self._kept.popitem(last=False)
        with lock:
            return receive(token, sent, receipt)


receipts = Receipts()


async def taps(request: Request) -> Response:
    """`POST /live/taps` with {client, language, taps}: {ack, answers, status, …}. 403 without a seat, 503 while the
    database is away. Only JSON is taken: a form on another site cannot send any."""
    if not request.headers.get("content-type", "").startswith(JSON):
        return Response(status_code=415)
    if int(request.headers.get("content-length") or LARGEST + 1) > LARGEST:
        return Response(status_code=413)
    try:
        sent = json.loads(await request.body())
    except ValueError:
        return Response(status_code=400)
    return await asyncio.to_thread(answer, request.cookies.get(SEAT_COOKIE, ""), sent)


def answer(token: str, sent: object) -> Response:
    """Store the taps of somebody with a seat, and say what is stored of this person."""
    try:
        seat = seat_of(token)
        receipt = receipts.receive(token, sent) if seat else Receipt()
        if receipt.anew:  # a department was chosen, perhaps
            seat = seat_of(token)
        own = own_of(token, seat) if seat else None
        if own is None:
            return Response(status_code=403)
        with speaking(str(sent.get("language", "")) if isinstance(sent, dict) else ""):
            shown = shown_after(receipt) | status_of(own)
    except AWAY as error:  # whose seat this is could not even be asked, or what is stored now
        log.warning("Taps could not be stored, or not be answered; their phone sends them again: %s", error)
        return Response(status_code=503)
    return Response(json.dumps(shown), media_type=JSON, headers={"cache-control": "no-store"})


def shown_after(receipt: Receipt) -> dict[str, Any]:
    """What is acknowledged, and whether the page itself has something new to show."""
    refused = {number: _(why) for number, why in receipt.refused.items()}
    return {
        "ack": {"client": receipt.client, "done": receipt.done, "refused": refused},
        "anew": receipt.anew,
        "savedAt": receipt.saved_at,
        "asOf": time.time(),
    }
