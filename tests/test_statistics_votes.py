"""Figures of one wave: shares, net delight, rankings, quadrants, agreement, customers, plan."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from small_workshops import small_bundle, small_workshop

from workshop.action.plan import measure_groups, plan
from workshop.dossier import Dossier, dossier_of
from workshop.figures.agreement import agreement
from workshop.figures.coverage import company_wide, coverage, coverage_share
from workshop.figures.customers import own_department_bias, self_image_gap, staff_customer_gap
from workshop.figures.intervals import goodman, net_delight_interval, newcombe, wilson
from workshop.figures.journey import journey, peak_end, roll_up
from workshop.figures.priorities import FIXED, Crosshair, priorities, quadrants
from workshop.figures.ranking import lovepoints, painpoints, touchpoint_table
from workshop.figures.votes import shares, tally
from workshop.records import Measure, Participant, SelfImage, Standard
from workshop.texts import say


def test_nobody_disappointed_among_ten_is_not_zero_percent_for_sure() -> None:
    low, high = wilson([0], [10])
    assert low[0] == 0
    assert high[0] == pytest.approx(0.2775, abs=1e-4)


def test_an_interval_of_net_delight_never_leaves_the_scale() -> None:
    low, high = net_delight_interval([0, 10], [10, 0], [10, 10])
    assert high[0] == 100
    assert low[1] == -100


def test_intervals_without_votes_are_not_a_number() -> None:
    ends = [*wilson([0], [0]), *net_delight_interval([0], [0], [0]), newcombe(0, 0, 1, 2), goodman([0, 0, 0])]
    assert all(np.isnan(end).all() for end in ends)


EVERY_SPLIT = [split for split in product(range(7), repeat=3) if sum(split) <= 6]
"""All ways in which up to six people can vote on a touchpoint: disappointed, okay, delighted."""


def every_split(letters: str = "EOB") -> Dossier:
    """A workshop with one touchpoint for each way of voting."""
    columns = [
        "".join(n * letter for n, letter in zip(split, letters, strict=True)).ljust(6, "-") for split in EVERY_SPLIT
    ]
    return small_workshop({"before": ["".join(row) for row in zip(*columns, strict=True)]})


def test_the_three_shares_of_every_touchpoint_sum_to_one() -> None:
    counts = tally(every_split().ratings, ["touchpoint"])
    total = shares(counts).sum(axis=1, skipna=False)
    assert total[counts["n"] > 0].tolist() == pytest.approx([1.0] * (len(EVERY_SPLIT) - 1))
    assert total[counts["n"] == 0].isna().all()


def test_mirroring_the_scale_flips_the_sign_of_net_delight() -> None:
    here, there = (touchpoint_table(every_split(letters), "before") for letters in ("EOB", "BOE"))
    assert here["net_delight"].tolist() == pytest.approx((-there["net_delight"]).tolist(), nan_ok=True)
    assert here["ci_low"].tolist() == pytest.approx((-there["ci_high"]).tolist(), nan_ok=True)


def test_a_touchpoint_without_votes_stands_in_the_table_with_zero_votes() -> None:
    table = touchpoint_table(small_workshop({"before": ["B-", "E-"]}), "before")
    assert table["n"].tolist() == [2, 0]
    assert np.isnan(table["net_delight"].iloc[1])
    assert table["zone"].tolist() == ["divided", ""]


def test_no_own_contact_is_missing_and_not_okay() -> None:
    table = touchpoint_table(small_workshop({"before": ["B", "-", "-"]}), "before")
    assert table["net_delight"].tolist() == [100]


def test_ties_are_ranked_by_relevance_and_then_by_key() -> None:
    dossier = small_workshop({"before": ["BBB"] * 5}, relevance={"before": ["242"] * 5})
    assert lovepoints(touchpoint_table(dossier, "before"))["key"].tolist() == ["T2", "T1", "T3"]


def test_a_touchpoint_with_four_votes_is_not_ranked() -> None:
    dossier = small_workshop({"before": ["EB", "EB", "EB", "EB", "-B"]})
    table = touchpoint_table(dossier, "before")
    assert painpoints(table).empty
    assert lovepoints(table)["key"].tolist() == ["T2"]


def test_a_touchpoint_at_the_zero_line_is_a_painpoint_and_no_lovepoint() -> None:
    table = touchpoint_table(small_workshop({"before": ["O"] * 5}), "before")
    assert painpoints(table)["key"].tolist() == ["T1"]
    assert lovepoints(table).empty


def test_the_journey_names_its_weakest_touchpoint_beside_the_weighted_average() -> None:
    dossier = small_workshop({"before": ["BEO"] * 5}, relevance={"before": ["151"] * 5})
    found = journey(touchpoint_table(dossier, "before"))
    assert found.value == pytest.approx((100 - 500) / 7)
    assert (found.weakest, found.weakest_net_delight) == ("T2", -100)


def test_a_journey_without_votes_has_no_value_and_no_weakest_touchpoint() -> None:
    found = journey(touchpoint_table(small_workshop({"before": ["--"]}), "before"))
    assert np.isnan(found.value)
    assert found.weakest is None


def test_memory_keeps_the_peak_and_the_end() -> None:
    assert peak_end(touchpoint_table(small_workshop({"before": ["OEO"] * 5}), "before")) == -50


def test_votes_add_up_by_the_responsible_department() -> None:
    groups = roll_up(touchpoint_table(small_workshop({"before": ["BEB", "BEO"]}), "before"), ["department"])
    assert groups.set_index("department")["net_delight"].to_dict() == {"Nord": 75, "Süd": -100}


def test_a_point_exactly_on_a_line_counts_as_high() -> None:
    table = touchpoint_table(small_workshop({"before": ["O"] * 5}), "before")
    assert quadrants(table, Crosshair(relevance=3.0, net_delight=0.0))["quadrant"].tolist() == ["keep"]


def test_the_four_quadrants_have_their_places() -> None:
    dossier = small_workshop({"before": ["EBEB"] * 5}, relevance={"before": ["5511"] * 5})
    found = quadrants(touchpoint_table(dossier, "before"), FIXED)["quadrant"].tolist()
    assert found == ["concentrate", "keep", "low_priority", "overkill"]


def test_priority_grows_with_relevance_and_with_the_share_of_the_disappointed() -> None:
    dossier = small_workshop({"before": ["EEB"] * 5}, relevance={"before": ["515"] * 5})
    found = priorities(touchpoint_table(dossier, "before"))
    assert list(zip(found["key"], found["priority"], strict=True)) == [("T1", 100)]


def test_a_relevance_of_fewer_than_five_votes_is_shown_nowhere() -> None:
    dossier = small_workshop({"before": ["EE"] * 5}, relevance={"before": [*["55"] * 4, "5-"]})
    table = touchpoint_table(dossier, "before")
    assert list(table["relevance_n"]) == [5, 4]
    assert list(priorities(table)["key"]) == list(quadrants(table)["key"]) == ["T1"]


@pytest.mark.parametrize("counts", [[[0, 0, 0]], [[1, 0, 0], [0, 1, 0]], [[0, 5, 0], [0, 3, 0]]])
def test_agreement_that_cannot_be_computed_gives_a_reason_instead_of_one(counts: list[list[int]]) -> None:
    found = agreement(counts)
    assert found.alpha is None
    assert say(found.meaning, "en").startswith("Agreement cannot be computed")


def test_a_low_alpha_is_a_finding_about_the_room() -> None:
    assert "differently" in say(agreement([[3, 0, 3], [3, 0, 3]]).meaning, "en")


def test_customers_in_the_room_are_no_staff() -> None:
    bundle = small_bundle({"before": ["E", "B"]}, customers={"before": ["E", "E"]})
    bundle.records["participants"][1] = Participant(key="P2", perspective="customer")
    found = staff_customer_gap(dossier_of(bundle), "before")
    assert (found.net_delight, found.n, found.gap) == (-100, 1, 0)


def test_staff_and_customers_are_compared_on_the_touchpoints_both_rated() -> None:
    found = staff_customer_gap(small_workshop({"before": ["BBE"]}, customers={"before": ["E-", "O-"]}), "before")
    assert (found.gap, found.n, found.other_n, found.touchpoints) == (150, 1, 2, 1)


def test_own_department_bias_leaves_out_who_has_no_department() -> None:
    bundle = small_bundle({"before": ["BE", "BE"]})
    bundle.records["participants"][1] = Participant(key="P2", department=None)
    found = own_department_bias(dossier_of(bundle), "before")
    assert (found.net_delight, found.n, found.other_net_delight, found.other_n) == (100, 1, -100, 1)


def test_the_self_image_gap_carries_its_interval_and_both_n() -> None:
    bundle = small_bundle({"before": ["O"]})
    bundle.add("self_images", SelfImage(wave="before", group="staff", yes=10, n=12))
    bundle.add("self_images", SelfImage(wave="before", group="customer", yes=6, n=30))
    found = self_image_gap(dossier_of(bundle), "before")
    assert found.gap == pytest.approx(10 / 12 - 6 / 30)
    assert found.low < found.gap < found.high
    assert (found.staff_n, found.customer_n) == (12, 30)


def test_a_self_image_nobody_was_asked_for_has_no_gap() -> None:
    assert np.isnan(self_image_gap(small_workshop({"before": ["O"]}), "before").gap)


def test_company_wide_standards_count_for_no_department() -> None:
    bundle = small_bundle({"before": ["OO"]})
    bundle.add("standards", Standard(key="S1", level="must", text="Wir grüßen zuerst.", department="Nord"))
    bundle.add("standards", Standard(key="S2", level="wow", text="Ein Foto zum Jahrestag.", department="Nord"))
    bundle.add("standards", Standard(key="S3", level="must", text="Rückruf am selben Tag."))
    dossier = dossier_of(bundle)
    table = coverage(dossier)
    assert table[["department", "nogo", "must", "wow"]].to_numpy().tolist() == [["Nord", 0, 1, 1], ["Süd", 0, 0, 0]]
    assert coverage_share(table) == 0.5
    assert company_wide(dossier)["key"].tolist() == ["S3"]


def test_a_measure_over_its_budget_is_named() -> None:
    bundle = small_bundle({"before": ["O"]})
    bundle.add("measures", Measure(key="M1", title="Kaffee", budget=100, spent=120, quick_win=True))
    bundle.add("measures", Measure(key="M2", title="Tee", spent=20, status="done"))
    found = plan(dossier_of(bundle))
    assert (found.over_budget, found.budget, found.spent) == (["M1"], 100, 140)
    assert (found.quick_wins, found.status) == (1, {"open": 1, "done": 1})


def test_a_plan_without_measures_has_no_money_and_no_dates() -> None:
    found = plan(small_workshop({"before": ["O"]}))
    assert np.isnan(found.budget)
    assert (found.n, found.first, found.last) == (0, None, None)


def test_a_touchpoint_with_a_finished_and_an_open_measure_counts_as_finished() -> None:
    dossier = small_workshop({"before": ["OOO"]}, measures={"T1": "open", "T1|T2": "done"})
    assert measure_groups(dossier) == {"T1": "done", "T2": "done", "T3": "none"}
