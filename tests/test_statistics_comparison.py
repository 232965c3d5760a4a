"""Before and after, paired by participant: exact tests, traps of small tables, words for what the votes can show."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from small_workshops import small_bundle, small_workshop
from statsmodels.stats.contingency_tables import SquareTable
from statsmodels.stats.multitest import multipletests

from workshop.control.result import control_summary, transition_frame
from workshop.dossier import dossier_of
from workshop.figures.comparison import compare
from workshop.figures.customers import customer_table
from workshop.figures.evidence import reach, total_verdict, verdict
from workshop.figures.marginal_tests import stuart_maxwell
from workshop.figures.paired_tests import benjamini_hochberg, holm, sign_p, signflip_p
from workshop.figures.raters import bootstrap_interval, dropouts, rater_total
from workshop.figures.unpaired_tests import mann_whitney_p
from workshop.texts import say
from workshop.views.dumbbell import dumbbell

counts_3x3 = st.lists(st.lists(st.integers(1, 9), min_size=3, max_size=3), min_size=3, max_size=3)
levels = st.lists(st.integers(0, 9), min_size=3, max_size=3)
WAVES = ("before", "after")
unhurried = settings(deadline=None)


def flipped_by_hand(values: list[float]) -> float:
    """The sign-flip p by listing every pattern."""
    sums = [
        abs(sum(s * v for s, v in zip(signs, values, strict=True))) for signs in product((1, -1), repeat=len(values))
    ]
    return sum(total >= abs(sum(values)) - 1e-9 for total in sums) / len(sums)


@unhurried
@given(st.lists(st.sampled_from([-2, -1, 1, 2]), max_size=9))
def test_the_convolved_sign_flip_test_equals_listing_all_patterns(changes: list[int]) -> None:
    sizes = [abs(change) for change in changes]
    assert signflip_p(sizes.count(1), sizes.count(2), sum(changes)) == pytest.approx(flipped_by_hand(changes))


@pytest.mark.parametrize(("changed", "p"), [(5, 0.0625), (6, 0.03125), (7, 0.015625), (10, 0.001953125)])
def test_votes_that_all_change_one_way_reach_the_p_of_the_method(changed: int, p: float) -> None:
    assert signflip_p(changed, 0, changed) == p == float(sign_p(changed, 0))


@pytest.mark.parametrize(("improved", "worse", "p"), [(7, 1, 0.0703), (8, 1, 0.0391), (9, 1, 0.0215), (8, 2, 0.1094)])
def test_dissenters_raise_the_p_as_in_the_method(improved: int, worse: int, p: float) -> None:
    assert float(sign_p(improved, worse)) == pytest.approx(p, abs=1e-4)


@unhurried
@given(counts_3x3)
def test_stuart_maxwell_agrees_with_statsmodels_where_that_is_sound(table: list[list[int]]) -> None:
    result = SquareTable(np.array(table), shift_zeros=False).homogeneity()
    assert float(stuart_maxwell(table)[0]) == pytest.approx(result.statistic, rel=1e-6, abs=1e-9)


def test_holm_and_benjamini_hochberg_agree_with_statsmodels() -> None:
    random = np.random.default_rng(1)
    p_values = np.concatenate([random.random(40) ** 4, [0, 1, 1, 0.05, 0.05], random.random(5)])
    assert holm(p_values) == pytest.approx(multipletests(p_values, method="holm")[1])
    assert benjamini_hochberg(p_values) == pytest.approx(multipletests(p_values, method="fdr_bh")[1])


@unhurried
@given(levels, levels)
def test_mann_whitney_from_counts_agrees_with_scipy(first: list[int], second: list[int]) -> None:
    p = float(mann_whitney_p(first, second))
    if not sum(first) or not sum(second):
        assert np.isnan(p)
    elif np.count_nonzero(np.add(first, second)) < 2:
        assert p == 1
    else:
        votes = (np.repeat([-1, 0, 1], counts) for counts in (first, second))
        assert p == pytest.approx(stats.mannwhitneyu(*votes, method="asymptotic").pvalue)


def test_only_people_who_voted_both_times_are_compared_and_dropouts_are_counted() -> None:
    dossier = small_workshop({"before": ["E", "E", "O"], "after": ["O", "-", "B"]})
    row = compare(dossier, *WAVES).touchpoints.iloc[0]
    assert (row["n_before"], row["n_after"], row["n_pairs"], row["dropouts"]) == (3, 2, 2, 1)
    assert (row["improved"], row["same"], row["worse"], row["change"]) == (2, 0, 0, 100)
    assert dropouts(dossier, *WAVES) == ["P2"]


def test_the_transition_matrix_has_before_in_rows_and_after_in_columns() -> None:
    found = compare(small_workshop({"before": ["EO"], "after": ["BO"]}), *WAVES)
    assert found.transitions[0].tolist() == [[0, 0, 1], [0, 0, 0], [0, 0, 0]]
    assert found.overall.tolist() == [[0, 0, 1], [0, 1, 0], [0, 0, 0]]


def test_a_vote_that_moves_two_levels_counts_twice() -> None:
    row = compare(small_workshop({"before": ["E", "O"], "after": ["B", "E"]}), *WAVES).touchpoints.iloc[0]
    assert (row["change"], row["signflip_p"]) == (50, 1.0)


def test_a_new_touchpoint_has_votes_after_and_nothing_to_compare() -> None:
    row = compare(small_workshop({"before": ["-"] * 6, "after": ["B"] * 6}), *WAVES).touchpoints.iloc[0]
    assert (row["n_pairs"], row["signflip_p"], row["net_delight_after"]) == (0, 1.0, 100)
    assert row[["change", "delta", "holm_p", "stuart_maxwell"]].isna().all()


def test_a_third_wave_does_not_touch_the_comparison_of_the_first_two() -> None:
    two = {"before": ["EO", "OB"], "after": ["OO", "B-"]}
    pd.testing.assert_frame_equal(
        compare(small_workshop(two), *WAVES).touchpoints,
        compare(small_workshop(two | {"later": ["EE", "EE"]}), *WAVES).touchpoints,
    )


def test_twelve_people_on_many_touchpoints_count_as_twelve() -> None:
    total = rater_total(compare(small_workshop({"before": ["E" * 9] * 6, "after": ["O" * 9] * 6}), *WAVES).pairs)
    assert (total.mean, total.signflip_p, len(total.changes)) == (100, 0.03125, 6)


def test_raters_who_changed_nothing_have_a_p_of_one() -> None:
    total = rater_total(compare(small_workshop({"before": ["EO"], "after": ["EO"]}), *WAVES).pairs)
    assert (total.wilcoxon_w, total.wilcoxon_p, total.signflip_p) == (0, 1, 1)


def test_raters_who_all_changed_alike_have_an_interval_of_one_point() -> None:
    assert bootstrap_interval(pd.Series([50.0] * 8)) == (50, 50)


def test_customers_before_and_after_are_different_people() -> None:
    votes = {"before": ["E", "E", "O"], "after": ["B", "O"]}
    row = customer_table(small_workshop({"before": ["O"]}, customers=votes), *WAVES).iloc[0]
    assert (row["n_before"], row["n_after"], row["cliffs_delta"]) == (3, 2, pytest.approx(5 / 6))


def test_the_dumbbell_puts_the_biggest_gain_on_top_and_the_worsened_apart() -> None:
    dossier = small_workshop({"before": ["EEOB-"] * 6, "after": ["OBOEB"] * 6})
    table = dumbbell(dossier, *WAVES)
    assert table["touchpoint"].tolist() == ["T2", "T1", "T3", "T4", "T5"]
    assert table["group"].tolist() == ["better", "better", "same", "worse", "not_comparable"]


def test_the_dumbbell_compares_nobody_below_five_pairs() -> None:
    row = dumbbell(small_workshop({"before": ["E"] * 4, "after": ["B"] * 4}), *WAVES).iloc[0]
    assert row["group"] == "not_comparable"
    assert row[["net_delight_before", "net_delight_after", "change"]].isna().all()


def test_the_title_of_a_change_is_computed_from_the_votes_of_the_pairs() -> None:
    dossier = small_workshop({"before": ["E"] * 6 + ["B"], "after": ["B"] * 6})
    found = control_summary(dossier, *WAVES)
    assert say(found.title, "de") == "Stelle 1: von −100 auf +100"
    assert (found.raters, found.dropouts, found.worst) == (6, 1, None)


def test_the_summary_of_a_workshop_with_one_wave_says_that_there_is_nothing_to_compare() -> None:
    found = control_summary(small_workshop({"before": ["EO"] * 6}), "before", None)
    assert say(found.title, "en") == "Before and after cannot be compared yet"
    assert [say(sentence, "en") for sentence in found.reach] == [
        "Nobody has voted in both measurements yet: there is nothing to compare."
    ]


def test_the_moves_of_fewer_than_five_people_are_not_broken_down() -> None:
    found = control_summary(small_workshop({"before": ["EO"] * 4, "after": ["OO"] * 4}), *WAVES)
    assert found.transitions["pairs"].sum() == 0


def test_the_card_says_how_many_touchpoints_look_changed_alone_and_together() -> None:
    enough = control_summary(small_workshop({"before": ["EO"] * 6, "after": ["BO"] * 6}), *WAVES)
    assert "Of 2 touchpoints, 1 look changed when each is taken alone" in say(enough.reach[-1], "en")
    too_few = control_summary(small_workshop({"before": ["EO"] * 4, "after": ["BO"] * 4}), *WAVES)
    assert not [sentence for sentence in too_few.reach if "(Holm)" in say(sentence, "en")]


def test_moves_above_the_diagonal_are_improvements() -> None:
    frame = transition_frame(np.arange(9).reshape(3, 3))
    assert frame.groupby("direction")["pairs"].sum().to_dict() == {"improved": 8, "same": 12, "worse": 16}


def test_touchpoints_with_an_unfinished_measure_belong_to_neither_group() -> None:
    votes = {"before": ["EEE"] * 6, "after": ["BOO"] * 6}
    effect = control_summary(small_workshop(votes, measures={"T1": "done", "T2": "in_progress"}), *WAVES).effect
    assert (effect.n_done, effect.mean_done, effect.n_none, effect.mean_none) == (1, 200, 1, 100)
    assert effect.difference == 100


@pytest.mark.parametrize(
    ("p", "improved", "worse", "beginning"),
    [
        (0.0625, 5, 0, "Zu wenige"),
        (0.25, 5, 2, "Reicht nicht aus"),
        (0.03, 6, 0, "Spricht für eine Verbesserung"),
        (0.03, 0, 6, "Spricht für eine Verschlechterung"),
    ],
)
def test_words_never_claim_more_than_the_votes(p: float, improved: int, worse: int, beginning: str) -> None:
    assert say(verdict(p, improved, worse, improved - worse), "de").startswith(beginning)


def test_a_tiny_chance_is_never_spoken_as_none() -> None:
    assert "0,01 %" in say(total_verdict(40, 1e-9, 30), "de")


def test_ten_people_and_thirty_five_touchpoints_carry_no_single_claim() -> None:
    assert len(reach(10, 35)) == 2
    assert len(reach(12, 10)) == 1


def test_votes_of_unknown_touchpoints_are_not_paired_into_another_one() -> None:
    bundle = small_bundle({"before": ["EO"], "after": ["BO"]})
    bundle.records["touchpoints"] = bundle.records["touchpoints"][1:]
    assert compare(dossier_of(bundle), *WAVES).overall.tolist() == [[0, 0, 0], [0, 1, 0], [0, 0, 0]]
