"""The facilitator agrees standards with the room: the worksheet, the classification, the coverage, the priorities."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from components.rooms import PAGES
from components.worksheet import DEPARTMENT_KEY, TOUCHPOINT_KEY
from data.commands import classify, keep
from data.store import load
from tests.small_workshops import small_bundle
from workshop.dossier import dossier_of
from workshop.figures.coverage import coverage
from workshop.records import Standard, StandardVote
from workshop.standards import (
    by_gaps,
    coverage_messages,
    majority,
    next_status,
    standards_of,
    votes_by_department,
    worksheet,
    worksheet_hints,
)
from workshop.texts import say

WORKSHOP = "WS-TEST"
VOTES = {"before": ["EEB", "EOB", "EEB", "EOB", "OOB", "OEB"]}
"""Six people, T1 of Nord disappoints, T3 of Nord delights; T2 is Süd's."""


def standard(
    key: str, level: str, touchpoint: str | None = "T1", department: str | None = "Nord", **more: str
) -> Standard:
    return Standard(key=key, level=level, text=f"Satz {key}", touchpoint=touchpoint, department=department, **more)


def stored() -> pd.DataFrame:
    return load(WORKSHOP)["standards"].set_index("key", drop=False)


@pytest.fixture
def workshop(database: str) -> str:
    bundle = small_bundle(VOTES)
    for record in (standard("S01", "must"), standard("S02", "wow"), standard("S03", "must", None, None)):
        bundle.add("standards", record)
    return keep(bundle)[0]


@pytest.fixture
def sheet(app: AppTest, workshop: str) -> Iterator[AppTest]:
    """The worksheet, opened; no exception whatever a test does there."""
    app.run()
    app.switch_page(str(PAGES / "target/standards.py")).run()
    yield app
    assert not app.exception


def texts(app: AppTest) -> str:
    return "\n".join(element.value for element in [*app.markdown, *app.caption, *app.header])


def open_classification(app: AppTest, key: str) -> AppTest:
    app.session_state["classify"] = True
    app.run()
    return app.radio(key="classified_standard").set_value(key).run()


def test_the_worksheet_opens_at_the_worst_touchpoint_with_its_standards(sheet: AppTest) -> None:
    assert sheet.selectbox(key=TOUCHPOINT_KEY).value == "T1"
    assert all(f"Satz {key}" in texts(sheet) for key in ("S01", "S02", "S03"))


def test_a_sentence_and_enter_is_a_proposed_standard_of_this_touchpoint_and_department(sheet: AppTest) -> None:
    sheet.chat_input(key="new_nogo").set_value("Niemand wartet ohne ein Wort.").run()
    row = stored().loc["S04"]
    assert row[["level", "touchpoint", "department", "status"]].tolist() == ["nogo", "T1", "Nord", "proposed"]


def test_a_standard_of_141_characters_is_refused_and_its_text_is_not_lost(sheet: AppTest) -> None:
    sheet.chat_input(key="new_must").set_value("x" * 141).run()
    assert len(stored()) == 3
    assert "140" in sheet.error[0].value
    assert "141" in sheet.error[0].value
    assert sheet.chat_input(key="new_must").proto.value == "x" * 141


def test_a_company_wide_standard_belongs_to_no_department_and_no_touchpoint(sheet: AppTest) -> None:
    sheet.selectbox(key=DEPARTMENT_KEY).set_value("*").run()
    sheet.chat_input(key="new_must").set_value("Wir grüßen zuerst.").run()
    assert stored().loc["S04", ["department", "touchpoint"]].isna().all()


def test_one_click_takes_a_standard_to_its_next_status(sheet: AppTest) -> None:
    sheet.button(key="advance_S01").click().run()
    assert stored().loc["S01", "status"] == "agreed"


def test_next_leads_to_the_next_touchpoint(sheet: AppTest) -> None:
    sheet.button(key="worksheet_PageDown").click().run()
    assert sheet.selectbox(key=TOUCHPOINT_KEY).value == "T2"


