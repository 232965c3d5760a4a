"""Three and more waves: did anything move at all, at each touchpoint and over all of them, among the same people?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from workshop.dossier import Dossier
from workshop.figures.intervals import ALPHA
from workshop.figures.paired_tests import benjamini_hochberg, holm
from workshop.scale import MIN_VOTES
from workshop.statistics.permutation import order_p
from workshop.statistics.results import Outcome
from workshop.statistics.waves import madansky_birch, trend
from workshop.texts import Message, message, signed

Floats = NDArray[np.float64]

COUNTED = message("Madansky–Birch score test, exact p by permutation within people")
APPROXIMATE = message("Madansky–Birch score test, χ² approximation")
EXACT_PEOPLE = 12
"""Up to so many people the p of a touchpoint is counted; beyond, χ² is close, and 150 touchpoints stay quick."""


def votes_by_wave(dossier: Dossier, waves: Sequence[str]) -> tuple[Floats, list[str]]:
    """Touchpoints × participants × waves, NaN without a vote, and the participants in the order of the second axis."""
    people = list(dossier["participants"]["key"])
    keys = [pd.Index(names) for names in (dossier.touchpoints["key"], people, waves)]
    ratings = dossier.ratings
    columns = zip(keys, ("touchpoint", "participant", "wave"), strict=True)
    places = [index.get_indexer(pd.Index(ratings[name])) for index, name in columns]
    inside = np.logical_and.reduce([place >= 0 for place in places])
    votes = np.full([len(index) for index in keys], np.nan)
    votes[tuple(place[inside] for place in places)] = ratings["rating"].to_numpy(dtype=float)[inside]
    return votes, people


def wave_tests(dossier: Dossier, waves: Sequence[str] | None = None) -> pd.DataFrame:
    """The Madansky–Birch score test of each touchpoint over all waves (or those named), people with a vote in each.

    Columns: key, name, n (such people), a column net_delight_<wave> per wave (points, of these people), statistic, df,
    p, exact (counted, else χ²), holm_p, bh_p (over the touchpoints that were tested), slope (points per wave), trend_p,
    method, sentence. Missing where fewer than `MIN_VOTES` people voted in every wave; p is 1 where nobody changed.
    """
    chosen = list(dossier.waves if waves is None else waves)
    votes, _ = votes_by_wave(dossier, chosen)
    whole = voted_always(votes)
    n = whole.sum(axis=1)
    shown = (n >= MIN_VOTES) & (len(chosen) > 1)
    sums = np.where(whole[..., None], votes, 0).sum(axis=1)
    means = np.divide(100 * sums, n[:, None], out=np.full(sums.shape, np.nan), where=shown[:, None])
    table = pd.DataFrame({
        "key": dossier.touchpoints["key"], "name": dossier.touchpoints["name"], "n": n,
        **{f"net_delight_{wave}": means[:, i] for i, wave in enumerate(chosen)},
        **tested(votes, whole, sums, shown),
    })  # fmt: skip
    methods = [COUNTED if exact else APPROXIMATE for exact in table["exact"]]
    said = {"method": methods, "sentence": sentences(table, len(chosen))}
    return table.assign(**{name: pd.Series(texts, index=table.index, dtype=object) for name, texts in said.items()})


def voted_always(votes: Floats) -> NDArray[np.bool_]:
    """Touchpoints × participants: who has a vote in every wave."""
    whole: NDArray[np.bool_] = (np.isnan(votes).sum(axis=2) == 0) & (votes.shape[2] > 0)
    return whole


def tested(votes: Floats, whole: NDArray[np.bool_], sums: Floats, shown: NDArray[np.bool_]) -> dict[str, Any]:
    """Statistics and p-values of every touchpoint at once."""
    waves = votes.shape[2]
    apart = np.where(whole[..., None], votes - votes.mean(axis=2, keepdims=True), 0.0) if waves else votes
    scatter = (apart**2).sum(axis=(1, 2))
    between = ((sums - sums.mean(axis=1, keepdims=True)) ** 2).sum(axis=1) if waves else scatter
    moved = shown & (scatter > 1e-9)
    statistic = np.where(shown, 0.0, np.nan)
    statistic[moved] = (waves - 1) * between[moved] / scatter[moved]
    p = np.where(shown, stats.chi2.sf(statistic, max(waves - 1, 1)), np.nan)
    steps = np.arange(waves) - (waves - 1) / 2
    rise, room = sums @ steps, max(float(steps @ steps), 1e-9)
    z2 = np.zeros(len(p))
    z2[moved] = rise[moved] ** 2 * (waves - 1) / (room * scatter[moved])
    slope = np.divide(100 * rise / room, whole.sum(axis=1), out=np.full(len(p), np.nan), where=shown)
    counted = [counted_p(votes[i][whole[i]]) if shown[i] else None for i in range(len(p))]
    p = np.array([q if one is None else one for q, one in zip(p, counted, strict=True)], dtype=float)
    corrected = {"holm_p": np.full(len(p), np.nan), "bh_p": np.full(len(p), np.nan)}
    corrected["holm_p"][shown], corrected["bh_p"][shown] = holm(p[shown]), benjamini_hochberg(p[shown])
    return {
        "statistic": statistic, "df": np.where(shown, waves - 1, np.nan), "p": p,
        "exact": [one is not None for one in counted], **corrected,
        "slope": slope, "trend_p": np.where(shown, stats.chi2.sf(z2, 1), np.nan),
    }  # fmt: skip


def counted_p(votes: Floats) -> float | None:
    """The exact p of one touchpoint's people × waves; None where counting takes too long."""
    return order_p(votes) if len(votes) <= EXACT_PEOPLE and votes.shape[1] <= 5 else None


