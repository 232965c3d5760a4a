"""Worksheets in the database: filled in, changed by two people, undone, and departments that a closed wave keeps."""

from __future__ import annotations

import pytest
from databases import small_bundle

from data.changes import last_batch, undo
from data.commands import Edit, edit, keep
from data.store import load
from data.waves import close_wave, reopen_wave
from workshop.records import KanoResponse, Participant, WorksheetCell
from workshop.texts import Refusal

WORKSHOP = "WS-TEST"


def cell(value: str, field: str = "barrier", entry: str = "E01") -> WorksheetCell:
    return WorksheetCell(worksheet="barriers", entry=entry, field=field, value=value)


def filled() -> dict[tuple[str, str], str]:
    cells = load(WORKSHOP)["worksheet_cells"]
    return {(row["entry"], row["field"]): row["value"] for row in cells.to_dict("records")}


def test_a_filled_field_is_kept_and_undo_empties_it_again(store: str) -> None:
    keep(small_bundle())
    edit(WORKSHOP, "worksheet_cells", [Edit(None, cell("Zwei Systeme")), Edit(None, cell("Anna", "owner"))])
    assert filled() == {("E01", "barrier"): "Zwei Systeme", ("E01", "owner"): "Anna"}
    batch = last_batch(WORKSHOP)
    assert batch is not None
    assert batch.count == 2
    undo(WORKSHOP, batch.id)
    assert filled() == {}


def test_two_people_in_one_entry_keep_both_and_in_one_field_are_told(store: str) -> None:
    keep(small_bundle())
    edit(WORKSHOP, "worksheet_cells", [Edit(None, cell("Zwei Systeme")), Edit(None, cell("Anna", "owner"))])
    edit(WORKSHOP, "worksheet_cells", [Edit(cell("Anna", "owner"), cell("Bert", "owner"))])
    edit(WORKSHOP, "worksheet_cells", [Edit(cell("Zwei Systeme"), cell("Drei Systeme"))])
    assert filled() == {("E01", "barrier"): "Drei Systeme", ("E01", "owner"): "Bert"}
    with pytest.raises(Refusal, match="Bert"):
        edit(WORKSHOP, "worksheet_cells", [Edit(cell("Anna", "owner"), cell("Cora", "owner"))])
    with pytest.raises(Refusal, match="Bert"):
        edit(WORKSHOP, "worksheet_cells", [Edit(None, cell("Dora", "owner"))])


def test_kano_answers_are_kept_one_a_feature_and_respondent(store: str) -> None:
    bundle = small_bundle()
    answers = [KanoResponse(feature="F1", text="Klingel", respondent=f"K{n}", functional=1, dysfunctional=5)
               for n in range(3)]  # fmt: skip
    bundle.records["kano_responses"] = answers
    keep(bundle)
    _, kept = keep(bundle, into=WORKSHOP)
    assert len(load(WORKSHOP)["kano_responses"]) == 3
    assert kept.new == 0


def test_a_closed_wave_remembers_the_departments_of_those_who_rated(store: str) -> None:
    keep(small_bundle())
    close_wave(WORKSHOP, "before")
    edit(WORKSHOP, "participants", [Edit(Participant(key="P1", department="Verkauf"),
                                         Participant(key="P1", department="Service"))])  # fmt: skip
    reopen_wave(WORKSHOP, "before")
    close_wave(WORKSHOP, "before")
    then = load(WORKSHOP).frames["wave_participants"]
    assert dict(zip(then["participant"], then["department"], strict=True)) == {"P1": "Verkauf", "P2": "Service"}


def test_a_department_keeps_its_worksheets_under_another_name(store: str) -> None:
    keep(small_bundle())
    about = WorksheetCell(worksheet="closeness", entry="Service", field="closeness", value="3")
    edit(WORKSHOP, "worksheet_cells", [Edit(None, about), Edit(None, cell("Service", "department"))])
    service = next(one for one in load(WORKSHOP).records("departments") if one.name == "Service")  # type: ignore[attr-defined]
    edit(WORKSHOP, "departments", [Edit(service, service.model_copy(update={"name": "Kundendienst"}))])
    assert filled() == {("Kundendienst", "closeness"): "3", ("E01", "department"): "Kundendienst"}
    undo(WORKSHOP, last_batch(WORKSHOP).id)  # type: ignore[union-attr]
    assert filled() == {("Service", "closeness"): "3", ("E01", "department"): "Service"}
