"""The facilitator sets a workshop up: a new one, its measurements, its people."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from components.rooms import PAGES
from data.commands import create_workshop
from data.store import list_workshops, load
from workshop.records import Workshop


def opened(app: AppTest, page: str) -> AppTest:
    app.run()
    return app.switch_page(str(PAGES / page)).run()


def test_a_new_workshop_is_created_with_its_first_measurement(app: AppTest) -> None:
    page = opened(app, "setup/settings.py")
    page.text_input[0].input("Bäckerei Kornblum")
    page.text_input[1].input("WS-BROT")
    page.button[0].click().run()
    assert not app.exception
    assert load("WS-BROT").waves == ["before"]


def test_a_short_name_that_is_taken_is_refused_with_a_sentence(app: AppTest) -> None:
    create_workshop(Workshop(id="WS-BROT", company="Bäckerei Kornblum"))
    page = opened(app, "setup/settings.py")
    page.session_state["another_workshop"] = True
    page.run()
    company = next(
        box for box in page.text_input if box.key is None and not box.value and box.form_id == "new_workshop"
    )
    company.input("Andere")
    next(box for box in page.text_input if box.placeholder == "WS-2027").input("WS-BROT")
    next(button for button in page.button if "FormSubmitter:new_workshop" in (button.key or "")).click().run()
    assert [w.company for w in list_workshops()] == ["Bäckerei Kornblum"]
    assert "WS-BROT" in app.error[0].value
    assert not app.exception


def test_starting_the_next_measurement_closes_the_one_before(app: AppTest) -> None:
    create_workshop(Workshop(id="WS-BROT", company="Bäckerei Kornblum"))
    app.session_state["waves_card_WS-BROT"] = True
    page = opened(app, "setup/settings.py")
    next(b for b in page.button if b.icon == ":material/add:").click().run()
    waves = load("WS-BROT")["waves"]
    assert list(waves["key"]) == ["before", "after"]
    assert list(waves["closed"]) == [True, False]
    assert not app.exception


def test_a_workshop_is_deleted_only_after_its_short_name_was_typed(app: AppTest) -> None:
    create_workshop(Workshop(id="WS-BROT", company="Bäckerei Kornblum"))
    page = opened(app, "setup/settings.py")
    page.session_state["delete_WS-BROT"] = True
    page.run()
    delete = page.button[-1]
    assert delete.disabled
    page.text_input(key="delete_name").input("WS-BROT").run()
    app.button[-1].click().run()
    assert list_workshops() == []
    assert not app.exception
