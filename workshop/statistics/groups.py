"""Different people before and after: Mann–Whitney with ties, Brunner–Munzel, and Cliff's δ as the effect's size."""

from __future__ import annotations

from collections.abc import Iterable
from math import sqrt
from typing import Any, Literal

import numpy as np
from scipy import stats

from workshop.figures.intervals import ALPHA
from workshop.statistics.permutation import NEAR, rank_sum_chances
from workshop.statistics.results import Alternative, Estimate, Floats, Outcome, estimate, known, no_estimate, no_outcome
from workshop.statistics.results import outcome as told
from workshop.texts import Message, message

EMPTY = message("one of the two groups has no votes")
MAGNITUDES = (
    (0.147, message("A negligible difference between the groups.")),
    (0.33, message("A small difference between the groups.")),
    (0.474, message("A medium difference between the groups.")),
    (np.inf, message("A large difference between the groups.")),
)
"""What Cliff's δ is called (Romano et al. 2006)."""


def mann_whitney(
    before: Iterable[Any], after: Iterable[Any], alternative: Alternative = "two-sided",
    method: Literal["auto", "exact", "asymptotic"] = "auto",
) -> Outcome:  # fmt: skip
    """Mann–Whitney test of two independent groups; statistic: U of `before`; effect: Cliff's δ; n: votes of both.

    "exact" counts all ways to draw the groups, ties included (two-sided: as far from the middle on either side);
    "asymptotic" is the normal approximation with tie and continuity correction, scipy's value; "auto" counts while that
    is quick. `alternative="greater"`: after lies above before.
    """
    first, second = known(before), known(after)
    exact = message("exact Mann–Whitney test, ties counted")
    if not len(first) or not len(second):
        return no_outcome(exact, len(first) + len(second), EMPTY)
    n, u = len(first) + len(second), won(second, first)
    effect = delta_of(first, second)
    chances = None if method == "asymptotic" else rank_sum_chances(np.concatenate([first, second]), len(second))
    if chances is None:
        asymptotic = message("Mann–Whitney test, normal approximation with tie and continuity correction")
        return told(asymptotic, n, u, normal_p(first, second, alternative), effect=effect)
    sums, chance = chances
    middle = len(second) * (n + 1) / 2
    apart, rank_sum = sums - middle, float(stats.rankdata(np.concatenate([first, second]))[len(first) :].sum()) - middle
    reached = {
        "greater": apart >= rank_sum - NEAR,
        "less": apart <= rank_sum + NEAR,
        "two-sided": np.abs(apart) >= abs(rank_sum) - NEAR,
    }
    farthest = np.abs(apart) >= np.abs(apart).max() - NEAR if alternative == "two-sided" else None
    least = float(chance[farthest].sum() if farthest is not None else chance[0 if alternative == "less" else -1])
    return told(exact, n, u, chance[reached[alternative]].sum(), effect=effect, least_p=least)


def normal_p(first: Floats, second: Floats, alternative: Alternative) -> float:
    """The normal approximation of Mann–Whitney with tie and continuity correction; 1 when all votes are equal."""
    n_1, n_2 = len(first), len(second)
    n, ties = n_1 + n_2, np.unique(np.concatenate([first, second]), return_counts=True)[1].astype(float)
    spread = n_1 * n_2 / 12 * (n + 1 - float((ties**3 - ties).sum()) / (n * (n - 1)))
    if spread <= 0:
        return 1.0
    apart = won(first, second) - n_1 * n_2 / 2
    if alternative == "two-sided":
        return min(1.0, 2 * float(stats.norm.sf((abs(apart) - 0.5) / sqrt(spread))))
    return float(stats.norm.sf(((apart if alternative == "greater" else -apart) - 0.5) / sqrt(spread)))


