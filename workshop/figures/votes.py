"""Counting votes: how many were disappointed, okay and delighted, and the net delight that follows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workshop.scale import RATINGS

Floats = NDArray[np.float64]

LEVELS = ["disappointed", "okay", "delighted"]
COUNTS = ["n", *LEVELS, "net_delight"]


def tally(votes: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Count votes per group.

    In: a frame with a column `rating` (−1, 0, 1; NaN = no own contact) and the columns of `by`.
    Out: one row per group of `by` that occurs, sorted by it, with `n` (valid votes), `disappointed`, `okay`,
    `delighted` (counts) and `net_delight` (points −100…+100, NaN when n is 0; method §2.4).
    """
    groups = votes[list(by)].groupby(list(by), dropna=False, sort=True)
    keys = groups.size().index.to_frame(index=False)
    counts = counted(votes["rating"], groups.ngroup().to_numpy(), len(keys))
    return pd.concat([keys, counts], axis=1)


def counted(ratings: pd.Series[float], group: NDArray[np.integer[Any]], groups: int) -> pd.DataFrame:
    """Votes counted by the number of their group (0 … groups − 1; below 0: left out): one row each, columns `COUNTS`.

    Straight from the numbers: an analysis counts the same votes by a dozen things.
    """
    rating = ratings.to_numpy(dtype=float)
    inside = group >= 0
    disappointed, okay, delighted = (
        np.bincount(group[inside & (rating == level)], minlength=groups).astype("int64") for level in RATINGS
    )
    n = disappointed + okay + delighted
    figures = (n, disappointed, okay, delighted, points(n, disappointed, delighted))
    return pd.DataFrame(dict(zip(COUNTS, figures, strict=True)))


def shares(counts: pd.DataFrame) -> pd.DataFrame:
    """The three shares 0…1 of each row, columns disappointed, okay, delighted; NaN where n is 0."""
    return counts[LEVELS].div(counts["n"].where(counts["n"] > 0), axis=0)


def net_delight(counts: pd.DataFrame) -> pd.Series[float]:
    """Share delighted − share disappointed in points; NaN where n is 0. In: columns n, disappointed, delighted."""
    columns = (counts[name].to_numpy(dtype=float) for name in ("n", "disappointed", "delighted"))
    return pd.Series(points(*columns), index=counts.index)


def points(n: Floats, disappointed: Floats, delighted: Floats) -> Floats:
    """Net delight of arrays of counts, in points; NaN where n is 0."""
    share: Floats = np.divide(delighted - disappointed, n, out=np.full(np.shape(n), np.nan), where=np.asarray(n) > 0)
    return 100 * share
