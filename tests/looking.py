"""What is wrong with a page that is drawn: too wide, cut, overlapping, empty, or a barrier to somebody."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page

from scripts.drawn import settle

OF_THE_FRAMEWORK = {
    "list": ("[data-testid=stSidebarNav]", "Streamlit's menu puts its groups as <div> into a <ul>"),
    "listitem": ("[data-testid=stSidebarNav]", "and the <li> of a group into such a <div>"),
    "presentation-role-conflict": ("[data-testid=stFileUploader]", "Streamlit labels the drop zone and hides it"),
}
"""Rules of axe that Streamlit itself breaks: within which element, and how. Nothing of it can be set by an app."""
TEST_OF_THE_ADDRESS = "/_stcore/"
"""Streamlit's page asks below its own address for these, gets a 404 and then asks in the right place."""

TOO_WIDE = """() => {
  const right = document.documentElement.clientWidth + 1;
  const scrolls = e => e && e !== document.body
    && (['auto', 'scroll'].includes(getComputedStyle(e).overflowX) && e.dataset.testid !== 'stMain'
        || scrolls(e.parentElement));
  return [...document.querySelectorAll('[data-testid=stMain] *')]
    .filter(e => e.checkVisibility() && e.getBoundingClientRect().right > right && !scrolls(e))
    .map(e => `wider than the window: ${e.dataset.testid || e.outerHTML.slice(0, 100)}`).slice(0, 3);
}"""
CHARTS = """(smallest) => [...document.querySelectorAll('[data-testid=stVegaLiteChart]')].flatMap(chart => {
  const svg = chart.querySelector('svg');
  if (!svg?.querySelector('path, text, rect')) return ['a chart is empty'];
  const edge = svg.getBoundingClientRect(), scale = edge.width / svg.width.baseVal.value, found = [];
  const seen = t => t.textContent.trim() && t.checkVisibility({opacityProperty: true, visibilityProperty: true})
    && getComputedStyle(t).fillOpacity !== '0';
  const texts = [...svg.querySelectorAll('text')].filter(seen)
    .map(t => ({text: t.textContent, at: t.getBoundingClientRect(),
                size: parseFloat(getComputedStyle(t).fontSize) * scale}));
  for (const {text, at, size} of texts) {
    if (size < smallest - 0.5) found.push(`“${text}” has letters of ${size.toFixed(1)} px, less than ${smallest}`);
    if (text.endsWith('…')) found.push(`“${text}” is shortened`);
    if (at.left < edge.left - 2 || at.right > edge.right + 2 || at.top < edge.top - 2 || at.bottom > edge.bottom + 2)
      found.push(`“${text}” is cut off at the edge`);
  }
  texts.forEach((one, n) => texts.slice(n + 1).forEach(other => {
    const wide = Math.min(one.at.right, other.at.right) - Math.max(one.at.left, other.at.left);
    const high = Math.min(one.at.bottom, other.at.bottom) - Math.max(one.at.top, other.at.top);
    const twice = one.text === other.text && Math.abs(one.at.left - other.at.left) < 1;  // a text and its halo
    if (wide > 2 && high > 0.25 * Math.min(one.at.height, other.at.height) && !twice)
      found.push(`“${one.text}” and “${other.text}” overlap`);
  }));
  return found;
})"""
WORDS = """(smallest) => {
  const found = [], texts = [];
  const look = root => root.querySelectorAll('*').forEach(e => {
    if (e.shadowRoot) look(e.shadowRoot);
    if (e.closest('svg, style') || !e.checkVisibility({opacityProperty: true, visibilityProperty: true})) return;
    for (const node of e.childNodes) {
      if (node.nodeType !== Node.TEXT_NODE || !node.data.trim() || e.getBoundingClientRect().width <= 1) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const style = getComputedStyle(e), rects = [...range.getClientRects()].filter(at => at.width > 1);
      texts.push({text: node.data.trim().slice(0, 40), size: parseFloat(style.fontSize), rects});
    }
  });
  look(document.querySelector('[data-testid=stMain]'));
  if (!texts.length) found.push('there is not a word');
  const wall = document.querySelector('[data-testid=stMain]').scrollHeight <= innerHeight + 1;
  for (const {text, size, rects} of texts) {
    if (size < smallest - 0.5) found.push(`“${text}” has letters of ${size.toFixed(1)} px, less than ${smallest}`);
    for (const at of rects)
      if (at.left < -1 || at.right > innerWidth + 1 || (wall && (at.top < -1 || at.bottom > innerHeight + 1)))
        found.push(`“${text}” is cut off at the edge`);
  }
  texts.forEach((one, n) => texts.slice(n + 1).forEach(other => one.rects.forEach(a => other.rects.forEach(b => {
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (wide > 2 && high > 0.3 * Math.min(a.height, b.height)) found.push(`“${one.text}” and “${other.text}” overlap`);
  }))));
  return [...new Set(found)];
}"""
"""The same for words outside of charts, also within components."""
IS_DARK = """() => {
  const app = document.querySelector("[data-testid=stApp]");
  const [red, green, blue] = getComputedStyle(app).backgroundColor.match(/\\d+/g);
  return Math.max(red, green, blue) < 128;
}"""
EVERYTHING = {"resultTypes": ["violations"]}
COLOURS = EVERYTHING | {"runOnly": ["color-contrast", "link-in-text-block"]}
"""All that axe need look at again when nothing but the colours has changed."""
MAIN = "[data-testid=stMain]"
"""What differs from page to page; the menu beside it is the same on all."""
IS_WITHIN = "([target, within]) => !!document.querySelector(target)?.closest(within)"


