"""Published worked examples: what the statistics must give, with the source in the name."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest

from workshop import statistics as figures
from workshop.figures.agreement import agreement
from workshop.figures.intervals import goodman, net_delight_error, net_delight_interval, wilson
from workshop.figures.paired_tests import sign_p
from workshop.figures.unpaired_tests import brunner_munzel, cliffs_delta, mann_whitney_p
from workshop.statistics import Estimate, Outcome

UEBERSAX = [[20, 10, 5], [3, 30, 15], [0, 5, 40]]
AGRESTI_4X4 = [[144, 33, 84, 126], [2, 4, 14, 29], [0, 2, 6, 25], [0, 0, 1, 5]]
VISION = [[1520, 266, 124, 66], [234, 1512, 432, 78], [117, 362, 1772, 205], [36, 82, 179, 492]]
AGRESTI_2X2 = [[794, 150], [86, 570]]
KRIPPENDORFF = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]
FLEISS = [
    [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
]  # fmt: skip
HOLLANDER_WOLFE = (
    [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29],
    [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3],
)
"""Second visit and first visit: the published differences are first − second."""
HOGARTY_KROMREY = [10, 20, 30, 40, 40, 50], [10, 10, 20, 20, 20, 30, 30, 30, 40, 50]
"""Control and treatment."""
ROUNDING = [
    5.40, 5.50, 5.55, 5.85, 5.70, 5.75, 5.20, 5.60, 5.50, 5.55, 5.50, 5.40, 5.90, 5.85, 5.70, 5.45, 5.55, 5.60,
    5.40, 5.40, 5.35, 5.45, 5.50, 5.35, 5.25, 5.15, 5.00, 5.85, 5.80, 5.70, 5.25, 5.20, 5.10, 5.65, 5.55, 5.45,
    5.60, 5.35, 5.45, 5.05, 5.00, 4.95, 5.50, 5.50, 5.40, 5.45, 5.55, 5.50, 5.55, 5.55, 5.35, 5.45, 5.50, 5.55,
    5.50, 5.45, 5.25, 5.65, 5.60, 5.40, 5.70, 5.65, 5.55, 6.30, 6.30, 6.25,
]  # fmt: skip
QUADE = [[52, 45, 38], [63, 79, 50], [45, 57, 39], [53, 51, 43], [47, 50, 56], [62, 72, 49], [49, 52, 40]]
THREE_TIMES = list(product(range(3), repeat=3))
VOTE_INTENTION = [120, 1, 8, 2, 2, 1, 2, 1, 7, 6, 2, 1, 1, 103, 5, 1, 4, 8, 20, 3, 31, 1, 6, 30, 2, 1, 81]
DYSMENORRHEA = [6, 2, 1, 4, 3, 0, 5, 2, 2, 3, 1, 0, 13, 3, 0, 10, 1, 0, 1, 2, 1, 8, 1, 1, 14, 2, 0]
"""Counts of the 27 answer patterns, the first answer running fastest."""


def counts_of(table: list[int]) -> list[int]:
    """The counts of a published three-way table in the order of `THREE_TIMES`."""
    cells = np.array(table).reshape(3, 3, 3, order="F")
    return [int(cells[pattern]) for pattern in THREE_TIMES]


def found(outcome: Outcome, *names: str) -> tuple[Any, ...]:
    assert outcome.reason is None
    return tuple(getattr(outcome, name) for name in names)


def level_counts(*groups: list[int]) -> list[np.ndarray]:
    """Groups of numbers as counts per value, over all values that occur in any of them."""
    values = sorted(set().union(*groups))
    return [np.array([group.count(value) for value in values]) for group in groups]


def interval(estimate: Estimate) -> tuple[float | None, float | None]:
    return estimate.low, estimate.high


def test_stuart_maxwell_of_a_3x3_table_as_published_by_uebersax() -> None:
    assert found(figures.stuart_maxwell(UEBERSAX), "statistic", "df", "p", "n") == pytest.approx(
        (13.76470588, 2, 0.00102573, 128), abs=1e-6
    )


def test_bhapkar_of_a_3x3_table_as_in_the_manual_of_r_desctools() -> None:
    assert found(figures.bhapkar(UEBERSAX), "statistic", "df", "p") == pytest.approx(
        (15.42327497, 2, 0.00044759), abs=1e-6
    )


def test_bowker_of_a_3x3_table_as_in_the_r_results_of_statsmodels() -> None:
    assert found(figures.bowker(UEBERSAX), "statistic", "df", "p") == pytest.approx(
        (13.76923077, 3, 0.00323671), abs=1e-6
    )


def test_ordinal_shift_of_the_uebersax_table_as_recomputed_in_the_method() -> None:
    assert found(figures.ordinal_score(UEBERSAX), "statistic", "p") == pytest.approx((3.70873523, 0.0002083), abs=1e-6)


def test_stuart_maxwell_and_bowker_of_a_4x4_table_as_in_agresti_2002_page_421() -> None:
    assert found(figures.stuart_maxwell(AGRESTI_4X4), "statistic", "df") == pytest.approx((271.92, 3), abs=0.005)
    assert found(figures.bowker(AGRESTI_4X4), "statistic", "df") == pytest.approx((297.610989, 6), abs=1e-6)


def test_ordinal_shift_of_a_4x4_table_as_in_the_output_of_r_coin() -> None:
    assert found(figures.ordinal_score(AGRESTI_4X4), "statistic") == pytest.approx((16.454,), abs=0.005)


def test_margins_and_symmetry_of_unaided_vision_as_in_stuart_1955_and_bhapkar_1966() -> None:
    assert found(figures.stuart_maxwell(VISION), "statistic", "p") == pytest.approx((11.957, 0.00753), abs=5e-4)
    assert found(figures.bhapkar(VISION), "statistic") == pytest.approx((11.976,), abs=5e-4)
    assert found(figures.bowker(VISION), "statistic", "df") == pytest.approx((19.107, 6), abs=5e-4)


def test_mcnemar_as_in_agresti_2002_page_409_and_the_output_of_r_coin() -> None:
    without = figures.mcnemar(AGRESTI_2X2, exact=False)
    assert found(without, "statistic", "df") == pytest.approx((17.356, 1), abs=0.001)
    assert without.p == pytest.approx(3.099e-05, abs=1e-8)
    assert figures.mcnemar(AGRESTI_2X2).p == pytest.approx(3.716e-05, abs=1e-8)
    assert float(sign_p(150, 86)) == pytest.approx(3.716e-05, abs=1e-8)


def test_mcnemar_is_stuart_maxwell_of_two_levels_as_in_agresti_2002_page_409() -> None:
    assert figures.stuart_maxwell(AGRESTI_2X2).statistic == pytest.approx(17.356, abs=0.001)


def test_cochran_q_of_four_media_as_in_cochran_1950_page_260() -> None:
    rows = [[1, 1, 1, 1], [1, 1, 0, 1], [0, 1, 1, 1], [0, 1, 0, 1], [0, 0, 0, 0]]
    q = figures.cochran_q(rows, counts=[4, 2, 3, 1, 59])
    assert found(q, "statistic", "df", "p", "n") == pytest.approx((8.0526, 3, 0.04494, 69), abs=1e-4)
    assert figures.madansky(rows, counts=[4, 2, 3, 1, 59]).statistic == pytest.approx(q.statistic)


def test_interchangeability_of_three_polls_as_in_madansky_1963_page_107() -> None:
    assert found(figures.madansky(THREE_TIMES, counts_of(VOTE_INTENTION)), "statistic", "df", "n") == pytest.approx(
        (70.77, 4, 450), abs=0.01
    )


def test_score_test_of_a_cross_over_study_as_in_the_manual_of_r_coin() -> None:
    assert found(figures.madansky_birch(THREE_TIMES, counts_of(DYSMENORRHEA)), "statistic", "df") == pytest.approx(
        (53.76, 2), abs=0.005
    )


def test_trend_over_the_doses_of_a_cross_over_study_as_in_the_manual_of_r_coin() -> None:
    placebo_high_low = [1, 3, 2]
    outcome = figures.trend(THREE_TIMES, counts_of(DYSMENORRHEA), scores=placebo_high_low)
    assert found(outcome, "statistic", "df") == pytest.approx((47.29, 1), abs=0.006)


def test_friedman_of_rounding_first_base_as_in_hollander_and_wolfe_1999_page_274() -> None:
    outcome = figures.friedman(np.reshape(ROUNDING, (22, 3)))
    assert found(outcome, "statistic", "df", "p", "n") == pytest.approx((11.143, 2, 0.003805, 22), abs=5e-4)


def test_friedman_without_ties_as_in_quade_1979_page_683() -> None:
    assert found(figures.friedman(QUADE), "statistic", "df") == pytest.approx((6.0, 2))


@pytest.mark.parametrize(
    ("level", "expected"), [("nominal", 0.743421), ("ordinal", 0.815388), ("interval", 0.849107), ("ratio", 0.797403)]
)
def test_alpha_of_four_observers_with_gaps_as_in_krippendorff_computing_alpha(level: Any, expected: float) -> None:
    assert figures.krippendorff_alpha(KRIPPENDORFF, level).value == pytest.approx(expected, abs=5e-6)
    units = zip(*KRIPPENDORFF, strict=True)
    counts = [[unit.count(value) for value in (1, 2, 3, 4, 5)] for unit in units]
    assert agreement(counts, level, values=(1, 2, 3, 4, 5)).alpha == pytest.approx(expected, abs=5e-6)


def test_fleiss_kappa_of_fourteen_raters_as_worked_out_on_wikipedia() -> None:
    kappa = figures.fleiss_kappa(FLEISS)
    assert (kappa.value, kappa.n) == (pytest.approx(0.2099307, abs=1e-6), 10)


def test_cliffs_delta_with_ties_and_its_interval_as_in_the_tests_of_r_effsize() -> None:
    control, treatment = HOGARTY_KROMREY
    delta = figures.cliffs_delta(control, treatment)
    assert delta.value == pytest.approx(-0.25, abs=1e-12)
    assert interval(delta) == pytest.approx((-0.7265846, 0.3890062), abs=1e-7)
    assert float(cliffs_delta(*level_counts(control, treatment))) == pytest.approx(-0.25, abs=1e-12)


def test_wilson_intervals_as_in_newcombe_1998_table_1_and_binom_confint() -> None:
    low, high = wilson([81, 15, 4, 18], [263, 148, 20, 20])
    assert low == pytest.approx([0.2553, 0.0624, 0.08065766, 0.69896635], abs=5e-5)
    assert high == pytest.approx([0.3662, 0.1605, 0.41601743, 0.97213352], abs=5e-5)
    assert interval(figures.share(15, 148)) == pytest.approx((0.0624, 0.1605), abs=5e-5)


def test_difference_of_two_shares_as_in_newcombe_1998_method_10() -> None:
    assert interval(figures.share_difference(56, 70, 48, 80)) == pytest.approx((0.0524, 0.3339), abs=5e-5)


@pytest.mark.parametrize(("alternative", "p"), [("two-sided", 0.0390625), ("greater", 0.01953125)])
def test_signed_rank_of_the_depression_data_of_hollander_and_wolfe_1973(alternative: Any, p: float) -> None:
    outcome = figures.signed_rank(figures.paired(*HOLLANDER_WOLFE).changes, alternative)
    assert found(outcome, "statistic", "p", "n") == (40, pytest.approx(p, abs=1e-9), 9)


def test_one_sided_sign_test_of_the_depression_data_as_in_the_output_of_r_coin() -> None:
    outcome = figures.sign_test(figures.paired(*HOLLANDER_WOLFE).changes, "greater")
    assert outcome.p == pytest.approx(0.08984375, abs=1e-9)


def test_mann_whitney_exact_and_approximate_as_in_the_scipy_documentation() -> None:
    males, females = [19, 22, 16, 29, 24], [20, 11, 17, 12]
    assert found(figures.mann_whitney(males, females), "statistic", "p") == pytest.approx((17, 1 / 9), abs=1e-9)
    rough = figures.mann_whitney(males, females, method="asymptotic")
    assert rough.p == pytest.approx(0.11134688653314041, abs=1e-9)
    assert float(mann_whitney_p(*level_counts(males, females))) == pytest.approx(0.11134688653314041, abs=1e-9)


def test_brunner_munzel_of_pain_scores_as_in_brunner_and_munzel_2000() -> None:
    first, second = [1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 1], [3, 3, 4, 3, 1, 2, 3, 1, 1, 5, 4]
    expected = pytest.approx((3.1374674823, 0.0057862087), abs=1e-9)
    outcome = figures.brunner_munzel(first, second)
    assert found(outcome, "statistic", "p") == expected
    assert found(outcome, "df", "effect") == pytest.approx((17.683, 0.788961), abs=5e-4)
    assert tuple(map(float, brunner_munzel(*level_counts(first, second)))) == expected


def test_spread_of_a_net_score_as_on_cross_validated() -> None:
    spread = figures.net_spread(1 / 6, 1 / 3, 1 / 2, n=324)
    assert spread is not None
    assert (spread.variance, spread.sd, spread.se) == pytest.approx((0.5555555556, 0.745356, 0.0414087), abs=1e-6)
    assert net_delight_error(disappointed=54, delighted=162, n=324) == pytest.approx(0.0414087, abs=1e-6)


def test_adjusted_wald_interval_of_a_net_score_after_rocks_2016() -> None:
    net = figures.net_delight(disappointed=2, okay=3, delighted=7)
    assert (net.value, *interval(net)) == pytest.approx((41.7, -5.5, 72.2), abs=0.05)
    low, high = net_delight_interval(disappointed=[2], delighted=[7], n=[12])
    assert (low[0], high[0]) == pytest.approx((-5.5, 72.2), abs=0.05)


def test_goodman_intervals_as_in_sangeetha_2013_table_2() -> None:
    expected = [
        [0.085, 0.166], [0.115, 0.204], [0.116, 0.207], [0.091, 0.173], [0.096, 0.181], [0.143, 0.239], [0.089, 0.171],
    ]  # fmt: skip
    counts = [56, 72, 73, 59, 62, 87, 58]
    assert goodman(counts) == pytest.approx(np.array(expected), abs=0.0006)
    assert [interval(share) for share in figures.shares_together(counts)] == pytest.approx(
        [pytest.approx(tuple(ends), abs=0.0006) for ends in expected]
    )


STP25KANO = {
    "Service app": ((95, 123, 45, 33, 0, 0), "O", "O", 0.89, 0.09, 0.568, -0.736, 72.49, 28, 19.4, True),
    "Excellent service": ((101, 54, 54, 81, 3, 3), "M", "M", 0.71, 0.07, 0.372, -0.534, 21.64, 20, 18.5, True),
    "Hotline": ((15, 24, 121, 124, 6, 6), "I", "A", 0.54, 0.01, 0.511, -0.137, 150.06, 3, 19.8, False),
    "Loan machine": ((65, 87, 93, 51, 0, 0), "A", "O", 0.83, 0.02, 0.608, -0.514, 15.41, 6, 18.5, False),
    "Ready-to-use return": ((9, 18, 83, 177, 6, 3), "I", "I", 0.37, 0.32, 0.352, -0.094, 251.30, 94, 19.9, True),
}
"""M, O, A, I, R, Q; mode, by M > O > A > I; total and category strength; CS+, CS−; χ²; Fong's test."""


