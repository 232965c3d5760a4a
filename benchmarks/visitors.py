"""The visitors of a live room without a browser: a phone that taps, a projector that shows, a facilitator's console."""

from __future__ import annotations

import asyncio
import itertools
import json
import re
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Self

from benchmarks.browser import Browser
from benchmarks.protocol import WAIT, Element, Tab
from data.access import COOKIE

AGAIN, SILENCE = 3.0, 8.0
"""Seconds after which `components/static/phone.js` sends a tap again, and gives up a line that does not answer."""
NEWS = ("asOf", "mark", "answers", "status", "saved", "more", "open", "left")
"""What the answer to a tap says of what is shown."""
RETOLD = 4.0
"""The same in `components/live/push.py` for a change that its part did not draw."""
COMES_BACK = 3.0
"""Seconds after which a browser listens again to a stream that has ended."""
SCREEN, LINE = "phone", "phone_line"
"""Keys of the phone's components."""
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


class Phone(Listener):
    """A participant's phone. Comes in by the code, sits down, and taps; a tap is sent again until it is acknowledged.

    `shown` is what the server has drawn on it (`components.live.phone_view.view`), {} before it has.
    """

    def __init__(self, url: str, *, cookies: dict[str, str] | None = None) -> None:
        super().__init__(Browser(url, cookies or {}), "room", "", LINE)
        self.shown: dict[str, Any] = {}
        self.pending: dict[tuple[str, str], Tap] = {}
        self.client = f"c{id(self)}"
        self._numbers = itertools.count(1)
        self._sent = (0, 0.0)
        self._tries = 1
        self._resend: asyncio.TimerHandle | None = None
        self._delivery: asyncio.Task[None] | None = None

    async def come_in(self, code: str) -> None:
        """Scan the code and wait until something is on the screen. Raises PermissionError when the door stays shut."""
        answer = await self.browser.get(f"/j/{code}")
        if answer.status != 303:
            raise PermissionError(f"{answer.status}: {words_of(answer.body)}")
        await self.browser.get(answer.headers["location"])
        await self.open()
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
        """One's own answers as the server has drawn them."""
        return dict(self.shown.get("answers", {}))

    async def sit(self, department: str | None = None, name: str = "") -> None:
        """Choose a department, the first one unless another is named; returns when the place is taken."""
        first = self.shown["door"]["departments"][0][0]
        tap = self.tap("", "sit", {"department": department or first, "name": name})
        await self.saved(tap)
        await self.tab.until(lambda: not (self.shown.get("door") or {}).get("needed"))

    async def rate(self, item: str, value: int | str = 1, seconds: float = WAIT) -> Tap:
        """Tap a level and wait until it is saved. Raises TimeoutError; a refusal stands in the tap."""
        return await self.saved(self.tap(item, "rating", value), seconds)

    def tap(self, item: str, field_name: str, value: object) -> Tap:
        """Tap, and do not wait."""
        tap = Tap(next(self._numbers), item, field_name, value, self.shown.get("mark"), time.perf_counter())
        self.pending[tap.slot] = tap
        self.deliver()
        return tap

    async def saved(self, tap: Tap, seconds: float = WAIT) -> Tap:
        """Wait until a tap is acknowledged."""
        await self.tab.until(lambda: tap.saved, seconds)
        return tap

    def deliver(self, pause: float | None = None) -> None:
        """Send what is not acknowledged, unless the same was sent a moment ago; look again after a while."""
        if not self.pending:
            return
        pause = AGAIN * self._tries if pause is None else pause
        newest, now = max(tap.number for tap in self.pending.values()), time.perf_counter()
        sending = self._delivery is not None and not self._delivery.done()
        if not sending and self.tab.is_open and (self._sent[0] < newest or now - self._sent[1] >= pause):
            self._tries = min(2 * self._tries, 4) if self._sent[0] == newest else 1
            self._sent = (newest, now)
            self._delivery = asyncio.create_task(self._send())
        if self._resend:
            self._resend.cancel()
        self._resend = asyncio.get_running_loop().call_later(AGAIN / 6, self.deliver)

    async def _send(self) -> None:
        """One request with all taps that wait, and what its answer says."""
        taps = [tap.as_json() for tap in sorted(self.pending.values(), key=lambda tap: tap.number)[:50]]
        said = {"client": self.client, "language": "de", "taps": taps}
        with suppress(OSError, TimeoutError):
            async with asyncio.timeout(SILENCE):
                answer = await self.browser.post("/live/taps", json.dumps(said).encode())
            if answer.status == 200:
                self._settle(json.loads(answer.plain))
            elif answer.status == 403:
                await self.tab.trigger(SCREEN, "again", time.time())
        if self.pending and self._sent[0] < max(tap.number for tap in self.pending.values()):
            asyncio.get_running_loop().call_soon(self.deliver)

    def draw(self, element: Element) -> None:
        """What is on the screen now; the answer to a tap may be newer than what the page says."""
        super().draw(element)
        if element.key == SCREEN:
            older = element.data["asOf"] < self.shown.get("asOf", 0)
            self.shown = element.data | (self._news(self.shown, element.data) if older else {})
            self.deliver()

    def _settle(self, news: dict[str, Any]) -> None:
        for slot, tap in list(self.pending.items()):
            if tap.number <= news["ack"]["done"]:
                tap.saved, tap.refused = time.perf_counter(), news["ack"]["refused"].get(str(tap.number), "")
                del self.pending[slot]
        self.shown = self.shown | self._news(news, self.shown)
        self.tab.look()
        if news["anew"]:
            self._again = asyncio.create_task(self.tab.trigger(SCREEN, "again", time.time()))

    @staticmethod
    def _news(news: dict[str, Any], shown: dict[str, Any]) -> dict[str, Any]:
        """What an answer says, as long as it is about the same question."""
        same = bool(shown.get("sections")) and news["mark"] == shown["mark"]
        return {name: news[name] for name in NEWS} if same else {}

    def _hush(self) -> None:
        super()._hush()
        if self._resend:
            self._resend.cancel()
        if self._delivery:
            self._delivery.cancel()


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
