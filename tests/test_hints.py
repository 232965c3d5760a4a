"""What a facilitator is told to mind, and the pictures of the worksheets: what their messages say and count."""

from __future__ import annotations

import pytest
from filled_worksheets import filled_in
from small_workshops import small_bundle, small_workshop

from workshop.advice.hints import (
    HINTS,
    before_contact,
    hints,
    longest_run,
    mediocre,
    no_sponsor,
    one_target_group,
    radar,
    scope_size,
    weakest_link,
)
from workshop.dossier import Bundle, Dossier, dossier_of
from workshop.records import WorksheetCell
from workshop.texts import say
from workshop.views.first_contact import first_contact_gap
from workshop.views.handovers import counts_of, handover_map
from workshop.views.heatmaps import LANES, journey_map
from workshop.views.wishes import kept, violations, wish_matrix

VOTES = {"before": ["EEB", "EOB", "EEB", "EOB", "OOB", "OEB"]}


def told(message: object) -> str:
    assert message is not None
    return say(message, "en")  # type: ignore[arg-type]


def test_fewer_than_three_touchpoints_on_the_web_are_a_blind_spot() -> None:
    bundle = small_bundle(VOTES)
    assert "purchase: 0." in told(radar(dossier_of(bundle)))
    for touchpoint in bundle.of("touchpoints"):
        touchpoint.phase, touchpoint.channel = "prepurchase", "Web"
    assert radar(dossier_of(bundle)) is None


def test_a_journey_that_begins_with_the_first_contact_is_told_what_comes_before() -> None:
    bundle = small_bundle(VOTES, touchpoints=6)
    assert "first impression" in told(before_contact(dossier_of(bundle)))
    for touchpoint in bundle.of("touchpoints"):
        touchpoint.phase = "prepurchase"
    assert before_contact(dossier_of(bundle)) is None


def test_a_map_for_everybody_is_named() -> None:
    bundle = small_bundle(VOTES)
    assert bundle.workshop is not None
    bundle.workshop.scope_target_group = "Alle Kunden"
    assert "everybody" in told(one_target_group(dossier_of(bundle)))
    bundle.workshop.scope_target_group = "Pendler mit Familie"
    assert one_target_group(dossier_of(bundle)) is None


def test_a_workshop_that_nobody_in_management_stands_behind_is_told_so() -> None:
    bundle = small_bundle(VOTES)
    assert "sponsor" in told(no_sponsor(dossier_of(bundle)))
    bundle.add("worksheet_cells", WorksheetCell(worksheet="stance", entry="one", field="sponsor", value="Frau Blume"))
    assert no_sponsor(dossier_of(bundle)) is None


def test_a_change_of_channel_is_marked_at_its_touchpoint() -> None:
    bundle = small_bundle(VOTES)
    bundle.add("worksheet_cells", WorksheetCell(worksheet="kinds", entry="T2", field="switch", value="yes"))
    frame = handover_map(dossier_of(bundle)).frame
    assert frame.set_index("key")["switch"].to_dict() == {"T1": False, "T2": True, "T3": False}


def test_the_weakest_link_stands_beside_the_value_of_the_whole() -> None:
    dossier = small_workshop(VOTES, relevance={"before": ["555"] * 6})
    first = dossier.touchpoints["name"].iloc[0]
    assert first in told(weakest_link(dossier))
    assert weakest_link(small_workshop({"before": ["BBB"] * 6})) is None


def test_touchpoints_that_nobody_tells_about_are_mediocre() -> None:
    assert "1 of 2" in told(mediocre(small_workshop({"before": ["OB"] * 6})))
    assert mediocre(small_workshop({"before": ["B"] * 6})) is None


def test_the_longest_run_without_disappointment_is_named_only_with_votes() -> None:
    assert longest_run(small_workshop({})) is None
    assert "2" in told(longest_run(small_workshop({"before": ["EBB"] * 6})))


def test_a_map_of_many_touchpoints_is_said_to_be_large() -> None:
    assert scope_size(small_workshop({}, touchpoints=40)) is None
    assert "41" in told(scope_size(small_workshop({}, touchpoints=41)))


@pytest.mark.parametrize("step", HINTS)
def test_a_workshop_without_anything_gets_hints_without_a_mistake(step: str) -> None:
    assert isinstance(hints(small_workshop({}, touchpoints=0), step), list)


@pytest.fixture
def filled() -> Dossier:
    bundle = small_bundle({}, touchpoints=6)
    bundle.records["worksheet_cells"] = filled_in(bundle)
    return dossier_of(bundle)


def test_the_swimlane_counts_every_handover_once(filled: Dossier) -> None:
    view = handover_map(filled)
    counts = counts_of(view.frame)
    changes = filled.touchpoints["department"].ne(filled.touchpoints["department"].shift()).sum() - 1
    assert sum(counts.values()) == changes
    assert view.frame["lane_seq"].iloc[0] == 0
    assert str(counts["no"] + counts["partly"]) in say(view.title, "en")


def test_a_touchpoint_that_is_missing_hands_nobody_over() -> None:
    bundle = small_bundle({}, touchpoints=3)
    bundle.of("touchpoints")[1].status = "missing"
    assert list(handover_map(dossier_of(bundle)).frame["key"]) == ["T1", "T3"]


def test_the_wish_that_is_violated_most_often_is_the_message(filled: Dossier) -> None:
    view = wish_matrix(filled)
    worst, count = next(iter(violations(view.frame).items()))
    assert count == max(violations(view.frame).values())
    assert say(view.title, "en").startswith("Violated most often")
    assert violations(view.frame)[worst] + kept(view.frame)[worst] <= len(view.frame)
    assert view.frame.iloc[:2].attrs["violations"] == violations(view.frame)


def test_first_contacts_are_counted_by_how_often_they_were_named() -> None:
    bundle: Bundle = small_bundle({}, touchpoints=2)
    said = {"E01": ("calls", "7"), "E02": ("search", "3"), "E03": ("search", "")}
    bundle.records["worksheet_cells"] = [
        WorksheetCell(worksheet="first_contact", entry=entry, field=field, value=value)
        for entry, (answer, count) in said.items()
        for field, value in (("answer", answer), ("count", count))
    ]
    view = first_contact_gap(dossier_of(bundle))
    assert "7 of 11" in say(view.title, "en")
    assert (view.frame["group"] == "before").sum() == 6


@pytest.mark.parametrize("by", ["", "customer", *LANES])
def test_the_journey_can_be_laid_into_other_lanes(by: str) -> None:
    frame = journey_map(small_workshop(VOTES), "before", by).frame
    assert len(frame) == 3
    assert (frame["lane_seq"].nunique() > 1) == (by == "")
    assert frame["handover"].any() == (by == "")
