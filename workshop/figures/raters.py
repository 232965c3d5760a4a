"""The total over all touchpoints, counted by rater: 12 people times 36 touchpoints are not 432 independent votes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from workshop.dossier import Dossier
from workshop.statistics.pairs import sign_flip, signed_rank, signed_ranks
from workshop.statistics.raters import mean_interval
from workshop.statistics.results import Outcome


@dataclass(frozen=True)
class RaterTotal:
    """Mean change per rater and what it says about the whole room. Never show a single rater's change."""

    changes: pd.Series[float]
    """Participant → mean change over the touchpoints rated in both waves, in points −200…+200."""
    mean: float
    """Mean of the raters' changes; NaN without raters."""
    wilcoxon_w: float
    """Wilcoxon's W, the smaller of the two rank sums; 0 when nothing changed."""
    wilcoxon_p: float
    """Exact, two-sided, mid-ranks for ties; who did not change is left out (Wilcoxon 1945)."""
    signflip_p: float
    """Exact, two-sided; 1 when nothing changed, NaN without raters."""


def rater_total(pairs: pd.DataFrame) -> RaterTotal:
    """The rater-level test from the `pairs` of a `Comparison` (method §2.5, "total over all touchpoints")."""
    changes = 100 * pairs.groupby("participant", sort=True)["change"].mean()
    if changes.empty:
        return RaterTotal(changes, np.nan, np.nan, np.nan, np.nan)
    ranks = signed_ranks(changes.to_numpy(dtype=float))
    w = min(float(ranks[ranks > 0].sum()), float(-ranks[ranks < 0].sum()))
    wilcoxon_p, signflip_p = (p_of(test(changes)) for test in (signed_rank, sign_flip))
    return RaterTotal(changes, float(changes.mean()), w, wilcoxon_p, signflip_p)


def p_of(found: Outcome) -> float:
    """A test's p as frames take it: NaN where there is none."""
    return np.nan if found.p is None else found.p


def bootstrap_interval(changes: pd.Series[float]) -> tuple[float, float]:
    """95 % interval of the mean change, raters drawn with replacement (9,999 times, fixed seed); NaN under two raters.

    The percentile interval: the corrected one (BCa) fails when all raters changed alike (method §2.5, trap 8).
    """
    return mean_interval(np.asarray(changes, dtype=np.float64)) if len(changes) > 1 else (np.nan, np.nan)


def dropouts(dossier: Dossier, before: str | None, after: str | None) -> list[str]:
    """Participants with a valid vote in the first of the two waves and none in the second, sorted."""
    valid = dossier.ratings.dropna(subset=["rating"])
    voted = [set(valid.loc[valid["wave"] == wave, "participant"]) for wave in (before, after)]
    return sorted(voted[0] - voted[1])
