"""A participant's phone in a live room without a browser: it comes in, taps, and follows the room as phone.js does."""

from __future__ import annotations

import asyncio
import itertools
import json
import random
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Self

from benchmarks.browser import Browser
from benchmarks.protocol import WAIT, Element, Tab
from benchmarks.visitors import COMES_BACK, words_of

AGAIN, SILENCE, HEARTBEAT, TICK = 3.0, 8.0, (50.0, 70.0), 0.5
"""Seconds of `components/static/phone.js`: after which it asks again, and gives up a line that does not answer; between
two looks although nothing was told; between two thoughts about it."""
ANSWERS = ("rating", "relevance", "level", "dots")
"""Fields of taps that are answers."""
SCREEN = "phone"
"""Key of the phone's component."""


@dataclass(eq=False)
class Tap:
    """One tap on a phone, with the moments it was made and acknowledged (`time.perf_counter`, 0 = not yet)."""

    number: int
    item: str
    field: str
    value: object
    mark: object
    made: float
    saved: float = 0.0
    refused: str = ""

    @property
    def slot(self) -> tuple[str, str]:
        """What a later tap on the same thing replaces."""
        return self.item, self.field

    def as_json(self) -> dict[str, object]:
        """As the phone sends it."""
        names = {"n": "number", "item": "item", "field": "field", "value": "value", "mark": "mark"}
        return {sent: getattr(self, name) for sent, name in names.items()}


