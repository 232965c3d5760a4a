"""What the charts draw: each mark where it belongs."""

from __future__ import annotations

from typing import Any

import pytest
from small_workshops import small_bundle, small_workshop

from components.charts.letters import width_of
from components.charts.plot import Plot
from components.charts.rows import even, pages
from components.look import Look
from components.slides import Options, Slide, slides_of
from workshop.dossier import Dossier, dossier_of
from workshop.records import Measure
from workshop.views.curve import emotional_curve

SCREEN, WALL, PHONE = Look(), Look(size="projector"), Look(size="phone")


def one(dossier: Dossier, name: str, look: Look = SCREEN, **options: str) -> Slide:
    return slides_of(dossier, name, Options(**options), look)[0]


def marks(slide: Slide, kind: str) -> list[dict[str, Any]]:
    """The records of all layers of a kind of mark, with the mark's properties."""
    layers = [layer for layer in slide.spec["layer"] if layer["mark"]["type"] == kind]
    return [layer["mark"] | value for layer in layers for value in layer["data"]["values"]]


def words(slide: Slide) -> set[str]:
    return {record["text"] for record in marks(slide, "text")}


def test_a_cell_carries_colour_symbol_signed_figure_and_n() -> None:
    slide = one(small_workshop({"before": ["E"] * 6}), "overview")
    assert [box["fill"] for box in marks(slide, "rect")] == [SCREEN.fill(-100)]
    assert {"▼ −100", "n = 6"} <= words(slide)


def test_cells_with_too_few_votes_are_dashed_and_say_so() -> None:
    slide = one(small_workshop({"before": ["E"] * 4}), "overview")
    (box,) = marks(slide, "rect")
    assert box["strokeDash"]
    assert "zu wenige" in words(slide)


def test_a_missing_touchpoint_is_dashed_and_named_below() -> None:
    bundle = small_bundle({"before": ["E-"] * 5})
    bundle.of("touchpoints")[1].status = "missing"
    slide = one(dossier_of(bundle), "journey")
    assert sum("strokeDash" in box for box in marks(slide, "rect")) == 2
    assert {"fehlt", "Stelle 2"} <= words(slide)


def test_the_weakest_touchpoints_are_named_below_the_journey() -> None:
    assert {"Stelle 1", "▼ −100"} <= words(one(small_workshop({"before": ["EB"] * 5}), "journey"))


def test_a_hand_over_is_a_line_between_two_lanes() -> None:
    slide = one(small_workshop({"before": ["EB"] * 5}), "journey")
    upright = [line for line in marks(slide, "rule") if line["x"] == line["x2"]]
    assert len(upright) == 1
    assert upright[0]["y"] < upright[0]["y2"]


def test_on_a_phone_the_journey_runs_down_with_the_name_above_its_band() -> None:
    slide = one(small_workshop({"before": ["EB"] * 5}), "journey", PHONE)
    bands = [box for box in marks(slide, "rect") if box["x2"] == 1]
    names = {record["text"]: record["y"] for record in marks(slide, "text")}
    assert names["1 Stelle 1"] < bands[0]["y"] < names["2 Stelle 2"] < bands[1]["y"]


def test_a_long_journey_is_shown_in_pieces_of_at_most_forty() -> None:
    pieces = slides_of(small_workshop({"before": ["E" * 90] * 5}), "journey", Options(), SCREEN)
    assert [len(piece.frame) for piece in pieces] == [30, 30, 30]


def test_the_wall_shows_the_whole_journey_and_then_each_phase() -> None:
    slides = slides_of(small_workshop({"before": ["E" * 9] * 5}), "journey", Options(), WALL)
    assert [len(slide.frame) for slide in slides] == [9, 3, 3, 3]


def test_a_gap_in_the_curve_stays_a_gap() -> None:
    slide = one(small_workshop({"before": ["BB-B"] * 6}), "curve")
    thick = [line for line in marks(slide, "rule") if line["ink"] == SCREEN.poles[2]]
    assert [(line["x"], line["x2"]) for line in thick] == [(1, 2)]


