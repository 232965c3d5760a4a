"""The touchpoints of one wave as a table with all their figures, and the strongest and weakest of them."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workshop.dossier import Dossier
from workshop.figures.intervals import net_delight_interval
from workshop.figures.snapshot import DETAILS, touchpoints_in
from workshop.figures.votes import LEVELS, counted
from workshop.scale import MIN_VOTES, zone

LIMIT = 5
"""How many lovepoints and painpoints are named (method §3.3: top and flop five)."""


def touchpoint_table(dossier: Dossier, wave: str | None) -> pd.DataFrame:
    """One row per touchpoint in the customer's order, with votes or without, as the journey stood in that wave
    (see `touchpoints_in`).

    Columns: key, seq, name, phase, department, status; n, disappointed, okay, delighted (counts); net_delight,
    ci_low, ci_high (points −100…+100); relevance (mean, 1–5) and relevance_n (votes on it); zone (see
    `workshop.scale.zone`). Figures are NaN where nobody voted; with wave None (not held yet) that is every touchpoint.
    """
    return with_votes(touchpoints_in(dossier, wave), dossier, wave)


def todays_table(dossier: Dossier, wave: str | None) -> pd.DataFrame:
    """`touchpoint_table` with the touchpoints of today, in today's order, whatever they were in that wave: for choosing
    one to work on, and for comparing waves row by row."""
    return with_votes(dossier.touchpoints[DETAILS], dossier, wave)


def then_and_now(dossier: Dossier, wave: str | None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """`touchpoint_table` and `todays_table` of a wave; one and the same frame as long as the wave is open."""
    kept = dossier.frames.get("wave_touchpoints")
    now = todays_table(dossier, wave)
    return (now if kept is None or wave not in set(kept["wave"]) else touchpoint_table(dossier, wave)), now


def with_votes(details: pd.DataFrame, dossier: Dossier, wave: str | None) -> pd.DataFrame:
    """Touchpoints (columns `DETAILS`) with their figures of a wave."""
    held = (dossier.ratings["wave"] == wave).to_numpy(dtype=bool)
    votes = {name: dossier.ratings.loc[held, name] for name in ("touchpoint", "rating", "relevance")}
    place = pd.Index(details["key"]).get_indexer(pd.Index(votes["touchpoint"]))
    counts = counted(votes["rating"], place, len(details))
    low, high = net_delight_interval(counts["disappointed"], counts["delighted"], counts["n"])
    relevance, relevance_n = mean_and_count(votes["relevance"].to_numpy(dtype=float), place, len(details))
    zones = [zone(*levels) for levels in counts[LEVELS].to_numpy().tolist()]
    columns = {name: frame[name].array for frame in (details, counts) for name in frame}
    return pd.DataFrame(columns | {
        "ci_low": low, "ci_high": high, "zone": zones, "relevance": relevance, "relevance_n": relevance_n,
    }, index=details.index)  # fmt: skip


def mean_and_count(
    values: NDArray[np.float64], group: NDArray[np.intp], groups: int
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Mean (NaN without values) and number of the values of each group 0 … groups − 1, gaps left out."""
    valid = ~np.isnan(values) & (group >= 0)
    count = np.bincount(group[valid], minlength=groups)
    total = np.bincount(group[valid], values[valid], minlength=groups)
    return np.divide(total, count, out=np.full(groups, np.nan), where=count > 0), count


def enough(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of a `touchpoint_table` that may be ranked: those with at least `MIN_VOTES` votes."""
    return table[table["n"] >= MIN_VOTES]


def lovepoints(table: pd.DataFrame, limit: int = LIMIT) -> pd.DataFrame:
    """The rows with the highest net delight, best first; ties go by relevance, then by key. None at or below zero."""
    liked = enough(table)
    return ranked(liked[liked["net_delight"] > 0], best_first=True).head(limit)


def painpoints(table: pd.DataFrame, limit: int = LIMIT) -> pd.DataFrame:
    """The rows with the lowest net delight, worst first; ties go by relevance, then by key. None above zero.

    Zero counts as a painpoint: a touchpoint that delights nobody more than it disappoints others is no strength,
    and no touchpoint may stand in both lists.
    """
    disliked = enough(table)
    return ranked(disliked[disliked["net_delight"] <= 0], best_first=False).head(limit)


def ranked(table: pd.DataFrame, best_first: bool) -> pd.DataFrame:
    """Rows by net delight; among equals the more relevant first, then the smaller key (method §2.4)."""
    return table.sort_values(["net_delight", "relevance", "key"], ascending=[not best_first, False, True])
