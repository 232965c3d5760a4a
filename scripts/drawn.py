"""Windows as people have them, and waiting until a page in one is drawn."""

from __future__ import annotations

from playwright.sync_api import Browser, BrowserContext, Page

WIDE, PHONE = (1920, 1080), (360, 740)
"""The two windows every page is made for: a projector or laptop, and a phone. Pixels."""

DRAWN = """([rest, patience]) => {
  const app = document.querySelector('[data-testid=stApp]');
  const charts = [...document.querySelectorAll('[data-testid=stVegaLiteChart]')];
  const drawn = app?.dataset.testConnectionState === 'CONNECTED' && app.dataset.testScriptState === 'notRunning'
    && document.querySelector('[data-testid=stMainBlockContainer] [data-testid=stElementContainer]')
    && !document.querySelector('[data-testid=stSkeleton], [data-testid=stAppSkeleton], [data-stale=true]')
    && charts.every(chart => chart.querySelector('canvas, svg'))
    && document.fonts.status === 'loaded';
  const width = chart => chart.querySelector('svg')?.getBoundingClientRect().width ?? 0;
  const fits = charts.every(chart => width(chart) <= chart.clientWidth + 1);
  window.drawnSince = drawn ? window.drawnSince ?? performance.now() : undefined;
  return drawn && performance.now() - window.drawnSince > (fits ? rest : patience);
}"""
REST, PATIENCE = 600, 6000
"""Milliseconds a page has to stay as it is, and longer while a chart is too wide: charts are drawn again once the
server knows the size of the window."""

TALLEST = """() => Math.max(...['stMain', 'stSidebarContent'].map(
  id => document.querySelector(`[data-testid=${id}]`)?.scrollHeight || 0))"""


def window(browser: Browser, size: tuple[int, int], *, dark: bool = False, locale: str = "de-DE") -> BrowserContext:
    """A window of its own, with no cookie yet; a narrow one is a phone's, with a finger instead of a mouse."""
    phone = size[0] < 600
    return browser.new_context(
        viewport={"width": size[0], "height": size[1]}, is_mobile=phone, has_touch=phone,
        color_scheme="dark" if dark else "light", locale=locale, reduced_motion="reduce",
    )  # fmt: skip


def settle(page: Page) -> None:
    """Wait until the page is connected, its script has ended, everything it sent is drawn, and it stays so."""
    page.evaluate("() => { window.drawnSince = undefined }")
    page.wait_for_function(DRAWN, arg=[REST, PATIENCE], timeout=60_000)


def open_page(page: Page, url: str) -> None:
    """Open an address of the app and wait until it is drawn."""
    page.goto(url)
    settle(page)


def show_whole_length(page: Page, limit: int = 6000) -> None:
    """Make the window as high as what is in it, up to `limit` pixels: the app scrolls inside of itself."""
    assert page.viewport_size is not None
    height = max(page.viewport_size["height"], min(limit, int(page.evaluate(TALLEST))))
    page.set_viewport_size({"width": page.viewport_size["width"], "height": height})
    settle(page)
