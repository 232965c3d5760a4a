"""Votes of the same people in three or more waves: did the levels change at all, did they rise, is there a trend?

All of these are one family: within each person the votes may change places between the waves (permutation), and the
waves' sums are compared with what that would bring (Birch 1965; White, Landis & Cooper 1982).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from workshop.statistics.blocks import NO_CHANGE, answer, centred_sums, complete, missing, note
from workshop.statistics.permutation import order_p, shuffled_p
from workshop.statistics.results import Floats, Outcome, no_outcome, outcome
from workshop.texts import message


def cochran_q(answers: Iterable[Iterable[Any]], counts: ArrayLike | None = None) -> Outcome:
    """Cochran's Q: does the share of "yes" (1 against 0) differ between the waves? df: waves − 1; n: people.

    In: people × waves of two different values, gaps allowed (such people are left out). Effect: largest share −
    smallest share of the larger value (Cochran 1950).
    """
    method, blocks = message("Cochran's Q"), complete(answers, counts)
    levels = np.unique(blocks.votes)
    if len(levels) > 2:
        return no_outcome(method, blocks.n, message("Cochran's Q needs answers of two kinds, such as yes and no"))
    return answer(method, blocks, (blocks.votes[..., None] == levels[-1:]).astype(float))


def madansky(answers: Iterable[Iterable[Any]], counts: ArrayLike | None = None) -> Outcome:
    """Madansky's test: do the shares of the levels differ between the waves, whatever the levels' order?

    df: (waves − 1) · (levels − 1), levels that nobody used left out; n: people. Two waves: Stuart–Maxwell; two levels:
    Cochran's Q (Madansky 1963).
    """
    method, blocks = message("Madansky's test of interchangeability"), complete(answers, counts)
    levels = np.unique(blocks.votes)
    return answer(method, blocks, (blocks.votes[..., None] == levels[:-1]).astype(float))


def madansky_birch(
    answers: Iterable[Iterable[Any]], counts: ArrayLike | None = None, *, exact: bool = False
) -> Outcome:
    """Madansky–Birch permutation score test: did the votes, as numbers on the scale, move between the waves?

    df: waves − 1; n: people. Effect: highest − lowest wave mean, in levels. Two waves: the square of the ordinal score
    z. `exact`: the p by counting, or by 9,999 seeded shuffles where that is too much, instead of χ².
    """
    method, blocks = message("Madansky–Birch score test"), complete(answers, counts)
    found = answer(method, blocks, blocks.votes[..., None])
    if not exact or found.p is None:
        return found
    return permuted(found, np.repeat(blocks.votes, blocks.weights.astype(int), axis=0))


def friedman(answers: Iterable[Iterable[Any]], counts: ArrayLike | None = None) -> Outcome:
    """Friedman's test with ties: as `madansky_birch`, on each person's ranks (Friedman 1937; Hollander & Wolfe 1999).

    df: waves − 1; n: people. Effect: highest − lowest mean rank.
    """
    blocks = complete(answers, counts)
    ranks = stats.rankdata(blocks.votes, axis=1) if blocks.votes.size else blocks.votes
    return answer(message("Friedman's test"), blocks, np.asarray(ranks, dtype=float)[..., None])


def trend(answers: Iterable[Iterable[Any]], counts: ArrayLike | None = None,
          scores: Sequence[float] | None = None) -> Outcome:  # fmt: skip
    """Score test of a trend along the waves: do the votes rise or fall from wave to wave? Statistic: z² (df 1).

    `scores`: the waves' places, by default 0, 1, 2, … (months, if the waves are not evenly spaced). Effect: mean
    change in levels for one step of the scores; its sign says up or down (Birch 1965).
    """
    method, blocks = message("score test of a trend over the waves"), complete(answers, counts)
    reason = missing(blocks)
    places = np.arange(blocks.votes.shape[1], dtype=float) if scores is None else np.asarray(scores, dtype=float)
    if reason is None and (
        len(places) != blocks.votes.shape[1] or np.ptp(places) == 0 or not np.isfinite(places).all()
    ):
        reason = message("the waves need a place each, and not all the same one")
    if reason:
        return no_outcome(method, blocks.n, reason)
    sums, within = centred_sums(blocks, blocks.votes[..., None])
    steps = places - places.mean()
    rise, room, scatter = float(steps @ sums[:, 0]), float(steps @ steps), float(within[0, 0])
    if not scatter > 0:  # changes too small for their squares
        return no_outcome(method, blocks.n, NO_CHANGE)
    z2 = rise**2 * (len(places) - 1) / (room * scatter)
    return outcome(
        method, blocks.n, z2, stats.chi2.sf(z2, 1), df=1, effect=rise / (room * blocks.n), notes=note(blocks)
    )


def permuted(found: Outcome, votes: Floats) -> Outcome:
    """The same outcome with its p by counting, or by shuffling where counting would take too long."""
    scale = np.round(votes)
    p = order_p(scale) if (scale == votes).all() and votes.shape[1] <= 5 else None
    way = (
        message("exact p by permutation within people")
        if p is not None
        else message("p by 9,999 shuffles within people")
    )
    p = shuffled_p(votes) if p is None else p
    method = message("{test}, {way}", test=found.method, way=way)
    return outcome(method, found.n, found.statistic, p, df=found.df, effect=found.effect, notes=found.notes)
