"""A journey in one figure, on plain numbers: its value with the weakest link, peak and end, runs, shared top lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from workshop.statistics.results import Estimate, estimate, gap_or_number, known, no_estimate
from workshop.texts import Message, message

NOTHING_RATED = message("no touchpoint is rated yet")
HEURISTIC = message("A heuristic after Kahneman and Fredrickson: memory keeps the peak and the end.")


def journey_value(net_delights: Iterable[Any], relevances: Iterable[Any]) -> tuple[Estimate, Estimate]:
    """Σ relevance · net delight / Σ relevance, and the lowest net delight beside it; n: touchpoints with both figures.

    Both in points. Never show the first without the second: an average hides the broken link (method §2.4).
    """
    method, lowest = message("journey value, weighted by relevance"), message("weakest touchpoint")
    pairs = zip(map(gap_or_number, net_delights), map(gap_or_number, relevances), strict=False)
    rated = [(points, weight) for points, weight in pairs if points == points and weight >= 0]
    total = sum(weight for _, weight in rated)
    if total <= 0:
        return no_estimate(method, 0, NOTHING_RATED, "points"), no_estimate(lowest, 0, NOTHING_RATED, "points")
    value = sum(points * weight for points, weight in rated) / total
    weakest = min(points for points, _ in rated)
    return estimate(method, len(rated), value, unit="points"), estimate(lowest, len(rated), weakest, unit="points")


def peak_end(net_delights: Iterable[Any]) -> Estimate:
    """(Strongest net delight with its sign + last net delight) / 2, in points; n: touchpoints with a figure.

    In the customer's order, gaps left out; of two equally strong ones the earlier. A heuristic, and labelled so.
    """
    method, curve = message("peak–end value"), known(net_delights)
    if not len(curve):
        return no_estimate(method, 0, NOTHING_RATED, "points")
    peak = curve[int(np.abs(curve).argmax())]
    return estimate(method, len(curve), (peak + curve[-1]) / 2, unit="points", notes=[HEURISTIC])


@dataclass(frozen=True)
class Run:
    """The longest stretch of touchpoints in a row at which nobody was disappointed."""

    length: int
    start: int | None
    """Places in the sequence, from 0; None when there is no such touchpoint."""
    end: int | None
    touchpoints: int
    """How many have votes."""
    sentence: Message


def longest_run(disappointed: Iterable[Any], n: Iterable[Any], limit: float = 0.0) -> Run:
    """The longest run without disappointment: share disappointed at most `limit` (default: nobody).

    In the customer's order. A touchpoint without votes ends a run: nobody knows how it was there.
    """
    votes = [gap_or_number(total) for total in n]
    count = sum(total > 0 for total in votes)
    best, start = (0, -1, -1), 0
    for place, (bad, total) in enumerate(zip(map(gap_or_number, disappointed), votes, strict=False)):
        if not (total > 0 and bad / total <= limit):
            start = place + 1
        elif place - start + 1 > best[0]:
            best = (place - start + 1, start, place)
    if not count:
        return Run(0, None, None, 0, message("Not computable, because {reason}.", reason=NOTHING_RATED))
    if not best[0]:
        return Run(0, None, None, count, message("At every rated touchpoint somebody was disappointed."))
    said = message("Longest run without disappointment: {length} of {count} rated touchpoints in a row.",
                   length=best[0], count=count)  # fmt: skip
    return Run(*best, count, said)


@dataclass(frozen=True)
class Overlap:
    """How many of one group's top k stand in the other's, beside what chance alone would bring."""

    shared: list[str]
    first: list[str]
    second: list[str]
    k: int
    n: int
    """Touchpoints that both groups rated."""
    by_chance: float | None
    """k² / n, the number to expect if the lists had nothing to do with each other."""
    same_order: bool
    sentence: Message


def top_overlap(first: Mapping[str, Any], second: Mapping[str, Any], k: int = 10) -> Overlap:
    """Compare two groups' top k (highest figure first, ties by name) among what both rated.

    k is at most half of what both rated: the top ten of twelve would be nearly the same for any two groups.
    """
    both = sorted(key for key in first if known_in(first, key) and known_in(second, key))
    size = min(k, len(both) // 2)
    tops = [sorted(both, key=lambda key: (-gap_or_number(group[key]), key))[:size] for group in (first, second)]
    shared = [key for key in tops[0] if key in tops[1]]
    values = {"shared": len(shared), "k": size, "n": len(both)}
    said = (
        message("{shared} of the {k} highest are the same, of {n} touchpoints that both rated.", **values)
        if size else message("Not computable, because {reason}.", reason=message("both groups rated fewer than two"))
    )  # fmt: skip
    by_chance = size * size / len(both) if size else None
    return Overlap(shared, tops[0], tops[1], size, len(both), by_chance, bool(size) and tops[0] == tops[1], said)


def known_in(group: Mapping[str, Any], key: str) -> bool:
    """Whether a group has a figure for a key."""
    return not np.isnan(gap_or_number(group.get(key)))
