"""The workshop in the sidebar: the newest to choose from, a search for the rest."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from components.selector import NEWEST
from data.commands import create_workshop
from workshop.records import Workshop


@pytest.fixture
def crowded(app: AppTest) -> AppTest:
    """The app, not yet run, with more workshops than the selector shows; WS-00 is the oldest."""
    for number in range(NEWEST + 3):
        create_workshop(Workshop(id=f"WS-{number:02}", company=f"Betrieb {number:02}"))
    return app


def listed(app: AppTest) -> list[str]:
    return list(app.sidebar.selectbox[0].options)


def test_the_sidebar_names_only_the_newest_workshops(crowded: AppTest) -> None:
    crowded.run()
    assert len(listed(crowded)) <= NEWEST + 1
    assert listed(crowded)[0] == f"Betrieb {NEWEST + 2} (WS-{NEWEST + 2})"
    assert crowded.sidebar.selectbox[0].value == f"WS-{NEWEST + 2}"


def test_an_old_workshop_that_the_address_names_is_shown_and_listed(crowded: AppTest) -> None:
    crowded.query_params["w"] = "WS-00"
    crowded.run()
    assert crowded.sidebar.selectbox[0].value == "WS-00"
    assert "Betrieb 00 (WS-00)" in listed(crowded)


def test_an_old_workshop_is_found_by_a_part_of_its_name_and_opened(crowded: AppTest) -> None:
    crowded.run()
    crowded.sidebar.button[0].click().run()
    found = [button.label for button in crowded.button if (button.key or "").startswith("found_")]
    assert "Betrieb 02 (WS-02)" in found
    crowded.button(key="found_WS-02").click().run()
    assert not crowded.exception
    assert crowded.sidebar.selectbox[0].value == "WS-02"


def test_a_handful_of_workshops_needs_no_search(app: AppTest) -> None:
    create_workshop(Workshop(id="WS-00", company="Betrieb 00"))
    app.run()
    assert not app.sidebar.button
