"""A hall full of people: the real app on a database of its own, an open room, phones that have sat down, a wall."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field

from benchmarks.crowd import made_up
from benchmarks.phone import Phone, Tap
from benchmarks.visitors import Console, Wall
from data.commands import keep
from data.live_room import close_room, open_room
from data.live_seats import SEAT_COOKIE
from data.live_signal import numbers_of
from data.live_votes import votes_of
from scripts.running import Running, running_app, using_database

WORKSHOP, TOUCHPOINTS, MOST = "WS-HALL", 36, 5000
"""The workshop, as large as one is, in a room that is never full."""
DRAIN = 60.0
"""Seconds in which every tap has to be acknowledged; who needs longer has lost it."""


@dataclass
class Hall:
    """The app, the code on its wall, the phones with their taps."""

    app: Running
    code: str
    phones: list[Phone] = field(default_factory=list)
    taps: list[tuple[Phone, Tap]] = field(default_factory=list)

    async def fill(self, people: int, seconds: float) -> list[float]:
        """So many people more come in and sit down, evenly within a time; seconds each needed to see the room."""
        starts = time.perf_counter()
        new = [Phone(self.app.url) for _ in range(people)]

        async def arrive(phone: Phone, number: int) -> float:
            await asyncio.sleep(starts + seconds * number / people - time.perf_counter())
            begun = time.perf_counter()
            await phone.come_in(self.code)
            came_in = time.perf_counter() - begun
            if phone.shown["door"] and phone.shown["door"]["needed"]:
                departments = [value for value, _label in phone.shown["door"]["departments"]]
                await phone.sit(departments[number % len(departments)])
            return came_in

        needed = await asyncio.gather(*(arrive(phone, number) for number, phone in enumerate(new)))
        self.phones += new
        return needed

    def tap(self, phone: Phone) -> Tap:
        """The next touchpoint nobody has tapped on this phone; when all are, one of them again, but none that still
        waits: the second tap would take the place of the first."""
        free = [item for item in phone.asked if item not in {tap.item for tap in phone.pending.values()}]
        left = [item for item in free if item not in phone.answers] or free or phone.asked
        tap = phone.tap(random.choice(left), "rating", random.choice((-1, 0, 1)))
        self.taps.append((phone, tap))
        return tap

    async def settled(self, seconds: float = DRAIN) -> None:
        """Wait until every tap is acknowledged, or the time is over."""
        end = time.perf_counter() + seconds
        while time.perf_counter() < end and any(phone.pending for phone in self.phones):
            await asyncio.sleep(0.05)

    def lost(self) -> int:
        """Taps that were not acknowledged, were refused, or are not what the database has."""
        last = {(phone, tap.item): tap for phone, tap in self.taps}
        missing = sum(1 for _phone, tap in self.taps if not tap.saved or tap.refused)
        stored = {phone: votes_of(phone.browser.cookies[SEAT_COOKIE]) for phone, _tap in self.taps}
        wrong = (
            tap.saved and not tap.refused and getattr(stored[phone].get(item), "rating", None) != tap.value
            for (phone, item), tap in last.items()
        )
        return missing + sum(map(bool, wrong))


def opened() -> str:
    """A made-up workshop with an open room in which nothing is going on yet; its code."""
    keep(made_up(WORKSHOP, TOUCHPOINTS, 0))
    close_room(WORKSHOP)
    return str(open_room(WORKSHOP, capacity=MOST).code)


async def starting(hall: Hall, people: int) -> None:
    """People come in and sit down, the facilitator starts the rating."""
    async with Console(hall.app.url, hall.app.token, WORKSHOP) as console:
        await console.open()
        await hall.fill(people, people * 0.04)
        await console.press("console_next")
        await asyncio.gather(*(phone.tab.until(lambda p=phone: p.is_open) for phone in hall.phones))


@asynccontextmanager
async def screens(hall: Hall) -> AsyncIterator[tuple[Console, Wall]]:
    """The facilitator's console and the wall, open."""
    who = (hall.app.url, hall.app.token, WORKSHOP)
    async with Console(*who) as console, Wall(*who) as wall:
        await console.open()
        await wall.open()
        try:
            yield console, wall
        finally:
            await asyncio.gather(*(phone.close() for phone in hall.phones))


@contextmanager
def served(database: str) -> Iterator[Hall]:
    """The app on a fresh database with an open room; this process reads the same database."""
    with using_database(database):
        code = opened()
        with running_app(database) as app:
            yield Hall(app, code)


def votes_now() -> int:
    """The revision of the votes."""
    return numbers_of(WORKSHOP).votes
