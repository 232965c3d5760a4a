"""The action plan in figures: how many measures, what they cost, how far they are, and what they touched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from workshop.dossier import Dossier
from workshop.records import MEASURE_STATUSES


@dataclass(frozen=True)
class Plan:
    """All measures of a workshop together; money in its currency, NaN when no measure names an amount."""

    n: int
    quick_wins: int
    budget: float
    spent: float
    over_budget: list[str]
    """Keys of the measures that cost more than their budget."""
    status: dict[str, int]
    """Only the statuses that occur, in their order."""
    first: date | None
    last: date | None


def plan(dossier: Dossier) -> Plan:
    """Add up the measures of a dossier."""
    measures = dossier["measures"]
    counts = measures["status"].value_counts()
    return Plan(
        n=len(measures),
        quick_wins=int(measures["quick_win"].sum()),
        budget=float(measures["budget"].sum(min_count=1)),
        spent=float(measures["spent"].sum(min_count=1)),
        over_budget=list(measures.loc[measures["spent"] > measures["budget"], "key"]),
        status={status: int(counts[status]) for status in MEASURE_STATUSES if status in counts},
        first=day(measures["from_date"].min()),
        last=day(measures["until_date"].max()),
    )


def day(moment: pd.Timestamp) -> date | None:
    """A timestamp's date; None for NaT."""
    return None if pd.isna(moment) else moment.date()


def touched(measures: pd.DataFrame) -> Iterator[tuple[str, str]]:
    """(touchpoint key, status of the measure) for every touchpoint a measure names."""
    for keys, status in zip(measures["touchpoint_keys"], measures["status"], strict=True):
        yield from ((key.strip(), status) for key in keys.split("|") if key.strip())


def measure_groups(dossier: Dossier) -> dict[str, str]:
    """Touchpoint → "done" (a measure is finished), "open" (only unfinished ones) or "none", in the customer's order."""
    pairs = list(touched(dossier["measures"]))
    planned, finished = {key for key, _ in pairs}, {key for key, status in pairs if status == "done"}
    keys = dossier.touchpoints["key"]
    return {key: "done" if key in finished else "open" if key in planned else "none" for key in keys}


@dataclass(frozen=True)
class MeasureEffect:
    """Mean change in net delight (points) with a finished measure beside that without any: the control touchpoints."""

    n_done: int
    mean_done: float
    n_none: int
    mean_none: float

    @property
    def difference(self) -> float:
        return self.mean_done - self.mean_none


def measure_effect(dossier: Dossier, delta: pd.Series[float]) -> MeasureEffect:
    """Split `delta` (change per touchpoint, indexed by key, NaN where not comparable) by `measure_groups`.

    Touchpoints whose measures are not finished belong to neither group. Means are NaN for an empty group.
    """
    groups = pd.Series(measure_groups(dossier), dtype=object).reindex(delta.index)
    done, none = (delta[groups == name].dropna() for name in ("done", "none"))
    means = [float(group.mean()) if len(group) else np.nan for group in (done, none)]
    return MeasureEffect(len(done), means[0], len(none), means[1])
