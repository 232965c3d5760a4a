"""Exact tests for the same people asked twice: sign flips, signs, the 3×3 table, and many tests at once."""

from __future__ import annotations

from functools import cache
from math import comb, erfc, sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

Floats = NDArray[np.float64]

EXACT_LIMIT = 40
"""Most raters whose flips are counted one by one; beyond, the normal approximation agrees to three decimals."""


@cache
def signflip_p(ones: int, twos: int, total: int) -> float:
    """Exact two-sided p of the sign-flip test on integer differences (method §2.5).

    In: how many differences are ±1, how many are ±2, and their sum. Out: the share of all 2^(ones + twos) sign
    patterns whose sum is at least as far from zero; 1.0 when nothing changed. The distribution of the sum comes from
    convolving two binomials, so 200 raters cost no more than 10.
    """
    steps_of_two = np.zeros(2 * twos + 1)
    steps_of_two[::2] = [comb(twos, k) / 2**twos for k in range(twos + 1)]
    chance = np.convolve([comb(ones, k) / 2**ones for k in range(ones + 1)], steps_of_two)
    sums = 2 * np.arange(len(chance)) - (ones + 2 * twos)
    return min(1.0, float(chance[np.abs(sums) >= abs(total)].sum()))


def signflip_p_of_means(changes: ArrayLike) -> float:
    """Exact two-sided sign-flip p of real-valued changes, e.g. one mean per rater; 1.0 when nothing changed.

    The flips of two halves are listed and matched by sorting, 2^(n/2) instead of 2^n: 30 raters take milliseconds.
    """
    values = np.abs(np.asarray(changes, dtype=float))
    total = abs(float(np.sum(changes)))
    if len(values) > EXACT_LIMIT:
        return erfc(total / sqrt(2 * float(values @ values))) if values.any() else 1.0
    first, second = (flipped_sums(half) for half in np.array_split(values[values > 0], 2))
    second.sort()
    # Sums that are equal on paper differ in the last digits of a float: allow for that, or ties are lost.
    reached = len(second) - np.searchsorted(second, total - 1e-9 * (1 + total) - first)
    return min(1.0, 2 * float(reached.sum()) / (len(first) * len(second))) if total > 0 else 1.0


def flipped_sums(values: Floats) -> Floats:
    """The sums of all 2^n sign patterns of n values."""
    sums = np.zeros(1)
    for value in values:
        sums = np.concatenate([sums - value, sums + value])
    return sums


def sign_p(improved: ArrayLike, worse: ArrayLike) -> Floats:
    """Exact two-sided sign test of improved against worse (McNemar's exact test); 1.0 when nothing changed."""
    better, less = np.asarray(improved), np.asarray(worse)
    p = 2 * stats.binom.cdf(np.minimum(better, less), better + less, 0.5)
    return np.asarray(np.minimum(1.0, p), dtype=float)


def stuart_maxwell(tables: ArrayLike) -> tuple[Floats, Floats]:
    """Stuart–Maxwell test of marginal homogeneity for tables of shape (…, k, k): (statistic, p); df is k − 1.

    NaN where no pair changed. No cell is padded. A category in which everybody agrees has a zero row in the covariance,
    which the pseudo-inverse leaves out; df stays k − 1, which is conservative (method §2.5, traps 1–3). For that reason
    not `statsmodels.SquareTable`, which pads or returns NaN. Source: Stuart 1955; Maxwell 1970.
    """
    counts = np.asarray(tables, dtype=float)
    k = counts.shape[-1]
    shift = counts.sum(axis=-1) - counts.sum(axis=-2)
    both = counts + np.swapaxes(counts, -1, -2)
    moved = both * (1 - np.eye(k))
    covariance = np.eye(k) * moved.sum(axis=-1)[..., None] - moved
    inverse = np.linalg.pinv(covariance, rtol=1e-9, hermitian=True)
    statistic = np.einsum("...i,...ij,...j->...", shift, inverse, shift)
    statistic = np.where(moved.any(axis=(-1, -2)), statistic, np.nan)
    return statistic, np.asarray(stats.chi2.sf(statistic, k - 1), dtype=float)


def ordinal_shift(table: ArrayLike) -> tuple[float, float]:
    """Score test for a shift along the ordered scale: z = Σ n_ij (j − i) / √Σ n_ij (j − i)², and its two-sided p.

    z > 0: votes moved up. (NaN, NaN) when no pair changed. z² is not multiplied by n / (n − 1) (method §2.5, trap 7).
    """
    counts = np.asarray(table, dtype=float)
    steps = np.arange(len(counts))[None, :] - np.arange(len(counts))[:, None]
    spread = float((counts * steps**2).sum())
    if spread == 0:
        return np.nan, np.nan
    z = float((counts * steps).sum()) / sqrt(spread)
    return z, erfc(abs(z) / sqrt(2))


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
