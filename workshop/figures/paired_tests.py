"""Tests of many touchpoints at once: exact sign flips and signs from counts, Holm and Benjamini–Hochberg."""

from __future__ import annotations

from functools import cache
from math import comb

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

Floats = NDArray[np.float64]


@cache
def signflip_p(ones: int, twos: int, total: int) -> float:
    """Exact two-sided p of the sign-flip test on integer differences (method §2.5).

    In: how many differences are ±1, how many are ±2, and their sum. Out: the share of all 2^(ones + twos) sign
    patterns whose sum is at least as far from zero; 1.0 when nothing changed.
    """
    return flip_p((ones, 1), (twos, 2), total)


@cache
def signed_rank_p(ones: int, twos: int, total: int) -> float:
    """Exact two-sided p of Wilcoxon's signed-rank test on such differences, mid-ranks for ties; `total`: the sum of the
    doubled signed ranks, which are whole numbers. 1.0 when nothing changed."""
    return flip_p((ones, ones + 1), (twos, 2 * ones + twos + 1), total)


def flip_p(first: tuple[int, int], second: tuple[int, int], total: int) -> float:
    """The chance that a sum lies at least as far from zero as `total` when every sign is drawn by a coin.

    In: two kinds of summands, (how many, their size). How many of a kind come up positive is binomial, so 200 raters
    cost no more than 10.
    """
    sums = [size * (2 * np.arange(count + 1) - count) for count, size in (first, second)]
    reached = np.abs(np.add.outer(*sums)) >= abs(total)
    return min(1.0, float((np.multiply.outer(coins(first[0]), coins(second[0])) * reached).sum()))


@cache
def coins(count: int) -> Floats:
    """The chances of 0, 1, … `count` heads."""
    return np.array([comb(count, heads) / 2**count for heads in range(count + 1)])


def sign_p(improved: ArrayLike, worse: ArrayLike) -> Floats:
    """Exact two-sided sign test of improved against worse (McNemar's exact test); 1.0 when nothing changed."""
    better, less = np.asarray(improved), np.asarray(worse)
    p = 2 * stats.binom.cdf(np.minimum(better, less), better + less, 0.5)
    return np.asarray(np.minimum(1.0, p), dtype=float)


def holm(p_values: ArrayLike) -> Floats:
    """p-values corrected after Holm, for claims: the chance that any one of them is an error stays below 5 %.

    Three lines instead of statsmodels' `multipletests`, which runs a full garbage collection of the server each time.
    """
    values = np.asarray(p_values, dtype=float)
    order = np.argsort(values, kind="stable")
    steps = np.maximum.accumulate(values[order] * np.arange(len(values), 0, -1))
    result = np.empty(len(values))
    result[order] = np.minimum(1.0, steps)
    return result


def benjamini_hochberg(p_values: ArrayLike) -> Floats:
    """p-values corrected after Benjamini and Hochberg, to explore: of those below 5 %, one in twenty is an error."""
    values = np.asarray(p_values, dtype=float)
    return np.asarray(stats.false_discovery_control(values), dtype=float) if len(values) else values
