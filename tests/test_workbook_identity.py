"""Our own export comes back from Excel: every row is the record it was, a copied one is new."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from workbook_files import cells, reading_of, saved

from workshop.dossier import Bundle, Dossier, dossier_of
from workshop.records import Participant, RatingRecord, Standard, Touchpoint, Wave, Workshop
from workshop.texts import Refusal
from workshop.workbook.compared.context import Context, context_of
from workshop.workbook.out.export import export_workbook
from workshop.workbook.reading import Reading

ID, NUMBER, PHASE, NAME = "A", "B", "D", "E"
"""Columns of the sheet of touchpoints."""


def workshop() -> Dossier:
    """Two touchpoints; the first one has a vote and a standard."""
    bundle = Bundle(Workshop(id="WS-X", company="Musterfirma"))
    bundle.add("waves", Wave(key="before"))
    bundle.add("participants", Participant(key="P01"))
    bundle.add("touchpoints", Touchpoint(key="T01", seq=1, phase="purchase", name="Theke"))
    bundle.add("touchpoints", Touchpoint(key="T02", seq=2, phase="purchase", name="Kasse"))
    bundle.add("ratings", RatingRecord(wave="before", participant="P01", touchpoint="T01", rating=1))
    bundle.add("standards", Standard(key="S01", level="must", text="Wir grüßen.", touchpoint="T01"))
    return dossier_of(bundle)


def edited(edit: Callable[[Workbook], object], *, known: bool = True) -> Reading:
    """The export after somebody edited it, read for the same workshop, or as a new one."""
    dossier = workshop()
    book = load_workbook(BytesIO(export_workbook(dossier, "de")))
    edit(book)
    return reading_of(saved(book), known=context_of(dossier) if known else None)


def touchpoints(reading: Reading) -> dict[str, str]:
    return {record.key: record.name for record in reading.records["touchpoints"]}


def test_a_renamed_row_is_still_the_same_record() -> None:
    def edit(book: Workbook) -> None:
        book["Touchpoints"][f"{NAME}2"] = "Tresen"

    assert touchpoints(edited(edit)) == {"T01": "Tresen", "T02": "Kasse"}


def test_a_changed_number_is_still_the_same_record_for_what_refers_to_it_by_either_number() -> None:
    def edit(book: Workbook) -> None:
        book["Touchpoints"][f"{NUMBER}2"] = "A1"
        book["Bewertungen"]["C2"] = "A1"

    reading = edited(edit)
    assert touchpoints(reading) == {"T01": "Theke", "T02": "Kasse"}
    assert [vote.touchpoint for vote in reading.records["ratings"]] == ["T01"]
    assert [standard.touchpoint for standard in reading.records["standards"]] == ["T01"]
    assert [(p.code, p.severity, p.cell) for p in reading.problems] == [("Z05", "note", f"{NUMBER}2")]


def test_a_copied_row_is_a_new_record() -> None:
    def edit(book: Workbook) -> None:
        book["Touchpoints"].append([cell.value for cell in book["Touchpoints"][2]])

    assert touchpoints(edited(edit)) == {"T01": "Theke", "T02": "Kasse", "T03": "Theke"}


@pytest.mark.parametrize("known", [True, False])
def test_a_new_row_never_inherits_the_votes_of_a_deleted_one(known: bool) -> None:
    def edit(book: Workbook) -> None:
        book["Touchpoints"].delete_rows(2)
        book["Touchpoints"].append([None, None, None, "Kauf", "Parkplatz"])

    assert touchpoints(edited(edit, known=known)) == {"T02": "Kasse", "T03": "Parkplatz"}


def test_a_row_retyped_under_the_same_name_is_held_back_until_somebody_says_whether_it_is_the_same() -> None:
    def edit(book: Workbook) -> None:
        book["Touchpoints"].delete_rows(2)
        book["Touchpoints"].append([None, None, None, "Kauf", "Theke"])

    reading = edited(edit)
    assert touchpoints(reading) == {"T02": "Kasse"}
    assert cells(reading.problems, severity="error") == [f"{NAME}3"]
    assert [question.code for question in reading.questions if question.open] == ["Z04"]


def test_the_export_of_another_workshop_is_refused() -> None:
    content = export_workbook(workshop(), "de")
    with pytest.raises(Refusal, match="WS-X"):
        reading_of(content, known=Context("WS-OTHER", {"touchpoints": {"T01": "Theke"}}))


@pytest.mark.parametrize(
    ("cell", "value"), [("B3", "no JSON"), ("B3", "5"), ("A2", "no kind"), ("A1", "a later format")]
)
def test_an_export_whose_memory_was_edited_is_read_like_any_other_workbook(cell: str, value: str) -> None:
    def edit(book: Workbook) -> None:
        book["_meta"][cell] = value

    reading = edited(edit)
    assert reading.exported == ""
    assert touchpoints(reading) == {"T01": "Theke", "T02": "Kasse"}
