"""People in a room on a real server, without browsers: phones, consoles, a line that dies, what is stored of whom."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, AsyncExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event
from typing import Any
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from live_rooms import WORKSHOP, code, now, opened, step

from benchmarks.phone import Phone
from benchmarks.visitors import Console, Wall
from data.access import hashed
from data.live_leading import take_over
from data.live_seats import SEAT_COOKIE, seat_of
from data.live_signal import numbers_of
from data.store import load
from scripts.running import Running, running_app, using_database

METRICS = "of these tests"
WATCHER = {"Authorization": f"Bearer {METRICS}"}
"""The token of who watches a server, and the header that shows it."""
WAIT = 60.0
"""Seconds after which what should have come has not."""


@contextmanager
def served(url: str) -> Iterator[Running]:
    """The app on a database with the bakery's room open and led by who has the printed link; this process works on the
    same database."""
    with using_database(url):
        opened()
        with running_app(url, METRICS_TOKEN=METRICS) as app:
            take_over(WORKSHOP, hashed(app.token))
            yield app


class Facilitator(Console):
    """A facilitator's laptop that is looked at before the next button is pressed."""

    def __init__(self, url: str, token: str) -> None:
        super().__init__(url, token, WORKSHOP)
        self.drawn = ""
        """The numbers it has drawn to the end."""
        self.tab.on_end = self._note

    async def take(self, key: str) -> None:
        """Press a button and wait until the step is taken and this screen shows it."""
        version = now().version
        await self.press(key)
        await until(lambda: now().version > version)
        stage = f"{numbers_of(WORKSHOP).stage} "
        await self.tab.until(lambda: self.drawn.startswith(stage))

    def _note(self) -> None:
        if self.tab.has(self._line):
            self.drawn = str(self.tab.element(self._line).data["seen"])


@dataclass
class Room:
    """Everybody whom one test lets in; they go when it ends. `url` is where new ones come to."""

    app: Running
    stack: AsyncExitStack
    url: str = ""

    async def phone(self, department: str = "Verkauf", *, url: str = "") -> Phone:
        """Somebody who has come in with the code and sat down."""
        phone = await self.stack.enter_async_context(Phone(url or self.url or self.app.url))
        await phone.come_in(code())
        await phone.sit(department)
        return phone

    async def phones(self, count: int) -> list[Phone]:
        """So many at once."""
        return list(await asyncio.gather(*(self.phone() for _ in range(count))))

    async def console(self, token: str = "") -> Facilitator:
        """A facilitator's laptop."""
        console = await self.stack.enter_async_context(Facilitator(self.url or self.app.url, token or self.app.token))
        await console.open()
        return console

    async def wall(self, *, url: str = "") -> Wall:
        """The projector."""
        wall = await self.stack.enter_async_context(Wall(url or self.app.url, self.app.token, WORKSHOP))
        await wall.open()
        return wall


Story = Callable[[Room], Coroutine[Any, Any, None]]


def play(app: Running, story: Story) -> None:
    """Let a story happen in a room where the rating has just begun, in a thread of its own: Playwright leaves a loop
    running in the main one."""
    step("start_rating", by=hashed(app.token))

    async def happen() -> None:
        async with AsyncExitStack() as stack:
            await story(Room(app, stack))

    with ThreadPoolExecutor(1) as beside:
        beside.submit(asyncio.run, happen()).result(10 * WAIT)


def token_of(phone: Phone) -> str:
    """The token in a phone's cookie."""
    return phone.browser.cookies[SEAT_COOKIE]


def person_of(phone: Phone) -> str:
    """The pseudonym of who has this phone."""
    seat = seat_of(token_of(phone))
    assert seat is not None
    assert seat.participant is not None
    return seat.participant


def stored(*phones: Phone, touchpoint: str = "T1") -> list[int]:
    """Ratings of these people, one for each row that the database has."""
    people = [person_of(phone) for phone in phones]
    rows = load(WORKSHOP)["ratings"]
    mine = rows[(rows["touchpoint"] == touchpoint) & rows["participant"].isin(people)]
    return [int(rating) for rating in mine["rating"].dropna()]


