"""A messy workbook in a real browser: its questions are answered step by step, and it ends on the heatmap."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from looking import shortcomings
from playwright.sync_api import Browser, Page, expect

from data.store import list_workshops, load
from scripts.drawn import PHONE, open_page, settle, window
from scripts.running import Running, running_app, using_database

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("import")]

SHEET = [
    ["Unsere Kundenreise, Stand Mai"],
    ["Phase", "Kontaktpunkt", "Abteilung", "Bewertung", "Lieblingsfarbe"],
    ["Vor dem Kauf", "Website", "Marketing", "okay", "rot"],
    ["Kauf", "Beratung", "Verkauf", "super", "blau"],
    ["Kauf", "Angebot", "Verkauf", "super", "blau"],
    ["Nach dem Kauf", "Rechnung", "Buchhaltung", "geht so", "grün"],
    ["Summe", None, None, 4],
]


@pytest.fixture(scope="module")
def database_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    return f"sqlite:///{tmp_path_factory.mktemp('import') / 'werkstatt.db'}"


@pytest.fixture(scope="module")
def running(database_url: str) -> Iterator[Running]:
    """The app as it is right after it was installed."""
    with running_app(database_url) as app:
        yield app


@pytest.fixture
def page(running: Running, browser: Browser) -> Iterator[Page]:
    """A facilitator with nothing but a phone."""
    with window(browser, PHONE) as context:
        page = context.new_page()
        open_page(page, running.link)
        open_page(page, f"{running.url}/upload")
        yield page


@pytest.fixture
def messy(tmp_path: Path) -> Path:
    """A workbook with a title, words nobody else knows, a column of its own, and a total."""
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in SHEET:
        book.active.append(row)
    book.save(tmp_path / "durcheinander.xlsx")
    return tmp_path / "durcheinander.xlsx"


def test_a_messy_workbook_is_asked_about_and_kept(page: Page, running: Running, database_url: str, messy: Path) -> None:
    page.locator("input[type=file]").set_input_files(messy)

    # What is this column? It is left out, as proposed.
    expect(page.get_by_role("heading", name="Spalten")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Lieblingsfarbe").first).to_be_visible()
    nothing_to_complain_about(page)
    page.get_by_role("button", name="Weiter").click()

    # What do these words mean?
    expect(page.get_by_role("heading", name="Werte")).to_be_visible(timeout=60_000)
    nothing_to_complain_about(page)
    answer(page, "super", "begeistert")
    answer(page, "geht so", "okay")
    page.get_by_role("button", name="Weiter").click()

    # Every row is accounted for, and what was left out is named.
    expect(page.get_by_text("5 Zeilen mit Inhalt = 4 neu + 1 übersprungen")).to_be_visible(timeout=60_000)
    page.get_by_text("Nicht importiert").click()
    expect(page.get_by_text("„Lieblingsfarbe“")).to_be_visible()
    page.get_by_text("Jede gefüllte Zelle").click()
    page.get_by_text("Was angenommen wurde").click()
    nothing_to_complain_about(page)
    page.get_by_role("button", name="Übernehmen").click()
    expect(page.get_by_role("heading", level=1, name="Heatmap")).to_be_visible(timeout=30_000)

    with using_database(database_url):
        ratings = load(list_workshops()[0].id).ratings["rating"]
    assert sorted(ratings.dropna()) == [0, 0, 1, 1]
    assert not [line for line in running.lines if "Traceback" in line]


def nothing_to_complain_about(page: Page) -> None:
    """Everything fits the phone and can be used with a screen reader."""
    settle(page)
    assert shortcomings(page, 12, dark=False) == []


def answer(page: Page, word: str, choice: str) -> None:
    """Choose what a word means."""
    page.get_by_role("radiogroup", name=word).get_by_role("radio", name=choice).click()
