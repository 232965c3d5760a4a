"""The touchpoints of one wave as a table with all their figures, and the strongest and weakest of them."""

from __future__ import annotations

import pandas as pd

from workshop.dossier import Dossier
from workshop.intervals import net_delight_interval
from workshop.scale import MIN_VOTES, zone
from workshop.snapshot import DETAILS, touchpoints_in
from workshop.votes import COUNTS, LEVELS, tally

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


def with_votes(details: pd.DataFrame, dossier: Dossier, wave: str | None) -> pd.DataFrame:
    """Touchpoints (columns `DETAILS`) with their figures of a wave."""
    votes = dossier.ratings[dossier.ratings["wave"] == wave]
    counts = tally(votes, ["touchpoint"]).set_index("touchpoint").reindex(details["key"]).reset_index(drop=True)
    counts = counts.fillna(dict.fromkeys(COUNTS[:-1], 0)).astype(dict.fromkeys(COUNTS[:-1], "int64"))
    low, high = net_delight_interval(counts["disappointed"], counts["delighted"], counts["n"])
    relevance = votes.groupby("touchpoint")["relevance"].agg(["mean", "count"]).reindex(details["key"])
    zones = [zone(*levels) for levels in counts[LEVELS].to_numpy().tolist()]
    return pd.concat([details, counts], axis=1).assign(
        ci_low=low, ci_high=high, zone=zones,
        relevance=relevance["mean"].to_numpy(), relevance_n=relevance["count"].fillna(0).to_numpy(dtype="int64"),
    )  # fmt: skip


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
