"""Every page and chart in a real browser, wide and on a phone, light and dark: there is nothing to complain about."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from browsing import Visitors
from looking import by_day_and_night, errors_in
from playwright.sync_api import Page

from components.rooms import ROOMS
from components.slides import CHARTS
from scripts.drawn import PHONE, WIDE, open_page
from scripts.running import Running

pytestmark = pytest.mark.browser

ADDRESSES = [address for *_, address in ROOMS if address != "projector"]
CHOICES = {"heatmap": ("Abteilungen", "Kundenreise", "Touchpoints")}
"""Pages with one chart at a time: what to choose there, one after the other."""
ON_SCREEN, ON_THE_WALL = 12, 28
"""The smallest letters of a chart, in pixels; on the wall they are for somebody in the last row."""
PICTURE = "() => document.querySelector('svg.marks').outerHTML"


def nothing_to_complain_about(
    app: Running, page: Page, address: str, smallest: int, choices: Sequence[str] = ()
) -> None:
    """Open an address, make each of the choices there, and fail with everything that browser, server and eyes find
    wrong. It is looked at by day and by night in one visit: opening a page takes longer than looking at it."""
    said, complaints = len(app.lines), []
    page.on("console", lambda message: complaints.extend(errors_in(message)))
    page.on("pageerror", lambda error: complaints.append(f"script error: {error}"))
    page.goto(f"{app.url}/{address}")
    for choice in choices or [""]:
        if choice:
            page.get_by_test_id("stMain").get_by_role("radio", name=choice).click()
        complaints += by_day_and_night(page, smallest)
    complaints += [line for line in app.lines[said:] if "Error" in line or "Warning" in line]
    if complaints:
        pytest.fail("\n".join(complaints), pytrace=False)


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address or "overview")
def test_a_page(sample_app: Running, visitor: Visitors, address: str, size: tuple[int, int]) -> None:
    page = visitor(sample_app, size)
    nothing_to_complain_about(sample_app, page, f"{address}?w=WS-AUTO", ON_SCREEN, CHOICES.get(address, ()))


@pytest.mark.parametrize("chart", CHARTS)
def test_a_chart_on_the_wall(sample_app: Running, visitor: Visitors, chart: str) -> None:
    page, address = visitor(sample_app, WIDE), f"projector?w=WS-AUTO&chart={chart}&embed=true"
    nothing_to_complain_about(sample_app, page, address, ON_THE_WALL)
    assert not page.get_by_test_id("stSidebarNav").is_visible(), "the room sees the menu"


@pytest.mark.parametrize("address", ["comparison?w=WS-AUTO", "projector?w=WS-AUTO&chart=overview&embed=true"])
def test_a_window_that_turns_dark_shows_what_a_dark_one_shows(
    sample_app: Running, visitor: Visitors, address: str
) -> None:
    light, dark = visitor(sample_app, WIDE), visitor(sample_app, WIDE, dark=True)
    for page in (light, dark):
        open_page(page, f"{sample_app.url}/{address}")
    light.emulate_media(color_scheme="dark")
    light.wait_for_function(f"wanted => ({PICTURE})() === wanted", arg=dark.evaluate(PICTURE), timeout=60_000)
