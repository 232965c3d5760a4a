"""Every paired test of every touchpoint in one table: counts, change with its interval, and what each test says."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workshop.figures.comparison import Comparison, moves_of
from workshop.figures.evidence import verdict
from workshop.figures.intervals import ALPHA
from workshop.figures.marginal_tests import bhapkar, bowker, ordinal_shift
from workshop.figures.paired_tests import signed_rank_p
from workshop.scale import MIN_VOTES
from workshop.texts import Message, message

Floats = NDArray[np.float64]
FROM_COMPARISON = ["key", "name", "n_pairs", "dropouts", "improved", "same", "worse", "change", "signflip_p", "sign_p",
                   "holm_p", "bh_p", "stuart_maxwell", "stuart_maxwell_p"]  # fmt: skip
METHOD = message("exact sign-flip test on the sum of the changes, interval by drawing pairs")


def paired_table(comparison: Comparison) -> pd.DataFrame:
    """One row per touchpoint in the customer's order: all that two waves of the same people say about it.

    Columns: those of `FROM_COMPARISON` (see `compare`); change_low, change_high (95 % interval of the change, pairs
    drawn with replacement) and constant (everybody changed alike: the interval is one point); rank_biserial (−1…+1) and
    wilcoxon_p (exact, mid-ranks, unchanged pairs left out); bhapkar, bhapkar_p (df 2), bowker, bowker_p (df 3),
    ordinal_z, ordinal_p; method (of the sentence) and sentence. Missing (NaN) where it cannot be computed; the interval
    under `MIN_VOTES` pairs too.
    """
    table, transitions = comparison.touchpoints, comparison.transitions
    moves = moves_of(transitions)
    low, high = change_intervals(moves, table["n_pairs"].to_numpy(dtype=np.int64))
    ranks, wilcoxon = signed_rank_columns(moves)
    homogeneity, symmetry, shift = bhapkar(transitions), bowker(transitions), ordinal_shift(transitions)
    return pd.DataFrame({
        **{name: table[name].array for name in FROM_COMPARISON},
        "change_low": low, "change_high": high, "constant": low == high,
        "rank_biserial": ranks, "wilcoxon_p": np.where(table["n_pairs"].to_numpy() > 0, wilcoxon, np.nan),
        "bhapkar": homogeneity[0], "bhapkar_p": homogeneity[1], "bowker": symmetry[0], "bowker_p": symmetry[1],
        "ordinal_z": shift[0], "ordinal_p": shift[1],
        "method": pd.array([METHOD] * len(table), dtype=object), "sentence": pd.array(verdicts(table), dtype=object),
    })  # fmt: skip


def verdicts(table: pd.DataFrame) -> list[Message]:
    """What each touchpoint's pairs speak for."""
    columns = (table[name].tolist() for name in ("signflip_p", "improved", "worse", "change"))
    return [verdict(*case) for case in zip(*columns, strict=True)]


def change_intervals(moves: NDArray[np.int64], n: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """95 % bootstrap interval of each touchpoint's mean change in points, its pairs drawn with replacement.

    Not 9,999 draws but all of them: the sum of n draws from the five possible changes is convolved exactly (by Fourier
    transform), for all touchpoints at once. Percentile interval; NaN under `MIN_VOTES` pairs.
    """
    ends, asked = np.full((2, len(n)), np.nan), n >= MIN_VOTES
    if not asked.any():
        return ends[0], ends[1]
    pairs = n[asked, None]
    up_1, up_2, down_1, down_2 = moves[asked].T
    chances = np.stack([down_2, down_1, pairs[:, 0] - moves[asked].sum(axis=1), up_1, up_2], axis=1) / pairs
    sums = np.fft.irfft(np.fft.rfft(chances, 4 * n.max() + 1, axis=1) ** pairs, 4 * n.max() + 1, axis=1)
    below = np.cumsum(sums, axis=1)
    for end, part in zip(ends, (ALPHA / 2, 1 - ALPHA / 2), strict=True):
        end[asked] = 100 * ((below < part - 1e-12).sum(axis=1) / pairs[:, 0] - 2)
    return ends[0], ends[1]


def signed_rank_columns(moves: NDArray[np.int64]) -> tuple[Floats, list[float]]:
    """Rank-biserial correlation (NaN when nothing changed) and exact signed-rank p from the moves of `moves_of`."""
    up_1, up_2, down_1, down_2 = moves.T
    ones, twos = up_1 + down_1, up_2 + down_2
    # Doubled mid-ranks of the steps of one and of two levels, so that all are whole numbers.
    rank_1, rank_2 = ones + 1, 2 * ones + twos + 1
    signed = (up_1 - down_1) * rank_1 + (up_2 - down_2) * rank_2
    whole = ones * rank_1 + twos * rank_2
    effect = np.divide(signed, whole, out=np.full(len(whole), np.nan), where=whole > 0)
    return effect, [signed_rank_p(*case) for case in zip(ones.tolist(), twos.tolist(), signed.tolist(), strict=True)]
