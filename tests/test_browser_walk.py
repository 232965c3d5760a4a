"""One facilitator's whole job in a real browser: a workbook in, the journey on the wall, before and after."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from components.samples import FOLDER
from data.store import load
from scripts.drawn import WIDE, open_page, settle, window
from scripts.running import Running, running_app, using_database

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("walk")]

BOTH = FOLDER / "autohaus.xlsx"
STANDARD, MEASURE = "Wir bitten nur einmal je Kauf um ein Urteil.", "Umfrage auf eine Frage kürzen"


@pytest.fixture(scope="module")
def database_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    return f"sqlite:///{tmp_path_factory.mktemp('walk') / 'werkstatt.db'}"


@pytest.fixture(scope="module")
def walked(database_url: str) -> Iterator[Running]:
    """The app as it is right after it was installed."""
    with running_app(database_url) as app:
        yield app


@pytest.fixture
def page(walked: Running, browser: Browser) -> Iterator[Page]:
    """A facilitator who has just opened the printed link."""
    with window(browser, WIDE) as context:
        page = context.new_page()
        open_page(page, walked.link)
        yield page


@pytest.fixture
def first_measurement(tmp_path: Path) -> Path:
    """The car dealer's workbook as it was before anybody measured a second time."""
    book = openpyxl.load_workbook(BOTH)
    for sheet in book:
        waves = [cell.column for cell in sheet[1] if cell.value == "Messung"]
        for row in range(sheet.max_row, 1, -1):
            if waves and sheet.cell(row, waves[0]).value == "nachher":
                sheet.delete_rows(row)
    book.save(tmp_path / "autohaus.xlsx")
    return tmp_path / "autohaus.xlsx"


def go(page: Page, title: str) -> None:
    """Choose a page in the menu."""
    page.get_by_test_id("stSidebarNav").get_by_role("link", name=title, exact=True).click()
    arrived(page, title)


def arrived(page: Page, title: str) -> None:
    """Wait for the page with this title."""
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible(timeout=30_000)
    settle(page)


def choose_file(page: Page, path: Path) -> None:
    """Choose a workbook and wait for its preview."""
    page.locator("input[type=file]").set_input_files(path)
    expect(page.get_by_text("Das wird übernommen")).to_be_visible(timeout=60_000)
    settle(page)


def test_the_whole_job(page: Page, walked: Running, database_url: str, first_measurement: Path) -> None:
    # A workbook in: three clicks from the link to the heatmap.
    page.get_by_role("button", name="Arbeitsmappe hochladen").click()
    arrived(page, "Arbeitsmappe einlesen")
    choose_file(page, first_measurement)
    expect(page.get_by_text("36 Touchpoints")).to_be_visible()
    page.get_by_role("button", name="Übernehmen").click()
    arrived(page, "Heatmap")
    expect(page.get_by_test_id("stVegaLiteChart").get_by_text("Buchhaltung", exact=True)).to_be_visible()

    # The journey on the wall.
    address = page.get_by_role("link", name="An die Wand").get_attribute("href")
    wall = page.context.new_page()
    open_page(wall, f"{walked.url}/{address}")
    expect(wall.get_by_test_id("stVegaLiteChart").get_by_text("Buchhaltung", exact=True)).to_be_visible()
    expect(wall.get_by_test_id("stSidebarNav")).not_to_be_visible()
    wall.close()

    # A standard for what hurts most.
    go(page, "Muss und Wow")
    page.get_by_placeholder("Neues Muss").fill(STANDARD)
    page.keyboard.press("Enter")
    expect(page.get_by_text(STANDARD)).to_be_visible()

    # Who does what.
    go(page, "Maßnahmen")
    page.get_by_text("Maßnahme hinzufügen").click()
    page.get_by_role("textbox", name="Maßnahme").fill(MEASURE)
    page.get_by_role("button", name="Maßnahme eintragen").click()
    expect(page.get_by_role("heading", name="von 16 Maßnahmen")).to_be_visible()

    # Nothing to compare yet; months later the second measurement comes as a workbook.
    go(page, "Vorher und nachher")
    expect(page.get_by_text("Noch gibt es nichts zu vergleichen")).to_be_visible()
    go(page, "Arbeitsmappe einlesen")
    page.get_by_role("combobox", name="Wohin").click()
    page.get_by_role("option", name="WS-AUTO").click()
    settle(page)
    choose_file(page, BOTH)
    page.get_by_role("button", name="Übernehmen").click()
    arrived(page, "Heatmap")

    # Before and after.
    go(page, "Vorher und nachher")
    expect(page.get_by_text("138 Stimmen besser, 19 schlechter, 167 wie vorher")).to_be_visible()
    expect(page.get_by_test_id("stVegaLiteChart").first.get_by_text("+111", exact=True).first).to_be_visible()

    # What the second workbook did not say is still there, and the first measurement is closed.
    with using_database(database_url):
        kept = load("WS-AUTO")
    assert STANDARD in list(kept["standards"]["text"])
    assert MEASURE in list(kept["measures"]["title"])
    assert kept["waves"].set_index("key")["closed"].to_dict() == {"before": True, "after": False}
    assert not [line for line in walked.lines if "Traceback" in line]


def test_a_broken_file_is_explained_and_the_server_lives(page: Page, walked: Running, tmp_path: Path) -> None:
    broken = tmp_path / "kaputt.xlsx"
    broken.write_bytes(b"PK\x03\x04 this is no workbook")
    go(page, "Arbeitsmappe einlesen")
    page.locator("input[type=file]").set_input_files(broken)
    expect(page.get_by_role("alert").filter(has_text="kaputt.xlsx")).to_be_visible(timeout=60_000)
    go(page, "Übersicht")
    assert not [line for line in walked.lines if "Traceback" in line]


def test_an_example_is_one_click_from_its_heatmap(page: Page) -> None:
    page.get_by_text("Beispiele", exact=True).click()
    page.get_by_role("button", name="Systemhaus").click()
    arrived(page, "Heatmap")
    expect(page.get_by_test_id("stVegaLiteChart").first).to_be_visible()
