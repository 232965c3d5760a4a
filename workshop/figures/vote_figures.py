"""The figures of votes as JSON takes them: touchpoints, totals, agreement, rankings, quadrants, pairs."""

from __future__ import annotations

from math import isfinite
from types import SimpleNamespace
from typing import Any

import pandas as pd

from workshop.figures.agreement import Level, agreement
from workshop.figures.comparison import Comparison
from workshop.figures.intervals import ALPHA, wilson
from workshop.figures.journey import overall, roll_up
from workshop.figures.priorities import crosshair, quadrants
from workshop.figures.ranking import lovepoints, painpoints
from workshop.figures.raters import rater_total
from workshop.figures.votes import LEVELS
from workshop.records import PHASES

Figures = dict[str, Any]


def number(value: Any, decimals: int = 4) -> float | None:
    """A figure as JSON takes it: rounded, without a negative zero; None for NaN and infinity."""
    return round(float(value), decimals) + 0.0 if isfinite(value) else None


def numbers(*values: Any, decimals: int = 4) -> list[float | None] | None:
    """An interval; None when it cannot be computed."""
    ends = [number(value, decimals) for value in values]
    return None if None in ends else ends


def touchpoint_figures(comparison: Comparison) -> Figures:
    parts = vote_figures(comparison.before), vote_figures(comparison.after), paired_figures(comparison)
    named = zip(comparison.before["key"], *parts, strict=True)
    return {key: {"before": before, "after": after, "paired": paired} for key, before, after, paired in named}


def rows(table: pd.DataFrame) -> list[Any]:
    """The rows with their columns as attributes, in Python's own numbers."""
    names = [str(name) for name in table]
    columns = (table[name].tolist() for name in names)
    return [SimpleNamespace(**dict(zip(names, row, strict=True))) for row in zip(*columns, strict=True)]


def vote_figures(table: pd.DataFrame) -> list[Figures]:
    low, high = wilson(table["delighted"], table["n"])
    return [
        {
            "n": row.n,
            "E": row.disappointed,
            "O": row.okay,
            "B": row.delighted,
            "ns": number(row.net_delight),
            "ns_ci_adjwald": numbers(row.ci_low, row.ci_high),
            "wilson_B": numbers(row.low, row.high, decimals=6),
            "relevance": number(row.relevance),
        }
        for row in rows(table.assign(low=low, high=high))
    ]


def paired_figures(comparison: Comparison) -> list[Figures]:
    pairs = zip(rows(comparison.touchpoints), comparison.transitions.tolist(), strict=True)
    return [
        {
            "n": row.n_pairs,
            "improved": row.improved,
            "same": row.same,
            "worse": row.worse,
            "transition_before_rows": transition,
            "exact_signflip_p": number(row.signflip_p, 6),
            "nonzero": row.improved + row.worse,
            "exact_sign_p": number(row.sign_p, 6),
            "stuart_maxwell": number(row.stuart_maxwell, 6),
        }
        for row, transition in pairs
    ]


def alpha_figures(before: pd.DataFrame, after: pd.DataFrame) -> Figures:
    levels: tuple[Level, Level] = ("nominal", "ordinal")
    found = {
        f"{wave}_{level}": agreement(table[LEVELS], level).alpha
        for wave, table in (("before", before), ("after", after))
        for level in levels
    }
    return {name: None if alpha is None else number(alpha, 6) for name, alpha in found.items()}


def total_figures(table: pd.DataFrame) -> Figures:
    total = overall(table)
    counts = {"n": total["n"], "E": total["disappointed"], "O": total["okay"], "B": total["delighted"]}
    return {name: int(count) for name, count in counts.items()} | {"ns": number(total["net_delight"])}


def rater_figures(comparison: Comparison) -> Figures:
    total = rater_total(comparison.pairs)
    return {
        "raters": list(total.changes.index),
        "mean_change_points": [number(change) for change in total.changes],
        "mean": number(total.mean),
        "wilcoxon_W": number(total.wilcoxon_w),
        "wilcoxon_p": number(total.wilcoxon_p, 6),
        "signflip_p": number(total.signflip_p, 6),
    }


def multiplicity_figures(touchpoints: pd.DataFrame) -> Figures:
    paired = touchpoints[touchpoints["n_pairs"] > 0]
    return {
        "m": len(paired),
        "raw_p_lt_05": int((paired["signflip_p"] < ALPHA).sum()),
        "bh_significant": list(paired.loc[paired["bh_p"] <= ALPHA, "key"]),
        "holm_significant": list(paired.loc[paired["holm_p"] <= ALPHA, "key"]),
    }


def wave_figures(table: pd.DataFrame, wave: str) -> Figures:
    cross = crosshair(table)
    placed = quadrants(table, cross)
    ipa = {
        "grand_mean_relevance": number(cross.relevance),
        "grand_mean_ns": number(cross.net_delight),
        "quadrants": dict(zip(placed["key"], placed["quadrant"], strict=True)),
    }
    phases = dict.fromkeys(PHASES) | net_delight_by(table, "phase")
    return {
        f"lovepoints_{wave}": list(lovepoints(table)["key"]),
        f"painpoints_{wave}": list(painpoints(table)["key"]),
        f"ipa_{wave}": ipa,
        f"phase_ns_{wave}": phases,
        f"department_ns_{wave}": net_delight_by(table.dropna(subset=["department"]), "department"),
    }


def net_delight_by(table: pd.DataFrame, column: str) -> dict[str, float | None]:
    groups = roll_up(table, [column])
    return {name: number(points) for name, points in zip(groups[column], groups["net_delight"], strict=True)}
