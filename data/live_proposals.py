"""A new proposal reaches the phones of the others soon; those of the same moment are one change."""

from __future__ import annotations

import logging
import threading

from data.engine import AWAY, writing
from data.live_signal import tell
from data.rows import raise_revision
from data.settings import database_url
from workshop.texts import Refusal

log = logging.getLogger("werkstatt")


class Fresh:
    """Workshops with proposals of which the phones were not told yet. One per process: if it dies, the phones find
    them when they look by themselves."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: set[tuple[str, str]] = set()

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def add(self, workshop_id: str) -> None:
        """Note a workshop."""
        with self._lock:
            self._waiting.add((database_url(), workshop_id))

    def take(self) -> list[str]:
        """The workshops noted, which are then no longer; those of a database that was left are forgotten."""
        with self._lock:
            noted, self._waiting = self._waiting, set()
        return sorted(workshop_id for url, workshop_id in noted if url == database_url())


fresh = Fresh()


def tell_phones() -> None:
    """Raise the stage where there are new proposals: all phones ask once for what is on their table, however many
    proposals there are. While the database is away it is left for the next time."""
    for workshop_id in fresh.take():
        try:
            with writing() as connection:
                numbers = raise_revision(connection, workshop_id, stage=True)
        except AWAY as error:
            log.warning("Phones could not be told of a proposal, it is tried again: %s", error)
            fresh.add(workshop_id)
        except Refusal:  # the workshop is gone
            continue
        else:
            tell(workshop_id, numbers)
