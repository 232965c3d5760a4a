"""Published worked examples: what the statistics must give, with the source in the name."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from workshop.agreement import agreement
from workshop.intervals import goodman, net_delight_error, net_delight_interval, newcombe, wilson
from workshop.paired_tests import ordinal_shift, sign_p, stuart_maxwell
from workshop.raters import signed_rank
from workshop.unpaired_tests import cliffs_delta, mann_whitney_p

UEBERSAX = [[20, 10, 5], [3, 30, 15], [0, 5, 40]]
AGRESTI_4X4 = [[144, 33, 84, 126], [2, 4, 14, 29], [0, 2, 6, 25], [0, 0, 1, 5]]
AGRESTI_2X2 = [[794, 150], [86, 570]]
KRIPPENDORFF = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]


def level_counts(*groups: list[int]) -> list[np.ndarray]:
    """Groups of numbers as counts per value, over all values that occur in any of them."""
    values = sorted(set().union(*groups))
    return [np.array([group.count(value) for value in values]) for group in groups]


def test_stuart_maxwell_of_a_3x3_table_as_published_by_uebersax() -> None:
    statistic, p = stuart_maxwell(UEBERSAX)
    assert (float(statistic), float(p)) == pytest.approx((13.76470588, 0.00102573), abs=1e-6)


def test_ordinal_shift_of_the_uebersax_table_as_recomputed_in_the_method() -> None:
    assert ordinal_shift(UEBERSAX) == pytest.approx((3.70873523, 0.0002083), abs=1e-6)


def test_stuart_maxwell_of_a_4x4_table_as_in_agresti_2002_page_421() -> None:
    assert float(stuart_maxwell(AGRESTI_4X4)[0]) == pytest.approx(271.92, abs=0.005)


def test_ordinal_shift_of_a_4x4_table_as_in_the_output_of_r_coin() -> None:
    assert ordinal_shift(AGRESTI_4X4)[0] == pytest.approx(16.454, abs=0.005)


def test_mcnemar_is_stuart_maxwell_of_two_levels_as_in_agresti_2002_page_409() -> None:
    statistic, p = stuart_maxwell(AGRESTI_2X2)
    assert float(statistic) == pytest.approx(17.356, abs=0.001)
    assert float(p) == pytest.approx(3.099e-05, abs=1e-8)


def test_exact_mcnemar_is_the_sign_test_as_in_the_output_of_r_coin() -> None:
    assert float(sign_p(150, 86)) == pytest.approx(3.716e-05, abs=1e-8)


@pytest.mark.parametrize(
    ("level", "expected"), [("nominal", 0.743421), ("ordinal", 0.815388), ("interval", 0.849107), ("ratio", 0.797403)]
)
def test_alpha_of_four_observers_with_gaps_as_in_krippendorff_computing_alpha(level: str, expected: float) -> None:
    units = zip(*KRIPPENDORFF, strict=True)
    counts = [[unit.count(value) for value in (1, 2, 3, 4, 5)] for unit in units]
    assert agreement(counts, level, values=(1, 2, 3, 4, 5)).alpha == pytest.approx(expected, abs=5e-6)


def test_cliffs_delta_with_ties_as_in_the_tests_of_r_effsize() -> None:
    x, y = [10, 10, 20, 20, 20, 30, 30, 30, 40, 50], [10, 20, 30, 40, 40, 50]
    first, second = level_counts(y, x)
    assert float(cliffs_delta(first, second)) == pytest.approx(-0.25, abs=1e-12)


def test_wilson_intervals_as_in_newcombe_1998_table_1_and_binom_confint() -> None:
    low, high = wilson([81, 15, 4, 18], [263, 148, 20, 20])
    assert low == pytest.approx([0.2553, 0.0624, 0.08065766, 0.69896635], abs=5e-5)
    assert high == pytest.approx([0.3662, 0.1605, 0.41601743, 0.97213352], abs=5e-5)


def test_difference_of_two_shares_as_in_newcombe_1998_method_10() -> None:
    assert newcombe(56, 70, 48, 80) == pytest.approx((0.0524, 0.3339), abs=5e-5)


def test_signed_rank_of_the_depression_data_of_hollander_and_wolfe_1973() -> None:
    x = [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3]
    y = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29]
    w, p = signed_rank(pd.Series(x) - pd.Series(y))
    assert (w, p) == (45 - 40, pytest.approx(0.0390625, abs=1e-9))  # R gives V = 40; the smaller rank sum is W


def test_sign_test_of_the_depression_data_as_in_the_output_of_r_coin() -> None:
    assert float(sign_p(7, 2)) == pytest.approx(2 * 0.08984375, abs=1e-9)


def test_mann_whitney_as_in_the_scipy_documentation() -> None:
    first, second = level_counts([19, 22, 16, 29, 24], [20, 11, 17, 12])
    assert float(mann_whitney_p(first, second)) == pytest.approx(0.11134688653314041, abs=1e-9)


def test_standard_error_of_a_net_score_as_on_cross_validated() -> None:
    error = net_delight_error(disappointed=54, delighted=162, n=324)
    assert error == pytest.approx(0.0414087, abs=1e-6)
    assert error**2 * 324 == pytest.approx(0.5555555555555556, abs=1e-6)


def test_adjusted_wald_interval_of_a_net_score_after_rocks_2016() -> None:
    low, high = net_delight_interval(disappointed=[2], delighted=[7], n=[12])
    assert (low[0], high[0]) == pytest.approx((-5.5, 72.2), abs=0.05)


def test_goodman_intervals_as_in_sangeetha_2013_table_2() -> None:
    expected = [
        [0.085, 0.166], [0.115, 0.204], [0.116, 0.207], [0.091, 0.173], [0.096, 0.181], [0.143, 0.239], [0.089, 0.171],
    ]  # fmt: skip
    assert goodman([56, 72, 73, 59, 62, 87, 58]) == pytest.approx(np.array(expected), abs=0.0006)
