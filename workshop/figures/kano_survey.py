"""The Kano survey of a workshop: every feature with its category by both rules, ready to draw."""

from __future__ import annotations

import pandas as pd

from workshop.dossier import Dossier
from workshop.scale import MIN_VOTES
from workshop.statistics.kano import CATEGORIES, KANO_LABELS, Kano, kano, kano_counts
from workshop.texts import Message, message

FIGURES = ["n", *CATEGORIES, "mode", "ruled", "rule", "tied", "total_strength", "category_strength", "cs_plus",
           "cs_minus", "chi2", "chi2_p", "fong_difference", "fong_critical", "apart", "sentence"]  # fmt: skip
COLUMNS = ["feature", "text", *FIGURES]


def kano_survey(dossier: Dossier) -> pd.DataFrame:
    """One row per feature that anybody was asked about, in the order of their keys.

    Columns: feature, text; n; answers per category M, O, A, I, R, Q; mode (largest category), ruled (by M > O > A > I),
    rule and tied; total_strength, category_strength (0…1), cs_plus (0…1), cs_minus (−1…0), chi2 and chi2_p;
    fong_difference, fong_critical, apart; sentence. With fewer than `MIN_VOTES` answers the figures are missing.
    """
    answers = dossier.frames["kano_responses"]
    rows = [
        [feature, group["text"].iloc[0], *figures_of(group)] for feature, group in answers.groupby("feature", sort=True)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def figures_of(group: pd.DataFrame) -> list[object]:
    """One feature's figures, in the order of `FIGURES`."""
    if len(group) < MIN_VOTES:
        few = message("Too few answers to show (n = {n}, at least {needed}).", n=len(group), needed=MIN_VOTES)
        return [len(group), *[None] * (len(FIGURES) - 2), few]
    found = kano(kano_counts(zip(group["functional"], group["dysfunctional"], strict=True)))
    strengths = [found.total_strength.value, found.category_strength.value, found.cs_plus.value, found.cs_minus.value]
    fong = [found.fong.difference, found.fong.critical, found.fong.apart]
    return [found.n, *found.counts.values(), found.mode, found.ruled, found.rule, "".join(found.tied), *strengths,
            found.even.statistic, found.even.p, *fong, in_words(found)]  # fmt: skip


def in_words(found: Kano) -> Message:
    """The feature's category by both rules, and what to do about two peaks."""
    mode, ruled = (KANO_LABELS[category or "Q"] for category in (found.mode, found.ruled))
    values = {"mode": mode, "ruled": ruled, "rule": found.rule, "n": found.n}
    if len(found.tied) > 1:
        return message("Two peaks, {peaks} (n = {n}): look at the segments one by one.",
                       peaks=[KANO_LABELS[category] for category in found.tied], n=found.n)  # fmt: skip
    if found.mode == found.ruled:
        return message("{mode} by either rule (n = {n})", **values)
    return message("{ruled} ({rule}); by the largest category alone {mode} (n = {n})", **values)
