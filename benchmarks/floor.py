"""The floor: the smallest live vote Streamlit can do, loaded like the room, in the same run."""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass, field

from benchmarks.browser import Browser
from benchmarks.figures import Usage
from benchmarks.protocol import Tab
from scripts.running import Running, running_app

SCRIPT = "benchmarks/one_button.py"


@dataclass
class Floor:
    """Seconds of each vote until it was shown as saved, and the server's CPU for all of them."""

    seconds: list[float] = field(default_factory=list)
    cpu: float = 0.0

    def measure(self, database: str, voters: int, seconds: float, every: float) -> None:
        """Let so many voters vote for a while, and add what it took."""
        with running_app(database, SCRIPT) as app:
            asyncio.run(self._load(app, voters, seconds, every))

    async def _load(self, app: Running, voters: int, seconds: float, every: float) -> None:
        tabs = [Tab(Browser(app.url)) for _ in range(voters)]
        for tab in tabs:
            await tab.open()
        await asyncio.gather(*(tab.until(lambda tab=tab: tab.has("vote")) for tab in tabs))
        used, end = Usage(app.pid), time.perf_counter() + seconds
        await asyncio.gather(*(self._vote(tab, end, every) for tab in tabs))
        self.cpu += used.cpu
        await asyncio.gather(*(tab.close() for tab in tabs))

    async def _vote(self, tab: Tab, end: float, every: float) -> None:
        due, count = time.perf_counter() + random.uniform(0, every), 0
        while due < end:
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            begun, count = time.perf_counter(), count + 1
            await tab.press("vote")
            saved = await tab.until(lambda wanted=f"saved {count}": wanted in tab.text())
            self.seconds.append(saved - begun)
            due += every
