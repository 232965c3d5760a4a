"""The pages that go deeper into steps 2 and 3: Kano, own order, schedule, who does what, good news, worksheets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from components.plain import plain
from components.rooms import PAGES
from data.commands import keep
from data.store import load
from tests.filled_worksheets import asked_in_pairs, for_the_target
from tests.small_workshops import small_bundle
from workshop.dossier import Bundle
from workshop.records import Measure, Standard, WorksheetCell
from workshop.worksheets.load import sheets_of

WORKSHOP = "WS-TEST"
VOTES = {"before": ["EEB", "EOB", "EEB", "EOB", "OOB", "OEB"]}
SPRING = {"from_date": date(2025, 3, 3), "until_date": date(2025, 3, 28)}


def full() -> Bundle:
    """A small workshop with measures, a standard, Kano answers and worksheets that have a picture."""
    bundle = small_bundle(VOTES)
    people = {"responsible": "Frau Blume", "accountable": "Herr Stein"}
    bundle.add("measures", Measure(key="M1", title="Aushang erneuern", status="done", **people, **SPRING))
    bundle.add("measures", Measure(key="M2", title="Zentrale schulen", **SPRING))
    bundle.add("standards", Standard(key="S1", level="wow", text="Blumen", department="Nord", touchpoint="T1"))
    bundle.records["kano_responses"] = list(asked_in_pairs())
    bundle.records["worksheet_cells"] = list(for_the_target(bundle))
    return bundle


@pytest.fixture
def opened(app: AppTest) -> Iterator[AppTest]:
    """The app with the full workshop, at its first page; no exception whatever a test does."""
    keep(full())
    app.run()
    yield app
    assert not app.exception


@pytest.fixture
def empty(app: AppTest) -> Iterator[AppTest]:
    """The app with a workshop in which nothing was planned yet."""
    keep(small_bundle(VOTES))
    app.run()
    yield app
    assert not app.exception


def go(app: AppTest, file: str) -> AppTest:
    return app.switch_page(str(PAGES / file)).run()


def headers(app: AppTest) -> list[str]:
    return [header.value for header in app.header]


def test_kano_shows_the_picture_and_names_both_rules(opened: AppTest) -> None:
    go(opened, "target/kano.py")
    assert headers(opened)[0] == plain("Vorausgesetzt: 1 von 4 Merkmalen; begeisternd: 1")
    table = opened.dataframe[0].value
    assert table["ruled"].tolist() == ["Basis (M)", "Leistung (O)", "Begeisterung (A)", "unerheblich (I)", "–"]
    assert table["n"].tolist() == [6, 6, 6, 6, 1]


def test_a_pair_of_answers_is_stored_for_a_new_feature_and_the_next_form_keeps_it(empty: AppTest) -> None:
    go(empty, "target/kano.py")
    empty.text_input(key="kano_text").set_value("Leihschirm")
    empty.segmented_control(key="kano_functional_0").set_value(1)
    empty.segmented_control(key="kano_dysfunctional_0").set_value(4)
    empty.button(key="kano_submit_0").click().run()
    row = load(WORKSHOP)["kano_responses"].iloc[0]
    assert row[["feature", "text", "functional", "dysfunctional"]].tolist() == ["F01", "Leihschirm", 1, 4]
    assert empty.selectbox(key="kano_feature").value == "F01"


def test_half_a_pair_is_refused(empty: AppTest) -> None:
    go(empty, "target/kano.py")
    empty.text_input(key="kano_text").set_value("Leihschirm")
    empty.segmented_control(key="kano_functional_0").set_value(1)
    empty.button(key="kano_submit_0").click().run()
    assert "paarweise" in empty.error[0].value
    assert load(WORKSHOP)["kano_responses"].empty


def test_the_rooms_own_order_comes_before_the_calculated_one_with_its_reason(app: AppTest) -> None:
    bundle = small_bundle(VOTES)
    for field, value in (("place", "1"), ("reason", "Dort verlieren wir Aufträge")):
        bundle.add("worksheet_cells", WorksheetCell(worksheet="priority_choice", entry="T2", field=field, value=value))
    keep(bundle)
    app.run()
    go(app, "target/priorities.py")
    table = app.dataframe[0].value
    assert table["name"].tolist() == ["Stelle 2", "Stelle 1"]
    assert table["reason"].iloc[0] == "Dort verlieren wir Aufträge"
    assert not app.exception


def test_the_schedule_shows_bars_status_and_what_waits_for_what(opened: AppTest) -> None:
    go(opened, "action/schedule.py")
    assert headers(opened)[0] == plain("Überfällig: 1 von 2 Maßnahmen")
    assert len(opened.get("vega_lite_chart")) == 2


def test_who_does_what_names_whom_nobody_answers_for(opened: AppTest) -> None:
    go(opened, "action/people.py")
    assert any("Zentrale schulen" in text.value for text in opened.markdown)
    table = opened.dataframe[0].value
    assert table[["Frau Blume", "Herr Stein"]].iloc[0].tolist() == ["R", "A"]


def test_the_good_news_are_ready_as_a_mail_and_a_poster(opened: AppTest) -> None:
    go(opened, "action/news.py")
    assert headers(opened)[0] == plain("Erfolge bisher: 1 · laufende Maßnahmen: 0")
    assert "Aushang erneuern" in opened.text_area[0].value
    assert [button.proto.label for button in opened.get("download_button")] == [
        "Als Textdatei", "Als Aushang auf einer Seite",
    ]  # fmt: skip


@pytest.mark.parametrize("file", ["action/schedule.py", "action/people.py", "target/kano.py"])
def test_a_page_without_anything_says_what_to_do(empty: AppTest, file: str) -> None:
    go(empty, file)
    assert len(empty.info) == 1


@pytest.mark.parametrize("step", ["target", "action"])
def test_every_worksheet_of_a_step_opens(opened: AppTest, step: str) -> None:
    opened.session_state[f"sheet_more_{step}_"] = True
    go(opened, f"{step}/worksheets.py")
    for sheet in sheets_of(step):
        opened.session_state[f"sheet_group_{step}_"] = sheet.group
        opened.session_state[f"sheet_{step}__{sheet.group}"] = sheet.id
        opened.run()
        assert not opened.exception
        assert plain(sheet.title.de) in headers(opened)
        assert bool(sheet.chart) == bool(opened.get("vega_lite_chart"))


def test_several_departments_are_kept_in_one_field(opened: AppTest) -> None:
    go(opened, "target/worksheets.py")
    opened.session_state["sheet_group_target_"] = "services"
    opened.run()
    opened.session_state[f"sheet_free_services_{WORKSHOP}_de_0"] = {
        "edited_rows": {0: {"known_by": ["Nord", "Süd"]}}, "added_rows": [], "deleted_rows": [],
    }  # fmt: skip
    opened.run()
    cells = load(WORKSHOP)["worksheet_cells"]
    mine = cells[(cells["worksheet"] == "free_services") & (cells["entry"] == "E01") & (cells["field"] == "known_by")]
    assert mine["value"].tolist() == ["Nord|Süd"]
