"""A workbook comes in: nothing is stored before the person agrees, and every problem has its cell."""

from __future__ import annotations

from io import BytesIO

import pytest
from conftest import SAMPLES
from openpyxl import Workbook
from streamlit.testing.v1 import AppTest

from components.rooms import PAGES
from data.store import list_workshops, load


def upload(app: AppTest, name: str, content: bytes) -> AppTest:
    app.run()
    app.switch_page(str(PAGES / "setup" / "upload.py")).run()
    app.file_uploader(key="workbook").upload(name, content)
    return app.run()


def keep(app: AppTest) -> AppTest:
    return next(button for button in app.button if button.icon == ":material/check:").click().run()


def workbook(*rows: tuple[object, ...], sheet: str = "Touchpoints") -> bytes:
    book, buffer = Workbook(), BytesIO()
    assert book.active is not None
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    book.save(buffer)
    return buffer.getvalue()


def test_nothing_is_stored_before_the_person_agrees(app: AppTest) -> None:
    upload(app, "autohaus.xlsx", (SAMPLES / "autohaus.xlsx").read_bytes())
    assert not app.exception
    assert list_workshops() == []


def test_a_workbook_that_is_kept_leads_to_its_heatmap(app: AppTest) -> None:
    keep(upload(app, "autohaus.xlsx", (SAMPLES / "autohaus.xlsx").read_bytes()))
    assert not app.exception
    assert len(load("WS-AUTO").ratings) == 792
    assert app.title[0].value == "Heatmap"


def test_a_second_copy_gets_a_short_name_of_its_own(app: AppTest, auto: str) -> None:
    keep(upload(app, "autohaus.xlsx", (SAMPLES / "autohaus.xlsx").read_bytes()))
    assert not app.exception
    assert sorted(workshop.id for workshop in list_workshops()) == ["WS-AUTO", "WS-AUTO-2"]


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("leer.xlsx", b"", "leer"),
        ("brief.xlsx", b"%PDF-1.7", "PDF"),
        ("seite.xls", b"<html><table></table></html>", "HTML"),
        ("kaputt.xlsx", (SAMPLES / "autohaus.xlsx").read_bytes()[:20_000], "beschädigt"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(
    app: AppTest, name: str, content: bytes, word: str
) -> None:
    upload(app, name, content)
    assert not app.exception
    assert word in app.error[0].value
    assert list_workshops() == []


def test_a_file_in_which_nothing_is_recognised_is_asked_about(app: AppTest) -> None:
    upload(app, "urlaub.xlsx", workbook(("Name", "Tage"), ("Anna", 3), sheet="Urlaub"))
    assert not app.exception
    assert "Urlaub" in app.selectbox[0].label
    assert not [button for button in app.button if button.icon == ":material/check:"]


def test_a_row_that_is_held_back_is_named_with_its_cell(app: AppTest) -> None:
    content = workbook(("Phase", "Touchpoint", "Bewertung"), ("Kauf", "Anruf", "okay"), ("Kauf", None, "okay"))
    upload(app, "klein.xlsx", content)
    assert not app.exception
    assert any("B3" in part.value for part in app.markdown)
    keep(app)
    assert list(load(list_workshops()[0].id)["touchpoints"]["name"]) == ["Anruf"]


def test_a_second_measurement_is_added_to_the_workshop_it_belongs_to(app: AppTest) -> None:
    first = workbook(("Phase", "Touchpoint", "P01", "P02", "P03"), ("Kauf", "Anruf", "okay", "okay", "okay"))
    keep(upload(app, "erst.xlsx", first))
    known = list_workshops()[0].id
    second = workbook(("Welle", "Teilnehmer", "Touchpoint", "Bewertung"), ("nachher", "P01", "Anruf", "begeistert"),
                      sheet="Bewertungen")  # fmt: skip
    app.switch_page(str(PAGES / "setup" / "upload.py")).run()
    app.selectbox(key="upload_into").select(known).run()
    app.file_uploader(key="workbook").upload("zweit.xlsx", second).run()
    keep(app)
    assert not app.exception
    dossier = load(known)
    assert dossier.waves == ["before", "after"]
    assert list(dossier["waves"]["closed"]) == [True, False]
