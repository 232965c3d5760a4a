"""Every workbook in sample_workshops/ can be opened and says what its README promises."""

from __future__ import annotations

from pathlib import Path

import pytest

from components.look import Look
from components.samples import SAMPLES as OPENED
from components.samples import sample_bundle
from components.slides import CHARTS, Options, slides_of
from workshop.dossier import Dossier, dossier_of
from workshop.texts import say
from workshop.workbook.files.child import read_path
from workshop.workbook.reading import Reading
from workshop.worksheets.load import worksheets
from workshop.worksheets.rows import things_of

SAMPLES = Path(__file__).parent.parent / "sample_workshops"
COMPLETE = {
    "autohaus.xlsx": ("WS-AUTO", "de", 36, 792, 586, 22, 15, 11, 59, 8, 5),
    "systemhaus.xlsx": ("WS-IT", "de", 36, 792, 353, 19, 15, 11, 48, 8, 5),
    "hotel.xlsx": ("WS-HOTEL", "en", 35, 770, 791, 16, 15, 10, 42, 6, 4),
}
"""File → id, language and the numbers of COUNTED."""
COUNTED = (
    *("touchpoints", "ratings", "customer_ratings", "standards", "measures", "kpis"),
    *("kpi_values", "conversations", "moments_of_truth"),
)


@pytest.fixture(scope="module", params=["WS-AUTO", "WS-HOTEL"])
def opened(request: pytest.FixtureRequest) -> Dossier:
    """An example as one click opens it."""
    return dossier_of(sample_bundle(request.param, "de"))


def sample(name: str) -> Reading:
    return read_path(SAMPLES / name, language="de")


def test_every_sample_is_named_in_the_readme_and_tested_here() -> None:
    files = {path.name for path in SAMPLES.glob("*.xlsx")}
    readme = (SAMPLES / "README.md").read_text(encoding="utf-8")
    assert files == {*COMPLETE, "unordentlich.xlsx", "kaputt.xlsx"}
    assert [name for name in files if f"`{name}`" not in readme] == []


@pytest.mark.parametrize("name", COMPLETE)
def test_a_complete_sample_comes_in_whole_and_without_a_remark(name: str) -> None:
    reading = sample(name)
    assert reading.workshop
    counts = [len(reading.records[kind]) for kind in COUNTED]
    assert (reading.workshop.id, reading.workshop.language, *counts) == COMPLETE[name]
    assert len(reading.records["participants"]) == 12
    assert [(w.key, w.held_on is not None) for w in reading.records["waves"]] == [("before", True), ("after", True)]
    assert reading.problems == []


def test_the_messy_sample_brings_eleven_touchpoints_and_names_what_is_uncertain() -> None:
    reading = sample("unordentlich.xlsx")
    counts = {kind: len(reading.records[kind]) for kind in ("touchpoints", "ratings", "standards", "measures")}
    assert counts == {"touchpoints": 11, "ratings": 10, "standards": 16, "measures": 11}
    uncertain = [(p.sheet, p.cell) for p in reading.problems if p.severity != "note"]
    assert uncertain == [("Kundenreise", cell) for cell in ("K10", "E11", "K11", "L11")]


def test_in_the_messy_sample_no_row_disappears_without_a_word() -> None:
    journey = sample("unordentlich.xlsx").sheets[0]
    assert (journey.header_row, journey.read, journey.kept, journey.skipped) == (5, 13, 11, 2)


def test_the_broken_sample_explains_every_row_it_holds_back() -> None:
    reading = sample("kaputt.xlsx")
    held = [(p.sheet, p.cell) for p in reading.errors]
    assert held == [
        ("Touchpoints", "C3"), ("Touchpoints", "A5"), ("Touchpoints", "B6"),
        ("Bewertungen", "D3"), ("Bewertungen", "D4"), ("Bewertungen", "C6"), ("Bewertungen", "E7"),
        ("Standards", "C3"), ("Standards", "B4"),
        ("Maßnahmen", "E3"), ("Maßnahmen", "F4"), ("Maßnahmen", "G5"), ("Maßnahmen", "C6"),
    ]  # fmt: skip
    assert sum(sheet.held for sheet in reading.sheets) == len(held)


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_sentence_about_the_broken_sample_names_its_place(language: str) -> None:
    for problem in sample("kaputt.xlsx").problems:
        sentence = say(problem.message, language)
        assert problem.sheet in sentence
        assert problem.cell in sentence
        assert sentence.endswith(".")


def test_what_lies_beside_a_workbook_belongs_to_an_example_that_can_be_opened() -> None:
    beside = {path.name for path in SAMPLES.glob("*.toml")}
    assert beside <= {str(Path(file).with_suffix(".toml")) for file, *_ in OPENED.values()}


def test_in_an_opened_example_no_chart_is_empty(opened: Dossier) -> None:
    assert [name for name in CHARTS if slides_of(opened, name, Options(), Look())[0].frame.empty] == []


def test_every_worksheet_entry_of_an_example_is_about_something_that_exists(opened: Dossier) -> None:
    cells = opened["worksheet_cells"]
    keys = {"touchpoint": set(opened.touchpoints["key"]), "department": set(opened.departments)}
    for sheet in (worksheets()[name] for name in cells["worksheet"].unique()):
        mine = cells[cells["worksheet"] == sheet.id]
        if sheet.rows != "list":
            assert set(mine["entry"]) <= {thing.key for thing in things_of(opened, sheet)}, sheet.id
        for field in sheet.fields:
            given = set(mine.loc[mine["field"] == field.name, "value"])
            assert given <= keys.get(field.kind, given), (sheet.id, field.name)
