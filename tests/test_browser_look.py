"""Every page and chart in a real browser, wide and on a phone, light and dark: there is nothing to complain about."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from browsing import Visitors
from looking import errors_in, shortcomings
from playwright.sync_api import Page

from components.rooms import ROOMS
from components.slides import CHARTS
from scripts.drawn import PHONE, WIDE, open_page, settle
from scripts.running import Running

pytestmark = pytest.mark.browser

ADDRESSES = [address for *_, address in ROOMS if address != "projector"]
ON_SCREEN, ON_THE_WALL = 12, 28
"""The smallest letters of a chart, in pixels; on the wall they are for somebody in the last row."""

themes = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
sizes = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])


def nothing_to_complain_about(app: Running, page: Page, address: str, smallest: int, then: Callable[[], None]) -> None:
    """Open an address, do something there, and fail with everything that browser, server and eyes find wrong."""
    said, complaints = len(app.lines), []
    page.on("console", lambda message: complaints.extend(errors_in(message)))
    page.on("pageerror", lambda error: complaints.append(f"script error: {error}"))
    open_page(page, f"{app.url}/{address}")
    then()
    complaints += shortcomings(page, smallest)
    complaints += [line for line in app.lines[said:] if "Error" in line or "Warning" in line]
    if complaints:
        pytest.fail("\n".join(complaints), pytrace=False)


@themes
@sizes
@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address or "overview")
def test_a_page(sample_app: Running, visitor: Visitors, address: str, size: tuple[int, int], dark: bool) -> None:
    page = visitor(sample_app, size, dark=dark)
    nothing_to_complain_about(sample_app, page, f"{address}?w=WS-AUTO", ON_SCREEN, then=lambda: None)


@themes
@sizes
@pytest.mark.parametrize("choice", ["Kundenreise", "Touchpoints"])
def test_a_heatmap(sample_app: Running, visitor: Visitors, choice: str, size: tuple[int, int], dark: bool) -> None:
    page = visitor(sample_app, size, dark=dark)

    def choose() -> None:
        page.get_by_test_id("stMain").get_by_role("radio", name=choice).click()
        settle(page)

    nothing_to_complain_about(sample_app, page, "heatmap?w=WS-AUTO", ON_SCREEN, then=choose)


@themes
@pytest.mark.parametrize("chart", CHARTS)
def test_a_chart_on_the_wall(sample_app: Running, visitor: Visitors, chart: str, dark: bool) -> None:
    page, address = visitor(sample_app, WIDE, dark=dark), f"projector?w=WS-AUTO&chart={chart}&embed=true"
    nothing_to_complain_about(sample_app, page, address, ON_THE_WALL, then=lambda: None)
    assert not page.get_by_test_id("stSidebarNav").is_visible(), "the room sees the menu"
