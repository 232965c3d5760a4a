"""Shares of votes with their intervals: one share, several read together, and the difference of two."""

from __future__ import annotations

from collections.abc import Sequence

from workshop.figures.intervals import goodman, newcombe, wilson
from workshop.statistics.results import BAD_COUNT, NO_VOTES, Estimate, estimate, gap_or_number, no_estimate
from workshop.texts import message

WILSON = message("Wilson interval")
GOODMAN = message("Goodman's simultaneous intervals")
NEWCOMBE = message("Newcombe's hybrid score interval of a difference")
NOT_EXACTLY = message("A share of 0 % or 100 % among so few is not certain: the interval says how far it may lie.")


def share(count: float, n: float) -> Estimate:
    """One share count / n with Wilson's score interval (Wilson 1927; method §2.4); n is the number of votes.

    0 of 10 and 10 of 10 keep a real interval (method §2.5, trap 9).
    """
    if not sound(count, n):
        return no_estimate(WILSON, 0, BAD_COUNT, "share")
    if n == 0:
        return no_estimate(WILSON, 0, NO_VOTES, "share")
    low, high = wilson(count, n)
    return estimate(WILSON, n, count / n, low, high, unit="share", notes=[NOT_EXACTLY] if count in (0, n) else [])


def shares_together(counts: Sequence[float]) -> list[Estimate]:
    """The shares of all levels with Goodman's simultaneous intervals, to be read together (Goodman 1965).

    In: votes per level, two levels or more. Out: one estimate a level, n the votes of all levels. Goodman, because the
    Sison–Glaz intervals of statsmodels differ from the published ones (method §2.5, trap 10).
    """
    total = sum(gap_or_number(count) for count in counts)
    if not all(sound(count, total) for count in counts):
        return [no_estimate(GOODMAN, 0, BAD_COUNT, "share") for _ in counts]
    if total == 0:
        return [no_estimate(GOODMAN, 0, NO_VOTES, "share") for _ in counts]
    if len(counts) == 1:
        return [no_estimate(GOODMAN, total, message("one level alone leaves nothing to compare"), "share")]
    ends = goodman(counts)
    return [
        estimate(GOODMAN, total, count / total, *end, unit="share") for count, end in zip(counts, ends, strict=True)
    ]


def share_difference(count_1: float, n_1: float, count_2: float, n_2: float) -> Estimate:
    """count_1 / n_1 − count_2 / n_2 of two independent groups, −1…+1 (Newcombe 1998, method 10); n counts both."""
    if not (sound(count_1, n_1) and sound(count_2, n_2)):
        return no_estimate(NEWCOMBE, 0, BAD_COUNT, "share")
    if n_1 == 0 or n_2 == 0:
        return no_estimate(NEWCOMBE, n_1 + n_2, message("one of the two groups was not asked"), "share")
    ends = newcombe(int(count_1), int(n_1), int(count_2), int(n_2))
    return estimate(NEWCOMBE, n_1 + n_2, count_1 / n_1 - count_2 / n_2, *ends, unit="share")


def sound(count: float, n: float) -> bool:
    """A count can be one: whole, not negative, at most its total."""
    numbers = gap_or_number(count), gap_or_number(n)
    return all(number.is_integer() for number in numbers) and 0 <= numbers[0] <= numbers[1]
