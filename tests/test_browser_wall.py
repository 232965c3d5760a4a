"""The console opens the room in a real browser; the wall beside it follows by itself, and can be read from behind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import small_bundle
from live_rooms import WORKSHOP, code, now, person
from looking import by_day_and_night, words
from playwright.sync_api import Browser, expect

from data.access import COOKIE, hashed
from data.commands import Edit, edit, keep
from data.live_leading import take_over
from data.live_room import close_room, open_room
from data.live_stage import command
from data.live_votes import vote
from scripts.drawn import WIDE, open_page, settle, window
from scripts.running import Running, free_port, running_app, using_database
from workshop.live.codes import shown
from workshop.records import Standard

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("wall")]

WAIT = 60_000
"""Milliseconds: votes that another process has stored are found within seconds."""
SMALLEST = 28
"""The smallest letters on the wall, in pixels of a picture that is 1080 high."""
LONG = "Wir rufen jeden Kunden am Tag nach der Übergabe an und fragen, ob alles so läuft, wie wir es versprochen haben."


@pytest.fixture(scope="module")
def bakery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The running app with the bakery; this process sees the same database."""
    url = f"sqlite:///{tmp_path_factory.mktemp('wall') / 'werkstatt.db'}"
    with using_database(url):
        keep(small_bundle())
        with running_app(url) as app:
            yield app


def test_the_wall_shows_the_code_and_a_vote_without_a_reload(bakery: Running, browser: Browser) -> None:
    close_room(WORKSHOP)
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

        settle(console)
        console.bring_to_front()
        console.get_by_role("heading", name="Regie").click()  # a key is for what has the focus, if it takes keys
        console.keyboard.press("w")
        expect(wall.get_by_text("Die Bewertung ist geschlossen.")).to_be_visible()
    assert not [line for line in bakery.lines if "Traceback" in line]


def test_the_wall_can_be_read_from_the_last_row_by_day_and_by_night(bakery: Running, browser: Browser) -> None:
    actor = hashed(bakery.token)
    open_room(WORKSHOP)
    take_over(WORKSHOP, actor)
    people = [person(home) for home in ("Verkauf", "Service") for _ in range(6)]
    long_ones = [Standard(key=f"L{number}", level="wow", text=f"{number}. {LONG}") for number in range(12)]
    edit(WORKSHOP, "standards", [Edit(None, one) for one in long_ones])
    walls = {
        "joining": [],
        "waiting with a clock": [("start_rating", "", "together", "T2"), ("countdown", 3000)],
        "the big clock": [("set_wall", "countdown")],
        "a result of two rounds, with a clock": [("second_round",), ("countdown", 3000), ("set_wall", "votes")],
        "standards": [("set_wall", "standards")],
    }
    complaints = []
    with window(browser, WIDE) as context:
        context.add_cookies([{"name": COOKIE, "value": bakery.token, "url": bakery.url}])
        wall = context.new_page()
        for name, steps in walls.items():
            for step, *arguments in steps:
                command(WORKSHOP, now().version, step, *arguments, actor=actor)
                if step in ("start_rating", "second_round"):
                    for number, one in enumerate(people):
                        vote(one, "T2", rating=number % 3 - 1)
            open_page(wall, f"{bakery.url}/projector?w={WORKSHOP}&follow=1&embed=true")
            found = words(wall, SMALLEST) + by_day_and_night(wall, SMALLEST)
            complaints += [f"{name}: {one}" for one in found]
    if complaints:
        pytest.fail("\n".join(complaints), pytrace=False)


def test_13_the_wall_says_that_the_line_is_lost_and_follows_again_after_a_restart(
    tmp_path: Path, browser: Browser
) -> None:
    url, port = f"sqlite:///{tmp_path / 'werkstatt.db'}", free_port()
    with using_database(url), window(browser, WIDE) as context:
        keep(small_bundle())
        open_room(WORKSHOP)
        wall = context.new_page()
        with running_app(url, port=port) as app:
            actor = hashed(app.token)
            context.add_cookies([{"name": COOKIE, "value": app.token, "url": app.url}])
            open_page(wall, f"{app.url}/projector?w={WORKSHOP}&follow=1&embed=true")
            expect(wall.get_by_text(shown(code()), exact=True)).to_be_visible()
        lost = wall.get_by_text("Keine Verbindung.")
        expect(lost).to_be_visible(timeout=WAIT)
        expect(wall.get_by_text(shown(code()), exact=True)).to_be_visible()  # the picture stays meanwhile
        expect(wall.get_by_test_id("stDialog")).not_to_be_visible()
        command(WORKSHOP, now().version, "start_rating", actor=actor)
        with running_app(url, port=port):
            expect(wall.get_by_text("Die Bewertung läuft.")).to_be_visible(timeout=WAIT)
            expect(lost).not_to_be_visible(timeout=WAIT)
