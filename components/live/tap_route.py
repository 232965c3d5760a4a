"""Where a phone sends its taps: a small request instead of a run of the page, answered as soon as they are stored.

A run of the page costs seven milliseconds before it has looked at a vote, so that 100 votes a second would fill a
core. A request of this kind costs a fraction, needs no session, and a phone knows of each whether it was answered. The
answer says which taps are stored, and nothing else: the phone knows what it has sent.
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

from components.live.phone_now import phone_now
from components.live.phone_route import JSON, NEVER_KEPT
from components.live.phone_taps import Receipt, client_of, receive
from components.texts import _, speaking
from data.engine import AWAY
from data.live_seats import SEAT_COOKIE

LARGEST = 100_000
"""Bytes of a message; fifty taps with long proposals are less."""
REMEMBERED = 2000
"""Phones whose last receipt is kept, in case the answer to them is lost."""

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

    def forget(self, token: str, sent: object) -> None:
        """Keep no receipt for who has no seat."""
        with self._door:
            self._kept.pop((token, client_of(sent)), None)


receipts = Receipts()


async def taps(request: Request) -> Response:
    """`POST /live/taps` with {client, language, taps}: {done, refused, savedAt, asOf}, and when the taps have changed
    more than an answer, `shown` with all of `phone_now`. 403 without a seat, 503 while the database is away. Only JSON
    is taken: a form on another site cannot send any."""
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
    """Store the taps of somebody with a seat, and say which are stored."""
    language = str(sent.get("language", "")) if isinstance(sent, dict) else ""
    try:
        receipt = receipts.receive(token, sent)
        with speaking(language):
            said = acknowledged(receipt)
        if receipt.anew:
            said["shown"] = phone_now(token, language)
    except AWAY as error:  # what is going on could not be asked; who sent taps does it again
        log.warning("Taps could not be answered; their phone sends them again: %s", error)
        return Response(status_code=503)
    if said.get("shown", said) is None:
        receipts.forget(token, sent)
        return Response(status_code=403)
    return Response(json.dumps(said), media_type=JSON, headers=NEVER_KEPT)


def acknowledged(receipt: Receipt) -> dict[str, Any]:
    """Which taps are stored, which were refused and why, when the last one was stored."""
    return {
        "done": receipt.done,
        "refused": {number: _(why) for number, why in receipt.refused.items()},
        "savedAt": receipt.saved_at,
        "asOf": time.time(),
    }
