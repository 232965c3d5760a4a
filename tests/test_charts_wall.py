"""On the wall: the chart of the address and nothing else, turned by keys; on a page: its card."""

from __future__ import annotations

import re

import pytest
from browsing import Visitors
from playwright.sync_api import expect
from streamlit.testing.v1 import AppTest

from components.rooms import PAGES
from scripts.drawn import WIDE, open_page, settle
from scripts.running import Running


def on_wall(app: AppTest, **address: str) -> AppTest:
    """The wall with a chart as its address names it."""
    app.run()
    for name, value in address.items():
        app.query_params[name] = value
    return app.switch_page(str(PAGES / "live/projector.py")).run()


def charts(app: AppTest) -> list[str]:
    """What the charts of a page say to those who cannot see them."""
    return [chart.proto.alt for chart in app.get("vega_lite_chart")]


def test_the_wall_shows_the_chart_of_its_address_and_no_controls(app: AppTest, auto: str) -> None:
    on_wall(app, w=auto, chart="journey", wave="before", lang="de")
    assert not app.exception
    (said,) = charts(app)
    assert said.startswith("18 von 35 bewerteten Touchpoints liegen unter der Null-Linie")
    assert not [*app.main.button, *app.main.selectbox, *app.main.toggle, *app.get("link_button")]


@pytest.mark.parametrize("page", ["0", "99", "x", ""])
def test_a_slide_that_does_not_exist_is_the_nearest_one(app: AppTest, auto: str, page: str) -> None:
    on_wall(app, w=auto, chart="votes", page=page)
    assert not app.exception
    assert len(charts(app)) == 1


def test_an_address_with_an_unknown_chart_is_answered_with_a_sentence(app: AppTest, auto: str) -> None:
    on_wall(app, w=auto, chart="pie", lang="de")
    assert not app.exception
    assert "Ein Diagramm „pie“ gibt es nicht" in app.error[0].value


def test_a_chart_on_a_page_leads_to_the_wall_and_turns_into_a_table(app: AppTest, auto: str) -> None:
    app.run()
    app.switch_page(str(PAGES / "analysis/heatmap.py")).run()
    (link,) = [button.proto.url for button in app.get("link_button")]
    assert link.startswith(f"projector?w={auto}&chart=overview&wave=")
    app.session_state["overview_more"] = True
    app.run()
    app.toggle(key="overview_table").set_value(True).run()
    assert not app.exception
    assert not charts(app)
    assert list(app.table[0].value.columns)[:3] == ["Abteilung", "Phase", "Netto-Begeisterung"]


@pytest.mark.browser
def test_arrow_keys_turn_the_slides_and_the_address_keeps_the_number(sample_app: Running, visitor: Visitors) -> None:
    page = visitor(sample_app, WIDE)
    open_page(page, f"{sample_app.url}/projector?w=WS-AUTO&chart=votes&lang=de&embed=true")
    for key, number in (("PageDown", 2), ("ArrowRight", 3), ("ArrowLeft", 2), (" ", 3), ("Home", 1)):
        page.keyboard.press(key)
        expect(page.locator("svg.marks text", has_text=f"· {number}/")).to_be_visible()
    page.keyboard.press("End")
    expect(page.locator("svg.marks text", has_text=re.compile(r"· (\d+)/\1$"))).to_be_visible()
    settle(page)
    assert "page=" in page.url


@pytest.mark.browser
def test_a_narrow_window_gets_the_chart_of_a_phone_without_being_asked(sample_app: Running, visitor: Visitors) -> None:
    page = visitor(sample_app, WIDE)
    open_page(page, f"{sample_app.url}/votes?w=WS-AUTO&lang=de")
    letters = page.locator("svg.marks text", has_text="enttäuscht")
    expect(letters).to_have_css("font-size", "16px")
    page.set_viewport_size({"width": 360, "height": 740})
    expect(letters).to_have_css("font-size", "13px")