ColorScheme = Literal["light", "dark"]
DAY: ColorScheme = "light"
NIGHT: ColorScheme = "dark"


def by_day_and_night(
    page: Page, smallest: int, within: str = "html", schemes: Sequence[ColorScheme] = (DAY, NIGHT)
) -> list[str]:
    """What is wrong in a light window, and what in the same window when it turns dark. `within`: where axe looks."""
    found = []
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)
        page.wait_for_function(f"dark => ({IS_DARK})() === dark", arg=scheme == NIGHT, timeout=60_000)
        settle(page)
        found += [f"{scheme}: {one}" for one in shortcomings(page, smallest, within, dark=scheme == NIGHT)]
    return found


def words(page: Page, smallest: int) -> list[str]:
    """What is wrong with words outside of charts: smaller than `smallest` pixels, cut, over each other, none at all."""
    found: list[str] = page.evaluate(WORDS, smallest)
    return found


def shortcomings(page: Page, smallest: int, within: str = "html", *, dark: bool) -> list[str]:
    """What is wrong, one sentence each; `smallest` is the least height of letters in a chart, in pixels."""
    found = [*page.evaluate(TOO_WIDE), *page.evaluate(CHARTS, smallest)]
    if page.get_by_test_id("stException").count():
        found.append("the page shows an exception")
    if page.evaluate(IS_DARK) != dark:
        found.append("the page has the wrong colours for this window")
    violations = broken_rules(page, within, COLOURS if dark else EVERYTHING)
    return found + [barrier for one in violations for barrier in barriers(page, one)]


def broken_rules(page: Page, within: str, options: dict[str, Any]) -> list[dict[str, Any]]:
    """What axe finds; it is loaded once per visit, that takes as long as looking."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found: list[dict[str, Any]] = page.evaluate(
        "([within, options]) => axe.run(within, options).then(results => results.violations)", [within, options]
    )
    return found


def barriers(page: Page, violation: dict[str, Any]) -> list[str]:
    """Where a rule of axe is broken, without the places where the framework breaks it."""
    rule, (within, _reason) = violation["id"], OF_THE_FRAMEWORK.get(violation["id"], ("", ""))
    nodes = violation["nodes"]
    if within:
        nodes = [node for node in nodes if not page.evaluate(IS_WITHIN, [node["target"][0], within])]
    return [f"axe {rule}: {violation['help']}: {node['html'][:200]}" for node in nodes[:3]]


def errors_in(message: ConsoleMessage) -> list[str]:
    """What the browser's console complains about."""
    ours = message.type == "error" and TEST_OF_THE_ADDRESS not in message.location["url"]
    return [f"console: {message.text} ({message.location['url']})"] if ours else []
