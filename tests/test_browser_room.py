"""Two phones in a real room: coming in with the code, rating, a reload, a dead line, what the moderation does next."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from live_rooms import ANNA, WORKSHOP, code, now, opened, person, step
from live_wire import dead_line_beside
from looking import broken_rules, by_day_and_night, errors_in, words
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from data.access import COOKIE, hashed
from data.engine import engine_for
from data.live_leading import take_over
from data.live_room import close_room, open_room
from data.live_standards import propose
from data.store import load
from scripts.downloads import Downloads, watch_downloads
from scripts.drawn import PHONE, WIDE, open_page, window
from scripts.running import Running, running_app
from workshop.live.stage import seconds_left

SECONDS = 60_000
"""Milliseconds to wait on a busy machine; a step taken outside of the server is seen after five seconds at most."""
WANTED = ("disconnected", "ERR_INTERNET", "ERR_INCOMPLETE", "ERR_CONNECTION", "ERR_EMPTY", "/j/")
"""What the browser complains about because a test cuts the line or types a code that is no longer good."""
SMALLEST = 14
"""The smallest letters on a phone, in pixels."""
HEAVY = "embed|vega|DataFrame|arrowFormat|Plotly|EChart"
"""Parts of Streamlit's scripts that draw charts and tables: half of all that a first visit would download."""
PAUSED = "Die Bewertung ist angehalten."
SAVED, WAITING, REFUSED = "Gespeichert ✓", "Noch nicht gespeichert: 1", "Nicht gespeichert"

TARGETS = """() => {
  const found = [];
  const look = root => root.querySelectorAll('*').forEach(e => {
    if (e.shadowRoot) look(e.shadowRoot);
    if (!e.matches('button, label.choice, textarea, input:not([type=radio])') || !e.checkVisibility()) return;
    const {width, height} = e.getBoundingClientRect();
    if (Math.min(width, height) < 44) found.push(`${e.textContent}: ${width} x ${height}`);
  });
  look(document.querySelector('[data-testid=stMain]'));
  return found;
}"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Running]:
    """The app with the bakery's room open; `DATABASE_URL` points at its database, so that tests can take steps."""
    path = tmp_path_factory.mktemp("room") / "werkstatt.db"
    path.write_bytes(sqlite_template.read_bytes())
    url = f"sqlite:///{path}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", url)
        opened()
        with running_app(url) as app:
            yield app
        engine_for(url).dispose()


Phones = Callable[..., Page]


@pytest.fixture
def phones(browser: Browser, server: Running) -> Iterator[Phones]:
    """Makes a new phone that has come in with the code, and chosen a department unless that is "". The room is open,
    the rating runs."""
    open_room(WORKSHOP)
    take_over(WORKSHOP, ANNA)
    step("start_rating")
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def come_in(
        department: str = "Verkauf", *, locale: str = "de-DE", url: str = "", before: Callable[[Page], object] = bool
    ) -> Page:
        contexts.append(window(browser, PHONE, locale=locale))
        page = contexts[-1].new_page()
        page.set_default_timeout(SECONDS)
        page.on("console", lambda message: problems.extend(errors_in(message)))
        before(page)
        page.goto(f"{url or server.url}/j/{code()}")
        if department:
            page.get_by_role("button", name=department).tap()
            question(page).wait_for()
        return page

    yield come_in
    for context in contexts:
        context.close()
    assert not [one for one in problems if not any(wanted in one for wanted in WANTED)]


def question(page: Page, name: str = "Schaufenster") -> Locator:
    return page.get_by_role("group", name=name)


def choose(page: Page, level: str, name: str = "Schaufenster") -> None:
    question(page, name).get_by_role("radio", name=level).tap()


def status(page: Page, text: str) -> None:
    """Wait until the line on top says this."""
    expect(page.locator(".status")).to_contain_text(text, timeout=SECONDS)


def stored(touchpoint: str = "T1") -> list[int]:
    """Ratings of who came in with a phone."""
    ratings = load(WORKSHOP)["ratings"]
    mine = ratings[(ratings["touchpoint"] == touchpoint) & ~ratings["participant"].isin(["P1", "P2"])]
    return [int(rating) for rating in mine["rating"].dropna()]


