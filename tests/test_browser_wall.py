"""The console opens the room in a real browser; the wall beside it follows by itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from databases import small_bundle
from live_rooms import WORKSHOP, code, now, person
from playwright.sync_api import Browser, expect

from data.commands import keep
from data.live_votes import vote
from scripts.drawn import WIDE, open_page, settle, window
from scripts.running import Running, running_app, using_database
from workshop.live.codes import shown

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("wall")]

WAIT = 60_000
"""Milliseconds: votes that another process has stored are found within seconds."""


@pytest.fixture
def bakery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The running app with the bakery; this process sees the same database."""
    url = f"sqlite:///{tmp_path_factory.mktemp('wall') / 'werkstatt.db'}"
    with using_database(url):
        keep(small_bundle())
        with running_app(url) as app:
            yield app


def test_the_wall_shows_the_code_and_a_vote_without_a_reload(bakery: Running, browser: Browser) -> None:
    with window(browser, WIDE) as context:
        console, wall = context.new_page(), context.new_page()
        open_page(console, bakery.link)
        open_page(console, f"{bakery.url}/console?w={WORKSHOP}")
        console.get_by_role("button", name="Raum öffnen").click()
        address = console.get_by_role("link", name="An die Wand").get_attribute("href")
        open_page(wall, f"{bakery.url}/{address}")
        expect(wall.get_by_text(shown(code()), exact=True)).to_be_visible()
        expect(wall.get_by_test_id("stSidebarNav")).not_to_be_visible()
        expect(wall.get_by_role("button")).to_have_count(0)

        anna, _bert = person("Verkauf"), person("Service")
        expect(wall.get_by_text("2 sind dabei")).to_be_visible(timeout=WAIT)
        settle(console)
        console.get_by_text("Wie bewertet wird").click()
        console.get_by_text("Gemeinsam, ein Touchpoint nach dem anderen").click()
        settle(console)
        console.locator(".st-key-console_start button").click()
        expect(wall.get_by_text("0 von 2")).to_be_visible()
        vote(anna, now().stage.touchpoint, rating=1)
        expect(wall.get_by_text("1 von 2")).to_be_visible(timeout=WAIT)

        console.locator(".st-key-console_next").get_by_role("button").click()
        expect(wall.get_by_text("Die Bewertung ist geschlossen.")).to_be_visible()
    assert not [line for line in bakery.lines if "Traceback" in line]
