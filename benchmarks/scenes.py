"""What happens in a live room, to be measured: votes, a burst, steps, joins, a lost network, first visits, nothing."""

from __future__ import annotations

import asyncio
import random
import time
from bisect import bisect_right
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from benchmarks.figures import Line, Usage, said, share, times
from benchmarks.hall import Hall, votes_now
from benchmarks.phone import Phone, Tap
from benchmarks.visitors import Console, Wall

USABLE = 15.0
"""Seconds after a lost network in which phones have to be usable again."""


@dataclass
class Votes:
    """Seconds from tap to saved and from tap to the wall; the server's CPU and runs meanwhile."""

    saved: list[float] = field(default_factory=list)
    projected: list[float] = field(default_factory=list)
    cpu: float = 0.0
    seconds: float = 0.0


async def votes(hall: Hall, wall: Wall, seconds: float, every: float) -> Votes:
    """Everybody taps at a time of their own, again and again."""
    first, begun, used, taps = votes_now(), time.perf_counter(), Usage(hall.app.pid), list[Tap]()

    async def person(phone: Phone) -> None:
        due = begun + random.uniform(0, every)
        while due < begun + seconds:
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            taps.append(hall.tap(phone))
            due += every

    await asyncio.gather(*map(person, hall.phones))
    cpu, took = used.cpu, time.perf_counter() - begun
    await hall.settled()
    with suppress(TimeoutError):  # then what the wall never drew is missing in its times
        await wall.tab.until(lambda: shows(wall, first + len(taps)), 10)
    return Votes([tap.saved - tap.made for tap in taps if tap.saved], projected(wall, taps, first), cpu, took)


def shows(wall: Wall, votes_drawn: int) -> bool:
    """Whether the wall has drawn so many votes."""
    return bool(wall.history) and wall.history[-1][2] >= votes_drawn


def projected(wall: Wall, taps: Sequence[Tap], first: int) -> list[float]:
    """Seconds from each tap to a finished drawing of the wall that is sure to have it: each vote raises the revision of
    the votes by one, so one that was acknowledged is in when the wall has drawn as many as were tapped by then."""
    made, drawn = sorted(tap.made for tap in taps), [number for _when, _stage, number in wall.history]
    found = []
    for tap in taps:
        place = bisect_right(drawn, first + bisect_right(made, tap.saved) - 1)
        if tap.saved and place < len(drawn):
            found.append(wall.history[place][0] - tap.made)
    return found


async def burst(hall: Hall, wall: Wall) -> list[Line]:
    """Everybody taps within one second."""
    found = times((await votes(hall, wall, 1.0, 1.0)).saved)
    goal = "p95 ≤ 500 ms, p99 ≤ 1 s"
    good = found["p95"] <= 500 and found["p99"] <= 1000
    return [Line(f"{len(hall.phones)} votes within one second → saved", said(found), goal, good)]


async def steps(hall: Hall, console: Console, rounds: int = 3) -> list[Line]:
    """The facilitator pauses and goes on; every phone has to show it."""
    found: list[float] = []
    for _ in range(rounds):
        for key, wanted in (("console_pause_pause", False), ("console_next", True)):
            pressed = await console.press(key)
            shown = (phone.tab.until(lambda p=phone, w=wanted: p.is_open == w) for phone in hall.phones)
            found += [when - pressed for when in await asyncio.gather(*shown)]
    said_so = f"step on the console → on {len(hall.phones)} phones"
    return [Line(said_so, said(times(found)), "p95 ≤ 1.5 s", share(found, 0.95) <= 1.5)]


async def joins(hall: Hall, people: int, seconds: float, goal: float) -> list[Line]:
    """People come in with the code: from the code to the choice of a department."""
    needed = await hall.fill(people, seconds)
    good = share(needed, 0.95) <= goal
    words = f"{people} joins within {seconds:.0f} s (script and socket)"
    return [Line(words, f"{said(times(needed))}, {len(needed)} in", f"all in, p95 ≤ {goal:.0f} s", good)]


async def cut(hall: Hall, seconds: float = 10.0) -> list[Line]:
    """The network is away; everybody taps meanwhile; all come back at once, each when its browser tries again."""
    for phone in hall.phones:
        phone.cut()
    await asyncio.sleep(seconds / 2)
    for phone in hall.phones:
        hall.tap(phone)
    await asyncio.sleep(seconds / 2)
    there = time.perf_counter()

    async def back(phone: Phone) -> float:
        await asyncio.sleep(random.uniform(0, 4))  # Streamlit's pause between two attempts has grown to that
        await come_back(phone)
        return await phone.tab.until(lambda: not phone.pending) - there

    needed = await asyncio.gather(*map(back, hall.phones))
    usable = sum(one <= USABLE for one in needed) / len(needed)
    words = f"{seconds:.0f} s cut of all {len(needed)} → back, taps of the meantime saved"
    found = f"{said(times(needed))}, {usable:.1%} within {USABLE:.0f} s, lost {hall.lost()}"
    return [Line(words, found, "≥ 99 % within 15 s, none lost", usable >= 0.99 and not hall.lost())]


async def come_back(phone: Phone, seconds: float = 60.0) -> None:
    """Try again until the server is there."""
    end = time.perf_counter() + seconds
    while True:
        phone.cut()
        try:
            await phone.come_back()
            return
        except OSError:
            if time.perf_counter() > end:
                raise
            await asyncio.sleep(random.uniform(0.25, 0.5))


async def idle(hall: Hall, seconds: float) -> list[Line]:
    """Nobody does anything."""
    used = Usage(hall.app.pid)
    await asyncio.sleep(seconds)
    part = used.cpu / seconds
    return [Line(f"{len(hall.phones)} idle phones, console and wall", f"{part:.1%} of a core", "≤ 5 %", part <= 0.05)]


async def soak(hall: Hall, wall: Wall, seconds: float, churn: float = 0.05) -> list[Line]:
    """People vote every ten seconds, some leave and others come, minute by minute."""
    await votes(hall, wall, min(60.0, seconds / 4), 10.0)
    before, end = Usage(hall.app.pid).memory, time.perf_counter() + seconds
    while time.perf_counter() < end:
        minute = time.perf_counter() + 60
        leaving, hall.phones = (
            hall.phones[: int(churn * len(hall.phones)) or 1],
            hall.phones[int(churn * len(hall.phones)) or 1 :],
        )
        await asyncio.gather(*(phone.close() for phone in leaving), hall.fill(len(leaving), 20))
        await votes(hall, wall, max(1.0, minute - time.perf_counter()), 10.0)
    grown = Usage(hall.app.pid).memory - before
    words = f"memory in {seconds / 60:.0f} minutes at {len(hall.phones)}, {churn:.0%} leave and come each minute"
    return [
        Line(
            words, f"{before:.0f} MB, grown by {grown:+.0f} MB, lost {hall.lost()}", "≤ +50 MB in an hour", grown <= 50
        )
    ]
