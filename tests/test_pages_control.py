"""Step 4 on the screen: any two measurements, figures with their triggers, conversations, the next cycle."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from components.kpis import measure_for as measure_for_kpi
from components.rooms import PAGES
from data.commands import keep
from data.store import list_workshops, load
from tests.small_workshops import small_bundle
from workshop.control.kpis import kpi_standings
from workshop.dossier import Bundle
from workshop.records import Conversation, Kpi, KpiValue, Measure

WORKSHOP = "WS-TEST"
VOTES = {"before": ["EEB"] * 6, "after": ["OOB"] * 6, "after01": ["BOB"] * 6}


def filled() -> Bundle:
    bundle = small_bundle(VOTES, customers={"after01": ["EOB"] * 6})
    bundle.add("kpis", Kpi(key="K1", name="Rückfragen", better="lower", baseline=11, target=3, frequency="monatlich",
                           audience="Vertrieb, Werkstatt", owner="Frau Blume"))  # fmt: skip
    for month, value in (("2025-01", 11), ("2025-02", 14)):
        bundle.add("kpi_values", KpiValue(kpi="K1", period=month, value=value))
    said = {"customer_statement": "Zu langsam", "next_step": "Zentrale entlasten", "sentiment": -1, "touchpoint": "T1"}
    bundle.add("conversations", Conversation(key="C1", customer="Kunde A", internal_role="Support", status="done",
                                             done_on=date(2025, 1, 1), interval="quartalsweise", **said))  # fmt: skip
    bundle.add("measures", Measure(key="M1", title="Rückruf am selben Tag", status="done", touchpoint_keys="T1"))
    return bundle


@pytest.fixture
def page(app: AppTest) -> Iterator[AppTest]:
    """The app with a filled workshop, open at its first page; no exception whatever a test does."""
    keep(filled())
    app.run()
    yield app
    assert not app.exception


def go(app: AppTest, file: str) -> AppTest:
    return app.switch_page(str(PAGES / file)).run()


def texts(app: AppTest) -> str:
    """What the page says, without the signs that keep it from being formatted."""
    return "\n".join(e.value for e in [*app.header, *app.markdown, *app.caption, *app.info]).replace("\\", "")


def charts(app: AppTest) -> list[str]:
    return [chart.proto.alt for chart in app.get("vega_lite_chart")]


def test_any_two_of_three_measurements_are_compared(page: AppTest) -> None:
    go(page, "control/comparison.py")
    first, second = page.main.selectbox
    assert (first.options, second.options) == (["vorher", "nachher"], ["nachher", "after01"])
    first.set_value("after").run()
    assert page.main.selectbox[1].options == ["after01"]
    assert page.metric[4].label == "Enttäuscht"


def test_the_trend_goes_over_all_measurements_and_to_a_single_touchpoint(page: AppTest) -> None:
    go(page, "control/waves.py")
    assert "von −33 auf +67 in 3 Messungen" in texts(page)
    page.selectbox(key=f"trend_{WORKSHOP}").set_value("T1").run()
    assert "Stelle 1: von −100 auf +100" in texts(page)
    assert len(charts(page)) == 1


def test_a_new_measurement_gets_its_name_and_day_and_closes_the_one_before(page: AppTest) -> None:
    go(page, "control/waves.py")
    page.session_state["new_wave"] = True
    page.run()
    page.text_input(key="wave_label_3").set_value("nach zwei Jahren")
    page.date_input(key="wave_day_3").set_value(date(2026, 5, 4))
    next(b for b in page.button if b.label == "Messung beginnen").click().run()
    waves = load(WORKSHOP)["waves"]
    assert waves["label"].iloc[-1] == "nach zwei Jahren"
    assert waves["held_on"].iloc[-1].date() == date(2026, 5, 4)
    assert waves["closed"].tolist() == [True, True, True, False]


def test_the_room_stands_beside_its_customers(page: AppTest) -> None:
    go(page, "control/voices.py")
    assert "Mitarbeitende +100, Kunden −100" in texts(page)
    page.session_state["self_image_entry"] = True
    page.run()
    page.number_input(key="self_image_after01_staff_yes").set_value(5)
    page.number_input(key="self_image_after01_staff_n").set_value(6)
    next(b for b in page.button if b.label == "Speichern").click().run()
    assert load(WORKSHOP)["self_images"][["group", "yes", "n"]].to_numpy().tolist() == [["staff", 5, 6]]
    assert "83 % von uns" in texts(page)


def test_a_figure_outside_its_band_becomes_a_measure_of_the_named_person_in_one_click(page: AppTest) -> None:
    go(page, "control/kpis.py")
    assert "1 liegen außerhalb" in texts(page)
    page.button(key="trigger_K1").click().run()
    row = load(WORKSHOP)["measures"].set_index("kpi").loc["K1"]
    assert (row["accountable"], row["status"]) == ("Frau Blume", "open")
    assert "Läuft" in texts(page)
    assert not [button for button in page.button if button.key == "trigger_K1"]


def changes(app: AppTest, editor: str, **what: object) -> AppTest:
    """Do in a table what a person does."""
    app.session_state[editor] = {"edited_rows": {}, "added_rows": [], "deleted_rows": [], **what}
    return app.run()


def test_a_new_value_is_entered_below_the_trend(page: AppTest) -> None:
    page.session_state["kpi_entry"] = True
    go(page, "control/kpis.py")
    changes(page, f"kpi_values_K1_{WORKSHOP}_de_0", added_rows=[{"period": "2025-03", "value": 2.5}])
    assert load(WORKSHOP)["kpi_values"]["value"].tolist() == [11, 14, 2.5]
    assert "von 11 auf 2,5, Ziel 3 erreicht" in texts(page)


def test_who_steps_in_from_which_value_on_is_agreed_in_the_worksheet(page: AppTest) -> None:
    go(page, "control/kpis.py")
    page.session_state["kpi_triggers"] = True
    page.run()
    changes(page, f"sheet_kpi_triggers_{WORKSHOP}_de_0", edited_rows={0: {"limit": "20", "person": "Herr Stein"}})
    assert "0 liegen außerhalb" in texts(page)
    (one,) = kpi_standings(load(WORKSHOP), date(2026, 1, 1))
    assert (one.limit, one.person, one.state) == (20, "Herr Stein", "on_the_way")


def test_a_conversation_that_was_put_off_says_why(page: AppTest) -> None:
    page.session_state["conversation_plan"] = True
    go(page, "control/conversations.py")
    changes(page, f"conversations_{WORKSHOP}_de_0",
            added_rows=[{"customer": "Kunde B", "status": "postponed", "finding": "Großauftrag"}])  # fmt: skip
    assert load(WORKSHOP)["conversations"]["key"].tolist() == ["C02", "C1"]
    assert "1 von 2 fälligen Gesprächen" in texts(page)
    assert "Warum Gespräche ausfielen: Großauftrag (1)" in texts(page)


def test_of_several_people_the_first_one_answers_for_the_measure(page: AppTest) -> None:
    (one,) = kpi_standings(load(WORKSHOP), date(2026, 1, 1))
    several = type(one)(**{**vars(one), "person": "Frau Blume, Herr Stein"})
    assert measure_for_kpi(several, date(2026, 1, 1), "de")["accountable"] == "Frau Blume"


def test_a_register_without_figures_offers_some_to_take_over(app: AppTest) -> None:
    keep(small_bundle(VOTES))
    app.run()
    go(app, "control/kpis.py")
    app.session_state["presets_kpi_library"] = True
    app.run()
    app.button(key="preset_kpi_library_repurchase").click().run()
    assert not app.exception
    assert load(WORKSHOP)["kpis"]["name"].tolist() == ["Wiederkaufrate"]


def test_a_customer_we_are_about_to_lose_is_named_and_planned_in_one_click(page: AppTest) -> None:
    go(page, "control/conversations.py")
    assert "nur eine Rolle im Kontakt: Support" in texts(page)
    page.button(key="plan_Kunde A").click().run()
    planned = load(WORKSHOP)["conversations"].set_index("key").loc["C02"]
    assert (planned["customer"], planned["internal_role"], planned["status"]) == ("Kunde A", "Support", "planned")
    assert planned["planned_on"].date() >= datetime.now(UTC).date() + timedelta(days=7)
    assert not [button for button in page.button if button.key == "plan_Kunde A"]


def test_criticism_becomes_a_measure_in_one_click(page: AppTest) -> None:
    go(page, "control/conversations.py")
    page.button(key="criticism_C1").click().run()
    row = load(WORKSHOP)["measures"].set_index("key").loc["M02"]
    assert (row["title"], row["touchpoint_keys"]) == ("Zentrale entlasten", "T1")
    assert "im Plan" in texts(page)


def test_the_contact_matrix_is_a_table_too(page: AppTest) -> None:
    go(page, "control/conversations.py")
    page.session_state["contacts_more"] = True
    page.run()
    page.toggle(key="contacts_table").set_value(True).run()
    page.session_state["contacts_more"] = False
    page.run()
    assert page.table[0].value.iloc[0, :2].tolist() == ["Kunde A", "Support"]


def test_customers_are_told_what_became_of_their_words(page: AppTest) -> None:
    go(page, "control/review.py")
    assert "Sie sagten: „Zu langsam“\nWir taten: Rückruf am selben Tag" in page.text_area[0].value


def test_the_next_cycle_begins_with_one_click_and_is_opened(page: AppTest) -> None:
    go(page, "control/review.py")
    page.session_state["next_cycle"] = True
    page.run()
    next(b for b in page.button if b.label == "Beginnen").click().run()
    assert {listed.id for listed in list_workshops()} == {WORKSHOP, "WS-TEST-2"}
    assert load("WS-TEST-2").ratings.empty
    assert page.session_state["w"] == "WS-TEST-2"


@pytest.mark.parametrize("file", ["waves", "voices", "kpis", "conversations", "review"])
def test_a_page_of_an_empty_workshop_says_what_to_do(app: AppTest, file: str) -> None:
    keep(small_bundle({"before": []}, touchpoints=2))
    app.run()
    go(app, f"control/{file}.py")
    assert not app.exception
    assert app.info or app.get("data_editor") or file == "review"
