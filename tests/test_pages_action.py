"""The facilitator writes the plan down with the room: measures added, refused, edited, taken over as quick wins."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from components.rooms import PAGES
from data.commands import keep
from data.store import load
from tests.small_workshops import small_bundle
from workshop.action.measures import in_order, late_line, over_budget, overdue, plan_message, quick_win_candidates
from workshop.dossier import dossier_of
from workshop.records import Measure
from workshop.texts import say

WORKSHOP = "WS-TEST"
VOTES = {"before": ["EEB", "EOB", "EEB", "EOB", "OOB", "OEB"]}
SPRING = {"from_date": date(2025, 3, 3), "until_date": date(2025, 3, 28)}
PLAN = [
    Measure(key="M01", title="Aushang erneuern", touchpoint_keys="T2", status="done", **SPRING),
    Measure(key="M02", title="Zentrale schulen", impact=4, effort=2, budget=100, spent=250, **SPRING),
    Measure(key="M03", title="Rückruf einführen", quick_win=True, status="in_progress", accountable="Leitung Nord"),
]


def stored() -> pd.DataFrame:
    return load(WORKSHOP)["measures"].set_index("key", drop=False)


def opened(app: AppTest, *measures: Measure) -> AppTest:
    bundle = small_bundle(VOTES)
    for measure in measures:
        bundle.add("measures", measure)
    keep(bundle)
    app.run()
    return app.switch_page(str(PAGES / "action/measures.py")).run()


@pytest.fixture
def empty_plan(app: AppTest) -> Iterator[AppTest]:
    yield opened(app)
    assert not app.exception


@pytest.fixture
def plan_page(app: AppTest) -> Iterator[AppTest]:
    yield opened(app, *PLAN)
    assert not app.exception


def fill(app: AppTest, **given: object) -> AppTest:
    """Fill the form and press its button."""
    boxes = {"accountable": app.text_input, "title": app.text_input, "touchpoints": app.multiselect}
    for name, value in given.items():
        boxes.get(name, app.date_input)(key=f"measure_0_{name}").set_value(value)
    return app.button(key="measure_0_submit").click().run()


def test_a_measure_needs_no_more_than_a_title(empty_plan: AppTest) -> None:
    fill(empty_plan, title="Rückruf binnen zwei Stunden einführen")
    assert stored().loc["M01", "title"] == "Rückruf binnen zwei Stunden einführen"


def test_a_measure_keeps_who_what_where_and_when(empty_plan: AppTest) -> None:
    fill(empty_plan, title="Schilder tauschen", accountable="Leitung Nord", touchpoints=["T1", "T2"], **SPRING)
    row = stored().loc["M01"]
    assert row[["accountable", "touchpoint_keys"]].tolist() == ["Leitung Nord", "T1|T2"]
    assert (row["from_date"], row["until_date"]) == (pd.Timestamp(2025, 3, 3), pd.Timestamp(2025, 3, 28))


def test_the_touchpoint_that_disappoints_most_is_proposed_first(empty_plan: AppTest) -> None:
    assert "Stelle 1" in empty_plan.multiselect(key="measure_0_touchpoints").options[0]


def test_an_end_before_the_start_is_refused_and_the_form_keeps_what_was_typed(empty_plan: AppTest) -> None:
    fill(empty_plan, title="Schilder tauschen", from_date=date(2025, 3, 28), until_date=date(2025, 3, 3))
    assert stored().empty
    assert "Schilder tauschen" in empty_plan.error[0].value
    assert "03.03.2025" in empty_plan.error[0].value
    assert empty_plan.text_input(key="measure_0_title").value == "Schilder tauschen"


def test_two_accountable_people_are_refused_by_name(empty_plan: AppTest) -> None:
    fill(empty_plan, title="Schilder tauschen", accountable="Frau Blume und Herr Stein")
    assert stored().empty
    assert "Frau Blume, Herr Stein" in empty_plan.error[0].value


def test_a_measure_without_a_title_is_refused(empty_plan: AppTest) -> None:
    fill(empty_plan, accountable="Leitung Nord")
    assert stored().empty
    assert "Maßnahme" in empty_plan.error[0].value


def test_the_next_form_is_empty(empty_plan: AppTest) -> None:
    fill(empty_plan, title="Schilder tauschen")
    assert empty_plan.text_input(key="measure_1_title").value == ""


def test_the_plan_says_what_is_done_late_and_too_dear(plan_page: AppTest) -> None:
    words = "\n".join(element.value for element in plan_page.markdown)
    assert "1 von 3" in plan_page.header[0].value
    assert "Zentrale schulen" in words
    assert "28\\.03\\.2025" in words
    assert "250 EUR statt 100 EUR" in words


def test_a_cell_edited_in_the_table_is_stored(plan_page: AppTest) -> None:
    plan_page.session_state[f"measures_{WORKSHOP}_de_0"] = {
        "edited_rows": {0: {"status": "done"}},
        "added_rows": [],
        "deleted_rows": [],
    }
    plan_page.run()
    assert stored().loc["M03", "status"] == "done"


def test_two_accountable_people_in_the_table_are_refused(plan_page: AppTest) -> None:
    plan_page.session_state[f"measures_{WORKSHOP}_de_0"] = {
        "edited_rows": {0: {"accountable": "Frau Blume; Herr Stein"}},
        "added_rows": [],
        "deleted_rows": [],
    }
    plan_page.run()
    assert stored().loc["M03", "accountable"] == "Leitung Nord"
    assert "Rückruf einführen" in plan_page.error[0].value


def test_a_quick_win_by_the_rule_is_taken_over_with_one_click(plan_page: AppTest) -> None:
    plan_page.button(key="quick_M02").click().run()
    assert stored().loc["M02", "quick_win"]


def test_the_touchpoints_of_a_measure_are_chosen_by_name(plan_page: AppTest) -> None:
    plan_page.session_state["measure_touchpoints"] = True
    plan_page.run()
    plan_page.selectbox(key="measure_chosen").set_value("M01").run()
    plan_page.multiselect(key="touchpoints_of_M01").set_value(["T2", "T3"]).run()
    assert stored().loc["M01", "touchpoint_keys"] == "T2|T3"


def measures(*records: Measure) -> pd.DataFrame:
    bundle = small_bundle(VOTES)
    for record in records:
        bundle.add("measures", record)
    return dossier_of(bundle)["measures"]


def test_quick_wins_come_first_then_what_starts_first() -> None:
    assert in_order(measures(*PLAN))["key"].tolist() == ["M03", "M01", "M02"]


def test_what_is_done_is_never_overdue() -> None:
    late = overdue(measures(*PLAN), date(2025, 4, 1))
    assert late["key"].tolist() == ["M02"]
    assert overdue(measures(*PLAN), date(2025, 3, 28)).empty
    assert say(late_line(late.iloc[0]), "en") == "“Zentrale schulen” was due on 28 Mar 2025 (accountable: nobody yet)"


def test_only_what_costs_more_than_its_budget_is_too_dear() -> None:
    exact = Measure(key="M04", title="Genau", budget=100, spent=100)
    assert over_budget(measures(*PLAN, exact))["key"].tolist() == ["M02"]


@pytest.mark.parametrize(
    "change",
    [{"impact": 3}, {"effort": 3}, {"until_date": date(2025, 4, 3)}, {"until_date": None}, {"quick_win": True}],
)
def test_a_quick_win_has_much_effect_little_effort_and_takes_a_month_at_most(change: dict[str, object]) -> None:
    easy = PLAN[1]
    assert quick_win_candidates(measures(easy))["key"].tolist() == ["M02"]
    assert quick_win_candidates(measures(easy.model_copy(update=change))).empty


def test_the_message_counts_what_is_done_and_late() -> None:
    assert say(plan_message(measures(*PLAN), 1), "en") == "1 of 3 measures are done, 1 overdue"
    assert say(plan_message(measures(*PLAN), 0), "en") == "1 of 3 measures are done, none is overdue"
    assert say(plan_message(measures(PLAN[0]), 0), "en") == "The measure is done"
