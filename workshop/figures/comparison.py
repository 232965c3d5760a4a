"""Before and after: what changed at each touchpoint, paired by participant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workshop.dossier import Dossier
from workshop.figures.marginal_tests import stuart_maxwell
from workshop.figures.paired_tests import benjamini_hochberg, holm, sign_p, signflip_p
from workshop.figures.ranking import todays_table
from workshop.scale import RATINGS

Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Comparison:
    """Two waves of one workshop side by side."""

    before: pd.DataFrame
    after: pd.DataFrame
    """The `todays_table` of either wave, all votes counted."""
    pairs: pd.DataFrame
    """One row per participant and touchpoint rated in both waves: participant, touchpoint, before, after, change."""
    transitions: Counts
    """Touchpoints × 3 × 3 pair counts: rows before, columns after, in the order disappointed, okay, delighted."""
    touchpoints: pd.DataFrame
    """One row per touchpoint in the customer's order; columns see `compare`."""

    @property
    def overall(self) -> Counts:
        """The 3×3 transition matrix of all pairs together."""
        return np.asarray(self.transitions.sum(axis=0), dtype=np.int64)


def compare(dossier: Dossier, before: str | None, after: str | None) -> Comparison:
    """Compare two waves touchpoint by touchpoint; None stands for a wave that has not been held.

    Columns of `touchpoints`: key, name; n_before, n_after (votes), net_delight_before, net_delight_after (points, all
    votes), delta (their difference); n_pairs, dropouts (votes before without one after), improved, same, worse
    (pairs), change (mean change of the pairs, points −200…+200); signflip_p, sign_p (exact, 1 when nothing changed),
    holm_p, bh_p (signflip_p corrected over the touchpoints with pairs), stuart_maxwell, stuart_maxwell_p (df 2).
    What cannot be computed is NaN.
    """
    first, second = todays_table(dossier, before), todays_table(dossier, after)
    return compared(first, second, pair_up(dossier.ratings, before, after))


def compared(first: pd.DataFrame, second: pd.DataFrame, paired: pd.DataFrame) -> Comparison:
    """`compare` of two `todays_table`s and the `pair_up` of their waves, when they are already made."""
    transitions = transition_counts(paired, list(first["key"]))
    columns = votes_of_both(first, second) | changes(transitions)
    columns["dropouts"] = columns["n_before"] - columns["n_pairs"]
    return Comparison(first, second, paired, transitions, pd.DataFrame(columns, index=first.index))


def pair_up(ratings: pd.DataFrame, before: str | None, after: str | None) -> pd.DataFrame:
    """Votes of the same participant on the same touchpoint in two waves; who voted once only is left out."""
    rating, waves = ratings["rating"].to_numpy(dtype=float), ratings["wave"]
    rows = [np.flatnonzero(~np.isnan(rating) & (waves == wave).to_numpy(dtype=bool)) for wave in (before, after)]
    both = np.concatenate(rows)
    person, _ = pd.factorize(ratings["participant"].to_numpy()[both])
    place, places = pd.factorize(ratings["touchpoint"].to_numpy()[both])
    votes = person * (len(places) + 1) + place
    _, first, second = np.intersect1d(votes[: len(rows[0])], votes[len(rows[0]) :], return_indices=True)
    order = np.argsort(first)
    then, now = rows[0][first[order]], rows[1][second[order]]
    who = {name: pd.Series(ratings[name].to_numpy()[then], dtype=object) for name in ("participant", "touchpoint")}
    return pd.DataFrame(who | {"before": rating[then], "after": rating[now], "change": rating[now] - rating[then]})


def transition_counts(paired: pd.DataFrame, keys: Sequence[str]) -> Counts:
    """Pairs counted as len(keys) × 3 × 3, rows before, columns after; pairs of other touchpoints are ignored."""
    place = pd.Index(keys).get_indexer(pd.Index(paired["touchpoint"]))
    known = place >= 0
    rows, columns = (paired.loc[known, side].to_numpy(dtype=int) - RATINGS[0] for side in ("before", "after"))
    counts = np.zeros((len(keys), 3, 3), dtype=np.int64)
    np.add.at(counts, (place[known], rows, columns), 1)
    return counts


def votes_of_both(first: pd.DataFrame, second: pd.DataFrame) -> dict[str, Any]:
    """All votes of the two waves per touchpoint, paired or not: n, net delight and its difference."""
    before, after = (side["net_delight"].to_numpy(dtype=float) for side in (first, second))
    return {
        "key": first["key"].array, "name": first["name"].array,
        "n_before": first["n"].to_numpy(), "n_after": second["n"].to_numpy(),
        "net_delight_before": before, "net_delight_after": after, "delta": after - before,
    }  # fmt: skip


def changes(transitions: Counts) -> dict[str, Any]:
    """Counts, change and tests of each 3×3 table; columns as in `compare`."""
    moves = moves_of(transitions)
    n = transitions.sum(axis=(1, 2))
    total = moves @ [1, 2, -1, -2]
    ones, twos = moves[:, 0] + moves[:, 2], moves[:, 1] + moves[:, 3]
    improved, worse = moves[:, 0] + moves[:, 1], moves[:, 2] + moves[:, 3]
    p = np.array([signflip_p(*case) for case in zip(ones.tolist(), twos.tolist(), total.tolist(), strict=True)])
    tested, holm_p, bh_p = n > 0, np.full(len(n), np.nan), np.full(len(n), np.nan)
    holm_p[tested], bh_p[tested] = holm(p[tested]), benjamini_hochberg(p[tested])
    statistic, homogeneity_p = stuart_maxwell(transitions)
    return {
        "n_pairs": n,
        "improved": improved,
        "same": n - improved - worse,
        "worse": worse,
        "change": np.divide(100 * total, n, out=np.full(len(n), np.nan), where=n > 0),
        "signflip_p": p,
        "sign_p": sign_p(improved, worse),
        "holm_p": holm_p,
        "bh_p": bh_p,
        "stuart_maxwell": statistic,
        "stuart_maxwell_p": homogeneity_p,
    }


def moves_of(transitions: Counts) -> Counts:
    """Touchpoints × 4: pairs that went up by one level, up by two, down by one, down by two."""
    steps = [np.diagonal(transitions, offset, axis1=1, axis2=2).sum(axis=1) for offset in (1, 2, -1, -2)]
    return np.stack(steps, axis=1)
