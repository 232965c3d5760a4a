"""Relevance against quality on plain numbers: quadrants with either cross-hair, and the priority of a touchpoint."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from workshop.figures.priorities import Crosshair
from workshop.statistics.results import NO_VOTES, Estimate, estimate, gap_or_number, no_estimate
from workshop.statistics.shares import sound
from workshop.texts import Message, message

MEANS, FIXED_LINES = message("lines at the means of the points"), message("fixed lines")


def importance_performance(
    relevance: Sequence[Any], quality: Sequence[Any], names: Sequence[str] | None = None, lines: Crosshair | None = None
) -> tuple[pd.DataFrame, Crosshair | None, Message]:
    """The four quadrants of Martilla & James (1977); a point exactly on a line counts as high.

    In: a relevance and a quality (net delight, or any mean) a point; gaps leave a point out. `lines`: fixed ones, for
    before and after; by default the means of the points. Out: name, relevance, quality, quadrant (a key of
    `workshop.figures.priorities.QUADRANT_LABELS`); the lines, None without points; which lines they are.
    """
    width = min(len(relevance), len(quality))
    points = pd.DataFrame(
        {
            "name": list(names or map(str, range(1, width + 1)))[:width],
            "relevance": [gap_or_number(value) for value in relevance][:width],
            "quality": [gap_or_number(value) for value in quality][:width],
        }
    ).dropna()
    which = MEANS if lines is None else FIXED_LINES
    if points.empty:
        return points.assign(quadrant=pd.Series(dtype=object)), lines, which
    cross = lines or Crosshair(float(points["relevance"].mean()), float(points["quality"].mean()))
    placed = [quadrant_of(x, y, cross) for x, y in zip(points["relevance"], points["quality"], strict=True)]
    return points.assign(quadrant=placed).reset_index(drop=True), cross, which


def quadrant_of(relevance: float, quality: float, lines: Crosshair) -> str:
    """The quadrant of one point; sums that are equal on paper are on the line."""
    important = relevance >= lines.relevance or bool(np.isclose(relevance, lines.relevance, rtol=1e-12))
    good = quality >= lines.net_delight or bool(np.isclose(quality, lines.net_delight, rtol=1e-12, atol=1e-12))
    if important:
        return "keep" if good else "concentrate"
    return "overkill" if good else "low_priority"


def priority(relevance: Any, disappointed: float, n: float) -> Estimate:
    """P = (mean relevance − 1) / 4 × share disappointed × 100, 0…100 (method §2.3); n: votes."""
    method, mean = message("priority: relevance × share disappointed"), gap_or_number(relevance)
    if not sound(disappointed, n) or n == 0:
        return no_estimate(method, 0, NO_VOTES)
    if not 1 <= mean <= 5:
        return no_estimate(method, n, message("there is no relevance between 1 and 5"))
    return estimate(method, n, (mean - 1) / 4 * disappointed / n * 100)
