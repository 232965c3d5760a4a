"""Two votes of the same people: sign flips, signs and signed ranks, exact, one- and two-sided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import erfc, sqrt
from typing import Any

import numpy as np
from scipy import stats

from workshop.figures.intervals import wilson
from workshop.statistics.permutation import chosen, flip_tails
from workshop.statistics.results import Alternative, Floats, Outcome, gap_or_number, known, no_outcome, outcome
from workshop.texts import Message, message

NO_PAIRS = message("nobody voted both times")
UNCHANGED = message("Nothing changed: p is 1.")
NORMAL = message("normal approximation, because there are too many values to count all sign patterns")


@dataclass(frozen=True)
class Pairs:
    """Who voted both times, and who did not (method §2.5: use the pairs, show the others)."""

    before: Floats
    after: Floats
    only_before: int
    only_after: int

    @property
    def changes(self) -> Floats:
        """after − before, one a pair."""
        return self.after - self.before


def paired(before: Sequence[Any] | Mapping[Any, Any], after: Sequence[Any] | Mapping[Any, Any]) -> Pairs:
    """Pair two votes of each person: sequences person by person with gaps (None), or mappings person → vote."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        people = list(dict.fromkeys([*before, *after]))
        before, after = [before.get(one) for one in people], [after.get(one) for one in people]
    width = max(len(before), len(after))
    first, second = (
        np.array([*(gap_or_number(vote) for vote in votes), *[np.nan] * (width - len(votes))])
        for votes in (list(before), list(after))
    )
    there, then = ~np.isnan(first), ~np.isnan(second)
    both = there & then
    return Pairs(first[both], second[both], int((there & ~then).sum()), int((then & ~there).sum()))


def sign_flip(changes: Iterable[Any], alternative: Alternative = "two-sided") -> Outcome:
    """Exact sign-flip (Fisher–Pitman) test on the sum of the changes after − before (method §2.5).

    Statistic: the sum; effect: the mean change; n: pairs. The p is the share of all 2^k sign patterns of the k changed
    pairs whose sum lies at least as far out; no change at all gives 1.
    """
    values = known(changes)
    method = message("exact sign-flip test on the sum of the changes")
    if not len(values):
        return no_outcome(method, 0, NO_PAIRS)
    tails = flip_tails(values)
    if tails is None:
        method = message("sign-flip test, {approximation}", approximation=NORMAL)
        tails = normal_tails(float(values.sum()) / sqrt(float(values @ values)))
    return told(method, values, values.sum(), chosen(tails, alternative), values.mean(), alternative)


def sign_test(changes: Iterable[Any], alternative: Alternative = "two-sided") -> Outcome:
    """Exact sign test of improved against worse, which is McNemar's exact test for two levels (method §2.5).

    Statistic: how many improved; effect: their share among the changed pairs with its Wilson interval; n: pairs.
    """
    values = known(changes)
    method = message("exact sign test, improved against worse")
    if not len(values):
        return no_outcome(method, 0, NO_PAIRS)
    improved, changed = int((values > 0).sum()), int((values != 0).sum())
    tails = float(stats.binom.sf(improved - 1, changed, 0.5)), float(stats.binom.cdf(improved, changed, 0.5))
    share = improved / changed if changed else None
    ends = [float(end) for end in wilson(improved, changed)] if changed else [None, None]
    return told(method, values, improved, chosen(tails, alternative), share, alternative, low=ends[0], high=ends[1])


def signed_rank(changes: Iterable[Any], alternative: Alternative = "two-sided", zeros: str = "wilcoxon") -> Outcome:
    """Wilcoxon's signed-rank test: exact for every n, ties as mid-ranks (scipy's "exact" ignores ties and zeros).

    Statistic: V, the rank sum of the positive changes; effect: the matched rank-biserial correlation, −1…+1; n: pairs.
    `zeros`: "wilcoxon" leaves unchanged pairs out before ranking, "pratt" ranks them too and leaves their ranks out.
    """
    values = known(changes)
    method = message("exact Wilcoxon signed-rank test, mid-ranks for ties, unchanged pairs left out")
    if zeros == "pratt":
        method = message("exact Wilcoxon signed-rank test, mid-ranks for ties, zeros after Pratt")
    if not len(values):
        return no_outcome(method, 0, NO_PAIRS)
    signed = signed_ranks(values, zeros)
    total, whole = float(signed.sum()), float(np.abs(signed).sum())
    tails = flip_tails(2 * signed)
    if tails is None:
        method = message("Wilcoxon signed-rank test, {approximation}", approximation=NORMAL)
        tails = normal_tails(total / sqrt(float(signed @ signed)))
    effect = total / whole if whole else 0.0
    return told(method, values, (whole + total) / 2, chosen(tails, alternative), effect, alternative)


def signed_ranks(changes: Floats, zeros: str = "wilcoxon") -> Floats:
    """The ranks of the changes' sizes with the changes' signs; rounded first, so that ties on paper stay ties."""
    values = np.round(changes, 9)
    values = values if zeros == "pratt" else values[values != 0]
    return np.asarray(np.sign(values) * stats.rankdata(np.abs(values)), dtype=float)


def normal_tails(z: float) -> tuple[float, float]:
    """P(Z ≥ z) and P(Z ≤ z)."""
    return erfc(z / sqrt(2)) / 2, erfc(-z / sqrt(2)) / 2


def told(
    method: Message, values: Floats, statistic: float, p: float, effect: float | None, alternative: Alternative,
    **ends: float | None,
) -> Outcome:  # fmt: skip
    """A paired test's outcome with the smallest p that its changed pairs can reach."""
    changed = int((values != 0).sum())
    least = min(1.0, 2.0 ** ((alternative == "two-sided") - changed))
    notes = [] if changed else [UNCHANGED]
    return outcome(method, len(values), statistic, p, effect=effect, least_p=least, notes=notes, **ends)
