"""How far people agree: Krippendorff's alpha with gaps, Fleiss' kappa without, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import krippendorff
import numpy as np
from numpy.typing import ArrayLike
from statsmodels.stats import inter_rater

from workshop.figures.agreement import SHARED_VIEW, Level
from workshop.statistics.results import Estimate, estimate, matrix_of, no_estimate
from workshop.texts import Message, message

NO_UNIT = message("no unit has two votes yet")
ONE_VALUE = message("every vote says the same")


def krippendorff_alpha(answers: Iterable[Iterable[Any]], level: Level = "ordinal") -> Estimate:
    """Krippendorff's alpha of people × units with gaps; n: votes that have another one beside them.

    `level`: nominal, ordinal, interval or ratio. Not 1 but not computable when only one value occurs or no unit has two
    votes: the library raises then (method §2.5, trap 5). Below .667 the note says that the group sees it differently.
    """
    method, votes = message("Krippendorff's α, {level}", level=LEVELS[level]), matrix_of(answers)
    votes = votes[:, (~np.isnan(votes)).sum(axis=0) >= 2]
    n = int((~np.isnan(votes)).sum())
    values = np.unique(votes[~np.isnan(votes)])
    if n == 0:
        return no_estimate(method, 0, NO_UNIT)
    if len(values) < 2:
        return no_estimate(method, n, ONE_VALUE)
    if level == "ratio" and values[0] < 0:
        return no_estimate(method, n, message("ratios of negative values mean nothing"))
    counts = (votes.T[:, :, None] == values).sum(axis=1)
    alpha = krippendorff.alpha(value_counts=counts, value_domain=values, level_of_measurement=level)
    apart = message("The group sees it differently: talk about it.")
    return estimate(method, n, alpha, notes=[apart] if alpha < SHARED_VIEW else [])


LEVELS: dict[Level, Message] = {
    "nominal": message("nominal scale"),
    "ordinal": message("ordinal scale"),
    "interval": message("interval scale"),
    "ratio": message("ratio scale"),
}


def fleiss_kappa(counts: ArrayLike) -> Estimate:
    """Fleiss' kappa of units × categories (how many people put each unit where); n: units.

    Needs the same number of people, two at least, on every unit: one missing vote forbids it, and alpha is the figure
    to use then (method §2.5, trap 6). Source: Fleiss 1971.
    """
    method = message("Fleiss' κ, nominal, complete data")
    table = np.asarray(counts, dtype=float)
    if table.ndim != 2 or not table.size or not np.isfinite(table).all() or (table < 0).any():
        return no_estimate(method, 0, message("the table needs units in rows and categories in columns"))
    people = table.sum(axis=1)
    if (people != people[0]).any():
        reason = message("votes are missing: κ needs the same number of people on every unit, α does not")
        return no_estimate(method, len(table), reason)
    if people[0] < 2:
        return no_estimate(method, len(table), NO_UNIT)
    if np.count_nonzero(table.sum(axis=0)) < 2:
        return no_estimate(method, len(table), ONE_VALUE)
    return estimate(method, len(table), inter_rater.fleiss_kappa(table, method="fleiss"))


def fleiss_kappa_of_votes(answers: Iterable[Iterable[Any]]) -> Estimate:
    """`fleiss_kappa` of people × units."""
    votes = matrix_of(answers)
    values = np.unique(votes[~np.isnan(votes)])
    return fleiss_kappa((votes.T[:, :, None] == values).sum(axis=1))
