"""The journey as a whole: its value, its weakest touchpoint, and the votes by phase or department."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workshop.ranking import painpoints
from workshop.votes import COUNTS, net_delight


@dataclass(frozen=True)
class Journey:
    """The journey in two figures, which belong together: an average hides the broken link."""

    value: float
    """Net delight weighted by relevance, in points; NaN without votes."""
    weakest: str | None
    """Key of the touchpoint with the lowest net delight of those with enough votes."""
    weakest_net_delight: float


def journey(table: pd.DataFrame) -> Journey:
    """Value Σ relevance · net delight / Σ relevance (method §2.4) and weakest touchpoint of a `touchpoint_table`."""
    rated = table.dropna(subset=["relevance", "net_delight"])
    value = np.average(rated["net_delight"], weights=rated["relevance"]) if len(rated) else np.nan
    worst = painpoints(table, limit=1)
    if worst.empty:
        return Journey(float(value), None, np.nan)
    return Journey(float(value), worst["key"].iloc[0], float(worst["net_delight"].iloc[0]))


def peak_end(table: pd.DataFrame) -> float:
    """(Strongest net delight with its sign + last net delight) / 2 in points; NaN without votes.

    A heuristic after Kahneman & Fredrickson: memory keeps the peak and the end. Label it so.
    """
    curve = table["net_delight"].dropna()
    return float(curve.iloc[curve.abs().argmax()] + curve.iloc[-1]) / 2 if len(curve) else np.nan


def roll_up(table: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Votes of a `touchpoint_table` summed by its columns `by`, e.g. ["phase"] or ["department", "phase"].

    Out: one row a group that occurs, sorted by it: n, disappointed, okay, delighted, net_delight (NaN without votes).
    Touchpoints without a department form a group of their own (None).
    """
    sums = table.groupby(list(by), as_index=False, dropna=False, sort=True)[COUNTS[:-1]].sum()
    return sums.assign(net_delight=net_delight(sums))


def overall(table: pd.DataFrame) -> pd.Series[float]:
    """All votes of a `touchpoint_table` together: n, disappointed, okay, delighted, net_delight."""
    sums = table[COUNTS[:-1]].sum().to_frame().T
    return sums.assign(net_delight=net_delight(sums)).iloc[0]