def test_a_code_leads_to_a_clean_address_and_a_department_to_the_current_step(phones: Phones, server: Running) -> None:
    page = phones("")
    expect(page.get_by_text("In welcher Abteilung arbeiten Sie?")).to_be_visible()
    assert page.url == f"{server.url}/room"
    page.get_by_role("button", name="Service").tap()
    expect(page.get_by_role("heading", name="Wie erleben Kunden das?")).to_be_visible()
    assert page.get_by_role("radio").count() == 3 * (4 + 5)
    assert not page.get_by_test_id("stSidebar").count()
    assert not page.get_by_test_id("stHeader").is_visible()
    loaded = page.evaluate("performance.getEntriesByType('resource').map(one => one.name)")
    assert not [name for name in loaded if re.search(HEAVY, name)]


def test_a_first_visit_downloads_no_more_than_a_megabyte(phones: Phones) -> None:
    counted: list[Downloads] = []
    page = phones("", before=lambda page: counted.append(watch_downloads(page, "gzip")))
    page.get_by_role("button", name="Service").wait_for()
    page.wait_for_load_state("networkidle")
    assert 400_000 < counted[0].total <= 1_000_000  # less would mean that it is not counted
    assert not [name for name in counted[0].files if re.search("MaterialSymbols|SourceSans", name)]


def test_an_answer_is_there_after_a_reload_and_not_on_another_phone(phones: Phones) -> None:
    one, other = phones(), phones()
    choose(one, "begeistert")
    status(one, f"{SAVED} 1/3")
    one.reload()
    status(one, f"{SAVED} 1/3")
    expect(question(one).get_by_role("radio", name="begeistert")).to_be_checked()
    status(other, "0/3")
    expect(other.get_by_role("radio", checked=True)).to_have_count(0)


def test_a_tap_into_a_dead_line_is_called_unsaved_and_saved_later(phones: Phones) -> None:
    page, before = phones(), len(stored("T2"))
    page.context.set_offline(True)
    choose(page, "enttäuscht", "Theke")
    status(page, WAITING)
    assert len(stored("T2")) == before
    lost = page.get_by_text("Keine Verbindung.")
    expect(lost).to_be_visible(timeout=SECONDS)
    page.context.set_offline(False)
    status(page, f"{SAVED} 1/3")
    expect(lost).to_be_hidden()
    assert stored("T2")[before:] == [-1]


def test_a_tap_into_a_dead_line_survives_that_the_page_is_left(phones: Phones, server: Running) -> None:
    page = phones()
    page.context.set_offline(True)
    choose(page, "okay", "Theke")
    status(page, WAITING)
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto(f"{server.url}/room")
    status(page, f"{SAVED} 1/3")
    expect(question(page, "Theke").get_by_role("radio", name="okay")).to_be_checked()


def test_a_tap_that_arrives_after_the_end_is_called_unsaved_for_good(phones: Phones) -> None:
    page, before = phones(), stored("T3")
    page.context.set_offline(True)
    choose(page, "begeistert", "Reklamation")
    status(page, WAITING)
    step("close")
    page.context.set_offline(False)
    expect(page.get_by_role("alert")).to_contain_text(REFUSED, timeout=SECONDS)
    expect(page.get_by_text("Geschlossen, Ihre Antworten sind da.")).to_be_visible()
    assert stored("T3") == before


def test_a_step_reaches_every_phone_and_the_list_stays_in_its_place(phones: Phones) -> None:
    one, other = phones(), phones("Service")
    scroller = one.get_by_test_id("stMain")
    scroller.evaluate("main => main.scrollTop = 300")
    step("pause")
    for page in (one, other):
        status(page, "Pause")
        expect(page.get_by_role("radio").first).to_be_disabled()
    assert abs(scroller.evaluate("main => main.scrollTop") - 300) < 30
    step("reveal")
    for page in (one, other):
        expect(page.get_by_text("Schauen Sie nach vorn.")).to_be_visible(timeout=SECONDS)
        assert not page.get_by_role("radio").count()


