"""The person gets the own file back as a copy: every cell as it was, and beside it what became of the row."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from workbook_files import JOURNEY, book_of, reading_of, saved, xlsx

from workshop.texts import Refusal, message
from workshop.workbook.out.result import States, result_workbook
from workshop.workbook.out.result_child import write_result
from workshop.workbook.problems import Problem
from workshop.workbook.reading import Reading, SheetReport

REPORT = SheetReport("Touchpoints", "touchpoints", header_row=1)


def problem(cell: str, severity: Any = "error", sheet: str = "Touchpoints") -> Problem:
    return Problem("C15", severity, sheet, cell, "super", "", message("“{v}” is no rating.", v="super"))


def written(content: bytes, problems: list[Problem], states: States | None = None, name: str = "x.xlsx") -> Workbook:
    """The result workbook of an upload, read again."""
    reading = Reading(name, problems=problems, sheets=[REPORT])
    return load_workbook(BytesIO(result_workbook(content, name, reading, "de", states or {})))


def test_every_cell_stands_where_it_stood() -> None:
    copy = written(xlsx({"Touchpoints": JOURNEY}), [])["Touchpoints"]
    assert [[cell.value for cell in row[:4]] for row in copy.iter_rows(max_row=4)] == [list(row) for row in JOURNEY]


def test_beside_each_row_stands_what_became_of_it() -> None:
    states = {("Touchpoints", 2): "new", ("Touchpoints", 3): "held"}
    copy = written(xlsx({"Touchpoints": JOURNEY}), [problem("C3")], states)["Touchpoints"]
    assert [cell.value for cell in copy["E"]][:3] == ["Import-Ergebnis", "neu", "zurückgehalten"]
    assert copy["F1"].value == "Import-Hinweis"
    assert copy["F3"].value.startswith("✖ C3: ")


def test_a_cell_with_problems_is_marked_for_the_worst_by_colour_and_border() -> None:
    problems = [problem("C3", "note"), problem("C3"), problem("B2", "warning")]
    copy = written(xlsx({"Touchpoints": JOURNEY}), problems)["Touchpoints"]
    looks = [(copy[cell].fill.fgColor.rgb, copy[cell].border.left.style) for cell in ("C3", "B2", "C2")]
    assert looks == [("FFF6DFD0", "medium"), ("FFFFF4D6", "dashed"), ("00000000", None)]


def test_the_first_sheet_lists_all_problems_and_leads_to_their_cells() -> None:
    book = written(xlsx({"Touchpoints": JOURNEY}), [problem("C3"), problem("", "note", "")])
    first = book.worksheets[0]
    assert [cell.value for cell in first[2]][:4] == ["✖ Fehler", "Touchpoints", "C3", "super"]
    assert first["C2"].hyperlink.location == "'Touchpoints'!C3"
    assert first.max_row == 3


def test_text_that_looks_like_a_formula_stays_text() -> None:
    csv = written(b"Touchpoint;Phase\n=1+1;{=2}\n", [], name="Touchpoints.csv")["Touchpoints"]
    assert [(cell.value, cell.data_type) for cell in csv[2]][:2] == [("=1+1", "s"), ("{=2}", "s")]


def test_dates_percentages_error_values_and_long_numbers_stay_what_they_are() -> None:
    book = book_of({"Touchpoints": [["Tag", "Anteil", "Nr."], [datetime(2025, 3, 12), 0.45, 2], [None, True, "#N/A"]]})  # noqa: DTZ001
    book["Touchpoints"]["B2"].number_format = "0%"
    copy = written(saved(book), [])["Touchpoints"]
    assert (copy["A2"].value, copy["A2"].number_format) == (datetime(2025, 3, 12), "dd.mm.yyyy")  # noqa: DTZ001
    assert (copy["B2"].value, copy["B2"].number_format) == (0.45, "0.##%")
    assert (copy["B3"].value, copy["C3"].value) == (True, "#N/A")


def test_merged_cells_stay_merged_unless_something_would_vanish_beneath() -> None:
    book = book_of({"Touchpoints": [["Phase", "x"], ["Kauf", 1], [None, 2]]})
    book["Touchpoints"].merge_cells("A2:A3")
    assert [str(area) for area in written(saved(book), [])["Touchpoints"].merged_cells.ranges] == ["A2:A3"]
    assert not written(saved(book), [problem("A3")])["Touchpoints"].merged_cells.ranges


def test_sheets_with_names_excel_does_not_accept_get_similar_ones() -> None:
    book = written(b"A;B\n1;2\n", [], name="Import-Hinweise.csv")
    assert book.sheetnames == ["Import-Hinweise", "Import-Legende", "Import-Hinweise 2"]
    assert len(written(b"A;B\n1;2\n", [], name=f"{'x' * 60}.csv").sheetnames[2]) <= 31


def test_what_is_hidden_in_the_file_is_hidden_in_the_copy() -> None:
    book = book_of({"Touchpoints": JOURNEY, "Listen": [["a"]]})
    book["Listen"].sheet_state = "hidden"
    book["Touchpoints"].column_dimensions["A"].hidden = True
    copy = written(saved(book), [])
    assert copy["Listen"].sheet_state == "hidden"
    assert copy["Touchpoints"].column_dimensions["A"].hidden


def test_the_child_writes_what_this_process_would() -> None:
    book = book_of({"Touchpoints": [*JOURNEY, ["T03", "Kauf", "Vertrag", "Verkauf"]]})
    book["Touchpoints"]["C2"].comment = Comment("laut", "M")
    content = saved(book)
    reading, states = reading_of(content), {("Touchpoints", 2): "new"}
    result = load_workbook(BytesIO(write_result(content, "x.xlsx", reading, states=states, language="de")))
    here = load_workbook(BytesIO(result_workbook(content, "x.xlsx", reading, "de", states)))
    for name in here.sheetnames:
        cells = [[cell.value for cell in row] for row in here[name].iter_rows()]
        assert [[cell.value for cell in row] for row in result[name].iter_rows()] == cells
    assert result["Touchpoints"]["F5"].value.startswith("✖ A5")


def test_an_upload_that_cannot_be_read_is_refused_here_too() -> None:
    with pytest.raises(Refusal, match="could not be read"):
        write_result(b"%PDF", "x.pdf", Reading("x.pdf"), states={}, language="de")
