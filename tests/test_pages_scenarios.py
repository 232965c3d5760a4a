"""Scenarios stand side by side: as a picture to look at, as forms to change."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from components.plain import plain
from components.rooms import PAGES
from data.commands import keep
from data.store import load
from tests.small_workshops import small_bundle

WORKSHOP = "WS-TEST"


@pytest.fixture
def scenarios(app: AppTest) -> Iterator[AppTest]:
    """The worksheet without an entry; no exception whatever a test does there."""
    keep(small_bundle({"before": ["E"] * 5}))
    app.session_state["sheet_group_target_"] = "goals"
    app.session_state["sheet_target__goals"] = "scenarios"
    app.run()
    yield app.switch_page(str(PAGES / "target/worksheets.py")).run()
    assert not app.exception


def stored() -> list[str]:
    cells = load(WORKSHOP)["worksheet_cells"]
    return sorted(cells.loc[cells["worksheet"] == "scenarios", "value"])


def press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label.endswith(label)).click().run()


def with_two(app: AppTest) -> AppTest:
    """Two scenarios."""
    return press(press(app, "Noch eines"), "Noch eines")


def test_without_scenarios_there_is_a_button_and_then_a_picture_and_a_form_each(scenarios: AppTest) -> None:
    assert not scenarios.get("vega_lite_chart")
    with_two(scenarios)
    assert stored() == ["Szenario 1", "Szenario 2"]
    assert len(scenarios.get("vega_lite_chart")) == 1
    assert [one.value for one in scenarios.text_input] == ["Szenario 1", "Szenario 2"]


def test_what_is_written_into_a_lane_is_stored_and_becomes_the_message(scenarios: AppTest) -> None:
    with_two(scenarios)
    scenarios.text_input[1].set_value("Abläufe verbessern").run()
    scenarios.checkbox[1].set_value(True).run()
    assert stored() == ["Abläufe verbessern", "Szenario 1", "yes"]
    assert plain("Unser Weg: Abläufe verbessern") in [header.value for header in scenarios.header]


def test_a_scenario_becomes_a_measure_or_goes(scenarios: AppTest) -> None:
    with_two(scenarios)
    scenarios.text_area[0].set_value("Preise senken").run()
    press(scenarios, "neu")
    assert list(load(WORKSHOP)["measures"]["title"]) == ["Preise senken"]
    press(scenarios, "Löschen")
    assert stored() == ["Szenario 2"]
