"""The detail heatmap breaks votes down without naming anybody."""

from __future__ import annotations

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from small_workshops import small_bundle, small_workshop

from workshop.dossier import Dossier, dossier_of
from workshop.scale import MIN_VOTES
from workshop.texts import say
from workshop.views.breakdown import detail, protected
from workshop.views.view import SHOWN

COUNTS = ["n", "disappointed", "okay", "delighted", "net_delight"]


def room(*departments: tuple[str, int], letter: str = "O") -> Dossier:
    """One touchpoint, rated by so many people of each department."""
    bundle = small_bundle({"before": [letter] * sum(size for _, size in departments)})
    names = [name for name, size in departments for _ in range(size)]
    for participant, name in zip(bundle.of("participants"), names, strict=True):
        participant.department = name
    bundle.records["departments"] = [type(bundle.of("departments")[0])(name=name) for name, _ in departments]
    return dossier_of(bundle)


def visible(dossier: Dossier) -> dict[str, float]:
    """Columns with a figure → n."""
    frame = detail(dossier, "departments", "before").frame
    shown = frame[frame["state"] == SHOWN]
    return dict(zip(shown["column"], shown["n"], strict=True))


def test_departments_with_five_votes_are_shown() -> None:
    assert visible(room(("Nord", 5), ("Süd", 6))) == {"Nord": 5, "Süd": 6}


def test_a_single_small_department_hides_the_next_smallest_as_well() -> None:
    assert visible(room(("Nord", 9), ("Süd", 6), ("Ost", 4))) == {"Nord": 9}


def test_two_small_departments_with_five_votes_between_them_hide_nobody_else() -> None:
    assert visible(room(("Nord", 9), ("Süd", 3), ("Ost", 2))) == {"Nord": 9}
    assert visible(room(("Nord", 9), ("West", 6), ("Süd", 3), ("Ost", 2))) == {"Nord": 9, "West": 6}


def test_two_small_departments_with_few_votes_between_them_hide_a_third() -> None:
    assert visible(room(("Nord", 9), ("West", 6), ("Süd", 1), ("Ost", 2))) == {"Nord": 9}


def test_a_room_in_which_nobody_can_be_shown_says_so() -> None:
    view = detail(room(("Nord", 2), ("Süd", 2), ("Ost", 1)), "departments", "before")
    assert view.frame.empty
    assert say(view.title, "de") == "Zu wenige Stimmen, um sie aufzuteilen"


@settings(deadline=None, max_examples=60)
@given(st.lists(st.integers(min_value=1, max_value=9), min_size=1, max_size=6))
def test_what_is_hidden_cannot_be_computed_from_the_total(sizes: list[int]) -> None:
    counts = pd.DataFrame({"touchpoint": "T1", "part": "room", "column": [f"D{i}" for i in range(len(sizes))]})
    votes = {"n": sizes, "disappointed": 0, "okay": sizes, "delighted": 0, "net_delight": 0.0}
    cells = protected(counts.assign(**votes))
    shown = cells[cells["state"] == SHOWN]
    rest = sum(sizes) - int(shown["n"].sum())
    assert (shown["n"] >= MIN_VOTES).all()
    assert rest == 0 or len(shown) == 0 or (rest >= MIN_VOTES and len(sizes) - len(shown) > 1)
    assert cells.loc[cells["state"] != SHOWN, COUNTS].isna().all(axis=None)


def test_customers_stand_beside_the_room_on_the_touchpoints_they_were_asked_about() -> None:
    dossier = small_workshop({"before": ["EO"] * 6}, customers={"before": ["B-"] * 7})
    view = detail(dossier, "perspectives", "before")
    assert list(view.frame["row"]) == ["T1", "T1"]
    assert list(view.frame["net_delight"]) == [-100, 100]
    assert say(view.title, "de") == "Kunden urteilen milder: +100 statt −100"


def test_a_few_customers_in_the_room_are_not_told_apart_from_it() -> None:
    bundle = small_bundle({"before": ["E"] * 8}, customers={"before": ["B"] * 7})
    for guest in bundle.of("participants")[:2]:
        guest.perspective = "customer"
    frame = detail(dossier_of(bundle), "perspectives", "before").frame
    assert [say(name, "de") for name in frame["column_name"]] == ["im Raum", "Kunden"]
    assert list(frame["n"]) == [8, 7]


def test_many_customers_in_the_room_count_as_customers() -> None:
    bundle = small_bundle({"before": ["E"] * 10}, customers={"before": ["B"] * 7})
    for guest in bundle.of("participants")[:5]:
        guest.perspective = "customer"
    frame = detail(dossier_of(bundle), "perspectives", "before").frame
    assert list(frame["n"]) == [5, 12]


def test_waves_stand_side_by_side_and_the_biggest_move_is_the_title() -> None:
    view = detail(small_workshop({"before": ["EO"] * 5, "after": ["BO"] * 5}), "waves", None)
    assert [say(name, "de") for name in view.frame["column_name"][:2]] == ["vorher", "nachher"]
    assert say(view.title, "de") == "Stelle 1: von −100 auf +100"


def test_one_wave_is_not_compared() -> None:
    view = detail(small_workshop({"before": ["EO"] * 5}), "waves", None)
    assert say(view.title, "de") == "Erst eine Messung: noch nichts zu vergleichen"
