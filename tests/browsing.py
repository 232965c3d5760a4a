"""Fixtures of the browser tests: the app with the example workshops, a Chromium, somebody who is let in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from data.access import COOKIE
from scripts.browser import NoBrowser, chromium
from scripts.drawn import WIDE, window
from scripts.running import Running, running_app
from scripts.samples import sample_database

Visitors = Callable[..., Page]

expect.set_options(timeout=60_000)  # how long a test waits before it is red: a busy machine is slow, not wrong


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium for all tests; without one they fail and say what to install."""
    with ExitStack() as stack:
        missing = ""
        try:
            started = stack.enter_context(chromium())
        except NoBrowser as problem:
            missing = str(problem)
        if missing:
            pytest.fail(missing, pytrace=False)
        yield started


@pytest.fixture(scope="session")
def sample_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The running app with the example workshops; tests that share it change nothing."""
    with running_app(sample_database(tmp_path_factory.mktemp("samples"))) as app:
        yield app


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Iterator[dict[object, BrowserContext]]:
    """Windows that stay open from test to test: the browser need not load the app's files anew each time."""
    kept: dict[object, BrowserContext] = {}
    yield kept
    for one in kept.values():
        one.close()


@pytest.fixture(scope="session")
def people(browser: Browser, windows: dict[object, BrowserContext]) -> Visitors:
    """Makes a new tab of somebody who may come in, in a window of some size, theme and language."""

    def come_in(app: Running, size: tuple[int, int] = WIDE, *, dark: bool = False, locale: str = "de-DE") -> Page:
        name = (app.url, size, dark, locale)
        if name not in windows:
            windows[name] = window(browser, size, dark=dark, locale=locale)
            windows[name].add_cookies([{"name": COOKIE, "value": app.token, "url": app.url}])
        return windows[name].new_page()

    return come_in


@pytest.fixture
def visitor(people: Visitors) -> Iterator[Visitors]:
    """The same for one test, after which the tabs are closed."""
    tabs: list[Page] = []

    def come_in(*args: Any, **options: Any) -> Page:
        tabs.append(people(*args, **options))
        return tabs[-1]

    yield come_in
    for tab in tabs:
        tab.close()