def tap_of(phone: Phone) -> dict[str, Any]:
    """The ratings that a phone shows as its own."""
    return {item: answer["rating"] for item, answer in phone.answers.items()}


async def metric(app: Running, name: str) -> float:
    """One of the figures that the server counts about itself, all its labels together."""
    found = await asyncio.to_thread(figures_of, app.url)
    return sum(map(float, re.findall(rf"^{re.escape(name)}(?:{{.*}})? (\S+)$", found, re.MULTILINE)))


def figures_of(url: str) -> str:
    """What a server counts, its own figures and Streamlit's, as somebody with the token reads them."""
    asked = [Request(f"{url}{path}", headers=WATCHER) for path in ("/metrics", "/_stcore/metrics")]
    texts = []
    for one in asked:
        with urlopen(one, timeout=WAIT) as answer:
            texts.append(answer.read().decode())
    return "\n".join(texts)


async def until(holds: Callable[[], bool | Awaitable[bool]]) -> None:
    """Ask again and again until something holds that no message tells. Raises TimeoutError."""
    async with asyncio.timeout(WAIT):
        while not (found if isinstance(found := holds(), bool) else await found):
            await asyncio.sleep(0.1)


async def vote_through(room: Room, trouble: AbstractContextManager[None]) -> None:
    """Scenario 15: a vote that comes while the database is in trouble is not called saved, the phone goes on showing
    what it knows, and once the trouble is over the vote is stored without anybody doing anything."""
    phone = await room.phone()
    await phone.rate("T1", 1)
    with trouble:
        said = len(room.app.lines)
        tap = phone.tap("T1", "rating", -1)
        await until(lambda: "could not be stored" in "".join(room.app.lines[said:]))
        assert (tap.saved, tap_of(phone)) == (0.0, {"T1": 1})
    await phone.saved(tap)
    assert (tap.refused, stored(phone), tap_of(phone)) == ("", [-1], {"T1": -1})


@dataclass
class DeadLine:
    """A line between phones and the app that can die in two ways: swallow what is sent (half open), or break."""

    url: str = ""
    half_open: bool = False
    swallowed: int = 0
    """Bytes that nobody got."""
    _lines: set[asyncio.StreamWriter] = field(default_factory=set)
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.get_running_loop)

    def break_off(self) -> None:
        """Break every line without a word; new ones are good again. From any thread."""
        self.half_open = False
        self._loop.call_soon_threadsafe(self._abort)

    def _abort(self) -> None:
        for line in self._lines:
            line.transport.abort()


@contextmanager
def dead_line_beside(app: Running) -> Iterator[DeadLine]:
    """The same in a thread of its own, for browsers."""
    found, end = Future[DeadLine](), Event()

    async def hold() -> None:
        async with dead_line(app) as line:
            found.set_result(line)
            await asyncio.to_thread(end.wait)

    with ThreadPoolExecutor(1) as beside:
        beside.submit(asyncio.run, hold())
        yield found.result(WAIT)
        end.set()


@asynccontextmanager
async def dead_line(app: Running) -> AsyncIterator[DeadLine]:
    """Such a line, at an address of its own."""
    line, parts = DeadLine(), urlsplit(app.url)
    open_ones: set[asyncio.Task[Any]] = set()

    async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while data := await reader.read(65536):
                if line.half_open:
                    line.swallowed += len(data)
                    continue
                writer.write(data)
                await writer.drain()
        except OSError:
            pass
        writer.close()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        this = asyncio.current_task()
        assert this is not None
        open_ones.add(this)
        line._lines.add(writer)
        both = {writer}
        with suppress(OSError):
            far_reader, far_writer = await asyncio.open_connection(parts.hostname, parts.port)
            both.add(far_writer)
            line._lines.add(far_writer)
            await asyncio.gather(pass_on(reader, far_writer), pass_on(far_reader, writer))
        for one in both:
            one.close()
            with suppress(OSError):
                await one.wait_closed()
        line._lines -= both
        open_ones.discard(this)

    async with await asyncio.start_server(connected, "127.0.0.1", 0) as server:
        line.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        try:
            yield line
        finally:
            server.close()
            while open_ones:
                line._abort()
                await asyncio.sleep(0)
