"""Two servers behind the shipped proxy beside one (`python -m benchmarks.live replicas`).

Two app processes, or one, on PostgreSQL behind the real Caddy with `deploy/Caddyfile`, console and wall open, on the
same cores as the phones. One and two take turns, each time with a new database. Saved = from the tap until the phone
shows it as saved.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from benchmarks.figures import Line, said, times
from benchmarks.hall import Hall, opened, screens, starting
from benchmarks.phone import Phone
from benchmarks.scenes import votes
from scripts.postgres import new_database, running_postgres
from scripts.proxy import running_proxy
from scripts.running import Running, running_app, using_database

GREEDY = 60
"""Phones that tap again as soon as the last tap is saved: what they get saved in a second is what is carried."""
OFTEN = 1.0
"""Seconds between two votes of one voter when all are there."""
GAIN, LATEST = 1.5, 100.0
"""The goals: so many times the votes of one server; milliseconds within which 95 % are saved."""


@dataclass
class Found:
    """What so many servers did in all rounds."""

    carried: list[float] = field(default_factory=list)
    """Votes a second, one for each round."""
    saved: list[float] = field(default_factory=list)
    """Seconds from tap to saved at the given load."""
    lost: int = 0


def replicas(voters: int, seconds: float, rounds: int = 2) -> list[Line]:
    """One server and two, in turns, each time on a new database."""
    found = {1: Found(), 2: Found()}
    with running_postgres() as postgres:
        for number in range(rounds):
            for servers in found:
                with hosted(new_database(postgres, f"round{number}_{servers}"), servers) as hall:
                    asyncio.run(load(hall, voters, seconds, found[servers]))
    one, two = (sum(one.carried) / rounds for one in found.values())
    rate = f"{voters / OFTEN:.0f} votes a second → saved"
    first, second = (times(one.saved) for one in found.values())
    lost = sum(one.lost for one in found.values())
    return [
        Line(
            f"votes a second from {GREEDY} phones without a pause, two servers",
            f"{two:.0f}; one server {one:.0f}; {two / one:.2f} ×", f"≥ {GAIN:g} ×", two >= GAIN * one,
        ),
        Line(f"{rate}, one server", said(first), "to compare", reached=True),
        Line(f"{rate}, two servers", said(second), f"p95 ≤ {LATEST:.0f} ms", second["p95"] <= LATEST),
        Line("votes lost, all of these", f"{lost} of {sum(len(one.saved) for one in found.values())}", "0", lost == 0),
    ]  # fmt: skip


@contextmanager
def hosted(database: str, servers: int) -> Iterator[Hall]:
    """A hall with so many servers on one database behind Caddy."""
    with using_database(database), ExitStack() as stack:
        code = opened()
        settings = {"STREAMLIT_SERVER_COOKIE_SECRET": "for benchmarks"}  # pragma: allowlist secret
        apps = [stack.enter_context(running_app(database, **settings)) for _ in range(servers)]
        files = Path(stack.enter_context(TemporaryDirectory()))  # no browser, no scripts
        proxy = stack.enter_context(running_proxy(*(urlsplit(app.url).netloc for app in apps), files=files))
        yield Hall(Running(proxy.plain, apps[0].pid, apps[0].lines), code)


async def load(hall: Hall, voters: int, seconds: float, found: Found) -> None:
    """First some who tap as fast as they can, then all of them evenly."""
    await starting(hall, voters)
    async with screens(hall) as (_console, wall):
        found.carried.append(await greedy(hall, hall.phones[:GREEDY], seconds))
        found.saved += (await votes(hall, wall, seconds, OFTEN)).saved
        found.lost += hall.lost()


async def greedy(hall: Hall, phones: list[Phone], seconds: float) -> float:
    """Votes a second that are saved when each phone taps again as soon as it may; the first two seconds are none."""
    begun = time.perf_counter() + 2
    saved: list[float] = []

    async def tap_on(phone: Phone) -> None:
        while time.perf_counter() < begun + seconds:
            saved.append((await phone.saved(hall.tap(phone))).saved)

    await asyncio.gather(*map(tap_on, phones))
    return sum(begun <= when < begun + seconds for when in saved) / seconds
