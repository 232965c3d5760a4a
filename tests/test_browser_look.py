"""Every page and chart in a real browser, wide and on a phone, light and dark: there is nothing to complain about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from browsing import Visitors
from looking import DAY, MAIN, NIGHT, ColorScheme, by_day_and_night, errors_in
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


LINK = "[data-testid=stSidebarNavLink]:is([href$='/{0}'], [href*='/{0}?'])"
"""A page in the menu, which on a phone is folded away."""


@dataclass
class Tab:
    """A window that stays open from page to page, as people's do, and what it has complained about."""

    page: Page
    said: list[str] = field(default_factory=list)
    schemes: Sequence[ColorScheme] = (DAY, NIGHT)
    """What it is now, and what it can turn into: a page that is left in the moment the window turns dark may stay."""

    def __post_init__(self) -> None:
        self.page.on("console", lambda message: self.said.extend(errors_in(message)))
        self.page.on("pageerror", lambda error: self.said.append(f"script error: {error}"))

    def go(self, app: Running, address: str) -> None:
        """Come to a page of the sample workshop: by its address where there is no menu (yet), else through the menu."""
        self.said.clear()
        link = self.page.locator(LINK.format(address))
        if link.count():
            link.dispatch_event("click")
        else:
            self.page.goto(f"{app.url}/{address}?w=WS-AUTO")
        self.page.wait_for_function("address => location.pathname === `/${address}`", arg=address, timeout=60_000)


@pytest.fixture(scope="module")
def tabs(sample_app: Running, people: Visitors) -> dict[tuple[int, int], Tab]:
    """One for each kind of window."""
    return {size: Tab(people(sample_app, size)) for size in (WIDE, PHONE)}


def complaints(
    app: Running, tab: Tab, smallest: int, choices: Sequence[str] = (), within: str = "html", *, night: bool = True
) -> str:
    """Everything that eyes, browser and server find wrong with what is open, after each of the choices there. It is
    looked at by day and by night in one visit: opening a page takes longer than looking at it."""
    before, found = len(app.lines), []
    for choice in choices or [""]:
        if choice:
            tab.page.get_by_test_id("stMain").get_by_role("radio", name=choice).click()
        found += by_day_and_night(tab.page, smallest, within, tab.schemes if night else (DAY,))
        tab.schemes = tab.schemes[::-1] if night else tab.schemes
    found += tab.said + [line for line in app.lines[before:] if "Error" in line or "Warning" in line]
    return "\n".join(found)


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address or "overview")
def test_a_page(sample_app: Running, tabs: dict[tuple[int, int], Tab], address: str, size: tuple[int, int]) -> None:
    tabs[size].go(sample_app, address)
    within = MAIN if address else "html"
    night = size == WIDE  # changes the colours alone, and a phone has the same
    assert not complaints(sample_app, tabs[size], ON_SCREEN, CHOICES.get(address, ()), within, night=night)


@pytest.mark.parametrize("chart", CHARTS)
def test_a_chart_on_the_wall(sample_app: Running, visitor: Visitors, chart: str) -> None:
    page, address = visitor(sample_app, WIDE), f"projector?w=WS-AUTO&chart={chart}&embed=true"
    tab = Tab(page)
    page.goto(f"{sample_app.url}/{address}")
    assert not complaints(sample_app, tab, ON_THE_WALL)
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
