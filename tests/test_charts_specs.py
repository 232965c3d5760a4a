"""Every chart in every look: valid, complete, inside its picture, large enough for the wall."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache

import altair as alt
import pytest
from filled_worksheets import asked_in_pairs, filled_in
from jsonschema import Draft7Validator
from small_workshops import small_bundle, small_workshop

from components.charts.letters import width_of
from components.look import Look
from components.slides import CHARTS, Options, Slide, slides_of
from workshop.dossier import Bundle, Dossier, dossier_of
from workshop.records import WorksheetCell
from workshop.texts import Refusal, say

LOOKS = {"screen": Look(), "phone": Look("dark", "phone", "en"), "wall": Look(size="projector")}
BOTH = Options(wave="after", earlier="before")
VEGA_LITE = Draft7Validator(alt.load_schema())
Draw = Callable[[str, str], list[Slide]]


@pytest.fixture(scope="module")
def dossier(auto_bundle: Bundle) -> Dossier:
    """The car dealer's workshop with some worksheets filled in."""
    more = {"worksheet_cells": filled_in(auto_bundle), "kano_responses": asked_in_pairs()}
    return dossier_of(Bundle(auto_bundle.workshop, auto_bundle.records | more))


@pytest.fixture(scope="module")
def slides(dossier: Dossier) -> Draw:
    """Draws a chart in a look, once for all tests."""
    return cache(lambda name, look: slides_of(dossier, name, BOTH, LOOKS[look]))


def texts_in(slide: Slide) -> Iterator[tuple[str, float, float]]:
    """Text, letter size and height of every word of a picture."""
    for layer in slide.spec["layer"]:
        if layer["mark"]["type"] == "text":
            for value in layer["data"]["values"]:
                yield value["text"], layer["mark"]["fontSize"], value["y"]


@pytest.mark.parametrize(("name", "look"), [*((name, "screen") for name in CHARTS), ("overview", "wall")])
def test_a_chart_is_valid_vega_lite_with_its_values_inside(slides: Draw, name: str, look: str) -> None:
    spec = slides(name, look)[0].spec
    assert "datasets" not in spec
    VEGA_LITE.validate(json.loads(json.dumps(spec, allow_nan=False)))


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", CHARTS)
def test_words_are_never_cut_and_lie_in_the_picture(slides: Draw, name: str, look: str) -> None:
    for slide in slides(name, look):
        for text, size, y in texts_in(slide):
            assert "…" not in text
            assert width_of(text, size) <= LOOKS[look].width * 1.02
            assert 0 <= y <= slide.spec["height"]


@pytest.mark.parametrize("name", CHARTS)
def test_on_the_wall_nothing_is_below_28_pixels_and_everything_fits(slides: Draw, name: str) -> None:
    for slide in slides(name, "wall"):
        assert min(size for _, size, _ in texts_in(slide)) >= 28
        assert slide.spec["title"]["fontSize"] == 64
        assert slide.spec["height"] + slide.spec["padding"]["top"] <= LOOKS["wall"].height + 1


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_has_message_small_print_description_and_table(slides: Draw, name: str) -> None:
    slide = slides(name, "screen")[0]
    assert slide.title
    assert slide.caption
    assert any(letter.isdigit() for letter in slide.alt)
    assert len(slide.table) == len(slide.frame)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", CHARTS)
def test_a_workshop_without_votes_has_a_slide_that_says_so(name: str, look: str) -> None:
    (slide,) = slides_of(small_workshop({}, touchpoints=2), name, Options(), LOOKS[look])
    assert slide.title
    json.dumps(slide.spec, allow_nan=False)
    assert len(slide.table) <= 2


@pytest.mark.parametrize(("name", "column"), [("detail", "row"), ("votes", "key"), ("dumbbell", "touchpoint")])
def test_the_wall_shows_at_most_ten_rows_a_slide_and_all_of_them_in_turn(slides: Draw, name: str, column: str) -> None:
    on_wall, everything = slides(name, "wall"), slides(name, "screen")[0].frame
    assert max(slide.frame[column].nunique() for slide in on_wall) <= 10
    assert on_wall[1].caption.endswith(f"2/{len(on_wall)}")
    if name == "dumbbell":
        everything = everything[everything["group"] != "not_comparable"]
    assert [key for slide in on_wall for key in slide.frame[column].unique()] == list(everything[column].unique())


