"""Who is told when a room changes: the two revisions of a workshop, from the threads that write to those who listen."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select

from data.engine import asking, reading
from data.rows import Numbers
from data.settings import database_url
from data.tables import table

PAUSE, CALM = 0.3, 1.0
"""Seconds between two messages about votes, for a wall and for a console: a hundred votes a second are three messages
and one."""

Key = tuple[str, str]
"""Database and workshop: in tests one process has many databases."""


@dataclass(eq=False)
class Listener:
    """One listening screen. Its event belongs to an event loop and is set from other threads through that loop."""

    votes: bool
    loop: asyncio.AbstractEventLoop
    event: asyncio.Event = field(default_factory=asyncio.Event)

    def wake(self) -> None:
        """Let the screen look again; a loop that has ended has nobody to wake."""
        if not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self.event.set)


class Signal:
    """The newest numbers of each workshop somebody listens to, and the listeners. One per process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._numbers: dict[Key, Numbers] = {}
        self._listeners: dict[Key, set[Listener]] = {}
        self._told = 0
        self.pass_on: Callable[[str, Numbers], None] | None = None
        """Set by the bridge to other processes; called after each `tell`."""

    def tell(self, workshop_id: str, numbers: Numbers, *, pass_on: bool = True) -> None:
        """Say, after the commit, that a workshop has these revisions now. From any thread; never waits."""
        with self._lock:
            self._told += 1
            self._learn((database_url(), workshop_id), numbers)
        if pass_on and self.pass_on:
            self.pass_on(workshop_id, numbers)

    async def changes(self, workshop_id: str, *, votes: bool, pause: float = PAUSE) -> AsyncGenerator[Numbers]:
        """The numbers now, and each time the stage, or with `votes` either of them, has changed.

        Changes that come together are one; votes alone are told at most every `pause` seconds.
        """
        key, listener = (database_url(), workshop_id), Listener(votes, asyncio.get_running_loop())
        with self._lock:
            self._listeners.setdefault(key, set()).add(listener)
        try:
            if key not in self._numbers:  # once listening, so that nothing is missed in between
                await asyncio.to_thread(self.refresh, workshop_id)
            last: Numbers | None = None
            told = 0.0
            while True:
                now = self._numbers.get(key, Numbers(0, 0))
                if last is None or now.stage != last.stage or (votes and now != last):
                    yield now
                    last, told = now, listener.loop.time()
                await listener.event.wait()
                listener.event.clear()
                if votes and self._numbers[key].stage == last.stage:
                    await asyncio.sleep(told + pause - listener.loop.time())
        finally:
            self._forget(key, listener)

    def refresh(self, *workshop_ids: str) -> None:
        """Read the numbers again, of all workshops with listeners unless some are named: what was written by another
        program, or while the line to the other processes was dead, is told late but told."""
        url, told = database_url(), self._told
        wanted = set(workshop_ids) or {workshop for of, workshop in self._listeners.copy() if of == url}
        if not wanted:
            return
        rows = table("workshops").c
        with reading() as connection:
            found = connection.execute(select(rows.id, rows.stage, rows.votes).where(rows.id.in_(wanted))).all()
        with self._lock:
            newest = told == self._told  # else somebody was told something newer while this was being read
            for row in found:
                self._learn((url, row.id), Numbers(row.stage, row.votes), exactly=newest)

    def _learn(self, key: Key, numbers: Numbers, *, exactly: bool = False) -> None:
        before = self._numbers.get(key)
        if before and not exactly:
            numbers = Numbers(max(before.stage, numbers.stage), max(before.votes, numbers.votes))
        listeners = self._listeners.get(key, set())
        if numbers == before or not listeners:
            return
        self._numbers[key] = numbers
        for listener in listeners:
            if listener.votes or before is None or before.stage != numbers.stage:
                listener.wake()

    def _forget(self, key: Key, listener: Listener) -> None:
        with self._lock:
            self._listeners[key].discard(listener)
            if not self._listeners[key]:
                del self._listeners[key]
                self._numbers.pop(key, None)


signal = Signal()
"""The one of this process."""


def tell(workshop_id: str, numbers: Numbers) -> None:
    """Say, after the commit, that a workshop has these revisions now."""
    signal.tell(workshop_id, numbers)


def numbers_of(workshop_id: str) -> Numbers:
    """The revisions as they are stored; zeros when there is no such workshop."""
    with asking() as connection:
        found = connection.execute(_numbers(), {"workshop": workshop_id}).first()
    return Numbers(*found) if found else Numbers(0, 0)


@cache
def _numbers() -> Select[Any]:
    rows = table("workshops").c
    return select(rows.stage, rows.votes).where(rows.id == bindparam("workshop"))