def test_the_curve_changes_colour_where_it_crosses_the_zero_line() -> None:
    slide = one(small_workshop({"before": ["EB"] * 6}), "curve")
    low, _, high = SCREEN.poles
    drawn = [(line["ink"], line["x"], line["x2"]) for line in marks(slide, "rule") if line["ink"] in (low, high)]
    assert drawn == [(low, 1, 1.5), (high, 1.5, 2)]


def test_okay_is_split_at_the_middle_of_a_vote_bar() -> None:
    slide = one(small_workshop({"before": ["E", "O", "O", "B", "B"]}), "votes")
    assert [(bar["x"], bar["x2"]) for bar in marks(slide, "rect")] == [(-40, -20), (-20, 20), (20, 60)]


def test_a_share_of_nothing_is_not_drawn() -> None:
    assert len(marks(one(small_workshop({"before": ["E"] * 5}), "votes"), "rect")) == 1


def test_the_dumbbell_goes_from_a_hollow_point_to_a_filled_one() -> None:
    slide = one(small_workshop({"before": ["E"] * 5, "after": ["B"] * 5}), "dumbbell", earlier="before", wave="after")
    hollow, filled = marks(slide, "point")
    assert (hollow["x"], hollow["fill"]) == (-100, SCREEN.colours.ground)
    assert (filled["x"], filled["fill"]) == (100, SCREEN.poles[2])
    assert "+200" in words(slide)


def test_what_got_worse_stands_below_under_a_heading_of_its_own_and_there_is_one_axis() -> None:
    votes = {"before": ["EB"] * 5, "after": ["OO"] * 5}
    slide = one(small_workshop(votes), "dumbbell", earlier="before", wave="after")
    heights = {record["text"]: record["y"] for record in marks(slide, "text")}
    order = ["Besser als vorher", "Stelle 1", "Schlechter als vorher", "Stelle 2", "Null-Linie"]
    assert sorted(order, key=lambda text: heights[text]) == order
    assert [record["text"] for record in marks(slide, "text")].count("Null-Linie") == 1


def test_the_diagonal_of_the_transitions_is_grey_above_it_blue_below_it_orange() -> None:
    votes = {"before": ["EOB"] * 5, "after": ["OOO"] * 5}
    slide = one(small_workshop(votes), "transition", earlier="before", wave="after")
    fills = [box["fill"] for box in marks(slide, "rect")]
    low, grey, high = SCREEN.fill(-75), SCREEN.fill(0), SCREEN.fill(75)
    assert fills == [grey, high, high, low, grey, high, low, low, grey]


def test_only_eight_touchpoints_are_numbered_in_the_matrix() -> None:
    slide = one(small_workshop({"before": ["E" * 12] * 5}), "relevance")
    assert len(marks(slide, "point")) == 12
    assert sum(record["text"].startswith("Stelle") for record in marks(slide, "text")) == 8


def test_measures_of_equal_impact_and_effort_stand_side_by_side() -> None:
    bundle = small_bundle({"before": ["E"]})
    for number in range(1, 4):
        bundle.add("measures", Measure(key=f"M{number}", title=f"Maßnahme {number}", impact=4, effort=2))
    bubbles = marks(one(dossier_of(bundle), "impact"), "point")
    assert len({(round(bubble["x"], 3), round(bubble["y"])) for bubble in bubbles}) == 3
    assert sum(bubble["x"] for bubble in bubbles) / 3 == pytest.approx(2)


def test_the_last_page_is_not_nearly_empty() -> None:
    assert [len(page) for page in pages([50] * 11, 500)] == [6, 5]
    assert [len(page) for page in even(36, 5)] == [8, 7, 7, 7, 7]


@pytest.mark.parametrize("look", [SCREEN, WALL, PHONE], ids=["screen", "wall", "phone"])
@pytest.mark.parametrize("count", [3, 35])
def test_the_last_number_below_the_curve_lies_within_the_picture(look: Look, count: int) -> None:
    frame = emotional_curve(small_workshop({"before": ["E" * count] * 5}), "before").frame
    plot = Plot(frame, look, space=look.height)
    pixels = (look.width - plot.left) / (plot.last - 0.5)
    assert plot.left + (count - 0.5) * pixels + width_of(str(count), look.small) / 2 <= look.width + 1