def test_the_wall_shows_eight_measures_with_titles_of_two_lines_a_slide(slides: Draw) -> None:
    assert [len(slide.frame) for slide in slides("schedule", "wall")] == [8, 7]


def test_scenarios_stand_side_by_side_by_three_at_most_and_none_of_their_words_is_lost(slides: Draw) -> None:
    on_wall, everything = slides("scenarios", "wall"), slides("scenarios", "screen")
    assert {slide.frame["key"].nunique() for slide in everything} == {2}
    shown = {(row["key"], row["field"]) for slide in on_wall for row in slide.frame.to_dict("records")}
    assert len(shown) == sum(len(slide.frame) for slide in everything)
    names = marks_of(everything[0])
    assert [len({name[side] for name in names}) for side in ("x", "y")] == [2, 1]


def marks_of(slide: Slide) -> list[dict[str, float]]:
    """Where the first words of a picture stand."""
    layers = (layer for layer in slide.spec["layer"] if layer["mark"]["type"] == "text")
    found: list[dict[str, float]] = next(layers)["data"]["values"]
    return found


def test_a_scenario_longer_than_a_wall_ends_with_a_sign_that_there_is_more() -> None:
    bundle = small_bundle({})
    cells = [WorksheetCell(worksheet="scenarios", entry=f"E{n}", field="what", value="Wort " * 399) for n in (1, 2, 3)]
    bundle.records["worksheet_cells"] = cells
    (slide,) = slides_of(dossier_of(bundle), "scenarios", Options(), LOOKS["wall"])
    assert slide.spec["height"] + slide.spec["padding"]["top"] <= LOOKS["wall"].height + 1
    assert any(text.endswith("(…)") for text, _, _ in texts_in(slide))


def test_a_smaller_wall_has_fewer_rows_of_the_same_share(dossier: Dossier) -> None:
    small = Look(size="projector", scale=2 / 3, window=(1280, 720))
    for slide in slides_of(dossier, "votes", BOTH, small):
        assert min(size for _, size, _ in texts_in(slide)) >= 28 * 2 / 3
        assert slide.spec["height"] + slide.spec["padding"]["top"] <= small.height + 1


def test_a_figure_that_is_hidden_does_not_reach_the_browser() -> None:
    votes = {"before": ["EO", "E-", "E-", "E-", "E-"]}
    slide = slides_of(small_workshop(votes), "journey", Options(), Look())[0]
    said = {value.get("tip_figure") for layer in slide.spec["layer"] for value in layer["data"]["values"]}
    assert {figure for figure in said if figure} == {"▼ −100", "zu wenige"}


def test_an_unknown_chart_or_measurement_in_an_address_is_refused(dossier: Dossier) -> None:
    with pytest.raises(Refusal):
        slides_of(dossier, "pie", Options(), Look())
    with pytest.raises(Refusal):
        slides_of(dossier, "overview", Options(wave="sometime"), Look())
    with pytest.raises(Refusal):
        slides_of(dossier, "detail", Options(by="shoe size"), Look())


def test_without_a_choice_the_latest_measurement_with_votes_is_shown(dossier: Dossier) -> None:
    assert "nachher" in slides_of(dossier, "overview", Options(), Look())[0].caption
    one = small_workshop({"before": ["E"] * 5, "after": []})
    assert "vorher" in slides_of(one, "overview", Options(), Look())[0].caption


def test_a_chart_speaks_the_language_of_its_look(dossier: Dossier) -> None:
    german, english = (slides_of(dossier, "curve", BOTH, Look(language=each))[0] for each in ("de", "en"))
    assert "Null-Linie" in {text for text, _, _ in texts_in(german)}
    assert "Zero line" in {text for text, _, _ in texts_in(english)}
    assert german.title == say(german.title, "de") != english.title
