"""What first and what changed, as views: the right rows, the right words, nothing that is not there."""

from __future__ import annotations

from datetime import date

import pytest
from small_workshops import small_bundle, small_workshop

from workshop.dossier import Dossier, dossier_of
from workshop.progress import progress
from workshop.records import Conversation, Kpi, KpiValue, Measure
from workshop.texts import say, spoken
from workshop.views.comparison import before_after, transitions
from workshop.views.plan import plan_strip
from workshop.views.priorities import impact_effort, relevance_quality


def planned(*measures: Measure) -> Dossier:
    """A workshop with these measures."""
    bundle = small_bundle({"before": ["E"]})
    for measure in measures:
        bundle.add("measures", measure)
    return dossier_of(bundle)


def test_the_touchpoint_of_highest_priority_is_the_title() -> None:
    dossier = small_workshop({"before": ["EEO"] * 6}, relevance={"before": ["253"] * 6})
    view = relevance_quality(dossier, "before")
    assert say(view.title, "de") == "Hier zuerst handeln: Stelle 2"
    assert dict(zip(view.frame["key"], view.frame["rank"], strict=True))["T2"] == 1


def test_the_lines_of_the_matrix_are_named_and_can_be_fixed() -> None:
    dossier = small_workshop({"before": ["EB"] * 6}, relevance={"before": ["24"] * 6})
    assert "Linien bei Relevanz 3 und Netto-Begeisterung 0" in say(relevance_quality(dossier, "before").caption, "de")
    fixed = relevance_quality(dossier, "before", fixed=True).frame
    assert set(fixed["line_relevance"]) == {3.5}
    assert set(fixed["line_net_delight"]) == {0}


def test_touchpoints_with_too_few_votes_are_not_in_the_matrix() -> None:
    frame = relevance_quality(small_workshop({"before": ["EE", "EE", "EE", "EE", "E-"]}), "before").frame
    assert list(frame["key"]) == ["T1"]


def test_measures_come_with_quick_wins_first_and_a_short_number() -> None:
    view = impact_effort(planned(
        Measure(key="X-M07", title="Schild", impact=3, effort=2),
        Measure(key="X-M12", title="Rückruf", impact=5, effort=1, quick_win=True),
        Measure(key="X-M13", title="Später"),
    ))  # fmt: skip
    assert list(view.frame["tag"]) == ["M12", "M07"]
    assert list(view.frame["short"]) == ["12", "7"]
    assert say(view.title, "de") == "1 von 2 Maßnahmen sind Quick Wins"
    assert "1 noch nicht geschätzt" in say(view.caption, "de")


def test_measures_whose_numbers_are_not_unique_keep_their_tag() -> None:
    view = impact_effort(planned(
        Measure(key="A1", title="Eins", impact=3, effort=2), Measure(key="B1", title="Zwei", impact=3, effort=2)
    ))  # fmt: skip
    assert list(view.frame["short"]) == ["A1", "B1"]


def test_the_dumbbell_names_both_waves_and_whose_votes_are_compared() -> None:
    view = before_after(small_workshop({"before": ["EO"] * 6, "after": ["BO"] * 6}), "before", "after")
    assert say(view.title, "de") == "Stelle 1: von −100 auf +100"
    assert "○ vorher → ● nachher · 6 Teilnehmende (Tendenz), beide Male dabei" in say(view.caption, "de")


@pytest.mark.parametrize("view", [before_after, transitions])
@pytest.mark.parametrize("after", [None, "before", "after"])
def test_what_cannot_be_compared_is_not_drawn(view: object, after: str | None) -> None:
    dossier = small_workshop({"before": ["EO"] * 6, "after": ["BO"] * 4})
    shown = view(dossier, "before", after)  # type: ignore[operator]
    assert shown.frame.empty
    assert say(shown.title, "de") == "Vorher und Nachher lassen sich noch nicht vergleichen"


def test_transitions_add_up() -> None:
    view = transitions(small_workshop({"before": ["EO"] * 6, "after": ["BE"] * 6}), "before", "after")
    assert view.frame["pairs"].sum() == 12
    assert say(view.title, "de") == "6 Stimmen besser, 6 schlechter, 0 wie vorher"


def test_money_beyond_the_budget_is_a_part_of_its_own() -> None:
    frame = plan_strip(planned(Measure(key="M1", title="Schild", budget=100, spent=130, status="done"))).frame
    assert dict(zip(frame["part"], frame["amount"], strict=True)) == {"done": 1, "spent": 100, "over": 30}


def test_without_a_budget_there_is_no_bar_for_money() -> None:
    frame = plan_strip(planned(Measure(key="M1", title="Schild"))).frame
    assert set(frame["bar"]) == {"status"}


def test_the_overview_says_which_values_and_conversations_are_due_on_a_day() -> None:
    bundle = small_bundle({"before": ["E"]})
    bundle.add("kpis", Kpi(key="K1", name="Rückfragen", frequency="monatlich"))
    bundle.add("kpi_values", KpiValue(kpi="K1", period="2025-03", value=4))
    bundle.add("conversations", Conversation(key="C1", customer="A-017", planned_on=date(2025, 5, 2)))
    dossier = dossier_of(bundle)
    early, late = (
        [(say(point.text, "en"), point.done) for point in progress(dossier, day)["control"]][-2:]
        for day in (date(2025, 4, 30), date(2025, 5, 3))
    )
    assert early == [("1 KPIs up to date", True), ("1 conversations on schedule", True)]
    assert late == [("1 values of KPIs due", False), ("1 conversations overdue", False)]


def test_without_kpis_and_conversations_the_overview_asks_for_the_first() -> None:
    points = progress(small_workshop({"before": ["E"]}), date(2025, 3, 1))["control"]
    assert [say(point.text, "en") for point in points][-2:] == [
        "Choose the first KPI", "Plan the first conversation",
    ]  # fmt: skip


@pytest.mark.parametrize("value", [-5, -1500, -15.2])
def test_a_number_below_zero_has_a_real_minus_sign(value: float) -> None:
    assert spoken(value, "de").startswith("−")
