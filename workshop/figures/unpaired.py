"""Different people before and after, touchpoint by touchpoint: for customers, and to check the pairs of the room."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workshop.dossier import Dossier
from workshop.figures.customers import votes_at
from workshop.figures.evidence import SPEAKS_FOR, weight
from workshop.figures.paired_tests import benjamini_hochberg, holm
from workshop.figures.unpaired_tests import brunner_munzel, cliffs_delta, mann_whitney_p
from workshop.figures.votes import LEVELS
from workshop.scale import MIN_VOTES
from workshop.texts import Message, message

Floats = NDArray[np.float64]
METHOD = message("Mann–Whitney test, normal approximation with tie and continuity correction")


def unpaired_table(dossier: Dossier, votes: pd.DataFrame, before: str | None, after: str | None) -> pd.DataFrame:
    """One row per touchpoint of today, in the customer's order; all votes of two waves as independent samples.

    In: votes with wave, touchpoint, rating (−1, 0, 1, NaN). Columns: key, name; n_before, n_after, net_delight_before,
    net_delight_after (points), cliffs_delta (−1…+1, above 0: after is better), mann_whitney_p (normal approximation
    with tie and continuity correction), brunner_munzel_p (NaN where the groups do not overlap), spreads_differ (the
    variances of the votes differ by more than a factor of two: read Brunner–Munzel), holm_p, bh_p (of Mann–Whitney,
    over the touchpoints with `MIN_VOTES` votes on both sides), method (of the sentence), sentence.
    """
    keys = pd.Index(dossier.touchpoints["key"])
    return unpaired_of(dossier.touchpoints, *(votes_at(votes, wave, keys) for wave in (before, after)))


def unpaired_of(places: pd.DataFrame, first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """`unpaired_table` of touchpoints (columns key, name) and their votes in either wave, already counted."""
    sides = [side[LEVELS].to_numpy(dtype=float) for side in (first, second)]
    n_before, n_after = (side["n"].to_numpy() for side in (first, second))
    p, delta, tested = mann_whitney_p(*sides), cliffs_delta(*sides), np.minimum(n_before, n_after) >= MIN_VOTES
    corrected = {name: np.full(len(places), np.nan) for name in ("holm_p", "bh_p")}
    corrected["holm_p"][tested], corrected["bh_p"][tested] = holm(p[tested]), benjamini_hochberg(p[tested])
    said = [in_words(*row) for row in zip(n_before.tolist(), n_after.tolist(), p.tolist(), delta.tolist(), strict=True)]
    return pd.DataFrame({
        "key": places["key"].array, "name": places["name"].array, "n_before": n_before, "n_after": n_after,
        "net_delight_before": first["net_delight"].to_numpy(), "net_delight_after": second["net_delight"].to_numpy(),
        "cliffs_delta": delta, "mann_whitney_p": p, "brunner_munzel_p": brunner_munzel(*sides)[1],
        "spreads_differ": differ(*sides), **corrected,
        "method": pd.array([METHOD] * len(said), dtype=object), "sentence": pd.array(said, dtype=object),
    })  # fmt: skip


def differ(first: Floats, second: Floats) -> NDArray[np.bool_]:
    """Whether the variances of the votes of two groups differ by more than a factor of two."""
    spreads = []
    for counts in (first, second):
        n = np.maximum(counts.sum(axis=1), 1)
        spreads.append((counts[:, 2] + counts[:, 0]) / n - ((counts[:, 2] - counts[:, 0]) / n) ** 2)
    return np.asarray(np.maximum(*spreads) > 2 * np.minimum(*spreads) + 1e-9)


def in_words(n_before: int, n_after: int, p: float, delta: float) -> Message:
    """What two groups of different people speak for. Never "proven"."""
    values = {"before": n_before, "after": n_after}
    if min(n_before, n_after) < MIN_VOTES:
        return message("Too few votes for a comparison ({before} before, {after} after).", **values)
    if weight(p, n_before + n_after) != SPEAKS_FOR:
        return message("Not enough to tell a difference from chance ({before} before, {after} after; "
                       "different people).", **values)  # fmt: skip
    if delta > 0:
        return message("Speaks for an improvement ({before} before, {after} after; different people).", **values)
    return message("Speaks for a decline ({before} before, {after} after; different people).", **values)
