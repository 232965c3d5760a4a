"""People × waves, and the family of tests that lets each person's votes change places between the waves.

With the votes as numbers, as levels or as ranks it gives Cochran's Q, Madansky's, the Madansky–Birch and Friedman's
test (Birch 1965; White, Landis & Cooper 1982); see `waves.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from workshop.statistics.results import Floats, Outcome, matrix_of, no_outcome, outcome
from workshop.texts import Message, message

ONE_WAVE = message("there are fewer than two waves")
NOBODY = message("nobody voted in every wave")
NO_CHANGE = message("nobody voted differently in any wave")


@dataclass(frozen=True)
class Blocks:
    """People × waves, complete rows only, and how many rows had gaps."""

    votes: Floats
    weights: Floats
    incomplete: int

    @property
    def n(self) -> int:
        return int(self.weights.sum())


def complete(answers: Iterable[Iterable[Any]], counts: ArrayLike | None = None) -> Blocks:
    """The rows of people × waves without a gap; `counts`: how many people gave each row (default one)."""
    votes = matrix_of(answers)
    weights = np.ones(len(votes)) if counts is None else np.asarray(counts, dtype=float)
    whole = ~np.isnan(votes).any(axis=1) & (weights > 0)
    return Blocks(votes[whole], weights[whole], int(weights[~whole].sum()))


def answer(method: Message, blocks: Blocks, values: Floats) -> Outcome:
    """The χ² statistic of people × waves × columns: (waves − 1) · Σ_w s_w V⁺ s_w, df (waves − 1) · columns.

    s_w is a wave's sum less the mean of all waves, V the sum of the people's scatter. A column in which nobody changed
    drops out through the pseudo-inverse; df stays, which is conservative.
    """
    reason = missing(blocks)
    if reason:
        return no_outcome(method, blocks.n, reason)
    sums, within = centred_sums(blocks, values)
    waves, columns = sums.shape
    statistic = (waves - 1) * np.einsum("wi,ij,wj->", sums, np.linalg.pinv(within, rtol=1e-9, hermitian=True), sums)
    df = (waves - 1) * columns
    effect = float(np.ptp(sums[:, 0])) / blocks.n
    return outcome(method, blocks.n, statistic, stats.chi2.sf(statistic, df), df=df, effect=effect, notes=note(blocks))


def centred_sums(blocks: Blocks, values: Floats) -> tuple[Floats, Floats]:
    """Each wave's sum less the mean of all waves (waves × columns), and the people's scatter (columns × columns)."""
    apart = values - values.mean(axis=1, keepdims=True)
    weighted = apart * blocks.weights[:, None, None]
    return weighted.sum(axis=0), np.einsum("nwi,nwj->ij", weighted, apart)


def missing(blocks: Blocks) -> Message | None:
    """Why nothing can be said, or None."""
    if blocks.votes.shape[1] < 2:
        return ONE_WAVE
    if not len(blocks.votes):
        return NOBODY
    return NO_CHANGE if (blocks.votes == blocks.votes[:, :1]).all() else None


def note(blocks: Blocks) -> list[Message]:
    """How many people are left out because they missed a wave."""
    left_out = message("{people} people without a vote in every wave are left out.", people=blocks.incomplete)
    return [left_out] if blocks.incomplete else []
