"""How sure a figure is: 95 % intervals of shares, of differences of shares and of net delight."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import chi2, norm

Floats = NDArray[np.float64]

ALPHA = 0.05
Z = float(norm.ppf(1 - ALPHA / 2))


def wilson(count: ArrayLike, n: ArrayLike) -> tuple[Floats, Floats]:
    """Wilson score interval of shares count / n: (low, high) as shares 0…1, NaN where n is 0 (Wilson 1927).

    Shares of 0 and 1 keep a real interval: nobody disappointed among 10 is not "0 % ± 0". The values of statsmodels'
    `proportion_confint(method="wilson")`, whose checks cost ten times the sum when a table asks for it again and again.
    """
    counts, totals = np.asarray(count, dtype=float), np.asarray(n, dtype=float)
    total = np.where(totals > 0, totals, np.nan)
    centre, reach = counts + Z**2 / 2, Z * np.sqrt(counts * (total - counts) / total + Z**2 / 4)
    low, high = (np.clip((centre + side) / (total + Z**2), 0, 1) for side in (-reach, reach))
    return np.where(counts == 0, low * 0, low), np.where(counts == total, high * 0 + 1, high)


def goodman(counts: ArrayLike) -> Floats:
    """Goodman's simultaneous intervals of three or more shares that are read together (Goodman 1965).

    In: counts of shape (…, levels). Out: (…, levels, 2), low and high of each share 0…1; NaN when nothing was counted.
    The values of statsmodels' `multinomial_proportions_confint(method="goodman")`, for many touchpoints at once.
    """
    values = np.asarray(counts, dtype=float)
    n, level = values.sum(axis=-1, keepdims=True), float(chi2.ppf(1 - ALPHA / values.shape[-1], 1))
    total = np.where(n > 0, n, np.nan)
    reach = np.sqrt(level * (level + 4 * values * (total - values) / total))
    ends = (
        np.stack([level + 2 * values - reach, level + 2 * values + reach], axis=-1) / (2 * (level + total))[..., None]
    )
    return np.asarray(np.clip(ends, 0, 1), dtype=float)


def newcombe(count_1: ArrayLike, n_1: ArrayLike, count_2: ArrayLike, n_2: ArrayLike) -> tuple[Floats, Floats]:
    """Newcombe's hybrid score interval of count_1/n_1 − count_2/n_2 (Newcombe 1998, method 10): (low, high), −1…+1.

    NaN where either group is empty. It joins the two Wilson intervals, as statsmodels'
    `confint_proportions_2indep(method="newcomb")` does for one pair at a time.
    """
    sides = [
        (np.asarray(count, dtype=float), np.asarray(n, dtype=float)) for count, n in ((count_1, n_1), (count_2, n_2))
    ]
    first, second = (np.divide(count, n, out=np.full(np.shape(count), np.nan), where=n > 0) for count, n in sides)
    (low_1, high_1), (low_2, high_2) = (wilson(*side) for side in sides)
    gap = first - second
    return gap - np.hypot(first - low_1, high_2 - second), gap + np.hypot(high_1 - first, second - low_2)


def net_delight_error(disappointed: Any, delighted: Any, n: Any) -> Any:
    """Standard error of the net share (delighted − disappointed) / n, as a share: √((b + e − (b − e)²) / n).

    Numbers or arrays, n > 0; the formula is the one of any net score such as NPS (method §2.4).
    """
    e, b = disappointed / n, delighted / n
    return np.sqrt((b + e - (b - e) ** 2) / n)


def net_delight_interval(disappointed: ArrayLike, delighted: ArrayLike, n: ArrayLike) -> tuple[Floats, Floats]:
    """Adjusted Wald interval of net delight in points: (low, high) within ±100, NaN where n is 0.

    Three votes are added, ¾ to each end (Rocks 2016, The American Statistician); the figure itself stays as voted.
    """
    totals = np.asarray(n, dtype=float)
    e, b, padded = np.asarray(disappointed) + 0.75, np.asarray(delighted) + 0.75, totals + 3
    centre, reach = (b - e) / padded, Z * net_delight_error(e, b, padded)
    low, high = (
        np.where(totals > 0, np.clip(100 * end, -100, 100), np.nan) for end in (centre - reach, centre + reach)
    )
    return low, high
