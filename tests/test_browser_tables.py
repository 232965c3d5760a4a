"""Tables typed into faster than the app stores, in a real browser: no cell is lost."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import Visitors
from playwright.sync_api import Page, expect

from data.store import load
from scripts.drawn import WIDE, open_page
from scripts.running import Running, running_app, using_database
from scripts.samples import sample_database

ROW = 35
"""Height of a row in pixels."""


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return sample_database(tmp_path)


@pytest.fixture
def typed(database_url: str) -> Iterator[Running]:
    """An app of its own: these tests type into it."""
    with running_app(database_url) as app:
        yield app


def type_fast(page: Page, x: float, texts: list[str]) -> None:
    """Texts into the cells below each other, the next one as soon as the editor of the last one is gone."""
    table = page.get_by_test_id("stDataFrame").first
    table.click(position={"x": x, "y": ROW * 1.5})
    editor = page.locator("#portal textarea")
    for text in texts:
        page.keyboard.press("Enter")
        editor.fill(text)
        page.keyboard.press("Enter")
        expect(editor).to_have_count(0)


def test_cells_typed_one_after_the_other_without_a_pause_are_all_stored(
    typed: Running, visitor: Visitors, database_url: str
) -> None:
    page, names = visitor(typed, WIDE), [f"Stelle {number}" for number in range(6)]
    open_page(page, f"{typed.url}/touchpoints?w=WS-AUTO")
    type_fast(page, 320, names)
    deadline = time.monotonic() + 60
    while (stored := first_names(database_url)) != names and time.monotonic() < deadline:
        page.wait_for_timeout(100)  # what the browser has collected goes to the server in its own time
    assert stored == names


def first_names(database_url: str) -> list[str]:
    """What the first six touchpoints are called in the database."""
    with using_database(database_url):
        return list(load("WS-AUTO").touchpoints["name"])[:6]
