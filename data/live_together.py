"""What many people write at the same moment is written in one transaction: whoever's turn it is takes along all who
wait."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from data.engine import AWAY
from workshop.texts import Refusal

MOST = 100
"""So many in one transaction at most."""

Wanted = TypeVar("Wanted")
Done = TypeVar("Done")


@dataclass(eq=False)
class _Waiting(Generic[Wanted, Done]):
    """One who waits, and what came of it, None until then."""

    wanted: Wanted
    found: Done | BaseException | None = None


class Together(Generic[Wanted, Done]):
    """A queue before a function that writes several things in one transaction.

    `write(things)` returns for each of them what came of it, or the Refusal of that one. A transaction costs about the
    same for one vote and for ten, most of it waiting for the disk; without the queue two hundred votes at once wait for
    each other one by one. Nobody waits longer than the transaction that is going on and their own.
    """

    def __init__(self, write: Callable[[Sequence[Wanted]], Sequence[Done | Refusal]]) -> None:
        self._write = write
        self._turn = threading.Lock()
        self._queue: list[_Waiting[Wanted, Done]] = []
        self._door = threading.Lock()

    def __call__(self, wanted: Wanted) -> Done:
        """Write one thing and return what came of it, once it is safely stored. Raises its Refusal, or what the
        transaction raised, which then has stored nothing."""
        mine = _Waiting[Wanted, Done](wanted)
        with self._door:
            self._queue.append(mine)
        with self._turn:
            if mine.found is None:
                self._take_along(mine)
        if isinstance(mine.found, BaseException):
            raise mine.found
        assert mine.found is not None
        return mine.found

    def _take_along(self, mine: _Waiting[Wanted, Done]) -> None:
        """Write for this one and for those who came before or wait with it."""
        with self._door:
            others = [one for one in self._queue if one is not mine][: MOST - 1]
            batch = [mine, *others]
            self._queue = [one for one in self._queue if one not in batch]
        try:
            for one, found in zip(batch, self._write([one.wanted for one in batch]), strict=True):
                one.found = found
        except AWAY as error:  # the others would only wait as long again for a database that is away
            for one in batch:
                one.found = error
