"""Counting votes: how many were disappointed, okay and delighted, and the net delight that follows."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from workshop.scale import DELIGHTED, DISAPPOINTED, OKAY

LEVELS = ["disappointed", "okay", "delighted"]
COUNTS = ["n", *LEVELS, "net_delight"]


def tally(votes: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Count votes per group.

    In: a frame with a column `rating` (−1, 0, 1; NaN = no own contact) and the columns of `by`.
    Out: one row per group of `by` that occurs, sorted by it, with `n` (valid votes), `disappointed`, `okay`,
    `delighted` (counts) and `net_delight` (points −100…+100, NaN when n is 0; method §2.4).
    """
    rating = votes["rating"]
    counted = votes[list(by)].assign(
        n=rating.notna().astype("int64"),
        disappointed=(rating == DISAPPOINTED).astype("int64"),
        okay=(rating == OKAY).astype("int64"),
        delighted=(rating == DELIGHTED).astype("int64"),
    )
    sums = counted.groupby(list(by), as_index=False, dropna=False, sort=True)[COUNTS[:-1]].sum()
    return sums.assign(net_delight=net_delight(sums))


def shares(counts: pd.DataFrame) -> pd.DataFrame:
    """The three shares 0…1 of each row, columns disappointed, okay, delighted; NaN where n is 0."""
    return counts[LEVELS].div(counts["n"].where(counts["n"] > 0), axis=0)


def net_delight(counts: pd.DataFrame) -> pd.Series[float]:
    """Share delighted − share disappointed in points; NaN where n is 0. In: columns n, disappointed, delighted."""
    return (counts["delighted"] - counts["disappointed"]) / counts["n"].where(counts["n"] > 0) * 100
