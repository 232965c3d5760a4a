"""The dumbbell: every touchpoint before and after, of the people who voted both times, in the order of the wall."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workshop.action.plan import measure_groups
from workshop.dossier import Dossier
from workshop.figures.comparison import Comparison, Counts, compare
from workshop.figures.evidence import verdict
from workshop.scale import MIN_VOTES, RATINGS
from workshop.texts import Message, message, signed

GROUP_LABELS: dict[str, Message] = {
    "better": message("Better than before"),
    "same": message("As before"),
    "worse": message("Worse than before"),
    "not_comparable": message("Not comparable: too few people voted both times"),
}
GROUPS = tuple(GROUP_LABELS)

PAIRED = ["net_delight_before", "net_delight_after", "change", "n_pairs", "improved", "same", "worse", "signflip_p"]
UNPAIRED = ["n_before", "n_after", "all_before", "all_after", "dropouts"]
COLUMNS = ["place", "touchpoint", "name", "group", *PAIRED, *UNPAIRED, "measure", "verdict", "title"]


def dumbbell(dossier: Dossier, before: str | None, after: str | None) -> pd.DataFrame:
    """One row per touchpoint, ready to draw: the better ones first, biggest gain on top, the worsened ones apart.

    Columns: place (1, 2, …), touchpoint (key), name, group (a key of `GROUP_LABELS`); of the people who voted both
    times net_delight_before, net_delight_after and change (points; NaN when not comparable), n_pairs, improved, same,
    worse (pairs), signflip_p; of all votes n_before, n_after, all_before, all_after (net delight), dropouts; measure
    ("done", "open", "none"), verdict and title (messages). Under `MIN_VOTES` pairs nothing is compared.
    """
    return dumbbell_of(dossier, compare(dossier, before, after))


def dumbbell_of(dossier: Dossier, comparison: Comparison) -> pd.DataFrame:
    """`dumbbell` of a comparison that is already made."""
    table = comparison.touchpoints.rename(
        columns={"key": "touchpoint", "net_delight_before": "all_before", "net_delight_after": "all_after"}
    )
    comparable = table["n_pairs"] >= MIN_VOTES
    first, second = paired_net_delight(comparison.transitions)
    table = table.assign(
        net_delight_before=np.where(comparable, first, np.nan),
        net_delight_after=np.where(comparable, second, np.nan),
        change=table["change"].where(comparable),
        measure=table["touchpoint"].map(measure_groups(dossier)),
    )
    table = table.assign(group=[group_of(change) for change in table["change"]])
    return in_order(table.assign(verdict=verdicts(table), title=titles(table)))


def paired_net_delight(transitions: Counts) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Net delight (points) before and after of the pairs of each 3×3 table; NaN without pairs."""
    n = transitions.sum(axis=(1, 2)).astype(float)
    share = np.divide(100, n, out=np.full(len(n), np.nan), where=n > 0)
    return transitions.sum(axis=2) @ RATINGS * share, transitions.sum(axis=1) @ RATINGS * share


def group_of(change: float) -> str:
    """The group of a change in points; NaN is not comparable."""
    if np.isnan(change):
        return "not_comparable"
    return "better" if change > 0 else "worse" if change < 0 else "same"


def verdicts(table: pd.DataFrame) -> pd.Series:
    """What each touchpoint's votes speak for."""
    cases = zip(table["signflip_p"], table["improved"], table["worse"], table["change"], strict=True)
    return pd.Series([verdict(*case) for case in cases], index=table.index, dtype=object)


def titles(table: pd.DataFrame) -> pd.Series:
    """What a slide about each touchpoint would be called."""
    ends = zip(table["name"], table["net_delight_before"], table["net_delight_after"], strict=True)
    return pd.Series([title_of(*end) for end in ends], index=table.index, dtype=object)


def title_of(name: str, before: float, after: float) -> Message:
    """Name and both figures, or that there are too few pairs."""
    if np.isnan(before):
        return message("{name}: not comparable", name=name)
    return message("{name}: from {before} to {after}", name=name, before=signed(before), after=signed(after))


def in_order(table: pd.DataFrame) -> pd.DataFrame:
    """Groups in the order of `GROUPS`; within one the biggest move first, then the customer's order."""
    order = pd.DataFrame({"group": table["group"].map(GROUPS.index), "size": -table["change"].abs()})
    ordered = table.loc[order.sort_values(["group", "size"], kind="stable").index].reset_index(drop=True)
    return ordered.assign(place=range(1, len(ordered) + 1))[COLUMNS]
