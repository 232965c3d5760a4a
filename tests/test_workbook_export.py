"""What goes out comes back unchanged, looks like a workbook a facilitator would send, and runs no formula."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from workbook_files import reading_of

from workshop.dossier import Bundle, Dossier, dossier_of
from workshop.labels import FIELD_LABELS
from workshop.records import Department, Measure, Standard, Touchpoint, Wave, Workshop
from workshop.texts import LANGUAGES, say
from workshop.workbook.compared.context import context_of
from workshop.workbook.out.export import export_workbook
from workshop.workbook.out.template import template_workbook
from workshop.workbook.reading import Reading

SAMPLES = Path(__file__).parent.parent / "sample_workshops"


def small() -> Dossier:
    """A workshop with a text that looks like a formula."""
    bundle = Bundle(Workshop(id="WS-X", company="Musterfirma"))
    bundle.add("departments", Department(name="Verkauf", seq=1))
    bundle.add("waves", Wave(key="Sommer", seq=3, label="im Sommer"))
    bundle.add(
        "touchpoints", Touchpoint(key="T1", seq=1, phase="purchase", name="=1+1", comment="@SUM(1)\nzweite Zeile")
    )
    bundle.add("standards", Standard(key="S1", level="nogo", text="Nie.", valid_from="2025-06-30"))
    bundle.add("measures", Measure(key="M1", title="+49 anrufen", budget=1234.5, progress_pct=40, quick_win=True))
    return dossier_of(bundle)


@cache
def reading_of_sample(name: str) -> Reading:
    return reading_of((SAMPLES / f"{name}.xlsx").read_bytes(), f"{name}.xlsx")


def plain(reading: Reading) -> dict[str, list[dict[str, object]]]:
    return {kind: [record.model_dump() for record in records] for kind, records in reading.records.items()}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sample", ["autohaus", "systemhaus", "hotel"])
def test_an_example_comes_back_from_its_export_without_a_difference(sample: str, language: str) -> None:
    before = reading_of_sample(sample)
    after = reading_of(export_workbook(dossier_of(before.bundle), language), "export.xlsx", language=language)
    assert after.problems == []
    assert after.workshop == before.workshop
    assert plain(after) == plain(before)


def test_text_that_looks_like_a_formula_stays_text() -> None:
    content = export_workbook(small(), "de")
    touchpoints = load_workbook(BytesIO(content))["Touchpoints"]
    assert (touchpoints["E2"].value, touchpoints["E2"].data_type) == ("=1+1", "s")
    assert reading_of(content).records["touchpoints"][0].name == "=1+1"


def test_a_small_workshop_comes_back_without_a_difference() -> None:
    dossier = small()
    again = reading_of(export_workbook(dossier, "de"))
    assert again.problems == []
    assert dossier_of(again.bundle)["measures"].equals(dossier["measures"])
    assert dossier_of(again.bundle)["waves"].equals(dossier["waves"])


def test_a_wave_called_as_another_one_is_said_stays_a_wave_of_its_own() -> None:
    bundle = Bundle(Workshop(id="WS-X", company="Musterfirma"))
    for seq, key in enumerate(("before", "vorher", "Welle 2"), start=1):
        bundle.add("waves", Wave(key=key, seq=seq))
    dossier = dossier_of(bundle)
    again = reading_of(export_workbook(dossier, "de"))
    assert again.problems == []
    assert again.records["waves"] == dossier.records("waves")


@pytest.mark.parametrize("language", LANGUAGES)
def test_sheets_and_headers_speak_the_language(language: str) -> None:
    book = load_workbook(BytesIO(export_workbook(small(), language)))
    assert book.sheetnames[:2] == (["Lies mich", "Workshop"] if language == "de" else ["Read me", "Workshop"])
    headers = [cell.value for cell in book["Touchpoints"][1]]
    assert headers == ["_id"] + [say(label, language) for label in FIELD_LABELS["touchpoints"].values()]


def test_what_tells_records_apart_is_hidden_and_what_it_remembers_is_out_of_reach() -> None:
    book = load_workbook(BytesIO(export_workbook(small(), "de")))
    assert book["Touchpoints"].column_dimensions["A"].hidden
    assert book["_meta"].sheet_state == "veryHidden"


def test_what_an_export_remembers_holds_no_text_of_the_workshop() -> None:
    book = load_workbook(BytesIO(export_workbook(small(), "de")))
    remembered = " ".join(str(cell) for row in book["_meta"].iter_rows(values_only=True) for cell in row if cell)
    assert "anrufen" not in remembered
    assert "zweite Zeile" not in remembered


def test_the_header_stays_in_sight_and_filters() -> None:
    sheet = load_workbook(BytesIO(export_workbook(small(), "de")))["Touchpoints"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:S2")


def test_figures_get_a_sheet_that_is_not_read_back() -> None:
    content = export_workbook(small(), "de", {"total": {"net_delight": 12.5, "n": None}, "best": ["T1"]})
    rows = load_workbook(BytesIO(content))["Ergebnisse"].iter_rows(min_row=2, values_only=True)
    assert list(rows) == [("total.net_delight", 12.5), ("total.n", None), ("best.1", "T1")]
    assert reading_of(content).problems == []


def test_the_context_of_a_workshop_lets_its_own_export_in_unchanged() -> None:
    dossier = small()
    reading = reading_of(export_workbook(dossier, "de"), known=context_of(dossier))
    assert [t.key for t in reading.records["touchpoints"]] == ["T1"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_is_read_without_any_problem(language: str) -> None:
    reading = reading_of(template_workbook(language), "vorlage.xlsx", language=language)
    assert reading.problems == []
    assert len(reading.records["touchpoints"]) == 6
    assert {s.level for s in reading.records["standards"]} == {"nogo", "must", "wow"}


def test_the_example_is_left_out_once_there_are_own_touchpoints() -> None:
    book = load_workbook(BytesIO(template_workbook("de")))
    book["Touchpoints"].append(["Beim Kauf", "Kasse", "Verkauf", "Vor Ort", "okay"])
    content = BytesIO()
    book.save(content)
    reading = reading_of(content.getvalue(), "vorlage.xlsx")
    assert [t.name for t in reading.records["touchpoints"]] == ["Kasse"]
    assert [p.code for p in reading.problems] == ["B08"]


def test_the_template_offers_the_words_of_the_scale() -> None:
    book = load_workbook(BytesIO(template_workbook("de")))
    rules = {str(rule.sqref): rule for rule in book["Touchpoints"].data_validations.dataValidation}
    named = book.defined_names[rules["E2:E501"].formula1]
    assert named.attr_text.startswith("_lists!")
    assert rules["E2:E501"].errorStyle == "warning"
    assert [book["_lists"].cell(row, 2).value for row in (1, 2, 3)] == ["enttäuscht", "okay", "begeistert"]
    assert book["_lists"].sheet_state == "veryHidden"
