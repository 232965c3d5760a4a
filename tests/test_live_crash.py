"""A server that is killed, a full disk, a database that is held: nothing acknowledged is lost, nothing is called saved
that is not, and it goes on by itself. Numbers are those of the list of scenarios of a live room."""

from __future__ import annotations

import asyncio
import os
import resource
import signal
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from itertools import cycle, product
from pathlib import Path

import pytest
from live_rooms import WORKSHOP
from live_wire import Room, person_of, play, served, until, vote_through

from benchmarks.phone import Phone
from data.engine import engine_for
from data.settings import database_url
from data.store import load
from scripts.running import Running, running_app
from workshop.texts import message, say

SOON = 10.0
"""Seconds in which a server that is asked to end has to be gone."""
UNANSWERED = say(message("Nothing was changed: the database does not answer. Try again in a moment."), "de")
POINTS = ("T1", "T2", "T3")


# Kills


class Burst:
    """Phones that tap as fast as they are answered: what they tapped last, and what of it was acknowledged."""

    def __init__(self, phones: list[Phone]) -> None:
        self.phones = phones
        self.tapped: dict[tuple[Phone, str], int] = {}
        self.saved: dict[tuple[Phone, str], int] = {}
        self.acknowledged = 0
        self._tasks = [asyncio.create_task(self._tap(phone)) for phone in phones]

    async def _tap(self, phone: Phone) -> None:
        for rating, point in cycle(product((1, -1, 0), POINTS)):
            self.tapped[phone, point] = rating
            await phone.rate(point, rating)
            self.saved[phone, point] = rating
            self.acknowledged += 1

    def end(self) -> None:
        for task in self._tasks:
            task.cancel()

    def lost(self) -> list[tuple[str, str, int]]:
        """Acknowledged votes that the database does not have: it must have each once, or the one tapped after it."""
        found = votes_now()
        return [
            (person_of(phone), point, rating)
            for (phone, point), rating in self.saved.items()
            if found[person_of(phone), point] not in ([rating], [self.tapped[phone, point]])
        ]

    def expected(self) -> dict[tuple[str, str], list[int]]:
        """What the database has to hold once every tap is acknowledged."""
        return {(person_of(phone), point): [rating] for (phone, point), rating in self.tapped.items()}


def test_13_no_acknowledged_vote_is_lost_when_the_server_is_killed_or_asked_to_end_in_a_burst(tmp_path: Path) -> None:
    file = tmp_path / "werkstatt.db"
    url = f"sqlite:///{file}"
    with served(url) as first, ExitStack() as servers:

        async def story(room: Room) -> None:
            phones, app = await room.phones(6), first
            for how in (signal.SIGKILL, signal.SIGTERM):
                burst = Burst(phones)
                await until(lambda burst=burst: burst.acknowledged > 20)
                os.kill(app.pid, how)
                async with asyncio.timeout(SOON):
                    await until(lambda app=app: has_ended(app.pid))
                burst.end()
                assert burst.lost() == []
                with closing(sqlite3.connect(file)) as connection:
                    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
                app = servers.enter_context(running_app(url))
                for phone in phones:
                    phone.cut()
                    phone.browser.url = app.url
                await asyncio.gather(*(phone.come_back() for phone in phones))
                await until(lambda: not any(phone.pending for phone in phones))
                assert votes_now().items() >= burst.expected().items()

        play(first, story)


def votes_now() -> dict[tuple[str, str], list[int]]:
    """Who has rated what: one entry for each row that the database has."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in load(WORKSHOP)["ratings"].dropna(subset="rating").itertuples():
        found[str(row.participant), str(row.touchpoint)].append(int(row.rating))
    return found


def has_ended(pid: int) -> bool:
    """Whether a child process has ended; its end is left to whoever started it."""
    return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


# Trouble with the database


@contextmanager
def no_space(app: Running, _file: Path) -> Iterator[None]:
    """Let the server write into no file, as on a full disk."""
    limits = resource.prlimit(app.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(app.pid, resource.RLIMIT_FSIZE, (0, limits[1]))
    try:
        yield
    finally:
        resource.prlimit(app.pid, resource.RLIMIT_FSIZE, limits)


@contextmanager
def held(_app: Running, file: Path) -> Iterator[None]:
    """Hold the database as a long write of another program does."""
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield  # closing it gives the lock back


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, Path]]:
    """One running app, and the file of its database, where a write waits half a second for another one, so that no test
    has to wait eight."""
    file = tmp_path_factory.mktemp("trouble") / "werkstatt.db"
    with served(f"sqlite:///{file}?timeout=0.5") as app:
        yield app, file
        engine_for(database_url()).dispose()


Trouble = Callable[[Running, Path], AbstractContextManager[None]]
TROUBLES = pytest.mark.parametrize("trouble", [no_space, held], ids=["full disk", "held database"])


@TROUBLES
def test_15_a_vote_that_cannot_be_stored_is_not_called_saved_and_is_stored_by_itself_later(
    shared: tuple[Running, Path], trouble: Trouble
) -> None:
    app, file = shared

    play(app, lambda room: vote_through(room, trouble(app, file)))


@TROUBLES
def test_15_a_step_that_cannot_be_stored_says_so_and_can_be_taken_later(
    shared: tuple[Running, Path], trouble: Trouble
) -> None:
    app, file = shared

    async def story(room: Room) -> None:
        console = await room.console()
        with trouble(app, file):
            await console.press("console_pause_pause")
            await console.tab.until(lambda: UNANSWERED in console.tab.text())
        await console.take("console_pause_pause")

    play(app, story)
