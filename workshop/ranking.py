"""The touchpoints of one wave as a table with all their figures, and the strongest and weakest of them."""

from __future__ import annotations

import pandas as pd

from workshop.dossier import Dossier
from workshop.intervals import net_delight_interval
from workshop.scale import MIN_VOTES, zone
from workshop.votes import COUNTS, LEVELS, tally

LIMIT = 5
"""How many lovepoints and painpoints are named (method §3.3: top and flop five)."""
DETAILS = ["key", "seq", "name", "phase", "department", "status"]


def touchpoint_table(dossier: Dossier, wave: str | None) -> pd.DataFrame:
    """One row per touchpoint in the customer's order, with votes or without.

    Columns: key, seq, name, phase, department, status; n, disappointed, okay, delighted (counts); net_delight,
    ci_low, ci_high (points −100…+100); relevance (mean, 1–5); zone (see `workshop.scale.zone`).
    Figures are NaN where nobody voted; with wave None (not held yet) that is every touchpoint.
    """
    votes = dossier.ratings[dossier.ratings["wave"] == wave]
    details = dossier.touchpoints[DETAILS]
    counts = tally(votes, ["touchpoint"]).set_index("touchpoint").reindex(details["key"]).reset_index(drop=True)
    counts = counts.fillna(dict.fromkeys(COUNTS[:-1], 0)).astype(dict.fromkeys(COUNTS[:-1], "int64"))
    low, high = net_delight_interval(counts["disappointed"], counts["delighted"], counts["n"])
    relevance = votes.groupby("touchpoint")["relevance"].mean().reindex(details["key"]).to_numpy()
    zones = [zone(*levels) for levels in counts[LEVELS].to_numpy().tolist()]
    return pd.concat([details, counts], axis=1).assign(ci_low=low, ci_high=high, relevance=relevance, zone=zones)


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
