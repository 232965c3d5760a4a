"""The journey as a whole: its value, its weakest touchpoint, and the votes by phase or department."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workshop.figures.ranking import painpoints
from workshop.figures.votes import COUNTS, net_delight, points
from workshop.scale import MIN_VOTES
from workshop.statistics import journeys
from workshop.texts import Message, message


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
    found = journeys.peak_end(table["net_delight"]).value
    return np.nan if found is None else found


@dataclass(frozen=True)
class CleanRun:
    """The longest stretch of the journey without disappointment."""

    keys: list[str]
    """Its touchpoints in the customer's order; [] when there is none."""
    touchpoints: int
    """How many touchpoints have votes."""
    sentence: Message


def clean_run(table: pd.DataFrame, limit: float = 0.0) -> CleanRun:
    """The longest run of touchpoints in a row of a `touchpoint_table` with a share disappointed of at most `limit`.

    A touchpoint with fewer than `MIN_VOTES` votes ends a run: too few have said how it was there.
    """
    votes = table["n"].where(table["n"] >= MIN_VOTES, 0)
    run = journeys.longest_run(table["disappointed"], votes, limit)
    if run.start is None or run.end is None:
        return CleanRun([], run.touchpoints, run.sentence)
    part = table.iloc[run.start : run.end + 1]
    said = message(
        "Longest run without disappointment: {length} of {count} rated touchpoints, from “{first}” to “{last}”.",
        length=run.length, count=run.touchpoints, first=part["name"].iloc[0], last=part["name"].iloc[-1],
    )  # fmt: skip
    return CleanRun(list(part["key"]), run.touchpoints, said)


def roll_up(table: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Votes of a `touchpoint_table` summed by its columns `by`, e.g. ["phase"] or ["department", "phase"].

    Out: one row a group that occurs, sorted by it: n, disappointed, okay, delighted, net_delight (NaN without votes).
    Touchpoints without a department form a group of their own (None).
    """
    sums = table.groupby(list(by), as_index=False, dropna=False, sort=True)[COUNTS[:-1]].sum()
    return sums.assign(net_delight=net_delight(sums))


def overall(table: pd.DataFrame) -> pd.Series[float]:
    """All votes of a `touchpoint_table` together: n, disappointed, okay, delighted, net_delight."""
    n, disappointed, okay, delighted = table[COUNTS[:-1]].to_numpy(dtype=float).sum(axis=0)
    return pd.Series([n, disappointed, okay, delighted, float(points(n, disappointed, delighted))], index=COUNTS)
