"""What this process has done since it started, for whoever watches it: numbers only, of nobody."""

from __future__ import annotations

import threading
import time
from collections import Counter, deque
from collections.abc import Callable

MINUTE = 60


class Counted:
    """Counters that any thread may raise, each with how much of it came within the last minute."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._lock = threading.Lock()
        self._clock = clock
        self._totals: Counter[str] = Counter()
        self._lately: dict[str, deque[list[int]]] = {}

    def add(self, name: str, more: int = 1) -> None:
        """Count so many more."""
        second = int(self._clock())
        with self._lock:
            self._totals[name] += more
            lately = self._lately.setdefault(name, deque(maxlen=MINUTE))
            if lately and lately[-1][0] == second:
                lately[-1][1] += more
            else:
                lately.append([second, more])

    def total(self, name: str) -> int:
        """How many since the start."""
        with self._lock:
            return self._totals[name]

    def lately(self, name: str, seconds: int = MINUTE) -> int:
        """How many within the last seconds, at most a minute."""
        since = int(self._clock()) - seconds
        with self._lock:
            return sum(many for second, many in self._lately.get(name, ()) if second > since)


counted = Counted()
"""The one of this process: votes, pushes, runs, errors."""
