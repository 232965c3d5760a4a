"""What the server's process asks of the system: connections for a full room, and memory that is given back."""

from __future__ import annotations

import ctypes
import sys

OPEN_FILES = 8192
"""Enough for several hundred phones."""
HEAPS, M_ARENA_MAX = 2, -8
"""How many heaps all threads share, and what mallopt(3) calls that."""

CALM_TURN, LIVE_TURN = 0.005, 0.0005
"""Seconds for which one thread may compute while others wait: Python's own, and with phones in the room."""


def take_turns(*, live: bool) -> None:
    """Let threads take short turns while phones listen, and Python's own when there are none.

    With long ones a vote that comes in while two hundred phones load their files waits so long for each of its steps:
    seconds instead of tenths of a second. With short ones a run of a page takes a quarter longer.
    """
    sys.setswitchinterval(LIVE_TURN if live else CALM_TURN)


def open_many_connections() -> None:
    """Let the process have more open files than the usual 1,024: each of 200 phones comes with six connections, and who
    finds none is cut off. Windows knows no such limit."""
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def share_heaps() -> None:
    """Let all threads share two heaps, before most of them begin. Linux would open eight for each core, and every run
    of a page, which is a thread of its own, would leave holes in another one: an hour of coming and going then costs
    memory though nobody is remembered. Where the C library knows no such limit there is nothing to do."""
    if sys.platform == "linux" and (limit := getattr(ctypes.CDLL(None), "mallopt", None)):
        limit(M_ARENA_MAX, HEAPS)