def test_a_department_sees_its_own_touchpoints_and_standards_only(sheet: AppTest) -> None:
    sheet.selectbox(key=DEPARTMENT_KEY).set_value("Süd").run()
    assert sheet.selectbox(key=TOUCHPOINT_KEY).value == "T2"
    assert "Satz S01" not in texts(sheet)


def test_the_menu_moves_a_standard_to_another_column(sheet: AppTest) -> None:
    sheet.menu_button(key="menu_S01").click("wow").run()
    assert stored().loc["S01", "level"] == "wow"


def test_the_menu_opens_a_form_whose_changes_are_stored(sheet: AppTest) -> None:
    sheet.menu_button(key="menu_S01").click("edit").run()
    sheet.text_area(key="edit_S01_text").input("Wir rufen binnen zwei Stunden zurück.")
    sheet.text_input(key="edit_S01_criterion").input("Median der Reaktionszeit")
    sheet.checkbox(key="edit_S01_everywhere").check()
    sheet.button(key="save_S01").click().run()
    row = stored().loc["S01"]
    assert row[["text", "criterion"]].tolist() == ["Wir rufen binnen zwei Stunden zurück.", "Median der Reaktionszeit"]
    assert row["touchpoint"] is None
    assert len(sheet.text_area) == 0


def test_a_form_with_a_text_that_is_too_long_stays_open_and_stores_nothing(sheet: AppTest) -> None:
    sheet.menu_button(key="menu_S01").click("edit").run()
    sheet.text_area(key="edit_S01_text").input("x" * 141)
    sheet.button(key="save_S01").click().run()
    assert stored().loc["S01", "text"] == "Satz S01"
    assert sheet.text_area(key="edit_S01_text").value == "x" * 141


def test_a_deleted_standard_comes_back_with_undo(sheet: AppTest) -> None:
    sheet.menu_button(key="menu_S01").click("delete").run()
    assert "S01" not in stored().index
    next(button for button in sheet.button if button.icon == ":material/undo:").click().run()
    assert "S01" in stored().index


def test_a_standard_that_was_classified_can_be_deleted_too(sheet: AppTest) -> None:
    classify(WORKSHOP, [StandardVote(participant="P1", standard="S01", level="must")])
    sheet.run()
    sheet.menu_button(key="menu_S01").click("delete").run()
    assert "S01" not in stored().index


def test_a_click_on_a_department_classifies_for_all_its_people(sheet: AppTest) -> None:
    open_classification(sheet, "S02")
    sheet.segmented_control(key="vote_WS-TEST_S02_of Nord").set_value("must").run()
    votes = load(WORKSHOP)["standard_votes"]
    assert dict(zip(votes["participant"], votes["level"], strict=True)) == {"P1": "must", "P3": "must", "P5": "must"}


def test_one_person_may_see_it_differently(sheet: AppTest) -> None:
    open_classification(sheet, "S02")
    sheet.segmented_control(key="vote_WS-TEST_S02_all").set_value("must").run()
    sheet.toggle(key="classify_single").set_value(True).run()
    sheet.segmented_control(key="vote_WS-TEST_S02_one P4").set_value("wow").run()
    assert votes_by_department(load(WORKSHOP), "S02").to_dict("records") == [
        {"department": "Nord", "people": 3, "nogo": 0, "must": 3, "wow": 0},
        {"department": "Süd", "people": 3, "nogo": 0, "must": 2, "wow": 1},
    ]


def test_a_choice_taken_back_removes_the_votes(sheet: AppTest) -> None:
    open_classification(sheet, "S02")
    sheet.segmented_control(key="vote_WS-TEST_S02_of Nord").set_value("must").run()
    sheet.segmented_control(key="vote_WS-TEST_S02_of Nord").set_value(None).run()
    assert load(WORKSHOP)["standard_votes"].empty


def test_the_majority_becomes_the_level(sheet: AppTest) -> None:
    open_classification(sheet, "S02")
    sheet.segmented_control(key="vote_WS-TEST_S02_all").set_value("must").run()
    sheet.button(key="take_majority").click().run()
    assert stored().loc["S02", "level"] == "must"
    assert not any(button.key == "take_majority" for button in sheet.button)