def brunner_munzel(before: Iterable[Any], after: Iterable[Any], alternative: Alternative = "two-sided") -> Outcome:
    """Brunner–Munzel test, for groups that scatter differently; t approximation (Brunner & Munzel 2000).

    Statistic: W, above 0 when after lies above before; effect: P(after > before) + ½ P(equal), 0…1; n: votes of both.
    """
    first, second = known(before), known(after)
    method, n = message("Brunner–Munzel test, t approximation"), len(first) + len(second)
    if len(first) < 2 or len(second) < 2:
        return no_outcome(method, n, message("each group needs two votes at least"))
    together = stats.rankdata(np.concatenate([first, second]))
    places = (together[: len(first)] - stats.rankdata(first), together[len(first) :] - stats.rankdata(second))
    if all(np.ptp(place) == 0 for place in places):
        return no_outcome(method, n, message("the groups do not overlap or all votes are equal, so there is no spread"))
    mirrored = {"two-sided": "two-sided", "greater": "less", "less": "greater"}[alternative]
    found = stats.brunnermunzel(first, second, alternative=mirrored)
    scatter = [len(place) * float(np.var(place, ddof=1)) for place in places]
    df = sum(scatter) ** 2 / sum(part**2 / (len(place) - 1) for part, place in zip(scatter, places, strict=True))
    effect = won(first, second) / (len(first) * len(second))
    return told(method, n, found.statistic, found.pvalue, df=df, effect=effect)


def cliffs_delta(before: Iterable[Any], after: Iterable[Any]) -> Estimate:
    """Cliff's δ = P(after > before) − P(after < before), −1…+1, with Cliff's asymmetric interval; n: votes of both.

    Unbiased variance and t quantile with n − 2 degrees of freedom (Cliff 1996; Feng & Cliff 2004). Two groups that do
    not overlap have no variance: the inner end is then (m − t²) / (m + t²) with m the smaller group. The note names the
    size of the effect.
    """
    first, second = known(before), known(after)
    method, n = message("Cliff's δ with Cliff's interval"), len(first) + len(second)
    if not len(first) or not len(second):
        return no_estimate(method, n, EMPTY)
    delta = delta_of(first, second)
    notes = [magnitude(delta)]
    smaller = min(len(first), len(second))
    if smaller < 2:
        return estimate(method, n, delta, notes=notes)
    t = float(stats.t.ppf(1 - ALPHA / 2, n - 2))
    if abs(delta) == 1:
        inner = (smaller - t**2) / (smaller + t**2) * delta
        return estimate(method, n, delta, min(inner, delta), max(inner, delta), notes=notes)
    reach = t * delta_error(first, second, delta)
    sides, below = reach * sqrt((1 - delta**2) ** 2 + reach**2), 1 - delta**2 + reach**2
    ends = ((delta - delta**3 + side) / below for side in (-sides, sides))
    return estimate(method, n, delta, *(min(1.0, max(-1.0, end)) for end in ends), notes=notes)


def delta_of(first: Floats, second: Floats) -> float:
    """P(second > first) − P(second < first)."""
    return 2 * won(first, second) / (len(first) * len(second)) - 1


def delta_error(first: Floats, second: Floats, delta: float) -> float:
    """Standard error of δ, at least that of two groups in which everybody is compared once (Cliff 1996)."""
    signs = np.sign(second[:, None] - first[None, :])
    n_1, n_2 = len(first), len(second)
    rows, columns = ((signs.mean(axis=axis) - delta) @ (signs.mean(axis=axis) - delta) for axis in (1, 0))
    single = float(((signs - delta) ** 2).sum())
    variance = (n_1**2 * rows + n_2**2 * columns - single) / (n_1 * n_2 * (n_1 - 1) * (n_2 - 1))
    return sqrt(max(float(variance), (1 - delta**2) / (n_1 * n_2 - 1)))


def won(first: Floats, second: Floats) -> float:
    """How many of all comparisons the second group wins, ties counting half: its U."""
    ordered = np.sort(first)
    return float((np.searchsorted(ordered, second) + np.searchsorted(ordered, second, side="right")).sum()) / 2


def magnitude(delta: float) -> Message:
    """The name of an effect's size."""
    return next(name for limit, name in MAGNITUDES if abs(delta) < limit)
