"""Everything the method can say about a workshop, in one call: each wave, each pair of waves, all waves, both sides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from workshop.action.plan import MeasureEffect, measure_effect
from workshop.dossier import Dossier
from workshop.figures.comparison import Comparison, compared, pair_up
from workshop.figures.coverage import coverage, coverage_share
from workshop.figures.customers import (
    SelfImageGap,
    ViewGap,
    own_department_bias,
    self_image_gap,
    staff_customer_gap,
    votes_at,
)
from workshop.figures.kano_survey import kano_survey
from workshop.figures.paired_figures import paired_table
from workshop.figures.priorities import FIXED, priorities, quadrants
from workshop.figures.ranking import then_and_now, touchpoint_table
from workshop.figures.raters import RaterTotal, bootstrap_interval, rater_total
from workshop.figures.unpaired import unpaired_of
from workshop.figures.wave_figures import WaveFigures, wave_in_full
from workshop.figures.wave_tests import wave_tests, wave_total
from workshop.scale import MIN_VOTES
from workshop.statistics.journeys import Overlap, top_overlap
from workshop.statistics.results import Outcome


@dataclass(frozen=True)
class PairFigures:
    """Two waves compared."""

    before: str
    after: str
    comparison: Comparison
    touchpoints: pd.DataFrame
    """`paired_table`."""
    unpaired: pd.DataFrame
    """`unpaired_table` of the same room, all votes as if they were different people: the sensitivity check."""
    customers: pd.DataFrame
    """`unpaired_table` of the customers."""
    total: RaterTotal
    low: float | None
    high: float | None
    """Seeded bootstrap interval of the mean change over people, points."""
    effect: MeasureEffect


@dataclass(frozen=True)
class AllFigures:
    """A workshop in figures."""

    waves: list[WaveFigures]
    pairs: list[PairFigures]
    """Each wave with the next, and the first with the last."""
    over_waves: pd.DataFrame
    """`wave_tests`; without figures when there are fewer than three waves."""
    movement: Outcome | None
    trend: Outcome | None
    """`wave_total`; None with fewer than three waves."""
    priorities: pd.DataFrame
    quadrants: pd.DataFrame
    """Of the last wave, fixed lines, so that points do not move because the mean moves."""
    coverage: pd.DataFrame
    coverage_share: float | None
    self_image: SelfImageGap
    own_department: ViewGap
    staff_customers: ViewGap
    overlap: Overlap
    kano: pd.DataFrame


def all_figures(dossier: Dossier) -> AllFigures:
    """Every figure of a workshop with any number of waves, also none. Each wave is counted once."""
    waves = dossier.waves
    now, keys = waves[-1] if waves else None, pd.Index(dossier.touchpoints["key"])
    tables = {wave: then_and_now(dossier, wave) for wave in waves}
    room = {wave: today for wave, (_, today) in tables.items()}
    customers = {wave: votes_at(dossier["customer_ratings"], wave, keys) for wave in waves}
    last, table = tables[now][0] if now else touchpoint_table(dossier, None), coverage(dossier)
    share = coverage_share(table)
    movement, trend = wave_total(dossier) if len(waves) > 2 else (None, None)
    return AllFigures(
        waves=[wave_in_full(dossier, wave, tables[wave][0]) for wave in waves],
        pairs=[pair_in_full(dossier, pair, room, customers) for pair in pairs_of(waves)],
        over_waves=wave_tests(dossier, waves if len(waves) > 2 else []),
        movement=movement, trend=trend,
        priorities=priorities(last), quadrants=quadrants(last, FIXED),
        coverage=table, coverage_share=None if np.isnan(share) else share,
        self_image=self_image_gap(dossier, now), own_department=own_department_bias(dossier, now),
        staff_customers=staff_customer_gap(dossier, now),
        overlap=weakest_in_common(dossier, now),
        kano=kano_survey(dossier),
    )  # fmt: skip


def weakest_in_common(dossier: Dossier, wave: str | None) -> Overlap:
    """The ten weakest touchpoints in the eyes of staff and of customers; only those with `MIN_VOTES` votes of both."""
    people, keys = dossier["participants"], pd.Index(dossier.touchpoints["key"])
    guests = dossier.ratings["participant"].isin(people.loc[people["perspective"] == "customer", "key"])
    sides = [votes_at(votes, wave, keys) for votes in (dossier.ratings[~guests], dossier["customer_ratings"])]
    pain = [-side["net_delight"].where(side["n"] >= MIN_VOTES).to_numpy() for side in sides]
    return top_overlap(dict(zip(keys, pain[0], strict=True)), dict(zip(keys, pain[1], strict=True)))


def pairs_of(waves: list[str]) -> list[tuple[str, str]]:
    """Each wave with the next one, and the first with the last."""
    steps = list(pairwise(waves))
    return [*steps, (waves[0], waves[-1])] if len(waves) > 2 else steps


def pair_in_full(
    dossier: Dossier, pair: tuple[str, str], room: Mapping[str, pd.DataFrame], customers: Mapping[str, pd.DataFrame]
) -> PairFigures:
    """All figures of two waves, from each wave's `todays_table` and the counts of its customers."""
    before, after = pair
    comparison = compared(room[before], room[after], pair_up(dossier.ratings, before, after))
    total, points = rater_total(comparison.pairs), comparison.touchpoints
    low, high = bootstrap_interval(total.changes) if len(total.changes) >= MIN_VOTES else (None, None)
    return PairFigures(
        before, after, comparison, paired_table(comparison),
        unpaired_of(dossier.touchpoints, room[before], room[after]),
        unpaired_of(dossier.touchpoints, customers[before], customers[after]),
        total, low, high, measure_effect(dossier, points.set_index("key")["delta"]),
    )  # fmt: skip
