"""The heatmaps of a wave: what they show, what they hide, what they say."""

from __future__ import annotations

import pandas as pd
import pytest
from small_workshops import small_bundle, small_workshop

from workshop.dossier import Dossier, dossier_of
from workshop.figures.ranking import todays_table, touchpoint_table
from workshop.figures.snapshot import touchpoints_in
from workshop.texts import say
from workshop.views.curve import emotional_curve
from workshop.views.heatmaps import journey_map, overview
from workshop.views.view import FEW, MISSING, NONE, SHOWN
from workshop.views.vote_bars import vote_bars

SIX = ["EOB"] * 6
"""Six people who agree: touchpoint T1 disappoints, T2 is okay, T3 delights."""


def closed(dossier: Dossier, wave: str, **changes: list[object]) -> Dossier:
    """The dossier with a snapshot of its touchpoints for a wave, in which some columns were different then."""
    then = dossier.touchpoints.rename(columns={"key": "touchpoint"})
    then = then[["touchpoint", "seq", "name", "phase", "department"]].assign(wave=wave, **changes)
    return Dossier(dossier.workshop, dossier.frames | {"wave_touchpoints": then})


def test_the_department_that_hurts_most_comes_first() -> None:
    frame = overview(small_workshop({"before": ["EB"] * 6}), "before").frame
    assert list(frame["row"]) == ["Nord", "Süd"]
    assert list(frame["net_delight"]) == [-100, 100]


def test_the_overview_says_where_it_hurts() -> None:
    title = overview(small_workshop({"before": SIX}), "before").title
    assert say(title, "de") == "Größter Schmerz: Nord vor dem Kauf (−100)"


def test_the_caption_names_wave_number_of_people_and_perspective() -> None:
    caption = overview(small_workshop({"before": SIX}), "before").caption
    assert (
        say(caption, "de") == "Netto-Begeisterung · vorher · 6 Teilnehmende (Tendenz) · Kundenbrille der Mitarbeitenden"
    )


def test_cells_under_five_votes_carry_no_figure() -> None:
    frame = journey_map(small_workshop({"before": ["EO", "E-", "E-", "E-", "E-"]}), "before").frame
    assert list(frame["state"]) == [SHOWN, FEW]
    hidden = frame.loc[1, ["n", "disappointed", "okay", "delighted", "net_delight", "ci_low", "ci_high"]]
    assert hidden.isna().all()


def test_a_touchpoint_that_does_not_exist_yet_is_missing_and_one_without_votes_is_not() -> None:
    bundle = small_bundle({"before": ["E--"] * 5})
    bundle.of("touchpoints")[1].status = "missing"
    frame = journey_map(dossier_of(bundle), "before").frame
    assert list(frame["state"]) == [SHOWN, MISSING, NONE]


def test_a_missing_touchpoint_with_votes_of_a_later_wave_is_shown() -> None:
    bundle = small_bundle({"before": ["E-"] * 5, "after": ["EB"] * 5})
    bundle.of("touchpoints")[1].status = "missing"
    assert journey_map(dossier_of(bundle), "after").frame["state"].iloc[1] == SHOWN


def test_the_journey_marks_every_hand_over() -> None:
    frame = journey_map(small_workshop({"before": SIX}), "before").frame
    assert list(frame["lane"]) == ["Nord", "Süd", "Nord"]
    assert list(frame["handover"]) == [False, True, True]


def test_touchpoints_without_a_department_share_a_lane() -> None:
    bundle = small_bundle({"before": SIX})
    for touchpoint in bundle.of("touchpoints"):
        touchpoint.department = None
    frame = journey_map(dossier_of(bundle), "before").frame
    assert say(frame["lane"].iloc[0], "de") == "ohne Abteilung"
    assert not frame["handover"].any()


def test_the_weakest_link_is_the_title_of_the_journey() -> None:
    assert (
        say(journey_map(small_workshop({"before": SIX}), "before").title, "en") == "The weakest link: Stelle 1 (−100)"
    )


@pytest.mark.parametrize("view", [overview, journey_map, emotional_curve, vote_bars])
def test_without_votes_every_view_says_so(view: object) -> None:
    shown = view(small_workshop({}, touchpoints=3), None)  # type: ignore[operator]
    assert say(shown.title, "de") == "Noch keine Stimmen"
    assert say(shown.alt, "de") == "Noch keine Stimmen"


def test_before_stays_before_when_a_touchpoint_moves_to_another_department() -> None:
    now = small_workshop({"before": SIX})
    dossier = closed(now, "before", department=["Einkauf"] * 3, name=["Damals 1", "Damals 2", "Damals 3"])
    assert set(overview(dossier, "before").frame["row"]) == {"Einkauf"}
    assert journey_map(dossier, "before").frame["name"].iloc[0] == "Damals 1"


def test_a_wave_that_is_still_open_shows_the_touchpoints_as_they_are() -> None:
    dossier = closed(small_workshop({"before": SIX, "after": SIX}), "before", department=["Einkauf"] * 3)
    assert set(overview(dossier, "after").frame["row"]) == {"Nord", "Süd"}


def test_the_figures_of_a_closed_wave_stand_beside_its_touchpoints_as_they_were() -> None:
    dossier = closed(small_workshop({"before": SIX}), "before", name=["Damals 1", "Damals 2", "Damals 3"])
    assert list(touchpoint_table(dossier, "before")["name"]) == ["Damals 1", "Damals 2", "Damals 3"]
    assert list(todays_table(dossier, "before")["name"]) == ["Stelle 1", "Stelle 2", "Stelle 3"]


def test_a_touchpoint_added_later_is_not_in_a_closed_wave() -> None:
    dossier = closed(small_workshop({"before": SIX}), "before")
    added = pd.concat([dossier.touchpoints, dossier.touchpoints.tail(1).assign(key="T4", seq=4)], ignore_index=True)
    later = Dossier(dossier.workshop, dossier.frames | {"touchpoints": added})
    assert list(touchpoints_in(later, "before")["key"]) == ["T1", "T2", "T3"]
    assert list(touchpoints_in(later, None)["key"]) == ["T1", "T2", "T3", "T4"]


def test_the_curve_keeps_gaps_and_marks_peak_and_end() -> None:
    frame = emotional_curve(small_workshop({"before": ["O-EB"] * 6}), "before").frame
    assert list(frame["net_delight"].isna()) == [False, True, False, False]
    assert list(frame["mark"]) == ["", "", "peak", "end"]


def test_the_curve_counts_what_lies_below_the_zero_line_then_and_now() -> None:
    view = emotional_curve(small_workshop({"before": ["EE"] * 6, "after": ["EB"] * 6}), "after", "before")
    assert say(view.title, "de") == "Unter der Null-Linie: damals 2 Touchpoints, jetzt 1"
    assert list(view.frame["earlier"]) == [-100, -100]


def test_vote_bars_add_up_to_a_hundred_and_begin_with_the_worst() -> None:
    frame = vote_bars(small_workshop({"before": ["BE", "BO", "OE", "EE", "OE"]}), "before").frame
    assert list(frame["name"]) == ["Stelle 2", "Stelle 1"]
    assert list(frame[["disappointed_pct", "okay_pct", "delighted_pct"]].sum(axis=1)) == pytest.approx([100, 100])


def test_vote_bars_follow_the_customer_when_asked() -> None:
    frame = vote_bars(small_workshop({"before": ["BE"] * 5}), "before", "journey").frame
    assert list(frame["name"]) == ["Stelle 1", "Stelle 2"]
