"""From process to process: with PostgreSQL, what one is told is passed on to all others (LISTEN and NOTIFY)."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Collection
from types import TracebackType
from typing import Self
from uuid import uuid4

import psycopg
from sqlalchemy.exc import SQLAlchemyError

from data.engine import engine_for
from data.live_presence import seen
from data.live_signal import Signal
from data.rows import Numbers
from data.settings import database_url

CHANNEL = "werkstatt_live"
TOGETHER = 0.05
"""Seconds in which what is to be passed on is put together."""
WAIT = 1.0
"""Seconds before the line is tried again, and between two looks whether it is still wanted."""

log = logging.getLogger("werkstatt")


class Bridge:
    """Passes on what a signal is told, and tells it what others pass on; on SQLite, where there is one process, it
    does nothing. Two threads of its own, so that no vote waits for the network. What is lost while the line is dead
    is read from the database: after each connecting here, and every few seconds by `look_after`."""

    def __init__(self, signal: Signal) -> None:
        self._signal = signal
        self._me = uuid4().hex
        self._lock = threading.Lock()
        self._waiting: dict[str, Numbers] = {}
        self._something = threading.Event()
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []
        self.listening = threading.Event()
        """Set while others are heard."""

    def __enter__(self) -> Self:
        if engine_for(database_url()).dialect.name == "postgresql":
            self._threads = [threading.Thread(target=run, daemon=True) for run in (self._hear, self._say)]
            for thread in self._threads:
                thread.start()
            self._signal.pass_on = self._pass_on
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._signal.pass_on = None
        self._stop.set()
        self._something.set()
        for thread in self._threads:
            thread.join(5)

    def _pass_on(self, workshop_id: str, numbers: Numbers) -> None:
        with self._lock:
            self._waiting[workshop_id] = numbers
        self._something.set()

    def _say(self) -> None:
        while not self._stop.is_set():
            self._something.wait()
            self._stop.wait(TOGETHER)
            self._something.clear()
            with self._lock:
                waiting, self._waiting = self._waiting, {}
            try:
                with engine_for(database_url()).begin() as connection:
                    for workshop_id, numbers in waiting.items():
                        note = json.dumps({"from": self._me, "workshop": workshop_id, "numbers": numbers})
                        connection.exec_driver_sql("SELECT pg_notify(%s, %s)", (CHANNEL, note))
            except SQLAlchemyError as error:
                log.warning("Other processes could not be told of a change, they will find it: %s", error)

    def _hear(self) -> None:
        address = engine_for(database_url()).url.set(drivername="postgresql")
        while not self._stop.is_set():
            try:
                with psycopg.connect(address.render_as_string(hide_password=False), autocommit=True) as connection:
                    connection.execute(f"LISTEN {CHANNEL}")
                    self._signal.refresh()
                    self.listening.set()
                    while not self._stop.is_set():
                        for note in connection.notifies(timeout=WAIT):
                            self._heard(note.payload)
            except (psycopg.Error, SQLAlchemyError) as error:
                log.warning("The line to the other processes is interrupted and tried again: %s", error)
            self.listening.clear()
            self._stop.wait(WAIT)

    def _heard(self, payload: str) -> None:
        note = json.loads(payload)
        if note["from"] != self._me:
            self._signal.tell(note["workshop"], Numbers(*note["numbers"]), pass_on=False)


def look_after(signal: Signal, tokens: Collection[str]) -> None:
    """Read the numbers again and write down whose phones are connected; a database that is away is no end of it."""
    try:
        signal.refresh()
        seen(*tokens)
    except SQLAlchemyError as error:
        log.warning("The live room could not be looked after, it is tried again: %s", error)
