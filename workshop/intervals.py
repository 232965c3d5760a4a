"""How sure a figure is: 95 % intervals of shares, of differences of shares and of net delight."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import norm
from statsmodels.stats.proportion import (
    confint_proportions_2indep,
    multinomial_proportions_confint,
    proportion_confint,
)

Floats = NDArray[np.float64]

ALPHA = 0.05
Z = float(norm.ppf(1 - ALPHA / 2))


def wilson(count: ArrayLike, n: ArrayLike) -> tuple[Floats, Floats]:
    """Wilson score interval of shares count / n: (low, high) as shares 0…1, NaN where n is 0 (method §2.4).

    Shares of 0 and 1 keep a real interval: nobody disappointed among 10 is not "0 % ± 0".
    """
    counts, totals = np.asarray(count, dtype=float), np.asarray(n, dtype=float)
    low, high = proportion_confint(counts, np.where(totals > 0, totals, 1), alpha=ALPHA, method="wilson")
    return np.where(totals > 0, low, np.nan), np.where(totals > 0, high, np.nan)


def goodman(counts: ArrayLike) -> Floats:
    """Goodman's simultaneous intervals of three or more shares that are read together.

    In: one row of counts. Out: one row (low, high) a share, as shares 0…1; NaN when nothing was counted.
    """
    values = np.asarray(counts, dtype=float)
    if values.sum() == 0:
        return np.full((len(values), 2), np.nan)
    return np.asarray(multinomial_proportions_confint(values, alpha=ALPHA, method="goodman"), dtype=float)


def newcombe(count_1: int, n_1: int, count_2: int, n_2: int) -> tuple[float, float]:
    """Newcombe's hybrid score interval of count_1/n_1 − count_2/n_2 (Newcombe 1998, method 10), −1…+1.

    NaN, NaN when either group is empty.
    """
    if n_1 == 0 or n_2 == 0:
        return np.nan, np.nan
    low, high = confint_proportions_2indep(count_1, n_1, count_2, n_2, method="newcomb", alpha=ALPHA)
    return float(low), float(high)


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
