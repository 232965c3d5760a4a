"""Tests for different people before and after, straight from counts per level and vectorised over touchpoints."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import norm, t

Floats = NDArray[np.float64]


def cliffs_delta(first: ArrayLike, second: ArrayLike) -> Floats:
    """Cliff's δ = P(second > first) − P(second < first), −1…+1, NaN when either side is empty.

    In: counts per ordered level, shape (…, levels), the worst level first (Cliff 1993).
    """
    return np.asarray(2 * share_won(first, second) - 1, dtype=float)


def share_won(first: ArrayLike, second: ArrayLike) -> Floats:
    """P(second > first) + ½ P(equal): Mann–Whitney's U of the second group as a share of all comparisons."""
    a, b = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    below = np.cumsum(a, axis=-1) - a
    comparisons = a.sum(axis=-1) * b.sum(axis=-1)
    won = (b * (below + a / 2)).sum(axis=-1)
    share: Floats = np.divide(won, comparisons, out=np.full(np.shape(won), np.nan), where=comparisons > 0)
    return share


def mann_whitney_p(first: ArrayLike, second: ArrayLike) -> Floats:
    """Two-sided Mann–Whitney p, normal approximation with tie and continuity correction; NaN when a side is empty.

    The same value as `scipy.stats.mannwhitneyu(method="asymptotic")`, which takes a millisecond a touchpoint.
    """
    a, b = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    n_a, n_b, tied = a.sum(axis=-1), b.sum(axis=-1), a + b
    n = n_a + n_b
    ties = (tied**3 - tied).sum(axis=-1) / np.maximum(n * (n - 1), 1)
    spread = np.sqrt(n_a * n_b / 12 * (n + 1 - ties))
    distance = np.abs(share_won(a, b) - 0.5) * n_a * n_b - 0.5
    # All customers of one opinion: no spread, and no difference either.
    z = np.divide(distance, spread, out=np.where(np.isnan(distance), np.nan, -np.inf), where=spread > 0)
    return np.asarray(np.minimum(1.0, 2 * norm.sf(z)), dtype=float)


def brunner_munzel(first: ArrayLike, second: ArrayLike) -> tuple[Floats, Floats]:
    """Brunner–Munzel's W (above 0: the second group lies higher) and two-sided p by the t approximation.

    In: counts per ordered level, shape (…, levels). NaN where a group has fewer than two votes, or where the groups do
    not overlap and nothing scatters. The value of `scipy.stats.brunnermunzel`, which takes one touchpoint at a time and
    divides by zero there (Brunner & Munzel 2000).
    """
    a, b = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    n_a, n_b = a.sum(axis=-1), b.sum(axis=-1)
    # A vote's place among the other group's votes: how many of them lie below it, ties counting half.
    spreads = [scatter(mine, np.cumsum(other, axis=-1) - other / 2) for mine, other in ((a, b), (b, a))]
    known = (n_a > 1) & (n_b > 1)
    scaled = [np.where(known, n * spread, np.nan) for n, spread in zip((n_a, n_b), spreads, strict=True)]
    apart = (share_won(a, b) - 0.5) * n_a * n_b
    both = np.where(scaled[0] + scaled[1] > 0, scaled[0] + scaled[1], np.nan)
    w = apart / np.sqrt(both)
    df = both**2 / (scaled[0] ** 2 / np.where(n_a > 1, n_a - 1, 1) + scaled[1] ** 2 / np.where(n_b > 1, n_b - 1, 1))
    return np.asarray(w, dtype=float), np.asarray(2 * t.sf(np.abs(w), df), dtype=float)


def scatter(counts: Floats, places: Floats) -> Floats:
    """Variance (n − 1) of `places`, each taken `counts` times; 0 with fewer than two."""
    n = counts.sum(axis=-1)
    mean = (counts * places).sum(axis=-1) / np.maximum(n, 1)
    squares = (counts * (places - mean[..., None]) ** 2).sum(axis=-1)
    return np.asarray(squares / np.maximum(n - 1, 1), dtype=float)