def test_a_workshop_without_touchpoints_says_where_to_list_them(app: AppTest, database: str) -> None:
    keep(small_bundle({}))
    app.run()
    app.switch_page(str(PAGES / "target/standards.py")).run()
    assert len(app.info) == 1
    assert not app.exception


def test_the_coverage_names_the_departments_without_a_wow(app: AppTest, workshop: str) -> None:
    app.run()
    app.switch_page(str(PAGES / "target/coverage.py")).run()
    assert any("Süd" in header.value for header in app.header)
    assert app.dataframe[0].value["wow"].tolist() == ["fehlt", "1"]
    assert "Satz S03" in texts(app)
    assert not app.exception


def test_the_priorities_are_ranked_by_relevance_and_share_disappointed(app: AppTest, workshop: str) -> None:
    app.run()
    app.switch_page(str(PAGES / "target/priorities.py")).run()
    first = app.dataframe[0].value.iloc[0]
    assert first[["rank", "name", "priority", "share", "n"]].tolist() == [1, "Stelle 1", 33.3, 67, 6]
    app.segmented_control(key="matrix_lines").set_value(True).run()
    assert not app.exception


def test_priorities_without_votes_say_where_votes_are_entered(app: AppTest, database: str) -> None:
    keep(small_bundle({"before": []}, touchpoints=3))
    app.run()
    app.switch_page(str(PAGES / "target/priorities.py")).run()
    assert len(app.info) == 1
    assert not app.exception


def test_company_wide_standards_stand_above_those_of_the_departments() -> None:
    bundle = small_bundle(VOTES)
    for record in (
        standard("S1", "must"),
        standard("S2", "must", None, None),
        standard("S3", "must", None, "Nord"),
        standard("S4", "must", "T1", "Süd"),
        standard("S5", "must", "T2", "Süd"),
    ):
        bundle.add("standards", record)
    standards = standards_of(dossier_of(bundle))
    assert [one.key for one in worksheet(standards, "T1", "Nord", None)] == ["S2", "S1", "S3", "S4"]
    assert [one.key for one in worksheet(standards, "T1", "Nord", "Süd")] == ["S2", "S4"]


def hints(*standards: Standard, zone: str = "painpoint") -> list[str]:
    return [say(hint, "en") for hint in worksheet_hints(standards, "T1", "Empfang", zone)]


def test_more_than_three_musts_are_a_tight_corset() -> None:
    musts = [standard(f"S{i}", "must") for i in range(4)]
    assert hints(*musts[:3]) == []
    assert "“Empfang” has 4 Must standards" in hints(*musts)[0]


def test_a_wow_at_a_painpoint_waits_for_a_muss_that_is_lived() -> None:
    wow = standard("S1", "wow")
    assert "Must first" in hints(wow, standard("S2", "must", status="trained"))[0]
    assert hints(wow, standard("S2", "must", status="live")) == []
    assert hints(wow, zone="mediocre") == []


@pytest.mark.parametrize(
    ("counts", "expected"),
    [({"nogo": 1, "must": 4, "wow": 3}, "must"), ({"must": 2, "wow": 2}, None), ({"must": 0}, None), ({}, None)],
)
def test_the_majority_is_the_level_with_most_votes_and_a_tie_is_none(
    counts: dict[str, int], expected: str | None
) -> None:
    assert majority(counts) == expected


def test_a_standard_goes_from_proposed_to_lived() -> None:
    assert [next_status(s) for s in ("proposed", "agreed", "trained", "live")] == ["agreed", "trained", "live", None]


def test_the_department_that_lacks_most_comes_first_and_is_named() -> None:
    bundle = small_bundle(VOTES)
    for record in (standard("S1", "must"), standard("S2", "wow")):
        bundle.add("standards", record)
    table = by_gaps(coverage(dossier_of(bundle)))
    assert table["department"].tolist() == ["Süd", "Nord"]
    assert [say(line, "en") for line in coverage_messages(table)] == [
        "1 of 2 departments has no Must yet: Süd",
        "1 of 2 departments has no Wow yet: Süd",
    ]
