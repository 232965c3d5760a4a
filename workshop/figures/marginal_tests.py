"""Tests of square tables of pairs (rows before, columns after), for one table or for many at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

Floats = NDArray[np.float64]


def stuart_maxwell(tables: ArrayLike) -> tuple[Floats, Floats]:
    """Stuart–Maxwell test of marginal homogeneity for tables of shape (…, k, k): (statistic, p); df is k − 1.

    NaN where no pair changed. No cell is padded. A category in which everybody agrees has a zero row in the covariance,
    which the pseudo-inverse leaves out; df stays k − 1, which is conservative (method §2.5, traps 1–3). For that reason
    not `statsmodels.SquareTable`, which pads or returns NaN. Source: Stuart 1955; Maxwell 1970.
    """
    counts = np.asarray(tables, dtype=float)
    k = counts.shape[-1]
    shift = counts.sum(axis=-1) - counts.sum(axis=-2)
    moved = moved_pairs(counts)
    covariance = np.eye(k) * moved.sum(axis=-1)[..., None] - moved
    inverse = np.linalg.pinv(covariance, rtol=1e-9, hermitian=True)
    statistic = np.einsum("...i,...ij,...j->...", shift, inverse, shift)
    statistic = np.where(moved.any(axis=(-1, -2)), statistic, np.nan)
    return statistic, np.asarray(stats.chi2.sf(statistic, k - 1), dtype=float)


def bhapkar(tables: ArrayLike) -> tuple[Floats, Floats]:
    """Bhapkar's test of marginal homogeneity, Stuart–Maxwell's Q turned into Q / (1 − Q / n); df is k − 1.

    NaN where no pair changed and where all n pairs moved so alike that Q equals n: there is no spread to compare with.
    Source: Bhapkar 1966; the relation is that of Ireland, Ku & Kullback 1969.
    """
    counts = np.asarray(tables, dtype=float)
    statistic, _ = stuart_maxwell(counts)
    n = counts.sum(axis=(-1, -2))
    rest = 1 - statistic / np.where(n > 0, n, 1)
    larger = np.divide(statistic, rest, out=np.full(np.shape(statistic), np.nan), where=rest > 1e-9)
    return larger, np.asarray(stats.chi2.sf(larger, counts.shape[-1] - 1), dtype=float)


def bowker(tables: ArrayLike) -> tuple[Floats, Floats]:
    """Bowker's test of symmetry Σ (n_ij − n_ji)² / (n_ij + n_ji): (statistic, p); df is k (k − 1) / 2.

    NaN where no pair changed. Two cells that are both empty add nothing; df stays, which is conservative (Bowker 1948).
    """
    counts = np.asarray(tables, dtype=float)
    k = counts.shape[-1]
    moved = moved_pairs(counts)
    gap = (counts - np.swapaxes(counts, -1, -2)) ** 2
    parts = np.divide(gap, moved, out=np.zeros(counts.shape), where=moved > 0)
    statistic = np.where(moved.any(axis=(-1, -2)), parts.sum(axis=(-1, -2)) / 2, np.nan)
    return statistic, np.asarray(stats.chi2.sf(statistic, max(1, k * (k - 1) // 2)), dtype=float)


def ordinal_shift(tables: ArrayLike, scores: ArrayLike | None = None) -> tuple[Floats, Floats]:
    """Score test for a shift along the ordered scale: z = Σ n_ij (j − i) / √Σ n_ij (j − i)², and its two-sided p.

    z > 0: votes moved up; NaN where no pair changed. `scores` default to 0, 1, 2, …. z² is not multiplied by
    n / (n − 1), as some software does (method §2.5, trap 7). Source: Agresti 2002, section 10.2.
    """
    counts = np.asarray(tables, dtype=float)
    places = np.arange(counts.shape[-1], dtype=float) if scores is None else np.asarray(scores, dtype=float)
    steps = places[None, :] - places[:, None]
    spread = (counts * steps**2).sum(axis=(-1, -2))
    total = (counts * steps).sum(axis=(-1, -2))
    z = np.divide(total, np.sqrt(spread), out=np.full(np.shape(total), np.nan), where=spread > 0)
    return z, np.asarray(2 * stats.norm.sf(np.abs(z)), dtype=float)


def moved_pairs(counts: Floats) -> Floats:
    """n_ij + n_ji off the diagonal, 0 on it."""
    both = counts + np.swapaxes(counts, -1, -2)
    return np.asarray(both * (1 - np.eye(counts.shape[-1])), dtype=float)
