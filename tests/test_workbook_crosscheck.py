"""Every .xlsx is read by two programs: they agree on what is the same, and where they do not, both values are said."""

from __future__ import annotations

import zipfile
from datetime import datetime, time, timedelta
from io import BytesIO

import pytest
from openpyxl.styles import Font
from python_calamine import CalamineError
from test_workbook_guard import sheet_xml, with_sheet
from workbook_files import JOURNEY, book_of, cells, said, saved, xlsx, zipped

from workshop.workbook.files.calamine import Panics
from workshop.workbook.files.crosscheck import compared
from workshop.workbook.files.read import read_sheets
from workshop.workbook.files.sheets import Sheet
from workshop.workbook.problems import Problem


def read(content: bytes, name: str = "x.xlsx") -> tuple[Sheet, list[Problem]]:
    """The first sheet and what was remarked."""
    sheets, problems = read_sheets(content, name)
    return sheets[0], problems


def test_both_readers_agree_on_everything_a_cell_can_hold() -> None:
    values = [1, 1.0, 2.5, 10**17, True, "Text ", "a_x000D_b", "zwei\r\nZeilen", "\u00a0", datetime(2025, 3, 12)]  # noqa: DTZ001
    values += [datetime(2025, 3, 12, 9, 30), time(8, 15), timedelta(hours=30, minutes=5), "#REF!", "=1+", ""]  # noqa: DTZ001
    book = book_of({"T": [values, [0.45, 1]]})
    book["T"]["A2"].number_format = book["T"]["B2"].number_format = "0 %"
    sheet, problems = read(saved(book))
    assert problems == []
    assert sheet.counts["openpyxl"] == sheet.counts["calamine"] == sheet.filled
    assert [sheet.cells[2, column] for column in (1, 2)] == [45, 100]
    assert sheet.cells[1, 13] == "1 day, 6:05:00"


def test_a_cell_the_readers_see_differently_is_named_with_both_values() -> None:
    sheet = Sheet("T", {(1, 1): "a", (1, 2): 4})
    problems = compared(sheet, {(1, 1): "a", (1, 2): 5.0})
    assert "Verschiedenes in 1 Zellen: B1 (“4” / “5”)" in said(problems)[0]
    assert sheet.cells[1, 2] == 4


def test_a_cell_only_the_second_reader_sees_is_taken_and_named() -> None:
    sheet = Sheet("T", {(1, 1): "a"})
    assert cells(compared(sheet, {(1, 1): "a", (3, 2): "b"})) == ["B3"]
    assert sheet.cells[3, 2] == "b"
    assert sheet.counts == {"calamine": 2}


def test_what_stands_beneath_merged_cells_is_not_lost_without_a_word() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>'
    sheet, problems = read(with_sheet(sheet_xml(rows, '<mergeCells><mergeCell ref="A1:A2"/></mergeCells>')))
    assert (sheet.cells, sheet.rejected) == ({(1, 1): 1}, {(2, 1): 2})
    assert sheet.counts == {"openpyxl": 1, "calamine": 2}
    assert [(p.code, p.cell) for p in problems] == [("C04", "A2")]


def test_a_sheet_the_second_reader_cannot_read_is_a_note_and_read_all_the_same() -> None:
    rows = '<row r="1"><c r="A1" t="e"><v>#GETTING_DATA</v></c><c r="B1"><v>2</v></c></row>'
    sheet, problems = read(with_sheet(sheet_xml(rows)))
    assert (sheet.cells, sheet.errors, sheet.counts) == ({(1, 2): 2}, {(1, 1): "#GETTING_DATA"}, {"openpyxl": 2})
    assert [(p.code, p.severity) for p in problems] == [("F09", "note")]


def test_a_stray_cell_does_not_make_the_second_reader_fill_the_memory() -> None:
    row = '<row r="1"><c r="GR1"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>1</v></c></row>'
    sheet, problems = read(with_sheet(sheet_xml(row)))
    assert sheet.counts == {"openpyxl": 2}
    assert [p.code for p in problems] == ["F09"]


def test_a_panic_of_the_second_reader_is_an_error_like_any_other() -> None:
    class PanicException(BaseException):
        pass

    with pytest.raises(CalamineError, match="index out of range"), Panics():
        raise PanicException("index out of range")
    with pytest.raises(KeyboardInterrupt), Panics():
        raise KeyboardInterrupt


def test_an_empty_result_of_a_formula_is_no_missing_result() -> None:
    rows = '<row r="1"><c r="A1" t="str"><f>IF(B1="","","x")</f><v></v></c><c r="B1"><f>1+1</f><v/></c></row>'
    sheet, _ = read(with_sheet(sheet_xml(rows)))
    assert sheet.uncalculated == {(1, 2)}


@pytest.mark.parametrize(
    ("formula", "linked"),
    [("[1]Tabelle1!$A$1", True), ("SUM('[1]Ist 2025'!A1:A9)", True), ("Tabelle1[2025]*2", False), ("A1", False)],
)
def test_a_value_from_another_workbook_is_said_for_its_cell(formula: str, linked: bool) -> None:
    sheet, problems = read(with_sheet(sheet_xml(f'<row r="1"><c r="C1"><f>{formula}</f><v>4</v></c></row>')))
    assert sheet.linked == ({(1, 3)} if linked else set())
    assert cells(problems) == (["C1"] if linked else [])


def test_a_shared_formula_into_another_workbook_counts_for_all_its_cells() -> None:
    rows = (
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">[1]T!A1</f><v>1</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>2</v></c><c r="B2"><f t="shared" si="1"/><v>2</v></c></row>'
    )
    assert read(with_sheet(sheet_xml(rows)))[0].linked == {(1, 1), (2, 1)}


def test_cells_without_an_address_follow_each_other() -> None:
    rows = '<row><c><v>1</v></c><c t="e"><v>#N/A</v></c></row><row><c><f>1+1</f></c></row>'
    sheet, _ = read(with_sheet(sheet_xml(rows)))
    assert (sheet.errors, sheet.uncalculated) == ({(1, 2): "#N/A"}, {(2, 1)})


def test_letters_in_a_symbol_font_are_known_as_such() -> None:
    book = book_of({"T": [["J", "K"]]})
    book["T"]["A1"].font = Font(name="Wingdings")
    assert read(saved(book))[0].fonts == {(1, 1): "Wingdings"}


def test_what_is_in_the_file_beside_its_cells_is_named() -> None:
    drawing = (
        '<xdr:wsDr xmlns:xdr="x" xmlns:a="a"><xdr:sp><xdr:txBody><a:p><a:r><a:t>Wichtig!</a:t></a:r></a:p>'
        "</xdr:txBody></xdr:sp></xdr:wsDr>"
    )
    more = {"xl/vbaProject.bin": b"x", "xl/media/image1.png": b"x", "xl/drawings/drawing1.xml": drawing}
    _, problems = read(with_parts(xlsx({"T": JOURNEY}), more))
    (sentence,) = said(problems)
    assert "Makros, Bilder, Textfelder" in sentence
    assert "„Wichtig!“" in sentence


def with_parts(content: bytes, more: dict[str, str | bytes]) -> bytes:
    """A workbook with further parts."""
    with zipfile.ZipFile(BytesIO(content)) as file:
        return zipped({name: file.read(name) for name in file.namelist()} | more)
