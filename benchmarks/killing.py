"""The server is killed in the middle of a burst of votes, again and again."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import time
from contextlib import ExitStack

from sqlalchemy import func, select

from benchmarks.figures import Line, share
from benchmarks.hall import WORKSHOP, Hall, opened, starting
from benchmarks.phone import Phone, Tap
from benchmarks.scenes import come_back
from data.engine import reading
from data.live_seats import SEAT_COOKIE
from data.live_votes import votes_of
from data.tables import table
from scripts.running import free_port, running_app

BACK = 20.0
"""Seconds after which everybody has to be back, the start of the server among them."""


async def kill(database: str, people: int, times: int) -> list[Line]:
    """So many times: everybody taps within a second, SIGKILL in the middle of it, a new server, all come back."""
    port, back, lost, acknowledged = free_port(), list[float](), 0, 0
    code = opened()
    with ExitStack() as stack:
        server = stack.enter_context(ExitStack())
        hall = Hall(server.enter_context(running_app(database, port=port)), code)
        await starting(hall, people)
        for _ in range(times):
            taps = await tapped_until_killed(hall)
            killed = time.perf_counter()
            server.close()
            saved = [(phone, tap) for phone, tap in taps if tap.saved]
            lost += sum(not is_stored(phone, tap) for phone, tap in saved)
            acknowledged += len(saved)
            hall.app = server.enter_context(running_app(database, port=port))
            await asyncio.gather(*map(come_back, hall.phones))
            await hall.settled()
            back.append(time.perf_counter() - killed)
        lost += hall.lost()
        doubled = rows_now() - len({(phone, tap.item) for phone, tap in hall.taps})
        await asyncio.gather(*(phone.close() for phone in hall.phones))
    found = f"{acknowledged} acknowledged before the kills: {lost} lost; {doubled} doubled; back after p50 "
    found += f"{share(back, 0.5):.1f} s, longest {max(back):.1f} s"
    good = lost == 0 and doubled == 0 and max(back) <= BACK
    return [Line(f"kill −9 in a burst of {people}, {times} times", found, "0 lost, 0 doubled, back within 20 s", good)]


async def tapped_until_killed(hall: Hall) -> list[tuple[Phone, Tap]]:
    """The taps of the burst in which the server was killed: when a part of them, by chance, was acknowledged."""
    before, enough = len(hall.taps), random.randint(1, len(hall.phones) * 3 // 4)

    async def person(phone: Phone) -> None:
        await asyncio.sleep(random.random())
        hall.tap(phone)

    burst = asyncio.gather(*map(person, hall.phones))
    while sum(tap.saved > 0 for _phone, tap in hall.taps[before:]) < enough:
        await asyncio.sleep(0.005)
    os.kill(hall.app.pid, signal.SIGKILL)
    await burst
    return hall.taps[before:]


def is_stored(phone: Phone, tap: Tap) -> bool:
    """Whether the database has what was acknowledged."""
    given = votes_of(phone.browser.cookies[SEAT_COOKIE]).get(tap.item)
    return given is not None and given.rating == tap.value


def rows_now() -> int:
    """Ratings in the database."""
    rows = table("ratings").c
    with reading() as connection:
        return int(connection.execute(select(func.count()).where(rows.workshop_id == WORKSHOP)).scalar_one())
