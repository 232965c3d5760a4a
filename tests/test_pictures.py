"""Every chart can be taken away as a picture: PNG and SVG, 1920 × 1080, with its message and its words."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import pytest
from filled_worksheets import asked_in_pairs, filled_in
from streamlit.testing.v1 import AppTest

from components.charts.sheet import title_lines
from components.look import Look
from components.pictures.card import FAILED
from components.pictures.render import Picture, draw_file, not_drawn
from components.pictures.sheet import file_stem, picture_look, picture_spec
from components.rooms import PAGES
from components.slides import CHARTS, Options, Slide, slides_of
from workshop.dossier import Bundle, dossier_of
from workshop.texts import Refusal

LOOK = picture_look(Look("dark", "phone", "de"))
AS_PNG = ("overview", "curve", "schedule")
"""Drawing pixels takes most of the time: three charts stand for all."""
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def pictures_of(slides: dict[str, Slide]) -> list[Picture]:
    return [Picture(name, slide.title, slide.alt, picture_spec(slide)) for name, slide in slides.items()]


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name.split(".")[0]: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def slides(auto_bundle: Bundle) -> dict[str, Slide]:
    """The first slide of every chart of the car dealer's workshop, with some worksheets filled in."""
    more = {"worksheet_cells": filled_in(auto_bundle), "kano_responses": asked_in_pairs()}
    dossier = dossier_of(Bundle(auto_bundle.workshop, auto_bundle.records | more))
    return {name: slides_of(dossier, name, Options("after", "before"), LOOK)[0] for name in CHARTS}


@pytest.fixture(scope="module")
def drawings(slides: dict[str, Slide]) -> dict[str, ElementTree.Element]:
    """Every chart as SVG, all drawn by one child."""
    files = unpacked(draw_file(pictures_of(slides), "svg", seconds=300))
    return {name: ElementTree.fromstring(file) for name, file in files.items()}


@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_is_an_svg_of_1920_by_1080_with_its_message_and_its_words(
    slides: dict[str, Slide], drawings: dict[str, ElementTree.Element], name: str
) -> None:
    drawing, slide = drawings[name], slides[name]
    assert [round(float(drawing.attrib[side]), 6) for side in ("width", "height")] == [1920, 1080]
    assert set(title_lines(slide.title, slide.look)) <= set(drawing.itertext())
    assert [drawing[0].text, drawing[1].text] == [slide.title, slide.alt]
    assert drawing.attrib["role"] == "img"


def test_a_picture_brings_its_font_and_asks_nobody_for_anything(drawings: dict[str, ElementTree.Element]) -> None:
    text = ElementTree.tostring(drawings["overview"], encoding="unicode")
    assert "@font-face{font-family:Inter" in text
    assert "url(http" not in text
    assert "href" not in text


def test_a_png_is_1920_by_1080_and_says_what_it_shows(slides: dict[str, Slide]) -> None:
    chosen = {name: slides[name] for name in AS_PNG}
    files = unpacked(draw_file(pictures_of(chosen), "png", seconds=300))
    for name, file in files.items():
        assert file[:8] == SIGNATURE
        assert (int.from_bytes(file[16:20], "big"), int.from_bytes(file[20:24], "big")) == (1920, 1080)
        assert b"iTXtDescription\0\0\0\0\0" + slides[name].alt.encode() in file
    assert len(files) == len(AS_PNG)


def test_what_a_spec_wants_from_the_network_is_refused() -> None:
    spec: dict[str, Any] = {"mark": "point", "data": {"url": "http://localhost:9/x.csv"}, "encoding": {}}
    with pytest.raises(Refusal):
        draw_file([Picture("x", "x", "x", spec)], "svg", seconds=300)


def test_a_picture_that_takes_too_long_is_refused_and_the_next_one_is_drawn(slides: dict[str, Slide]) -> None:
    (plan,) = pictures_of({"plan": slides["plan"]})
    with pytest.raises(Refusal):
        draw_file([plan], "svg", seconds=0.01)
    assert draw_file([plan], "svg", seconds=300).startswith(b"<svg")


@pytest.mark.parametrize(("name", "stem"), [("WS-AUTO", "ws-auto"), ("Größe ✓", "grosse")])
def test_the_name_of_a_picture_can_be_written_by_every_system(name: str, stem: str) -> None:
    assert file_stem(name, "kpi", date(2026, 3, 1)) == f"{stem}-kpi-2026-03-01"


def test_a_card_offers_its_pictures_once_it_is_opened_and_says_what_went_wrong(app: AppTest, auto: str) -> None:
    app.query_params["lang"] = "de"
    app.run()
    app.switch_page(str(PAGES / "analysis/votes.py")).run()
    assert not app.get("download_button")
    app.session_state["votes_more"] = True
    app.session_state[FAILED] = {"votes": not_drawn().message}
    app.run()
    assert not app.exception
    assert [button.proto.label for button in app.get("download_button")] == ["PNG", "SVG"]
    assert "Das Bild ließ sich nicht zeichnen" in app.error[0].value
