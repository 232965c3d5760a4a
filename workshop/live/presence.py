"""Who is in the room: joined, connected and answered kept apart, small departments folded together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

from workshop.scale import MIN_VOTES
from workshop.texts import Message, message

CONNECTED_SECONDS = 40
"""A phone that was not heard of for longer counts as not connected: it calls every 10 to 30 seconds."""


@dataclass(frozen=True)
class Presence:
    """One department at the door: how many have a seat, how many of them are connected right now."""

    department: str | None
    joined: int
    connected: int


@dataclass(frozen=True)
class Group:
    """Departments that are counted together; of a single one no fewer than five people."""

    departments: tuple[str | None, ...]
    joined: int = 0
    connected: int = 0
    begun: int = 0
    """Have answered something of what is asked."""
    answered: int = 0
    """Have answered everything that is asked."""

    @property
    def missing(self) -> int:
        """People with a seat who have not answered everything."""
        return self.joined - self.answered

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """Joined, connected, begun, answered."""
        return self.joined, self.connected, self.begun, self.answered

    def __add__(self, other: Group) -> Group:
        sums = (mine + theirs for mine, theirs in zip(self.counts, other.counts, strict=True))
        return Group(self.departments + other.departments, *sums)


def fold(groups: Sequence[Group], least: int = MIN_VOTES) -> tuple[Group, ...]:
    """Put departments under `least` people together, and with them the next smallest until they are enough.

    One that stood alone would be given away by subtraction from the known total: so the folded group has two
    departments or more and at least `least` people, or there is only the whole room. Out: the others in their order,
    the folded group last.
    """
    by_size = sorted(range(len(groups)), key=lambda index: groups[index].joined)
    hidden = [index for index in by_size if groups[index].joined < least]
    for index in by_size[len(hidden) :]:
        if not hidden or (len(hidden) > 1 and sum(groups[i].joined for i in hidden) >= least):
            break
        hidden.append(index)
    folded = [groups[index] for index in sorted(hidden)]
    alone = tuple(group for index, group in enumerate(groups) if index not in hidden)
    return (*alone, reduce(Group.__add__, folded)) if folded else alone


def answered_line(group: Group) -> Message:
    """How many have answered: "23 of 30 have answered"."""
    return message("{n} of {total} have answered", n=group.answered, total=group.joined)
