"""The total over all touchpoints, counted by rater: 12 people times 36 touchpoints are not 432 independent votes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from workshop.dossier import Dossier
from workshop.intervals import ALPHA
from workshop.paired_tests import signflip_p_of_means

RESAMPLES = 9_999
SEED = 20250312


@dataclass(frozen=True)
class RaterTotal:
    """Mean change per rater and what it says about the whole room. Never show a single rater's change."""

    changes: pd.Series[float]
    """Participant → mean change over the touchpoints rated in both waves, in points −200…+200."""
    mean: float
    """Mean of the raters' changes; NaN without raters."""
    wilcoxon_w: float
    wilcoxon_p: float
    signflip_p: float
    """Exact, two-sided; 1 when nothing changed, NaN without raters."""


def rater_total(pairs: pd.DataFrame) -> RaterTotal:
    """The rater-level test from the `pairs` of a `Comparison` (method §2.5, "total over all touchpoints")."""
    changes = 100 * pairs.groupby("participant", sort=True)["change"].mean()
    if changes.empty:
        return RaterTotal(changes, np.nan, np.nan, np.nan, np.nan)
    w, p = signed_rank(changes)
    return RaterTotal(changes, float(changes.mean()), w, p, signflip_p_of_means(changes))


def signed_rank(changes: pd.Series[float]) -> tuple[float, float]:
    """Wilcoxon's signed-rank W and two-sided p; (0, 1) when nothing changed, which scipy leaves undefined.

    Rounded first, so that changes that are equal on paper stay ties; who did not change is left out (Wilcoxon 1945).
    """
    moved = changes.round(9)
    moved = moved[moved != 0]
    if moved.empty:
        return 0.0, 1.0
    result = stats.wilcoxon(moved)
    return float(result.statistic), float(result.pvalue)


def bootstrap_interval(changes: pd.Series[float]) -> tuple[float, float]:
    """95 % interval of the mean change, raters drawn with replacement (9,999 times, fixed seed); NaN under two raters.

    The percentile interval: the corrected one (BCa) fails when all raters changed alike (method §2.5, trap 8).
    """
    values = changes.to_numpy()
    if len(values) < 2:
        return np.nan, np.nan
    draws = np.random.default_rng(SEED).choice(values, (RESAMPLES, len(values)))
    low, high = np.quantile(draws.mean(axis=1), [ALPHA / 2, 1 - ALPHA / 2])
    return float(low), float(high)


def dropouts(dossier: Dossier, before: str | None, after: str | None) -> list[str]:
    """Participants with a valid vote in the first of the two waves and none in the second, sorted."""
    valid = dossier.ratings.dropna(subset=["rating"])
    voted = [set(valid.loc[valid["wave"] == wave, "participant"]) for wave in (before, after)]
    return sorted(voted[0] - voted[1])