def test_a_click_on_the_console_changes_phone_and_wall_without_a_reload(
    phones: Phones, server: Running, browser: Browser
) -> None:
    page = phones()
    take_over(WORKSHOP, hashed(server.token))
    with window(browser, WIDE) as facilitator:
        facilitator.add_cookies([{"name": COOKIE, "value": server.token, "url": server.url}])
        console, wall = facilitator.new_page(), facilitator.new_page()
        open_page(console, f"{server.url}/console?w={WORKSHOP}")
        open_page(wall, f"{server.url}/projector?w={WORKSHOP}&follow=1")
        for screen in (page, wall):
            screen.evaluate("window.isTheSame = true")
        console.locator(".st-key-console_pause_pause").get_by_role("button").click()
        status(page, "Pause")
        expect(page.get_by_role("radio").first).to_be_disabled()
        expect(wall.get_by_text(PAUSED).first).to_be_visible()
        assert all(screen.evaluate("window.isTheSame") for screen in (page, wall))


def test_the_countdown_runs_on_the_phone_and_ends_the_answers(phones: Phones) -> None:
    page = phones()
    step("countdown", 12)
    expect(page.get_by_role("timer")).to_have_text("0:05", timeout=SECONDS)
    status(page, "Die Zeit ist um.")
    expect(page.get_by_role("radio").first).to_be_disabled()


def test_01_two_tabs_of_one_person_show_the_last_answer_without_a_reload(phones: Phones, server: Running) -> None:
    one = phones()
    other = one.context.new_page()
    other.goto(f"{server.url}/room")
    question(other).wait_for()
    choose(one, "begeistert")
    expect(question(other).get_by_role("radio", name="begeistert")).to_be_checked()
    choose(other, "okay")
    expect(question(one).get_by_role("radio", name="okay")).to_be_checked()
    status(one, f"{SAVED} 1/3")


def test_10_a_tap_into_a_half_open_line_is_called_unsaved_and_saved_later(phones: Phones, server: Running) -> None:
    with dead_line_beside(server) as line:
        page, before = phones(url=line.url), len(stored())
        line.half_open = True
        choose(page, "enttäuscht")
        status(page, WAITING)
        assert len(stored()) == before
        line.break_off()
        status(page, f"{SAVED} 1/3")
        assert stored()[before:] == [-1]


@pytest.mark.parametrize(("minutes", "zone"), [(-10, "Pacific/Auckland"), (10, "America/Los_Angeles")])
def test_17_a_phone_with_a_wrong_clock_in_another_zone_shows_the_seconds_that_are_left(
    phones: Phones, minutes: int, zone: str
) -> None:
    def set_clock(page: Page) -> None:
        page.clock.install(time=datetime.now(UTC) + timedelta(minutes=minutes))
        page.context.new_cdp_session(page).send("Emulation.setTimezoneOverride", {"timezoneId": zone})

    step("countdown", 600)
    page = phones(before=set_clock)
    shown = page.get_by_role("timer").inner_text()
    left = seconds_left(now().stage, datetime.now(UTC))
    assert left is not None
    counted = 60 * int(shown.split(":")[0]) + int(shown.split(":")[1])
    assert abs(counted - left) < 5  # of 600, on a machine that is busy; a clock that counted would be off by as many
    choose(page, "okay")
    status(page, f"{SAVED} 1/3")


def test_18_a_phone_that_slept_shows_the_step_of_now_when_it_wakes(phones: Phones) -> None:
    page = phones()
    asleep = page.context.new_cdp_session(page)
    asleep.send("Page.setWebLifecycleState", {"state": "frozen"})
    page.context.set_offline(True)
    step("pause")
    page.context.set_offline(False)
    asleep.send("Page.setWebLifecycleState", {"state": "active"})
    status(page, "Pause")
    expect(page.get_by_role("radio").first).to_be_disabled()


