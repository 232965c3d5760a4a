"""The change over all touchpoints, counted by person: exact p, and an interval from drawing people, not votes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from workshop.figures.intervals import ALPHA
from workshop.statistics.pairs import NO_PAIRS, sign_flip, signed_rank
from workshop.statistics.permutation import RESAMPLES, SEED
from workshop.statistics.results import Floats, Outcome, matrix_of, no_outcome
from workshop.texts import message

ALL_ALIKE = message("Everybody changed by the same amount: the interval is one point.")
ONE_PERSON = message("One person alone has no interval.")


def change_over_all(before: Iterable[Iterable[Any]], after: Iterable[Iterable[Any]], test: str = "signflip") -> Outcome:
    """The total change of people × touchpoints (votes −1, 0, 1; gaps allowed), in points.

    Each person counts once, with the mean change over the touchpoints they rated both times: twelve people on 35
    touchpoints are twelve, not 420 (method §2.5). Effect: mean change over the people (−200…+200 points), low and high
    from 9,999 seeded draws of people (percentile interval); `test`: "signflip" or "signed_rank", both exact; n: people.
    """
    first, second = aligned(matrix_of(before), matrix_of(after))
    both = ~np.isnan(first) & ~np.isnan(second)
    people = both.any(axis=1)
    method = message("exact test on each person's mean change, interval by drawing people")
    if not people.any():
        return no_outcome(method, 0, NO_PAIRS)
    change = np.where(both, second - first, 0.0)[people]
    means = 100 * change.sum(axis=1) / both[people].sum(axis=1)
    found = (signed_rank if test == "signed_rank" else sign_flip)(means)
    low, high = (None, None) if len(means) < 2 else mean_interval(means)
    note = [ONE_PERSON] if len(means) < 2 else [ALL_ALIKE] if np.ptp(means) == 0 else []
    return Outcome(
        found.method, found.n, found.statistic, found.p, None, float(means.mean()), low, high, found.least_p,
        None, (*found.notes, *note),
    )  # fmt: skip


def aligned(first: Floats, second: Floats) -> tuple[Floats, Floats]:
    """Two matrices of the same size; what one lacks is a gap."""
    size = tuple(map(max, first.shape, second.shape))
    both = np.full((2, *size), np.nan)
    for place, votes in enumerate((first, second)):
        both[place, : votes.shape[0], : votes.shape[1]] = votes
    return both[0], both[1]


def mean_interval(values: Floats) -> tuple[float, float]:
    """95 % percentile interval of a mean, the values (one a person) drawn with replacement 9,999 times, fixed seed.

    Percentile, because the corrected interval (BCa) fails when all people changed alike (method §2.5, trap 8).
    """
    drawn = np.random.default_rng(SEED).integers(0, len(values), (RESAMPLES, len(values)))
    low, high = np.quantile(values[drawn].mean(axis=1), [ALPHA / 2, 1 - ALPHA / 2])
    return float(low), float(high)
