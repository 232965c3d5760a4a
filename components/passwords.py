"""Passwords are looked at one at a time, in a thread of their own: guessing keeps that one busy, and no vote waits."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from data.passwords import TooSoon
from workshop.texts import message

T = TypeVar("T")


class Crowded(TooSoon):
    """So many are waiting for their password to be looked at that one more is not let in."""


WAITING = 20
"""So many may wait for their turn; more are told to come again."""

_one_at_a_time = ThreadPoolExecutor(1)
_waiting = 0


async def looked_at(check: Callable[..., T], *args: str) -> T:
    """What `check` says of a password. Raises what it raises, and Crowded when too many are waiting."""
    global _waiting
    if _waiting >= WAITING:
        raise Crowded(message("Too many are signing in right now. Try again in a minute."))
    _waiting += 1
    try:
        return await asyncio.get_running_loop().run_in_executor(_one_at_a_time, check, *args)
    finally:
        _waiting -= 1
