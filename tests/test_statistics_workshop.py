"""A whole workshop in figures: any number of waves, customers, Kano; what is said about it, and what stays the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from small_workshops import quick_dossier, small_bundle, small_workshop

from workshop import statistics as figures
from workshop.dossier import Bundle, Dossier, dossier_of
from workshop.figures.all_figures import all_figures
from workshop.figures.comparison import compare
from workshop.figures.evidence import reach
from workshop.figures.evidence_tests import in_words, many_in_words
from workshop.figures.journey import clean_run
from workshop.figures.kano_survey import kano_survey
from workshop.figures.paired_figures import paired_table
from workshop.figures.ranking import touchpoint_table
from workshop.figures.unpaired import unpaired_table
from workshop.figures.wave_figures import wave_in_full
from workshop.figures.wave_tests import votes_by_wave, wave_tests, wave_total
from workshop.records import KanoResponse
from workshop.texts import Message, say

LETTERS = np.array(list("EOB-"))
WAVES = ("before", "after", "later")


def random_votes(people: int, touchpoints: int, waves: tuple[str, ...] = WAVES, seed: int = 1) -> dict[str, list[str]]:
    """Votes that get a little better from wave to wave, with gaps."""
    random = np.random.default_rng(seed)
    odds = {wave: np.array([4 - i, 4, 2 + 2 * i, 1]) / 11 for i, wave in enumerate(waves)}
    odds = {wave: shares / shares.sum() for wave, shares in odds.items()}
    return {
        wave: ["".join(random.choice(LETTERS, touchpoints, p=shares)) for _ in range(people)]
        for wave, shares in odds.items()
    }


def random_workshop(people: int = 9, touchpoints: int = 7) -> Dossier:
    """Three waves of a room and of its customers."""
    customers = random_votes(8, touchpoints, seed=2)
    return small_workshop(random_votes(people, touchpoints), customers=customers, measures={"T1": "done"})


def infinite(value: Any) -> Iterator[Any]:
    """Every infinite number in figures, however deep; what is missing in a frame is NaN there and None elsewhere."""
    if isinstance(value, float | int | np.number):
        yield from [value] if np.isinf(value) else []
    elif isinstance(value, pd.DataFrame | pd.Series):
        yield from infinite(value.to_numpy().ravel().tolist())
    elif isinstance(value, Message):
        yield from infinite(list(value.values.values()))
    elif isinstance(value, dict):
        yield from infinite(list(value.values()))
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from infinite(inner)
    elif is_dataclass(value):
        yield from infinite([getattr(value, field.name) for field in fields(value)])


EDGES: dict[str, dict[str, Any]] = {
    "nothing at all": {"votes": {}},
    "waves without votes": {"votes": dict.fromkeys(WAVES, ()), "touchpoints": 2},
    "one touchpoint": {"votes": dict.fromkeys(WAVES, ["E"] * 6)},
    "one person": {"votes": dict.fromkeys(WAVES, ("EOB",))},
    "all the same": {"votes": dict.fromkeys(WAVES, ["OO"] * 6), "customers": dict.fromkeys(WAVES, ["OO"] * 6)},
    "all changed alike": {"votes": {"before": ["EE"] * 6, "after": ["OO"] * 6, "later": ["BB"] * 6}},
    "nobody twice": {"votes": {"before": ["E-"] * 6, "after": ["-B"] * 6, "later": ["--"] * 6}},
}


@pytest.mark.parametrize("edge", EDGES)
def test_no_workshop_has_an_infinite_figure_or_fails(edge: str) -> None:
    found = all_figures(small_workshop(**EDGES[edge]))
    assert list(infinite(found)) == []
    assert len(found.waves) == len(EDGES[edge]["votes"])


def test_another_wave_changes_nothing_that_was_said_before() -> None:
    votes = random_votes(9, 7)
    two, three = (all_figures(small_workshop({wave: votes[wave] for wave in waves})) for waves in (WAVES[:2], WAVES))
    for earlier, later in zip(two.waves, three.waves, strict=False):
        pd.testing.assert_frame_equal(earlier.touchpoints, later.touchpoints)
        assert (earlier.value, earlier.peak_end, earlier.agreement) == (later.value, later.peak_end, later.agreement)
    first, again = two.pairs[0], three.pairs[0]
    pd.testing.assert_frame_equal(first.touchpoints, again.touchpoints)
    pd.testing.assert_frame_equal(first.unpaired, again.unpaired)
    assert (first.low, first.high, first.total.signflip_p) == (again.low, again.high, again.total.signflip_p)
    assert [(pair.before, pair.after) for pair in three.pairs] == [WAVES[:2], WAVES[1:], (WAVES[0], WAVES[2])]


def test_names_and_order_of_the_people_change_no_test_over_the_waves() -> None:
    bundle = small_bundle(random_votes(9, 7))
    names = {f"P{i}": f"Q{10 - i}" for i in range(1, 10)}
    renamed = {
        "participants": [one.model_copy(update={"key": names[one.key]}) for one in bundle.of("participants")][::-1],
        "ratings": [one.model_copy(update={"participant": names[one.participant]}) for one in bundle.of("ratings")],
    }
    here, there = quick_dossier(bundle), quick_dossier(Bundle(bundle.workshop, bundle.records | renamed))
    pd.testing.assert_frame_equal(wave_tests(here), wave_tests(there))
    assert wave_total(here)[0].statistic == pytest.approx(wave_total(there)[0].statistic)


def test_every_touchpoint_of_three_waves_has_the_figures_of_its_single_test() -> None:
    dossier = random_workshop(people=12)
    table, votes = wave_tests(dossier), votes_by_wave(dossier, WAVES)[0]
    for row, people in zip(table.to_dict("records"), votes, strict=True):
        alone, slope = figures.madansky_birch(people, exact=True), figures.trend(people)
        assert (row["n"], row["statistic"], row["p"]) == pytest.approx((alone.n, alone.statistic, alone.p))
        assert (row["slope"], row["trend_p"]) == pytest.approx((100 * (slope.effect or 0), slope.p))
    corrected = figures.corrected(table["p"].tolist())
    assert table["holm_p"].tolist() == pytest.approx(corrected["holm_p"].tolist())


def test_more_than_twelve_people_get_the_approximation_and_the_table_says_so() -> None:
    table = wave_tests(small_workshop({wave: [letter] * 13 for wave, letter in zip(WAVES, "EOB", strict=True)}))
    assert table[["n", "exact", "statistic"]].to_numpy().tolist() == [[13, False, 26]]
    assert table["p"].iloc[0] == pytest.approx(stats.chi2.sf(26, 2))


def test_four_people_in_every_wave_are_not_broken_down() -> None:
    table = wave_tests(small_workshop({wave: ["E"] * 4 + ["-"] for wave in WAVES}))
    assert table["n"].tolist() == [4]
    assert table[["statistic", "p", "net_delight_before"]].isna().all(axis=None)
    assert say(table["sentence"].iloc[0], "de").startswith("Zu wenige")


@pytest.mark.parametrize(
    ("waves", "german"),
    [
        ("EOB", "Spricht für eine Bewegung über 3 Messungen, aufwärts"),
        ("BOE", "Spricht für eine Bewegung über 3 Messungen, abwärts"),
        ("EBE", "Spricht für ein Auf und Ab"),
        ("OOO", "Reicht nicht aus"),
    ],
)
def test_words_about_three_waves_name_a_direction_only_when_there_is_one(waves: str, german: str) -> None:
    table = wave_tests(small_workshop({wave: [letter] * 7 for wave, letter in zip(WAVES, waves, strict=True)}))
    assert say(table["sentence"].iloc[0], "de").startswith(german)


def test_twelve_people_over_three_waves_count_as_twelve() -> None:
    movement, trend = wave_total(small_workshop({w: [x * 9] * 12 for w, x in zip(WAVES, "EOB", strict=True)}))
    assert (movement.n, movement.effect, movement.p) == (12, 200, 1 / 10_000)
    assert trend.effect == pytest.approx(100)


def test_the_paired_table_of_a_workshop_has_the_figures_of_each_single_test() -> None:
    dossier = random_workshop(people=11)
    comparison = compare(dossier, "before", "later")
    for row, table in zip(paired_table(comparison).to_dict("records"), comparison.transitions, strict=True):
        changes = comparison.pairs.loc[comparison.pairs["touchpoint"] == row["key"], "change"]
        ranked, shifted = figures.signed_rank(changes), figures.ordinal_score(table)
        assert (row["wilcoxon_p"], row["rank_biserial"]) == pytest.approx((ranked.p, ranked.effect))
        assert (row["ordinal_z"], row["ordinal_p"]) == pytest.approx((shifted.statistic, shifted.p))
        for name, test in (("bhapkar", figures.bhapkar), ("bowker", figures.bowker)):
            alone = test(table)
            assert row[name] == pytest.approx(np.nan if alone.statistic is None else alone.statistic, nan_ok=True)
        assert row["signflip_p"] == pytest.approx(figures.sign_flip(changes).p)


def test_the_interval_of_a_change_is_the_one_of_drawing_pairs() -> None:
    comparison = compare(random_workshop(people=14), "before", "later")
    row = paired_table(comparison).iloc[0]
    changes = 100 * comparison.pairs.loc[comparison.pairs["touchpoint"] == "T1", "change"].to_numpy()
    drawn = changes[np.random.default_rng(1).integers(0, len(changes), (99_999, len(changes)))].mean(axis=1)
    step = 100 / len(changes) + 1e-9
    assert [row["change_low"], row["change_high"]] == pytest.approx(np.quantile(drawn, [0.025, 0.975]), abs=step)


def test_pairs_that_all_moved_alike_have_an_interval_of_one_point_which_is_flagged() -> None:
    row = paired_table(compare(small_workshop({"before": ["E"] * 6, "after": ["O"] * 6}), "before", "after")).iloc[0]
    assert (row["change_low"], row["change_high"], row["constant"]) == (pytest.approx(100), pytest.approx(100), True)


def test_customers_before_and_after_get_both_rank_tests_and_a_sentence() -> None:
    dossier = small_workshop({"before": ["O"]}, customers={"before": ["E"] * 5 + ["O"], "after": ["B"] * 5 + ["O"]})
    row = unpaired_table(dossier, dossier["customer_ratings"], "before", "after").iloc[0]
    first, second = [-1] * 5 + [0], [1] * 5 + [0]
    assert row["mann_whitney_p"] == pytest.approx(figures.mann_whitney(first, second, method="asymptotic").p)
    assert row["brunner_munzel_p"] == pytest.approx(figures.brunner_munzel(first, second).p)
    assert row["cliffs_delta"] == pytest.approx(figures.cliffs_delta(first, second).value)
    assert say(row["sentence"], "de").startswith("Spricht für eine Verbesserung (6 vorher, 6 nachher")


def test_one_wave_in_full_says_who_voted_how_much_and_where_nobody_was_disappointed() -> None:
    found = wave_in_full(small_workshop({"before": ["EBBO-", "OBBO-", "OBOB-", "OBBB-", "OBBO-"]}), "before")
    assert (found.voters, found.coverage) == (5, 20 / 25)
    assert found.clean_run.keys == ["T2", "T3", "T4"]
    assert (found.weakest.value, found.peak_end.value) == (-20, (100 + 40) / 2)
    row = found.touchpoints.iloc[0]
    assert row[["share_disappointed", "share_okay", "share_delighted"]].tolist() == [0.2, 0.8, 0]
    assert row["goodman_high_delighted"] > row["wilson_high_delighted"] > 0


def test_a_touchpoint_with_few_votes_ends_a_run_without_disappointment() -> None:
    rows = ["BBOB", "BBBB", "BBOB", "BBOB", "BB-B"]
    assert clean_run(touchpoint_table(small_workshop({"before": rows}), "before")).keys == ["T1", "T2"]
    disappointed = clean_run(touchpoint_table(small_workshop({"before": ["E"] * 5}), "before"))
    assert (disappointed.keys, disappointed.touchpoints) == ([], 1)


KANO = [(1, 5), (1, 5), (2, 5), (2, 5), (1, 2), (3, 3), (4, 1)]
"""O, O, M, M, A, I, R."""


def test_a_kano_survey_names_both_rules_and_two_peaks() -> None:
    bundle = small_bundle({"before": ["O"]})
    for person, (functional, dysfunctional) in enumerate(KANO):
        answer = {"respondent": f"C{person}", "functional": functional, "dysfunctional": dysfunctional}
        bundle.add("kano_responses", KanoResponse(feature="F1", text="Rückruf am selben Tag", **answer))
    bundle.add("kano_responses", KanoResponse(feature="F2", respondent="C1", functional=1, dysfunctional=5))
    peaks, few = kano_survey(dossier_of(bundle)).to_dict("records")
    assert (peaks["n"], peaks["M"], peaks["O"], peaks["mode"], peaks["ruled"], peaks["tied"]) == (
        7,
        2,
        2,
        "M",
        "M",
        "MO",
    )
    assert peaks["cs_plus"] == pytest.approx(3 / 6)
    assert "Zwei Gipfel, Basis (M), Leistung (O)" in say(peaks["sentence"], "de")
    assert pd.isna(few["mode"])
    assert say(few["sentence"], "de").startswith("Zu wenige Antworten")


def test_the_two_kano_rules_may_disagree_and_the_one_that_decided_is_named() -> None:
    found = figures.kano({"M": 9, "O": 10, "A": 1, "I": 2, "R": 3})  # 25 respondents, a published example
    assert (found.mode, found.ruled, found.n) == ("O", "M", 25)
    assert (found.cs_plus.value, found.cs_minus.value) == pytest.approx((0.5, -0.864), abs=5e-4)
    assert "5 percentage points" in say(found.rule, "en")


def test_the_evaluation_table_of_kano_counts_liking_both_as_a_contradiction() -> None:
    assert [figures.classify(1, answer) for answer in range(1, 6)] == ["Q", "A", "A", "A", "O"]
    assert [figures.classify(5, answer) for answer in range(1, 6)] == ["R", "R", "R", "R", "Q"]
    assert [figures.classify(2, answer, form=3) for answer in range(1, 4)] == ["I", "I", "M"]
    assert [figures.classify(*pair) for pair in ((None, 1), (0, 1), (1.5, 2), (6, 1))] == [None] * 4  # type: ignore[arg-type]


def test_customer_scores_name_their_rule_and_leave_out_what_is_not_on_the_scale() -> None:
    nps = figures.nps([10, 9, 9, 8, 7, 6, 0, 11, 8.5, None])
    assert (nps.promoters, nps.passives, nps.detractors, nps.invalid) == (3, 2, 2, 2)
    assert (nps.score.value, nps.score.n) == (pytest.approx(100 / 7), 7)
    assert figures.csat([5, 4, 3, 1]).value == 0.5
    assert figures.csat([10, 9, 8, 1], points=10, top=2).value == 0.5
    easy, hard = [7, 6, 5, 1], [1, 2, 3, 7]
    assert figures.ces(easy, high_is_easy=True).value == figures.ces(hard, high_is_easy=False).value == 0.75
    assert figures.ces(hard, high_is_easy=False, rule="mean").value == 4.75
    assert say(figures.nps([]).score.sentence, "de").startswith("Nicht berechenbar, weil keine gültigen Antworten")


def test_a_matrix_has_lines_at_the_means_or_fixed_ones_and_says_which() -> None:
    points, lines, which = figures.importance_performance([5, 4, 2, None], [-50, 50, 0, 10], names=["a", "b", "c", "d"])
    assert points["quadrant"].tolist() == ["concentrate", "keep", "overkill"]  # c lies on the line and counts as high
    assert lines is not None
    assert (lines.relevance, lines.net_delight, say(which, "en")) == (
        pytest.approx(11 / 3),
        0,
        "lines at the means of the points",
    )


def test_two_top_lists_are_compared_with_what_chance_would_bring() -> None:
    first = {f"T{i}": i for i in range(12)}
    found = figures.top_overlap(first, {**first, "T11": -1, "T99": 50}, k=4)
    assert (found.shared, found.n, found.by_chance) == (["T10", "T9", "T8"], 12, 16 / 12)
    assert figures.top_overlap(first, first).k == 6


def test_words_say_too_few_when_not_even_the_clearest_votes_could_speak() -> None:
    said = {n: say(in_words(figures.sign_flip([1] * n), directed=True), "de") for n in (0, 5, 6)}
    assert said[0].startswith("Nicht berechenbar, weil niemand beide Male abgestimmt hat.")
    assert said[5].startswith("Zu wenige Stimmen")
    assert said[6].startswith("Spricht für einen Anstieg; der Zufall allein bringt so viel in höchstens 3,13 %")
    assert say(in_words(figures.sign_flip([-1] * 7 + [1] * 5)), "de").startswith("Reicht nicht aus")
    assert "bewiesen" not in " ".join(said.values())


def test_ten_pairs_and_thirty_five_touchpoints_can_never_carry_a_claim_after_holm() -> None:
    best = figures.sign_flip([1] * 10)
    assert best.least_p is not None
    assert not figures.holm_can_claim(best.least_p, 35)
    single, many = (say(sentence, "de") for sentence in reach(10, 35))
    assert "frühestens ab 6 gleichgerichteten Änderungen" in single
    assert "35" in many


def test_many_touchpoints_are_summed_up_as_alone_to_explore_and_to_claim() -> None:
    table = figures.corrected([0.001, 0.02, 0.03, 0.9, None])
    assert say(many_in_words(table["p"], table["bh_p"], table["holm_p"]), "en").startswith(
        "Of 4 touchpoints, 3 look changed when each is taken alone. All looked at together, 3 are worth exploring"
    )
    assert "and 1 can be claimed (Holm)" in say(many_in_words(table["p"], table["bh_p"], table["holm_p"]), "en")
