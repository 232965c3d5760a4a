"""The stream a screen listens to: the revisions of a workshop, to those who belong there; never a figure or a word."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.requests import Request
from starlette.responses import Response

from components.process import take_turns
from data.access import COOKIE, grant_of
from data.counted import counted
from data.live_bridge import Bridge, look_after
from data.live_proposals import fresh, tell_phones
from data.live_seats import SEAT_COOKIE, seat_of
from data.live_signal import CALM, PAUSE, numbers_of, signal
from data.permission import deny
from data.rows import Numbers
from workshop.rights import PARTICIPANT, Grant, Thing, may

PING = 15
"""Seconds between two signs of life; the component in the page takes longer silence for a dead line."""
LIFE = 300
"""Seconds after which a stream ends and its screen comes back, about: who has lost the right to listen stays out."""
TENDING = 5
"""Seconds between two looks at the database for what was not told."""
TOGETHER = 2
"""Seconds in which new proposals are put together before the phones are told."""


@dataclass(frozen=True)
class Ear:
    """What somebody may listen to: `votes` only for who may see the wall, and how often; the `token` of a seat or
    the cookie of a `link`."""

    votes: bool
    pause: float = PAUSE
    token: str = ""
    link: str = ""


connected: Counter[str] = Counter()
"""Tokens of the seats that listen to this process, with how many streams each."""
present: Counter[str] = Counter()
"""How many phones and how many screens of facilitators listen to this process."""


async def events(request: Request) -> Response:
    """`/live/{workshop}?on=stage|both|calm`: first the numbers as they are, then each change. 403 for strangers."""
    workshop_id = request.path_params["workshop"]
    ear = await asyncio.to_thread(ear_for, request.cookies, workshop_id, request.query_params.get("on", "stage"))
    if ear is None:
        return Response(status_code=403)
    return EventSourceResponse(
        stream(workshop_id, ear), ping=PING, ping_message_factory=lambda: ServerSentEvent(event="ping", data=""),
        send_timeout=10, headers={"X-Accel-Buffering": "no"},
    )  # fmt: skip


def ear_for(cookies: Mapping[str, str], workshop_id: str, which: str) -> Ear | None:
    """What these cookies allow to hear of this workshop; None = nothing."""
    link = cookies.get(COOKIE, "")
    grant = grant_of(link)
    here = Thing(workshop_id)
    if may(grant, "follow", here):
        votes = which in ("both", "calm") and may(grant, "show", here)
        return Ear(votes, pause=CALM if which == "calm" else PAUSE, link=link)
    token = cookies.get(SEAT_COOKIE, "")
    seat = seat_of(token)
    if seat is not None and may(Grant(PARTICIPANT, seat.workshop_id), "follow", here):
        return Ear(votes=False, token=token)
    deny(grant, "follow", here)
    return None


async def stream(workshop_id: str, ear: Ear) -> AsyncIterator[ServerSentEvent]:
    """The messages of one stream until it is old, or its link is revoked, which is told like any change; a seat counts
    as connected as long as it lasts."""
    changes = signal.changes(workshop_id, votes=ear.votes, pause=ear.pause)
    loop = asyncio.get_running_loop()
    end = loop.time() + LIFE * random.uniform(0.8, 1.2)
    kind = "phones" if ear.token else "screens"
    connected.update([ear.token] if ear.token else [])
    present[kind] += 1
    take_turns(live=present["phones"] > 0)
    try:
        while True:
            numbers = await asyncio.wait_for(anext(changes), end - loop.time())
            ends = bool(ear.link) and not await asyncio.to_thread(may_follow, ear.link, workshop_id)
            if ends:  # those of the revocation: the screen draws itself once more, and finds the door closed
                numbers = await asyncio.to_thread(numbers_of, workshop_id)
            counted.add("pushes")
            yield ServerSentEvent(event="numbers", data=as_text(numbers, votes=ear.votes))
            if ends:
                return
    except TimeoutError:
        return
    finally:
        connected.subtract([ear.token] if ear.token else [])
        present[kind] -= 1
        take_turns(live=present["phones"] > 0)
        await changes.aclose()


def may_follow(link: str, workshop_id: str) -> bool:
    """Whether who came in with this cookie may still listen."""
    return may(grant_of(link), "follow", Thing(workshop_id))


def as_text(numbers: Numbers, *, votes: bool) -> str:
    """What is sent: "12", or with votes "12 345"."""
    return f"{numbers.stage} {numbers.votes}" if votes else str(numbers.stage)


@asynccontextmanager
async def tending() -> AsyncIterator[None]:
    """While the server runs: tell other processes and hear from them, tell phones of proposals, look now and then for
    what was missed."""
    tasks = [asyncio.create_task(tend()), asyncio.create_task(tell_of_proposals())]
    with Bridge(signal):
        yield
    for task in tasks:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def tend() -> None:
    """Every few seconds: read the numbers again, write down who is connected."""
    while True:
        await asyncio.sleep(TENDING)
        await asyncio.to_thread(look_after, signal, [token for token, streams in connected.items() if streams > 0])
        for token in [token for token, streams in connected.items() if streams <= 0]:
            del connected[token]


async def tell_of_proposals() -> None:
    """Every few seconds: let the phones know that there are new ones."""
    while True:
        await asyncio.sleep(TOGETHER)
        if fresh:
            await asyncio.to_thread(tell_phones)
