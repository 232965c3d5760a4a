"""What first: relevance against quality (importance–performance analysis) and the priority of a touchpoint."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from workshop.figures.ranking import LIMIT, enough
from workshop.scale import MIN_VOTES
from workshop.texts import Message, message

QUADRANT_LABELS: dict[str, Message] = {
    "concentrate": message("Act here"),
    "keep": message("Keep it up"),
    "low_priority": message("Low priority"),
    "overkill": message("Too much of a good thing?"),
}


@dataclass(frozen=True)
class Crosshair:
    """The lines that part the four quadrants: a relevance (1–5) and a net delight (points)."""

    relevance: float
    net_delight: float


FIXED = Crosshair(3.5, 0.0)
"""For before/after: with lines at the mean, points change quadrants because the mean moves (method §2.3)."""


def plotted(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of a `touchpoint_table` that have enough votes on either figure to stand in the matrix: a mean of few
    would give them away."""
    rated = enough(table)
    return rated[rated["relevance_n"] >= MIN_VOTES]


def crosshair(table: pd.DataFrame) -> Crosshair:
    """Lines through the means of the plotted touchpoints, each touchpoint counting once; NaN when there is none."""
    points = plotted(table)
    return Crosshair(float(points["relevance"].mean()), float(points["net_delight"].mean()))


def quadrants(table: pd.DataFrame, lines: Crosshair | None = None) -> pd.DataFrame:
    """The plotted rows of a `touchpoint_table` with their `quadrant` (a key of `QUADRANT_LABELS`).

    `lines` defaults to `crosshair(table)`. A point exactly on a line counts as high (method §2.3).
    """
    points = plotted(table)
    cross = lines or crosshair(points)
    important, good = (
        points[name].to_numpy() >= line
        for name, line in (("relevance", cross.relevance), ("net_delight", cross.net_delight))
    )
    places = [(important & good, "keep"), (important, "concentrate"), (good, "overkill")]
    found = np.select([where for where, _ in places], [name for _, name in places], "low_priority")
    return points.assign(quadrant=pd.Series(found.tolist(), index=points.index, dtype=object))


def priorities(table: pd.DataFrame, limit: int = LIMIT) -> pd.DataFrame:
    """The plotted rows with the highest `priority`, highest first, ties by key; none with priority 0.

    P = (mean relevance − 1) / 4 × share disappointed × 100, from 0 to 100 (method §2.3), with the relevance to four
    decimals as it is printed, so that a reader gets the same P.
    """
    points = plotted(table)
    value = (points["relevance"].round(4) - 1) / 4 * points["disappointed"] / points["n"] * 100
    ordered = points.assign(priority=value).sort_values(["priority", "key"], ascending=[False, True])
    return ordered[ordered["priority"] > 0].head(limit)