def sentences(table: pd.DataFrame, waves: int) -> list[Message]:
    """What each touchpoint's votes speak for."""
    rows = zip(table["n"], table["p"], table["slope"], table["trend_p"], strict=True)
    return [waves_verdict(int(n), p, slope, trend_p, waves) for n, p, slope, trend_p in rows]


def waves_verdict(people: int, p: float, slope: float, trend_p: float, waves: int) -> Message:
    """A movement over several waves in words, from its uncorrected p, its slope (points per wave) and the trend's p.

    Never "proven": people are those who voted in every wave.
    """
    values = {"n": people, "waves": waves}
    if np.isnan(p):
        return message("Too few people voted in all {waves} measurements to tell (n = {n}).", **values)
    if p >= ALPHA:
        return message("Not enough to tell a movement over {waves} measurements from chance (n = {n}).", **values)
    if trend_p >= ALPHA:
        return message("Speaks for an up and down over {waves} measurements, without a direction (n = {n}).", **values)
    direction = message("upwards") if slope > 0 else message("downwards")
    return message("Speaks for a movement over {waves} measurements, {direction}: {slope} points from one to the next "
                   "(n = {n}).", direction=direction, slope=signed(slope), **values)  # fmt: skip


def wave_total(dossier: Dossier, waves: Sequence[str] | None = None) -> tuple[Outcome, Outcome]:
    """All touchpoints together: the score test and the trend over the waves, each person counted once.

    A person's figure in a wave is the mean vote over the touchpoints they rated in every wave, in points; who has none
    is left out. The first p comes from 9,999 seeded shuffles within people.
    """
    chosen = list(dossier.waves if waves is None else waves)
    votes, _ = votes_by_wave(dossier, chosen)
    both = voted_always(votes)
    people = both.sum(axis=0) > 0
    sums = np.where(both[..., None], votes, 0.0).sum(axis=0)[people]
    means = 100 * sums / both.sum(axis=0)[people][:, None]
    return madansky_birch(means, exact=True), trend(means)