@pytest.mark.parametrize("feature", STP25KANO)
def test_kano_of_five_features_as_in_the_readme_of_stp25kano(feature: str) -> None:
    counts, mode, ruled, total, category, plus, minus, chi2, difference, critical, apart = STP25KANO[feature]
    kano = figures.kano(dict(zip("MOAIRQ", counts, strict=True)))
    assert (kano.mode, kano.ruled, kano.fong.difference, kano.fong.apart) == (mode, ruled, difference, apart)
    coefficients = kano.total_strength, kano.category_strength, kano.cs_plus, kano.cs_minus
    assert [one.value for one in coefficients] == pytest.approx([total, category, plus, minus], abs=0.006)
    assert (kano.even.statistic, kano.fong.critical) == pytest.approx((chi2, critical), abs=0.051)


@pytest.mark.parametrize(
    ("counts", "category", "plus", "minus"),
    [((52.7, 22.6, 8.3, 12.4, 2.5, 1.5), "M", 0.322, -0.784), ((22.3, 44.6, 13.6, 17.8, 0.5, 1.2), "O", 0.592, -0.681)],
)
def test_kano_of_a_word_processor_in_percent_as_on_agilesoftwaredevelopment(
    counts: tuple[float, ...], category: str, plus: float, minus: float
) -> None:
    kano = figures.kano(dict(zip("MOAIRQ", counts, strict=True)))
    assert kano.mode == kano.ruled == category
    assert (kano.cs_plus.value, kano.cs_minus.value) == pytest.approx((plus, minus), abs=5e-4)
