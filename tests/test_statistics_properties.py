"""What holds for every input: sums, signs, orders; exact tests equal listing all cases; nothing is ever NaN."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from itertools import combinations, permutations, product
from math import isfinite
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from workshop import statistics as figures
from workshop.figures.intervals import goodman
from workshop.figures.unpaired_tests import brunner_munzel
from workshop.statistics.permutation import order_p, shuffled_p
from workshop.texts import Message

unhurried = settings(max_examples=40, deadline=None)
RATING = st.sampled_from([-1, 0, 1])
ANSWER = st.sampled_from([-1, 0, 1, 1, 0, None, float("nan"), 2.5, "–", float("inf"), 10])
ANSWERS = st.lists(ANSWER, max_size=7)
MATRIX = st.lists(st.lists(ANSWER, min_size=3, max_size=3), max_size=6)
COUNTS = st.lists(st.integers(-1, 6), min_size=6, max_size=6)
TABLE = st.integers(1, 4).flatmap(
    lambda k: st.lists(st.lists(st.integers(0, 5), min_size=k, max_size=k), min_size=k, max_size=k)
)
WHOLE_MATRIX = st.lists(st.lists(RATING, min_size=3, max_size=3), min_size=1, max_size=4)

ON_PAIRS: list[Callable[..., Any]] = [
    lambda a, b: figures.sign_flip(figures.paired(a, b).changes),
    lambda a, b: figures.sign_test(figures.paired(a, b).changes, "greater"),
    lambda a, b: figures.signed_rank(figures.paired(a, b).changes, "less"),
    figures.mann_whitney,
    lambda a, b: figures.mann_whitney(a, b, "greater", "asymptotic"),
    figures.brunner_munzel,
    figures.cliffs_delta,
    lambda a, b: figures.ordinal_score(figures.transition_table(a, b)),
    lambda a, b: figures.nps([*a, *b]),
    lambda a, b: figures.csat([*a, *b]),
    lambda a, b: figures.ces([*a, *b], high_is_easy=False, rule="mean"),
    lambda a, b: figures.peak_end([*a, *b]),
    lambda a, b: figures.journey_value(a, b),
    lambda a, b: figures.longest_run(a, b),
    lambda a, b: figures.kano(figures.kano_counts(zip(a, b, strict=False))),
    lambda a, b: figures.importance_performance(a, b)[1],
    lambda a, b: figures.top_overlap(dict(zip("abcdefg", a, strict=False)), dict(zip("abcdefg", b, strict=False))),
]
ON_MATRICES: list[Callable[..., Any]] = [
    figures.cochran_q, figures.madansky, figures.madansky_birch, figures.friedman, figures.trend,
    lambda m: figures.madansky_birch(m, exact=True),
    lambda m: figures.krippendorff_alpha(m, "ratio"),
    lambda m: figures.krippendorff_alpha(m),
    figures.fleiss_kappa_of_votes,
    lambda m: figures.change_over_all(m[:3], m[3:]),
    lambda m: figures.change_over_all(m[:3], m[3:], test="signed_rank"),
]  # fmt: skip
ON_TABLES: list[Callable[..., Any]] = [
    figures.stuart_maxwell, figures.bhapkar, figures.bowker, figures.ordinal_score, figures.fleiss_kappa,
    figures.mcnemar, lambda table: figures.mcnemar(table, exact=False),
]  # fmt: skip
ON_COUNTS: list[Callable[..., Any]] = [
    lambda c: figures.share(c[0], c[1]),
    lambda c: figures.shares_together(c),
    lambda c: figures.share_difference(*c[:4]),
    lambda c: figures.net_delight(*c[:3]),
    lambda c: figures.net_spread(*c[:3]),
    lambda c: figures.kano(dict(zip("MOAIRQ", c, strict=True))),
    lambda c: figures.priority(c[0], c[1], c[2]),
]


def numbers_in(value: Any) -> Iterator[float]:
    """Every number of a result, however deep."""
    if isinstance(value, float | int | np.number):
        yield float(value)
    elif isinstance(value, Message):
        yield from numbers_in(list(value.values.values()))
    elif is_dataclass(value):
        yield from numbers_in([getattr(value, field.name) for field in fields(value)])
    elif isinstance(value, dict):
        yield from numbers_in(list(value.values()))
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from numbers_in(inner)


def sound(value: Any) -> bool:
    return all(isfinite(number) for number in numbers_in(value))


@unhurried
@given(ANSWERS, ANSWERS)
def test_no_votes_of_two_groups_make_a_figure_that_is_not_a_number(before: list[Any], after: list[Any]) -> None:
    assert [name for name, figure in enumerate(ON_PAIRS) if not sound(figure(before, after))] == []


@unhurried
@given(MATRIX)
def test_no_votes_of_several_waves_make_a_figure_that_is_not_a_number(votes: list[list[Any]]) -> None:
    assert [name for name, figure in enumerate(ON_MATRICES) if not sound(figure(votes))] == []


@unhurried
@given(TABLE, COUNTS)
def test_no_counts_make_a_figure_that_is_not_a_number(table: list[list[int]], counts: list[int]) -> None:
    assert [name for name, figure in enumerate(ON_TABLES) if not sound(figure(table))] == []
    assert [name for name, figure in enumerate(ON_COUNTS) if not sound(figure(counts))] == []


@pytest.mark.parametrize("votes", [[], [None], [0], [1, 1], [1, 1, 1, 1, 1, 1], [1e300, -1e300], [1e-300, 2e-300]])
def test_nobody_one_person_all_equal_and_huge_numbers_have_a_figure_or_a_reason(votes: list[Any]) -> None:
    for figure in ON_PAIRS:
        assert sound(figure(votes, votes))
        assert sound(figure(votes, []))
    for figure in ON_MATRICES:
        assert sound(figure([votes]))
        assert sound(figure([[vote] for vote in votes]))


@unhurried
@given(st.lists(st.integers(0, 30), min_size=2, max_size=6).filter(any))
def test_the_shares_read_together_sum_to_one_and_lie_in_their_intervals(counts: list[int]) -> None:
    shares = figures.shares_together(counts)
    assert sum(share.value or 0 for share in shares) == pytest.approx(1)
    assert all((s.low or 0) <= (s.value or 0) + 1e-12 and (s.value or 0) <= (s.high or 0) + 1e-12 for s in shares)
    assert goodman([counts, counts])[1] == pytest.approx(goodman(counts))


@unhurried
@given(st.integers(0, 20), st.integers(0, 20), st.integers(0, 20))
def test_net_delight_flips_its_sign_when_the_scale_is_mirrored(e: int, o: int, b: int) -> None:
    here, there = figures.net_delight(e, o, b), figures.net_delight(b, o, e)
    if here.value is None or here.low is None or there.value is None or there.high is None:
        assert e + o + b == 0
    else:
        assert (here.value, here.low) == pytest.approx((-there.value, -there.high))


@unhurried
@given(MATRIX, st.randoms(use_true_random=False))
def test_the_order_of_the_people_changes_no_test(votes: list[list[Any]], random: Any) -> None:
    shuffled = random.sample(votes, len(votes))
    for figure in ON_MATRICES[:5] + ON_MATRICES[6:8]:
        here, there = (list(numbers_in(figure(rows))) for rows in (votes, shuffled))
        assert here == pytest.approx(there)
    firsts = [[row[place] for row in rows] for rows in (votes, shuffled) for place in (0, 1)]
    for figure in ON_PAIRS[:8]:
        assert list(numbers_in(figure(*firsts[:2]))) == pytest.approx(list(numbers_in(figure(*firsts[2:]))))


def flipped(values: list[float]) -> tuple[float, float, float]:
    """Two-sided, greater and less p of a sum by listing every pattern of signs."""
    total = sum(values)
    sums = [sum(s * v for s, v in zip(signs, values, strict=True)) for signs in product((1, -1), repeat=len(values))]
    shares = [sum(abs(one) >= abs(total) - 1e-9 for one in sums), sum(one >= total - 1e-9 for one in sums),
              sum(one <= total + 1e-9 for one in sums)]  # fmt: skip
    return tuple(share / len(sums) for share in shares)  # type: ignore[return-value]


@unhurried
@given(
    st.lists(st.one_of(st.integers(-2, 2), st.sampled_from([100 / 3, -100 / 3, 200 / 3, 12.5])), min_size=1, max_size=8)
)
def test_exact_paired_tests_equal_listing_all_sign_patterns(changes: list[float]) -> None:
    ranks = [float(r) for r in stats.rankdata(np.abs([c for c in changes if c])) * np.sign([c for c in changes if c])]
    signs = [float(np.sign(change)) for change in changes]
    for test, values in ((figures.sign_flip, changes), (figures.signed_rank, ranks), (figures.sign_test, signs)):
        found = tuple(test(changes, alternative).p for alternative in ("two-sided", "greater", "less"))  # type: ignore[operator]
        assert found == pytest.approx(flipped(values))


def test_more_raters_than_can_be_listed_get_the_normal_approximation_and_say_so() -> None:
    changes = [1.1, -1.1, 1.1] * 14
    found = figures.sign_flip(changes)
    assert found.method.id.startswith("sign-flip test, {approximation}")
    assert found.p == pytest.approx(figures.sign_flip([10 * round(c) for c in changes]).p, abs=0.02)


@unhurried
@given(st.lists(st.integers(0, 3), min_size=1, max_size=4), st.lists(st.integers(0, 3), min_size=1, max_size=5))
def test_the_exact_rank_sum_test_equals_drawing_every_group(first: list[int], second: list[int]) -> None:
    both = np.array(first + second)
    ranks = stats.rankdata(both)
    middle = len(second) * (len(both) + 1) / 2
    apart = [ranks[list(drawn)].sum() - middle for drawn in combinations(range(len(both)), len(second))]
    seen = ranks[len(first) :].sum() - middle
    p = {"two-sided": np.mean(np.abs(apart) >= abs(seen) - 1e-9), "greater": np.mean(np.array(apart) >= seen - 1e-9)}
    for alternative, expected in p.items():
        assert figures.mann_whitney(first, second, alternative, "exact").p == pytest.approx(expected)  # type: ignore[arg-type]


@unhurried
@given(st.lists(RATING, min_size=2, max_size=12), st.lists(RATING, min_size=2, max_size=12))
def test_the_approximate_rank_tests_equal_those_of_scipy(first: list[int], second: list[int]) -> None:
    if len(set(first + second)) > 1:
        for ours, theirs in (("two-sided", "two-sided"), ("greater", "less"), ("less", "greater")):
            expected = stats.mannwhitneyu(first, second, alternative=theirs, method="asymptotic").pvalue
            assert figures.mann_whitney(first, second, ours, "asymptotic").p == pytest.approx(expected)  # type: ignore[arg-type]
    one, counts = (
        figures.brunner_munzel(first, second),
        [[group.count(x) for x in (-1, 0, 1)] for group in (first, second)],
    )
    many = [None if np.isnan(value) else float(value) for value in brunner_munzel(*counts)]
    assert [one.statistic, one.p] == pytest.approx(many)


@unhurried
@given(WHOLE_MATRIX)
def test_the_exact_score_test_equals_listing_every_order_within_people(votes: list[list[int]]) -> None:
    table = np.array(votes, dtype=float)
    orders = [[np.array(order) for order in permutations(row)] for row in votes]
    seen = np.var(table.sum(axis=0))
    expected = np.mean([np.var(np.sum(rows, axis=0)) >= seen - 1e-9 for rows in product(*orders)])
    assert order_p(table) == pytest.approx(expected)


def test_shuffling_comes_close_to_counting_and_is_the_same_every_time() -> None:
    votes = np.array([[-1, 0, 1], [0, 0, 1], [-1, 1, 1], [0, -1, 1], [-1, -1, 0]], dtype=float)
    assert shuffled_p(votes) == pytest.approx(order_p(votes), abs=0.02)
    assert shuffled_p(votes) == shuffled_p(votes)


@unhurried
@given(st.lists(st.lists(RATING, min_size=2, max_size=2), min_size=2, max_size=9))
def test_with_two_waves_the_tests_for_many_are_the_tests_for_two(votes: list[list[int]]) -> None:
    table = figures.transition_table(*zip(*votes, strict=True))
    two, many = figures.ordinal_score(table), figures.madansky_birch(votes)
    if two.statistic is None:
        assert many.p is None
    else:
        assert (many.statistic, many.p) == pytest.approx((two.statistic**2, two.p))


def test_a_test_without_a_p_makes_the_others_no_dearer() -> None:
    table = figures.corrected({"a": 0.01, "b": None, "c": float("nan"), "d": 0.04})
    assert table["holm_p"].tolist() == pytest.approx([0.02, np.nan, np.nan, 0.04], nan_ok=True)
    assert table["claim"].tolist() == [True, False, False, True]
    assert figures.corrected([]).empty
    assert isinstance(table, pd.DataFrame)
