"""Touchpoints marked irrelevant: where a chart still shows them, and where it does not."""

from __future__ import annotations

import pandas as pd
import pytest
from small_workshops import small_bundle

from components.look import Look
from components.slides import Options, slides_of
from workshop.dossier import Dossier, dossier_of
from workshop.records import WorksheetCell
from workshop.texts import say
from workshop.views.comparison import before_after
from workshop.views.curve import emotional_curve
from workshop.views.heatmaps import journey_map, overview
from workshop.views.included import IRRELEVANT
from workshop.views.individuality import individuality
from workshop.views.view import SHOWN
from workshop.views.wishes import wish_matrix

UNRATED = {"before": ["EO-"] * 6, "after": ["BO-"] * 6}
"""Nobody rates the third touchpoint."""


def with_irrelevant(votes: dict[str, list[str]]) -> Dossier:
    """A workshop whose third touchpoint is irrelevant, with something on both worksheets for every touchpoint."""
    bundle = small_bundle(votes)
    bundle.of("touchpoints")[2].status = "irrelevant"
    for key in ("T1", "T2", "T3"):
        for sheet, field, value in (("seven_wishes", "fast", "violated"), ("individual", "now", "20")):
            bundle.add("worksheet_cells", WorksheetCell(worksheet=sheet, entry=key, field=field, value=value))
    return dossier_of(bundle)


def test_the_map_names_an_irrelevant_touchpoint_that_nobody_rated() -> None:
    frame = journey_map(with_irrelevant(UNRATED), "before").frame
    assert list(frame["state"]) == [SHOWN, SHOWN, IRRELEVANT]


@pytest.mark.parametrize("size", ["screen", "phone", "projector"])
def test_the_map_says_irrelevant_in_words(size: str) -> None:
    look = Look(size=size, language="de")  # type: ignore[arg-type]
    slides = slides_of(with_irrelevant(UNRATED), "journey", Options(wave="before"), look)
    assert "'irrelevant'" in str(slides[0].spec)
    assert "irrelevant" in set(slides[0].table.to_numpy().ravel())


def keys_of(frame: pd.DataFrame) -> list[str]:
    return list(frame["touchpoint" if "touchpoint" in frame else "key"])


@pytest.mark.parametrize("view", [
    lambda dossier: emotional_curve(dossier, "before"),
    lambda dossier: before_after(dossier, "before", "after"),
    wish_matrix,
    individuality,
])  # fmt: skip
def test_other_charts_leave_out_what_is_irrelevant_and_was_never_rated(view) -> None:  # type: ignore[no-untyped-def]
    assert sorted(keys_of(view(with_irrelevant(UNRATED)).frame)) == ["T1", "T2"]


def test_no_department_gets_an_empty_cell_for_an_irrelevant_touchpoint() -> None:
    assert len(overview(with_irrelevant(UNRATED), "before").frame) == 2


def test_votes_on_a_touchpoint_that_became_irrelevant_later_stay_in_every_chart_of_votes() -> None:
    dossier = with_irrelevant({"before": ["EOB"] * 6, "after": ["BOE"] * 6})
    charts = (journey_map(dossier, "before"), emotional_curve(dossier, "before"),
              before_after(dossier, "before", "after"))  # fmt: skip
    assert [sorted(keys_of(chart.frame)) for chart in charts] == [["T1", "T2", "T3"]] * 3
    assert overview(dossier, "before").frame["n"].sum() == 18


def test_the_wishes_count_the_touchpoints_that_matter() -> None:
    assert say(wish_matrix(with_irrelevant(UNRATED)).caption, "en").endswith("2 of 2 touchpoints checked by the room")