def test_19_what_somebody_types_stays_while_others_propose_and_the_room_moves_on(phones: Phones) -> None:
    step("start_classifying")
    page = phones("")
    page.get_by_role("button", name="Verkauf").tap()
    sentence = page.get_by_label("Ein Satz, den auch Kunden lesen dürften.")
    sentence.press_sequentially("Wir rufen am sel")
    other = person("Verkauf")
    for text, name in (("Wir backen nachts.", "lock"), ("Wir duzen niemanden.", "unlock")):
        propose(other, "wow", text)
        step(name)
        expect(page.get_by_role("group", name=text, exact=True)).to_be_visible()
    page.keyboard.type("ben Tag zurück.")
    expect(sentence).to_have_value("Wir rufen am selben Tag zurück.")
    expect(sentence).to_be_focused()


def test_levels_are_chosen_by_keyboard(phones: Phones) -> None:
    page = phones()
    question(page).get_by_role("radio", name="enttäuscht").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    expect(question(page).get_by_role("radio", name="okay")).to_be_checked()
    status(page, f"{SAVED} 1/3")


def test_a_proposal_lands_on_the_table_and_markup_does_not(phones: Phones) -> None:
    page = phones()
    step("start_classifying")
    sentence = page.get_by_label("Ein Satz, den auch Kunden lesen dürften.")
    sentence.fill("Wir rufen <b>immer</b> zurück.")
    page.locator(".form").get_by_role("button", name="Muss").tap()
    expect(page.get_by_role("alert")).to_contain_text("ohne Auszeichnungen", timeout=SECONDS)
    sentence.fill("Wir rufen am selben Tag zurück.")
    page.locator(".form").get_by_role("button", name="Muss").tap()
    mine = page.get_by_role("group", name="Wir rufen am selben Tag zurück.")
    expect(mine.get_by_role("radio", name="Muss")).to_be_checked(timeout=SECONDS)
    expect(sentence).to_have_value("")
    mine.get_by_role("button", name="Einen Punkt geben").tap()
    status(page, "1 von 5 Punkten")


def test_the_language_can_be_switched_and_stays(phones: Phones) -> None:
    page = phones()
    page.get_by_role("button", name="English").tap()
    heading = page.get_by_role("heading", name="How do customers experience this?")
    expect(heading).to_be_visible(timeout=SECONDS)
    page.reload()
    expect(heading).to_be_visible(timeout=SECONDS)


def test_the_phone_leads_to_what_is_stored_and_back_to_the_same_seat(phones: Phones) -> None:
    page = phones("Service")
    page.get_by_role("link", name="Was über Sie gespeichert wird").tap()
    expect(page.get_by_role("heading", name="Bäckerei Beispiel")).to_be_visible(timeout=SECONDS)
    assert broken_rules(page, "html", {}) == []
    page.get_by_role("link", name="Zurück zu meiner Seite").tap()
    question(page).wait_for()
    expect(page.locator(".foot")).to_contain_text("Service")


def test_a_closed_room_takes_nobody_and_says_so(phones: Phones, server: Running) -> None:
    page, old = phones(), code()
    close_room(WORKSHOP)
    expect(page.get_by_text("Der Raum ist geschlossen.")).to_be_visible(timeout=SECONDS)
    page.context.clear_cookies()
    answer = page.goto(f"{server.url}/j/{old}")
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("alert")).not_to_be_empty()


@pytest.mark.parametrize("activity", ["door", "start_rating", "start_classifying", "close"])
def test_every_screen_can_be_read_and_hit_by_day_and_by_night(phones: Phones, activity: str) -> None:
    page = phones("" if activity == "door" else "Service")
    if activity == "start_classifying":
        step(activity)
        page.get_by_role("heading", name="No-Go, Muss oder Wow?").wait_for()
    if activity == "close":
        step(activity)
        page.get_by_text("Geschlossen, Ihre Antworten sind da.").wait_for()
    page.locator(".phone").wait_for()
    assert page.evaluate(TARGETS) == []
    assert words(page, SMALLEST) == []
    assert by_day_and_night(page, 0) == []
