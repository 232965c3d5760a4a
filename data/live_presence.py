"""Who was heard of lately: many calls of many phones, one statement now and then."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import update

from data.access import hashed
from data.engine import AWAY, writing
from data.settings import database_url
from data.tables import table

EVERY = 10.0
"""Seconds between two writes."""

log = logging.getLogger("werkstatt")


class Heard:
    """Tokens that were heard of and not yet written down. One per process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[str, set[str]] = {}
        self._written: dict[str, float] = {}

    def add(self, tokens: Iterable[str]) -> set[str]:
        """Note tokens; returns the hashes to be written now, which is nothing most of the time."""
        url, now = database_url(), time.monotonic()
        with self._lock:
            waiting = self._waiting.setdefault(url, set())
            waiting.update(map(hashed, tokens))
            if now - self._written.get(url, -EVERY) < EVERY:
                return set()
            self._written[url] = now
            return self._waiting.pop(url)


heard = Heard()


def seen(*tokens: str) -> None:
    """Note that phones are there. Written at most every `EVERY` seconds, all of them in one statement; while nothing
    can be written it is left out, because no phone's screen may fail for it."""
    if hashes := heard.add(tokens):
        rows = table("seats")
        try:
            with writing() as connection:
                connection.execute(update(rows).where(rows.c.token_hash.in_(hashes)).values(seen_at=datetime.now(UTC)))
        except AWAY as error:
            log.warning("Who is connected could not be written down, it is tried again: %s", error)
