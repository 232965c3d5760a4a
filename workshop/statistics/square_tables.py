"""One square table of pairs (rows before, columns after): who moved where, and whether the levels' shares moved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from workshop.figures import marginal_tests as tests
from workshop.scale import RATINGS
from workshop.statistics.pairs import paired
from workshop.statistics.results import Floats, Outcome, finite, no_outcome, outcome
from workshop.texts import Message, message

NOT_SQUARE = message("the table needs as many rows as columns, two at least, and whole counts that are not negative")
NO_CHANGE = message("no pair changed its level")
AGREED = message("A level that nobody used or on which everybody agreed both times was left out; the degrees of "
                 "freedom stay {df}, which is conservative.", df="k − 1")  # fmt: skip
EMPTY_CELLS = message(
    "Levels between which nobody moved add nothing; the degrees of freedom stay, which is conservative."
)
STRETCH = message("z² is not multiplied by n / (n − 1), as some software does.")

Kernel = Callable[[ArrayLike], tuple[Floats, Floats]]
RELIABLE = 10
"""Changed pairs below which an asymptotic test is called an approximation."""


def transition_table(before: Sequence[Any], after: Sequence[Any], levels: Sequence[float] = RATINGS) -> NDArray[Any]:
    """Pairs counted as k × k, rows before, columns after, in the order of `levels`; votes beside them are left out."""
    pairs, table = paired(before, after), np.zeros((len(levels), len(levels)), dtype=np.int64)
    place = {float(level): i for i, level in enumerate(levels)}
    for then, now in zip(pairs.before.tolist(), pairs.after.tolist(), strict=True):
        if then in place and now in place:
            table[place[then], place[now]] += 1
    return table


def stuart_maxwell(table: ArrayLike) -> Outcome:
    """Stuart–Maxwell test: did the levels' shares change? Any k × k table; df k − 1; n: pairs (Stuart 1955).

    Effect: none; the table itself says where to. For two levels it is McNemar's test without continuity correction.
    """
    return asked(message("Stuart–Maxwell test of marginal homogeneity"), table, tests.stuart_maxwell, agreed=True)


def bhapkar(table: ArrayLike) -> Outcome:
    """Bhapkar's test of the same question, a little more powerful: Q / (1 − Q / n); df k − 1; n: pairs."""
    return asked(message("Bhapkar's test of marginal homogeneity"), table, tests.bhapkar, agreed=True)


def bowker(table: ArrayLike) -> Outcome:
    """Bowker's test of symmetry: do as many move from i to j as back? df k (k − 1) / 2; n: pairs (Bowker 1948)."""
    return asked(message("Bowker's test of symmetry"), table, tests.bowker, agreed=False)


def ordinal_score(table: ArrayLike, scores: Sequence[float] | None = None) -> Outcome:
    """Ordinal score test: did the votes move up or down the scale? Statistic: z, above 0 for up; n: pairs.

    Effect: the mean shift in levels (or in `scores`).
    """
    method, counts = message("ordinal score test of a shift"), square(table)
    places = None if counts is None else np.arange(len(counts), dtype=float) if scores is None else np.asarray(scores)
    if counts is None or places is None or len(places) != len(counts) or not np.isfinite(places).all():
        return no_outcome(method, 0, NOT_SQUARE)
    z, p = tests.ordinal_shift(counts, places)
    if np.isnan(z):
        return no_outcome(method, counts.sum(), NO_CHANGE)
    shift = (counts * (places[None, :] - places[:, None])).sum() / counts.sum()
    return outcome(method, counts.sum(), z, p, effect=shift, notes=[STRETCH, *few(counts)])


def mcnemar(table: ArrayLike, *, exact: bool = True, correction: bool = False) -> Outcome:
    """McNemar's test of a 2 × 2 table: exact (the sign test) or χ² with df 1; n: pairs (McNemar 1947).

    Statistic: pairs that moved up, or χ², `correction` for continuity or not; effect: share after − share before of
    the second level.
    """
    method = (
        message("McNemar's exact test") if exact
        else message("McNemar's test with continuity correction") if correction
        else message("McNemar's test without continuity correction")
    )  # fmt: skip
    counts = square(table)
    if counts is None or len(counts) != 2:
        return no_outcome(method, 0, message("McNemar's test needs two rows and two columns of whole counts"))
    up, down = float(counts[0, 1]), float(counts[1, 0])
    if up + down == 0:
        return no_outcome(method, counts.sum(), NO_CHANGE)
    effect = (up - down) / counts.sum()
    if exact:
        p = min(1.0, 2 * float(stats.binom.cdf(min(up, down), up + down, 0.5)))
        return outcome(method, counts.sum(), up, p, effect=effect, least_p=min(1.0, 2.0 ** (1 - up - down)))
    chi2 = max(0.0, abs(up - down) - float(correction)) ** 2 / (up + down)
    return outcome(method, counts.sum(), chi2, stats.chi2.sf(chi2, 1), df=1, effect=effect, notes=few(counts))


def asked(method: Message, table: ArrayLike, kernel: Kernel, *, agreed: bool) -> Outcome:
    """Run a test of `workshop.figures.marginal_tests` on one table and say what it had to do about it."""
    counts = square(table)
    if counts is None:
        return no_outcome(method, 0, NOT_SQUARE)
    n, k = counts.sum(), len(counts)
    if n == 0 or (counts == np.diag(np.diag(counts))).all():
        return no_outcome(method, n, NO_CHANGE)
    statistic, p = kernel(counts)
    if finite(statistic) is None:
        return no_outcome(method, n, message("all pairs moved alike, so there is no spread to compare with"))
    # Perfect agreement, not equal margins: a level whose row and column hold nothing beside the diagonal.
    still = (counts.sum(axis=1) == np.diag(counts)) & (counts.sum(axis=0) == np.diag(counts))
    empty = (tests.moved_pairs(counts) + np.eye(k) == 0).any()
    notes = ([AGREED] if still.any() else []) if agreed else [EMPTY_CELLS] if empty else []
    df = k - 1 if agreed else k * (k - 1) // 2
    return outcome(method, n, statistic, p, df=df, notes=[*notes, *few(counts)])


def square(table: ArrayLike) -> Floats | None:
    """A table as k × k counts; None when it is none."""
    try:
        counts = np.asarray(table, dtype=float)
    except (TypeError, ValueError):
        return None
    whole = counts.ndim == 2 and counts.shape[0] == counts.shape[1] >= 2 and np.isfinite(counts).all()
    return counts if whole and (counts >= 0).all() and (counts == np.round(counts)).all() else None


def few(counts: Floats) -> list[Message]:
    """A warning when so few pairs changed that the test's distribution is only an approximation."""
    moves = int(counts.sum() - np.trace(counts))
    warning = message("Only {moves} pairs changed: this test is an approximation for larger numbers.", moves=moves)
    return [warning] if moves < RELIABLE else []
