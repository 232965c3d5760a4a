"""The table in a sheet is found, and what stands around it is named, not lost and not imported."""

from __future__ import annotations

from typing import Any

import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font
from workbook_files import JOURNEY, Rows, book_of, cells, reading_of, said, saved, xlsx

from workshop.texts import Refusal, say
from workshop.workbook.reading import Reading

HEADER = ["Phase", "Touchpoint", "Abteilung", "Bewertung"]
MESSY: Rows = [
    ["Kundenreise Musterfirma"],
    ["Datum:", "12.03.2025"],
    [],
    ["Phase", "Touchpoint\n(Kontaktpunkt)", "Abteilung", "Bewertung\n😞 😐 😀"],
    ["Vor dem Kauf", "Website", "Marketing", "😞"],
    [],
    ["Kauf", "Beratung", "Verkauf", "😀"],
    ["Summe", None, None, "2"],
    ["* gemeinsam bewertet"],
]


def names(reading: Reading) -> list[str]:
    return [t.name for t in reading.records.get("touchpoints", [])]


def test_the_header_is_found_below_titles_and_with_line_breaks() -> None:
    reading = reading_of({"Kundenreise": MESSY})
    assert reading.sheets[0].header_row == 4
    assert names(reading) == ["Website", "Beratung"]


def test_titles_totals_and_footnotes_are_named_with_their_text() -> None:
    problems = [p for p in reading_of({"Kundenreise": MESSY}).problems if p.code == "Z01"]
    assert cells(problems) == ["A1", "A2", "A8", "A9"]
    assert "„Summe | 2“ ist eine Summe" in said(problems)[2]


def test_a_sum_in_the_touchpoint_column_is_no_touchpoint() -> None:
    reading = reading_of({"T": [HEADER, ["Kauf", "Beratung", "Verkauf"], ["Summe", 10, None]]})
    assert names(reading) == ["Beratung"]
    assert [(p.code, p.cell) for p in reading.problems] == [("Z01", "A3")]


def test_every_row_below_the_header_is_accounted_for() -> None:
    sheet = reading_of({"Kundenreise": MESSY}).sheets[0]
    assert (sheet.read, sheet.kept, sheet.held, sheet.skipped) == (4, 2, 0, 2)


def test_a_touchpoint_that_only_begins_like_a_total_is_one() -> None:
    reading = reading_of({"T": [HEADER, ["Kauf", "Gesamtrechnung", "Büro"], ["Kauf", "Total Care Paket", "Büro"]]})
    assert names(reading) == ["Gesamtrechnung", "Total Care Paket"]


def test_phases_and_departments_are_filled_down_merged_cells_and_said() -> None:
    book = book_of({"T": [HEADER, ["Kauf", "Beratung", "Verkauf"], [None, "Vertrag"], ["Nach dem Kauf", "Rechnung"]]})
    book["T"].merge_cells("A2:A3")
    book["T"].merge_cells("C2:C3")
    reading = reading_of(saved(book))
    assert [(t.phase, t.department) for t in reading.records["touchpoints"]] == [
        ("purchase", "Verkauf"),
        ("purchase", "Verkauf"),
        ("afterpurchase", None),
    ]
    assert cells(reading.problems) == ["A2:A3", "C2:C3"]


def test_an_empty_phase_is_that_of_the_row_above_and_said() -> None:
    reading = reading_of({"T": [HEADER, ["Kauf", "Beratung"], [None, "Vertrag"]]})
    assert [t.phase for t in reading.records["touchpoints"]] == ["purchase", "purchase"]
    assert cells(reading.problems) == ["A3"]


def test_without_a_phase_column_every_touchpoint_gets_one_and_the_person_is_told() -> None:
    reading = reading_of({"T": [["Touchpoint", "Abteilung"], ["Website", "Marketing"]]})
    assert said(reading.problems, severity="warning")[0].startswith("Blatt „T“, A1: Es gibt keine Spalte „Phase“")


def test_a_stray_cell_far_below_is_named_and_left() -> None:
    book = book_of({"T": JOURNEY})
    book["T"]["A5000"] = "."
    reading = reading_of(saved(book))
    assert len(names(reading)) == 3
    assert cells(reading.problems) == ["A5000"]


def test_rows_prepared_with_nothing_but_a_number_are_skipped() -> None:
    reading = reading_of({"T": [*JOURNEY, ["T04"], ["T05"]]})
    assert reading.sheets[0].skipped == 2
    assert "A5, A6" in said(reading.problems)[0]


def test_the_workshop_may_stand_one_property_below_the_other() -> None:
    upright = [["Unternehmen", "Musterfirma"], ["Branche", "Handel"], ["Zielgruppe", "Familien"]]
    workshop = reading_of({"Workshop": upright, "T": JOURNEY}).workshop
    assert workshop
    assert (workshop.company, workshop.industry, workshop.id) == ("Musterfirma", "Handel", "MUSTERFIRMA")


def test_hidden_and_empty_sheets_are_named() -> None:
    book = book_of({"T": JOURNEY, "Alt": JOURNEY, "Foto": []})
    book["Alt"].sheet_state = "hidden"
    problems = reading_of(saved(book)).problems
    assert [(p.sheet, p.code) for p in problems] == [("Alt", "B01"), ("Foto", "B02")]


def test_a_sheet_that_is_not_understood_is_named_with_its_beginning() -> None:
    problem = reading_of({"T": JOURNEY, "Notizen": [["Ideen", "wer"], ["mehr Licht", "Anna"]]}).problems[0]
    assert (problem.sheet, problem.code, problem.original) == ("Notizen", "B07", "Ideen | wer | mehr Licht | Anna")


def test_struck_hidden_and_commented_cells_are_named() -> None:
    book = book_of({"T": JOURNEY})
    book["T"]["C2"].font = Font(strike=True)
    book["T"]["C3"].comment = Comment("immer laut", "M")
    book["T"].row_dimensions[4].hidden = True
    reading = reading_of(saved(book))
    assert [(p.code, p.cell) for p in reading.problems] == [("C12", "C2"), ("C14", "C3"), ("Z02", "A4")]
    assert reading.records["touchpoints"][1].comment == "immer laut"


def test_a_formula_without_result_counts_as_empty_and_is_named() -> None:
    reading = reading_of({"T": [[*JOURNEY[0], "Kommentar"], ["T01", "Kauf", "Website", "Verkauf", "=A1&B1"]]})
    assert [(p.code, p.cell) for p in reading.problems] == [("C02", "E2")]


@pytest.mark.parametrize(
    ("sheets", "sentence"),
    [
        ({"Leer": []}, "ist leer: Keine Zelle ist gefüllt (Blätter: Leer)"),
        ({"T": JOURNEY[:1]}, "hat eine Kopfzeile (Blatt „T“, Zeile 1), aber keine Zeilen darunter"),
    ],
)
def test_a_file_without_touchpoints_is_refused_with_what_is_needed(sheets: Any, sentence: str) -> None:
    with pytest.raises(Refusal) as refusal:
        reading_of(xlsx(sheets))
    assert sentence in say(refusal.value.message, "de")
