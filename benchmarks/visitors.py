"""The facilitator's screens in a live room without a browser: the projector that shows, the console."""

from __future__ import annotations

import asyncio
import json
import re
import time
from contextlib import suppress
from typing import Any, Self

from benchmarks.browser import Browser
from benchmarks.protocol import Element, Tab
from data.access import COOKIE

RETOLD = 4.0
"""Seconds after which `components/live/push.py` tells again of a change that its part did not draw."""
COMES_BACK = 3.0
"""Seconds after which a browser listens again to a stream that has ended."""
LEAD = "console_take_over"
"""Key of the console's button for who does not lead."""


class Listener:
    """A screen that follows the room: one tab, one stream of numbers, a run of its part when they are newer."""

    def __init__(self, browser: Browser, page: str, query: str, line: str) -> None:
        self.browser, self.tab, self._line = browser, Tab(browser, page, query), line
        self.heard = ""
        """The numbers told last."""
        self._stream: asyncio.Task[None] | None = None
        self._retell: asyncio.TimerHandle | None = None
        self.tab.on_element = self.draw

    async def open(self, *, session: str = "") -> None:
        """Open the page, with the id of an old session to go on with it; returns when it is there."""
        await self.tab.open(session=session)
        await self.tab.until(lambda: self.tab.has(self._line))
        if self._stream is None or self._stream.done():
            self._stream = asyncio.create_task(self._listen())

    def draw(self, element: Element) -> None:
        """Take note of what is drawn."""
        if element.key == self._line and self._retell:
            self._check()

    def cut(self) -> None:
        """Lose the network: the page's line and the stream, without a word."""
        self._hush()
        self.tab.cut()
        self.browser.close()

    async def come_back(self, *, resume: bool = True) -> None:
        """The network is there again: go on with the old session if the server still has it, or with a new one. As a
        browser does it: connect, and a run because the page has a part that repeats. Returns when that has ended."""
        before = self.tab.runs
        await self.open(session=self.tab.session if resume else "")
        await self.tab.until(lambda: self.tab.runs > before)

    async def close(self) -> None:
        """Go away."""
        self._hush()
        await self.tab.close()
        self.browser.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.close()

    def _hush(self) -> None:
        if self._stream:
            self._stream.cancel()
        if self._retell:
            self._retell.cancel()
        self._stream = self._retell = None

    async def _listen(self) -> None:
        while True:
            with suppress(OSError, PermissionError):
                async for name, data in self.browser.listen(str(self.tab.element(self._line).data["url"])):
                    if name == "numbers":
                        self.heard = data
                        self._check()
            await asyncio.sleep(COMES_BACK)

    def _check(self) -> None:
        if self._retell:
            self._retell.cancel()
            self._retell = None
        if self.tab.has(self._line) and is_newer(self.heard, str(self.tab.element(self._line).data["seen"])):
            self._later = asyncio.create_task(self.tab.trigger(self._line, "numbers", self.heard))
            self._retell = asyncio.get_running_loop().call_later(RETOLD, self._check)


def is_newer(told: str, seen: str) -> bool:
    """Whether one of the numbers is larger: "12 345" for stage and votes."""
    return any(int(new) > int(old) for new, old in zip(told.split(), seen.split(), strict=True))


class Wall(Listener):
    """The projector that follows the console, with a facilitator's token. `shown` are its words, `numbers` the two
    revisions it has drawn, each with the moment it was finished in `history`."""

    def __init__(self, url: str, token: str, workshop: str) -> None:
        super().__init__(Browser(url, {COOKIE: token}), "projector", f"w={workshop}&follow=1", "wall_line")
        self.history: list[tuple[float, int, int]] = []
        self.tab.on_end = self._note

    @property
    def shown(self) -> str:
        """The words on it."""
        return words_of(self.tab.text().encode())

    @property
    def chart(self) -> dict[str, Any]:
        """The chart on it as Vega-Lite; {} when it shows none."""
        specs = [one.proto.spec for one in self.tab.elements.values() if one.kind == "vega_lite_chart"]
        return dict(json.loads(specs[0])) if specs else {}

    def _note(self) -> None:
        if self.tab.has(self._line):
            stage, votes = str(self.tab.element(self._line).data["seen"]).split()
            self.history.append((time.perf_counter(), int(stage), int(votes)))


class Console(Listener):
    """The facilitator's laptop: `press` the button with this key."""

    def __init__(self, url: str, token: str, workshop: str) -> None:
        super().__init__(Browser(url, {COOKIE: token}), "console", f"w={workshop}", "console_line")

    async def press(self, key: str) -> float:
        """Press a button when it is there, leading the room from now on; returns when (`time.perf_counter`)."""
        await self.tab.until(lambda: self.tab.has(key) or self.tab.has(LEAD))
        if not self.tab.has(key):
            await self.tab.press(LEAD)
            await self.tab.until(lambda: self.tab.has(key))
        now = time.perf_counter()
        await self.tab.press(key)
        return now


def words_of(page: bytes) -> str:
    """The words of a piece of HTML."""
    return re.sub(r"\s+", " ", re.sub(r"<style.*?</style>|<[^>]+>", " ", page.decode(), flags=re.DOTALL)).strip()
