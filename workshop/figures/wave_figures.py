"""One wave in full: every touchpoint with all intervals, the journey as a whole, how many voted, how far they agree."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from workshop.dossier import Dossier
from workshop.figures.agreement import Agreement, agreement
from workshop.figures.intervals import goodman, wilson
from workshop.figures.journey import CleanRun, clean_run
from workshop.figures.ranking import touchpoint_table
from workshop.figures.votes import LEVELS
from workshop.scale import MIN_VOTES, TENDENCY_VOTES
from workshop.statistics.journeys import journey_value, peak_end
from workshop.statistics.results import Estimate
from workshop.texts import Message, message


@dataclass(frozen=True)
class WaveFigures:
    """What one wave says."""

    wave: str
    touchpoints: pd.DataFrame
    """`share_table`."""
    voters: int
    coverage: float | None
    """Valid votes / (voters × touchpoints), 0…1: "no own contact" is missing, never a middle."""
    value: Estimate
    weakest: Estimate
    peak_end: Estimate
    clean_run: CleanRun
    agreement: Agreement


def wave_in_full(dossier: Dossier, wave: str, counted: pd.DataFrame | None = None) -> WaveFigures:
    """All figures of one wave on its own; `counted`: its `touchpoint_table`, when it is already made."""
    table = touchpoint_table(dossier, wave) if counted is None else counted
    votes = dossier.ratings.loc[(dossier.ratings["wave"] == wave) & dossier.ratings["rating"].notna(), "participant"]
    asked, shown = votes.nunique() * len(table), table["n"] >= MIN_VOTES
    points = table["net_delight"].where(shown)
    value, weakest = journey_value(points, table["relevance"].where(table["relevance_n"] >= MIN_VOTES))
    return WaveFigures(
        wave, share_table(table), int(votes.nunique()), len(votes) / asked if asked else None,
        value, weakest, peak_end(points), clean_run(table), agreement(table[LEVELS]),
    )  # fmt: skip


def share_table(table: pd.DataFrame) -> pd.DataFrame:
    """A `touchpoint_table` with the three shares (0…1) and their intervals, ready to draw.

    Adds, for each level, share_<level>, wilson_low_<level>, wilson_high_<level> (one share read alone) and
    goodman_low_<level>, goodman_high_<level> (the three read together); and sentence. NaN where nobody voted.
    """
    n, counts = table["n"].to_numpy(dtype=float), table[LEVELS].to_numpy(dtype=float)
    share = np.divide(counts, n[:, None], out=np.full(counts.shape, np.nan), where=n[:, None] > 0)
    alone, together = np.stack(wilson(counts, n[:, None])), goodman(counts)
    columns = {}
    for i, level in enumerate(LEVELS):
        columns[f"share_{level}"] = share[:, i]
        columns[f"wilson_low_{level}"], columns[f"wilson_high_{level}"] = alone[:, :, i]
        columns[f"goodman_low_{level}"], columns[f"goodman_high_{level}"] = together[:, i].T
    said = pd.Series([in_words(int(votes)) for votes in n], index=table.index, dtype=object)
    return pd.concat([table, pd.DataFrame(columns, index=table.index)], axis=1).assign(sentence=said)


def in_words(n: int) -> Message:
    """What so many votes are good for."""
    if n == 0:
        return message("No votes yet")
    if n < MIN_VOTES:
        return message("Too few votes to show (n = {n}, at least {needed}).", n=n, needed=MIN_VOTES)
    if n < TENDENCY_VOTES:
        return message("A tendency only (n = {n}).", n=n)
    return message("Net delight with adjusted Wald interval, shares with Wilson intervals (n = {n}).", n=n)