class Phone:
    """A phone that comes in by the code, sits down, and taps. A tap is sent again until it is acknowledged; what is
    shown is asked for when a newer stage was told; one request at a time.

    `shown` is what is on it (`components.live.phone_now`), {} before there is something.
    """

    def __init__(self, url: str, *, cookies: dict[str, str] | None = None) -> None:
        self.browser = Browser(url, cookies or {})
        self.tab = Tab(self.browser, "room")
        self.tab.on_element = self._draw
        self.shown: dict[str, Any] = {}
        self.pending: dict[tuple[str, str], Tap] = {}
        self.client = f"c{id(self)}"
        self.told = 0
        """The number of the stage that was told last."""
        self.looks = 0
        """How often all that is shown was asked for, and came."""
        self._wanted = self._failed = False
        self._numbers = itertools.count(1)
        self._made = self._sent = 0
        self._tried, self._tries = 0.0, 1
        self._looked, self._rest = time.perf_counter(), random.uniform(*HEARTBEAT)
        self._tasks: dict[str, asyncio.Task[None]] = {}

    async def come_in(self, code: str) -> None:
        """Scan the code and wait until something is on the screen. Raises PermissionError when the door stays shut."""
        answer = await self.browser.get(f"/j/{code}")
        if answer.status != 303:
            raise PermissionError(f"{answer.status}: {words_of(answer.body)}")
        await self.browser.get(answer.headers["location"])
        await self.open()

    async def open(self) -> None:
        """Open the page; returns when something is on the screen."""
        await self.tab.open()
        await self.tab.until(lambda: self.shown)

    @property
    def asked(self) -> list[str]:
        """Keys of what is asked now, in the order of the list."""
        return [str(item["key"]) for section in self.shown.get("sections") or [] for item in section["items"]]

    @property
    def is_open(self) -> bool:
        """Whether something can be answered now."""
        return bool(self.shown.get("open"))

    @property
    def answers(self) -> dict[str, dict[str, Any]]:
        """One's own answers as they are stored."""
        return dict(self.shown.get("answers", {}))

    async def sit(self, department: str | None = None, name: str = "") -> None:
        """Choose a department, the first one unless another is named; returns when the place is taken."""
        first = self.shown["door"]["departments"][0][0]
        await self.saved(self.tap("", "sit", {"department": department or first, "name": name}))
        await self.tab.until(lambda: not (self.shown.get("door") or {}).get("needed"))

    async def rate(self, item: str, value: int | str = 1, seconds: float = WAIT) -> Tap:
        """Tap a level and wait until it is saved. Raises TimeoutError; a refusal stands in the tap."""
        return await self.saved(self.tap(item, "rating", value), seconds)

    def tap(self, item: str, field_name: str, value: object) -> Tap:
        """Tap, and do not wait."""
        self._made = next(self._numbers)
        tap = Tap(self._made, item, field_name, value, self.shown.get("mark"), time.perf_counter())
        self.pending[tap.slot] = tap
        self._talk()
        return tap

    async def saved(self, tap: Tap, seconds: float = WAIT) -> Tap:
        """Wait until a tap is acknowledged."""
        await self.tab.until(lambda: tap.saved, seconds)
        return tap

    # ---- the line

    def cut(self) -> None:
        """Lose the network: the page's line, the stream and every request, without a word."""
        for task in self._tasks.values():
            task.cancel()
        self._tasks = {}
        self.tab.cut()
        self.browser.close()

    async def come_back(self, *, resume: bool = True) -> None:
        """The network is there again. As a browser does it: connect, with the old session if the server still has it,
        without a run of the page; listen, and ask for what is shown, which is there when this returns."""
        await self.tab.open(session=self.tab.session if resume else "", run=False)
        before, self._wanted = self.looks, True
        self._follow()
        self._talk(0)
        await self.tab.until(lambda: self.looks > before)

    async def close(self) -> None:
        """Go away."""
        self.cut()
        await self.tab.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.close()

    # ---- what phone.js does

    def look(self) -> None:
        """Ask for all that is shown, as when the phone wakes."""
        self._wanted = True
        self._talk(0)

    def _draw(self, element: Element) -> None:
        """The page draws the screen; from then on the phone follows the room by itself."""
        if element.key == SCREEN and element.data["asOf"] >= self.shown.get("asOf", 0):
            self.shown = element.data
            if "listen" not in self._tasks:
                self.told = self.shown["number"]
                self._follow()
                self._talk()

    def _follow(self) -> None:
        self._tasks["listen"] = asyncio.create_task(self._listen())
        self._tasks["tick"] = asyncio.create_task(self._tick())

    async def _listen(self) -> None:
        while True:
            with suppress(OSError, PermissionError):
                async for name, data in self.browser.listen(f"/{self.shown['line']}"):
                    if name == "numbers":
                        self.told = int(data)
                        self._talk(0)
            await asyncio.sleep(COMES_BACK)

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(TICK)
            self._talk()

    @property
    def _is_behind(self) -> bool:
        return self._wanted or self.told > self.shown["number"]

    def _talk(self, pause: float | None = None) -> None:
        """Begin a request if there is something to ask, unless one is going on."""
        talking = "talk" in self._tasks and not self._tasks["talk"].done()
        if talking or "listen" not in self._tasks:
            return
        now = time.perf_counter()
        rested = now - self._tried >= (AGAIN * self._tries if pause is None else pause)
        taps = bool(self.pending) and (self._sent != self._made or rested)
        look = (rested or not self._failed) if self._is_behind else now - self._looked > self._rest
        if taps or look:
            self._tried = now
            self._tasks["talk"] = asyncio.create_task(self._request(taps))

    async def _request(self, taps: bool) -> None:
        self._failed = not await (self._deliver() if taps else self._ask())
        self._tries = min(2 * self._tries, 4) if self._failed else 1
        self.tab.look()
        if not self._failed:
            asyncio.get_running_loop().call_soon(self._talk)

    async def _ask(self) -> bool:
        """All that is to be shown; whether it came."""
        told, self._wanted, self._looked = self.told, False, time.perf_counter()
        shown = await self._fetched("/live/phone?language=de")
        if shown is None:
            self._wanted = True
            return False
        self.told = shown["number"] if self.told == told else self.told
        self.shown = shown
        self.looks += 1
        return True

    async def _deliver(self) -> bool:
        """All taps that wait; whether they are acknowledged."""
        again, self._sent = self._sent == self._made, self._made
        taps = sorted(self.pending.values(), key=lambda tap: tap.number)[:50]
        said = {"client": self.client, "language": "de", "taps": [tap.as_json() for tap in taps]}
        news = await self._fetched("/live/taps", json.dumps(said).encode())
        if news is not None:
            self._settle(news)
        self._wanted = self._wanted or again
        return not any(self.pending.get(tap.slot) is tap for tap in taps)

    async def _fetched(self, path: str, body: bytes | None = None) -> dict[str, Any] | None:
        """What a request was answered with; None when it was not."""
        with suppress(OSError, TimeoutError):
            async with asyncio.timeout(SILENCE):
                answer = await (self.browser.get(path) if body is None else self.browser.post(path, body))
            if answer.status == 403:
                await self.tab.trigger(SCREEN, "again", time.time())
            if answer.status == 200:
                return dict(json.loads(answer.plain))
        return None

    def _settle(self, news: dict[str, Any]) -> None:
        answers = dict(self.shown["answers"])
        for slot, tap in list(self.pending.items()):
            if tap.number <= news["done"]:
                tap.saved, tap.refused = time.perf_counter(), news["refused"].get(str(tap.number), "")
                del self.pending[slot]
                if not tap.refused and tap.field in ANSWERS and tap.mark == self.shown["mark"]:
                    answers[tap.item] = answers.get(tap.item, {}) | {tap.field: tap.value}
        self.shown = news.get("shown") or self.shown | {"answers": answers, "asOf": news["asOf"]}
