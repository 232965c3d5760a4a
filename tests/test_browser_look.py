"""Every page in a real browser, on the wall and on a phone, light and dark: nothing cut, nothing empty, no barrier."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import Visitors
from playwright.sync_api import ConsoleMessage, Page

from components.rooms import ROOMS
from scripts.drawn import PHONE, WIDE, open_page
from scripts.running import Running

pytestmark = pytest.mark.browser

ADDRESSES = [address for *_, address in ROOMS]
OF_THE_FRAMEWORK = {
    "list": ("[data-testid=stSidebarNav]", "Streamlit's menu puts its groups as <div> into a <ul>"),
    "listitem": ("[data-testid=stSidebarNav]", "and the <li> of a group into such a <div>"),
    "presentation-role-conflict": ("[data-testid=stFileUploader]", "Streamlit labels the drop zone and hides it"),
}
"""Rules of axe that Streamlit itself breaks: within which element, and how. Nothing of it can be set by an app."""

TOO_WIDE = """() => {
  const right = document.documentElement.clientWidth + 1;
  const scrolls = e => e && e !== document.body
    && (['auto', 'scroll'].includes(getComputedStyle(e).overflowX) && e.dataset.testid !== 'stMain'
        || scrolls(e.parentElement));
  return [...document.querySelectorAll('[data-testid=stMain] *')]
    .filter(e => e.checkVisibility() && e.getBoundingClientRect().right > right && !scrolls(e))
    .map(e => `${e.dataset.testid || e.outerHTML.slice(0, 100)} ends at ${e.getBoundingClientRect().right}`)
    .slice(0, 3);
}"""
EMPTY_CHARTS = """() => [...document.querySelectorAll('[data-testid=stVegaLiteChart]')].filter(chart => {
  const canvas = chart.querySelector('canvas');
  if (!canvas) return !chart.querySelector('svg :is(path, text, rect)');
  if (!canvas.width || !canvas.height) return true;
  const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
  return new Set(new Uint32Array(pixels.buffer)).size < 3;
}).length"""
IS_WITHIN = "([target, within]) => !!document.querySelector(target)?.closest(within)"
TEST_OF_THE_ADDRESS = "/_stcore/"
"""Streamlit's page asks below its own address for these, gets a 404 and then asks in the right place."""


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wall", "phone"])
@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address or "overview")
def test_there_is_nothing_to_complain_about(
    sample_app: Running, visitor: Visitors, address: str, size: tuple[int, int], dark: bool
) -> None:
    page, said = visitor(sample_app, size, dark=dark), len(sample_app.lines)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.extend(errors_in(message)))
    page.on("pageerror", lambda error: complaints.append(f"script error: {error}"))
    open_page(page, f"{sample_app.url}/{address}?w=WS-AUTO")
    complaints += shortcomings(page)
    complaints += [line for line in sample_app.lines[said:] if "Error" in line or "Warning" in line]
    if complaints:
        pytest.fail("\n".join(complaints), pytrace=False)


def errors_in(message: ConsoleMessage) -> list[str]:
    """What the browser's console complains about."""
    ours = message.type == "error" and TEST_OF_THE_ADDRESS not in message.location["url"]
    return [f"console: {message.text} ({message.location['url']})"] if ours else []


def shortcomings(page: Page) -> list[str]:
    """What is wrong with a page that is drawn, one sentence each."""
    found = [f"wider than the window: {element}" for element in page.evaluate(TOO_WIDE)]
    if empty := page.evaluate(EMPTY_CHARTS):
        found.append(f"{empty} charts are empty")
    if page.get_by_test_id("stException").count():
        found.append("the page shows an exception")
    return found + [barrier for one in Axe().run(page).response["violations"] for barrier in barriers(page, one)]


def barriers(page: Page, violation: dict[str, Any]) -> list[str]:
    """Where a rule of axe is broken, without the places where the framework breaks it."""
    rule, (within, _reason) = violation["id"], OF_THE_FRAMEWORK.get(violation["id"], ("", ""))
    nodes = violation["nodes"]
    if within:
        nodes = [node for node in nodes if not page.evaluate(IS_WITHIN, [node["target"][0], within])]
    return [f"axe {rule}: {violation['help']}: {node['html'][:200]}" for node in nodes[:3]]
