"""Exact chances by counting: sign flips, rank sums, and the order of one person's votes over several waves."""

from __future__ import annotations

from collections import Counter
from itertools import permutations
from math import comb
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from workshop.statistics.results import Alternative, Floats

RESAMPLES = 9_999
SEED = 20250312
LISTED = 40
"""Most real-valued changes whose flips are listed (2^20 sums a half); whole numbers are convolved, however many."""
CELLS = 20_000_000
"""Most additions an exact distribution may cost (about 0.1 s)."""
NEAR = 1e-9
"""Sums that are equal on paper differ in the last digits of a float: allow for that, or ties are lost."""


def flip_tails(values: Floats) -> tuple[float, float] | None:
    """P(T ≥ t) and P(T ≤ t) for the sum t of `values` when every sign is flipped at random; None when too many.

    Whole numbers go by convolution; other ones by listing the flips of two halves and matching them.
    """
    sizes, total = np.abs(values[values != 0]), float(values.sum())
    if (sizes == np.round(sizes)).all() and sizes.sum() * max(len(sizes), 1) <= CELLS:
        return whole_tails(sizes.astype(int), round(total))
    if len(sizes) > LISTED:
        return None
    first, second = (flipped_sums(half) for half in np.array_split(sizes, 2))
    second.sort()
    slack, pairs = NEAR * (1 + sizes.sum()), len(first) * len(second)
    above = len(second) - np.searchsorted(second, total - slack - first)
    below = np.searchsorted(second, total + slack - first, side="right")
    return float(above.sum()) / pairs, float(below.sum()) / pairs


def whole_tails(sizes: NDArray[np.int64], total: int) -> tuple[float, float]:
    """`flip_tails` of whole numbers: the sums' distribution by convolving one coin after the other."""
    chance, place = np.ones(1), int(sizes.sum() + total)
    for size in sizes:
        longer = np.zeros(len(chance) + 2 * size)
        longer[: len(chance)] += chance / 2
        longer[2 * size :] += chance / 2
        chance = longer
    return float(chance[place:].sum()), float(chance[: place + 1].sum())


def flipped_sums(values: Floats) -> Floats:
    """The sums of all 2^n sign patterns of n values."""
    sums = np.zeros(1)
    for value in values:
        sums = np.concatenate([sums - value, sums + value])
    return sums


def chosen(tails: tuple[float, float], alternative: Alternative) -> float:
    """The p of a test from P(≥) and P(≤); two-sided: twice the smaller one."""
    above, below = tails
    if alternative == "two-sided":
        return min(1.0, 2 * min(above, below))
    return min(1.0, above if alternative == "greater" else below)


def rank_sum_chances(values: Floats, group: int) -> tuple[Floats, Floats] | None:
    """The rank sums that `group` of all `values` can have, and their chances; None when there are too many to count.

    Mid-ranks for ties, doubled so that all are whole numbers; ties are drawn together (a level with t votes gives k of
    them to the group in comb(t, k) ways).
    """
    every = np.sort(2 * stats.rankdata(values)).astype(int)
    ranks, ties = np.unique(every, return_counts=True)
    largest = int(every[len(values) - group :].sum())
    if (group + 1) * (largest + 1) * len(values) > CELLS or comb(len(values), group) > 1e300:
        return None
    ways = np.zeros((group + 1, largest + 1))
    ways[0, 0] = 1
    for rank, tied in zip(ranks, ties.tolist(), strict=True):
        old, ways = ways, ways.copy()
        for k in range(1, min(tied, group) + 1):
            if k * rank <= largest:
                ways[k:, k * rank :] += comb(tied, k) * old[: group + 1 - k, : largest + 1 - k * rank]
    sums = np.flatnonzero(ways[group])
    return sums / 2, ways[group, sums] / ways[group, sums].sum()


def order_p(votes: Floats) -> float | None:
    """The chance that the waves' sums lie at least as far apart when each person's votes change places; None: too many.

    In: people × waves, whole numbers, no gaps. Counted exactly on a grid of the sums of all waves but the last.
    """
    moved = votes[(votes != votes[:, :1]).any(axis=1)]
    waves = votes.shape[1]
    if not len(moved):
        return 1.0
    steps = (moved - moved.min(axis=1, keepdims=True)).astype(int)
    side = int(steps.max(axis=1).sum()) + 1
    kinds = Counter(tuple(sorted(row)) for row in steps.tolist())
    arrangements = {kind: Counter(order[:-1] for order in permutations(kind)) for kind in kinds}
    if float(side) ** (waves - 1) * sum(n * len(arrangements[kind]) for kind, n in kinds.items()) > CELLS:
        return None
    chance = np.zeros((side,) * (waves - 1))
    chance[(0,) * (waves - 1)] = 1
    for kind, people in kinds.items():
        for _ in range(people):
            chance = stepped(chance, arrangements[kind])
    sums = np.indices(chance.shape).reshape(waves - 1, -1)
    sums = np.vstack([sums, steps.sum() - sums.sum(axis=0)])
    return float(chance.ravel()[spread(sums.T) >= spread(steps.sum(axis=0)) - NEAR].sum())


def stepped(chance: Floats, arrangements: Counter[tuple[int, ...]]) -> Floats:
    """The distribution after one more person."""
    total, result = sum(arrangements.values()), np.zeros_like(chance)
    for order, ways in arrangements.items():
        to = tuple(slice(step, None) for step in order)
        source = tuple(slice(0, side - step) for step, side in zip(order, chance.shape, strict=True))
        result[to] += chance[source] * (ways / total)
    return result


def shuffled_p(votes: Floats) -> float:
    """`order_p` by 9,999 seeded shuffles; the votes as they are count as one of them."""
    random = np.random.default_rng(SEED)
    reached, observed = 0, spread(votes.sum(axis=0))
    for _ in range(RESAMPLES // 101):
        drawn = random.permuted(np.broadcast_to(votes, (101, *votes.shape)), axis=2)
        reached += int((spread(drawn.sum(axis=1)) >= observed - NEAR).sum())
    return (reached + 1) / (RESAMPLES + 1)


def spread(sums: NDArray[Any]) -> Floats:
    """Sum of squared deviations of the waves' sums."""
    return np.asarray(((sums - sums.mean(axis=-1, keepdims=True)) ** 2).sum(axis=-1), dtype=float)
