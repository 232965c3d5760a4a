"""The ten traps of the statistics libraries, one test each: what goes wrong there must not go wrong here."""

from __future__ import annotations

import warnings

import krippendorff
import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.contingency_tables import SquareTable
from statsmodels.stats.proportion import multinomial_proportions_confint

from workshop import statistics as figures
from workshop.figures.intervals import goodman
from workshop.figures.marginal_tests import stuart_maxwell
from workshop.statistics.results import Outcome
from workshop.texts import say

HALF_EMPTY = [[0, 2, 0], [0, 5, 1], [0, 1, 1]]
AGREED_ON_THE_FIRST = [[7, 0, 0], [0, 3, 5], [0, 1, 4]]


def notes_of(outcome: Outcome) -> str:
    return " ".join(say(note, "en") for note in outcome.notes)


def test_trap_1_empty_cells_are_not_padded_with_a_half() -> None:
    padded = SquareTable(np.array(HALF_EMPTY)).homogeneity().statistic
    assert figures.stuart_maxwell(HALF_EMPTY).statistic == pytest.approx(2.0)
    assert padded != pytest.approx(2.0, abs=0.1)


def test_trap_2_a_level_everybody_agrees_on_is_left_out_and_df_stays_two_which_is_said() -> None:
    found = figures.stuart_maxwell(AGREED_ON_THE_FIRST)
    assert (found.statistic, found.df) == (pytest.approx((5 - 1) ** 2 / (5 + 1)), 2)
    assert found.p == pytest.approx(stats.chi2.sf(16 / 6, 2))
    assert "k − 1, which is conservative" in notes_of(found)


def test_trap_3_equal_margins_without_agreement_are_kept() -> None:
    table = np.array([[2, 3, 0], [0, 2, 3], [3, 1, 2]])  # the first level has equal margins, and people moved
    found = figures.stuart_maxwell(table)
    assert found.statistic == pytest.approx(SquareTable(table, shift_zeros=False).homogeneity().statistic)
    assert "left out" not in notes_of(found)


def test_trap_4_ties_zeros_and_no_change_at_all_have_an_exact_signed_rank_p() -> None:
    assert figures.signed_rank([0, 0, 0]).p == 1
    ties = [1, 1, 1, 1, 1, -2, 0, 0]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert figures.signed_rank(ties).p == pytest.approx(stats.wilcoxon(ties, method="auto").pvalue)
        assert figures.signed_rank(ties).p != pytest.approx(stats.wilcoxon(ties, method="exact").pvalue)
    assert (
        figures.signed_rank(ties, zeros="pratt").p != figures.signed_rank(ties).p
    )  # which one was used is in its name
    assert say(figures.signed_rank(ties).method, "en") != say(figures.signed_rank(ties, zeros="pratt").method, "en")


def test_trap_5_alpha_of_one_value_or_of_single_votes_is_not_one_but_not_computable() -> None:
    with pytest.raises(ValueError, match="more than one value"):
        krippendorff.alpha([[0, 0], [0, 0]])
    for votes in ([[0, 0], [0, 0]], [[1, None], [None, -1]], [[]], []):
        found = figures.krippendorff_alpha(votes)
        assert found.value is None
        assert say(found.sentence, "de").startswith("Nicht berechenbar, weil ")


def test_trap_6_a_missing_vote_forbids_kappa_and_not_alpha() -> None:
    votes = [[1, 0, -1, 1], [1, 0, -1, None], [1, -1, -1, 0]]
    assert figures.fleiss_kappa_of_votes(votes).value is None
    assert figures.krippendorff_alpha(votes).value is not None


def test_trap_7_z_squared_is_not_stretched_by_n_and_that_is_said() -> None:
    table = [[20, 10, 5], [3, 30, 15], [0, 5, 40]]
    found = figures.ordinal_score(table)
    assert found.statistic == pytest.approx((15 - 3 + 2 * 5 + 10 - 5) / np.sqrt(10 + 15 + 3 + 5 + 4 * 5))
    assert "not multiplied by n / (n − 1)" in notes_of(found)


def test_trap_8_the_bootstrap_of_people_who_all_changed_alike_is_one_point_and_flagged() -> None:
    found = figures.change_over_all([[-1, 0]] * 6, [[0, 1]] * 6)
    assert (found.effect, found.low, found.high) == (100, 100, 100)
    assert "the interval is one point" in notes_of(found)


def test_trap_9_shares_of_none_and_of_all_keep_an_interval() -> None:
    none, everybody = figures.share(0, 10), figures.share(10, 10)
    assert (none.value, everybody.value) == (0, 1)
    assert none.low == 0
    assert none.high == pytest.approx(0.2775, abs=1e-4)
    assert everybody.low == pytest.approx(0.7225, abs=1e-4)
    assert everybody.high == 1
    assert none.notes


def test_trap_10_the_intervals_read_together_are_goodmans_and_not_sison_glaz() -> None:
    counts = [56, 72, 73, 59, 62, 87, 58]
    library = multinomial_proportions_confint(np.array(counts), method="goodman")
    assert goodman(counts) == pytest.approx(library)
    assert goodman([[3, 0, 7], [0, 0, 0]])[0] == pytest.approx(multinomial_proportions_confint(np.array([3, 0, 7])))
    assert goodman(counts) != pytest.approx(
        multinomial_proportions_confint(np.array(counts), method="sison-glaz"), abs=1e-3
    )


def test_a_table_without_any_change_has_no_statistic_but_a_reason() -> None:
    assert np.isnan(stuart_maxwell(np.diag([3, 4, 5]))).all()
    for test in (figures.stuart_maxwell, figures.bhapkar, figures.bowker, figures.ordinal_score):
        found = test(np.diag([3, 4, 5]))
        assert (found.p, found.n) == (None, 12)
        assert found.reason is not None
        assert say(found.reason, "en") == "Not computable, because no pair changed its level."


def test_all_pairs_moving_alike_give_bhapkar_no_spread_to_compare_with() -> None:
    everybody_up = [[0, 6, 0], [0, 0, 0], [0, 0, 0]]
    assert figures.bhapkar(everybody_up).p is None
    assert figures.stuart_maxwell(everybody_up).statistic == pytest.approx(6)


@pytest.mark.parametrize("table", [[], [[1]], [[1, 2]], [[1, 2], [3]], [[1, -1], [2, 2]], [["a", 2], [3, 4]], "no"])
def test_what_is_no_square_table_of_counts_is_refused_with_a_reason(table: object) -> None:
    for test in (figures.stuart_maxwell, figures.bhapkar, figures.bowker, figures.ordinal_score, figures.mcnemar):
        assert test(table).reason is not None  # type: ignore[arg-type]
