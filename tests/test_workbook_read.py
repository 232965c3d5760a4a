"""Every format becomes the same kind of sheet; how a text file was read is found out and said."""

from __future__ import annotations

import zipfile
from datetime import datetime
from io import BytesIO

import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font
from workbook_files import JOURNEY, book_of, cells, said, saved, xlsx, zipped

from workshop.workbook.files.read import read_sheets
from workshop.workbook.files.sheets import Sheet

TABLE = "Touchpoint;Phase\nBegrüßung;Kauf\n"


def only(content: bytes, name: str) -> Sheet:
    """The one sheet of a file."""
    (sheet,), _ = read_sheets(content, name)
    return sheet


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "mac_roman"])
def test_umlauts_survive_every_usual_encoding(encoding: str) -> None:
    assert only(TABLE.encode(encoding), "x.csv").cells[2, 1] == "Begrüßung"


def test_an_assumed_encoding_is_said_with_a_sample() -> None:
    _, problems = read_sheets(TABLE.encode("cp1252"), "x.csv")
    assert "Windows-1252" in said(problems)[0]
    assert "Begrüßung" in said(problems)[0]


def test_euro_signs_do_not_make_a_windows_file_a_mac_file() -> None:
    text = "Maßnahme;Budget\n" + "Prüfen;450,00 €\n" * 20
    assert only(text.encode("cp1252"), "x.csv").cells[1, 1] == "Maßnahme"


def test_lines_of_two_encodings_are_all_read_and_named() -> None:
    content = "Touchpoint\nÜberblick\n".encode() + "Tür\n".encode("cp1252")
    sheets, problems = read_sheets(content, "x.csv")
    assert [sheets[0].cells[row, 1] for row in (2, 3)] == ["Überblick", "Tür"]
    assert cells(problems) == ["A3"]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_found(separator: str) -> None:
    assert only(TABLE.replace(";", separator).encode(), "x.csv").cells[2, 2] == "Kauf"


def test_a_separator_only_in_the_texts_is_none() -> None:
    sheet = only(b"Touchpoint\nHotline, Beratung; Verkauf\n", "x.csv")
    assert sheet.cells == {(1, 1): "Touchpoint", (2, 1): "Hotline, Beratung; Verkauf"}


def test_a_named_separator_is_used_and_not_imported() -> None:
    assert only(b"sep=|\nTouchpoint|Phase\n", "x.csv").cells == {(1, 1): "Touchpoint", (1, 2): "Phase"}


def test_a_line_break_in_quotes_stays_in_its_cell() -> None:
    assert only(b'Touchpoint;Kommentar\nHotline;"eins\nzwei; ""drei"""\n', "x.csv").cells[2, 2] == 'eins\nzwei; "drei"'


def test_a_missing_quotation_mark_does_not_swallow_the_rest() -> None:
    sheets, problems = read_sheets(b'Touchpoint;Phase\nA;"sagt: "super" so\nB;Kauf\n', "x.csv")
    assert sheets[0].cells[3, 1] == "B"
    assert cells(problems) == ["A2"]


def test_a_missing_quotation_mark_leaves_cells_of_several_lines_whole() -> None:
    text = 'Touchpoint;Kommentar\nA;"sagt: "super" so\nB;"eins\nzwei"\nC;"offen\nD;"zu"\n'
    sheets, problems = read_sheets(text.encode(), "x.csv")
    assert sheets[0].cells[3, 2] == "eins\nzwei"
    assert (sheets[0].cells[5, 1], sheets[0].cells[5, 2]) == ("D", "zu")
    assert cells(problems) == ["A2", "A4"]


def test_a_row_with_too_many_cells_is_held_back_with_what_is_too_much() -> None:
    sheets, problems = read_sheets(b"Touchpoint;Phase\nA;Kauf\nB;Kauf;zu viel;\nC;Kauf;;\n", "x.csv")
    assert [(p.code, p.severity, p.cell) for p in problems] == [("Z07", "error", "A3")]
    assert "C3 “zu viel”" in said(problems)[0]
    assert sheets[0].rejected == {(3, 1): "B", (3, 2): "Kauf", (3, 3): "zu viel"}
    assert sorted({row for row, _ in sheets[0].cells}) == [1, 2, 4]
    assert sheets[0].counts == {"csv": 9}


def test_tables_of_different_width_below_each_other_are_no_rows_too_long() -> None:
    text = "Rang;Team\n1;Rot\n\nNr.;Frage;Score;Status\n1;Wie?;5;offen\n2;Was?;4;offen\n"
    sheets, problems = read_sheets(text.encode("utf-8-sig"), "x.csv")
    assert problems == []
    assert (sheets[0].cells[1, 1], sheets[0].cells[4, 4]) == ("Rang", "Status")


def test_titles_above_a_table_do_not_make_it_too_wide() -> None:
    assert read_sheets(b"Unser Workshop\nTouchpoint;Phase\nA;Kauf\n", "x.csv")[1] == []


def test_umlauts_encoded_twice_are_put_right_and_said() -> None:
    twice = TABLE.encode().decode("cp1252").encode()
    sheets, problems = read_sheets(twice, "x.csv")
    assert sheets[0].cells[2, 1] == "Begrüßung"
    assert [(p.code, p.severity, p.taken) for p in problems] == [("F08", "warning", "Begrüßung;Kauf")]


def test_characters_that_are_lost_are_said() -> None:
    _, problems = read_sheets(b"\xef\xbb\xbfTouchpoint;Phase\nT\xfcr;Kauf\n", "x.csv")
    assert [(p.code, p.severity, p.original) for p in problems] == [("F08", "warning", "T�r;Kauf")]


def test_a_separator_that_could_be_another_is_said() -> None:
    _, problems = read_sheets(b"Name, Vorname;Touchpoint\nMuster, Maria;Kasse\n", "x.csv")
    assert [(p.code, p.cell) for p in problems] == [("F08", "A1")]


def test_utf16_without_a_mark_is_concluded_and_said() -> None:
    _, problems = read_sheets(TABLE.encode("utf-16-le"), "x.csv")
    assert "UTF-16" in said(problems)[0]


def test_a_lone_csv_file_goes_by_the_same_name_every_time() -> None:
    assert only(TABLE.encode(), "2025-03-12.csv").tag == "csv"


def test_a_zip_of_csv_files_is_one_sheet_each_and_the_rest_is_named() -> None:
    content = zipped({"WS/touchpoints.csv": TABLE, "WS/notiz.docx": "x", "__MACOSX/._a.csv": "x"})
    sheets, problems = read_sheets(content, "alles.zip")
    assert [sheet.name for sheet in sheets] == ["touchpoints"]
    assert [problem.original for problem in problems] == ["WS/notiz.docx"]


def test_a_wrong_ending_is_a_note() -> None:
    _, problems = read_sheets(xlsx({"Touchpoints": JOURNEY}), "alt.xls")
    assert said(problems) == [
        "Die Endung von „alt.xls“ passt nicht zum Inhalt; gelesen wurde eine Excel-Mappe (.xlsx)."
    ]


def test_what_only_a_workbook_has_is_kept() -> None:
    book = book_of({"Touchpoints": JOURNEY, "Listen": [["a"]]})
    sheet = book["Touchpoints"]
    sheet.merge_cells("B2:B3")
    sheet["C2"].comment = Comment("laut", "M")
    sheet["C3"].font = Font(strike=True)
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["D"].hidden = True
    book["Listen"].sheet_state = "hidden"
    first, second = read_sheets(saved(book), "x.xlsx")[0]
    assert first.merges == [(2, 2, 3, 2)]
    assert (first.comments, first.struck) == ({(2, 3): "laut"}, {(3, 3)})
    assert (first.hidden_rows, first.hidden_columns, second.hidden) == ({4}, {4}, True)


def test_a_percent_cell_says_what_is_shown() -> None:
    book = book_of({"Maßnahmen": [["Fortschritt"], [0.45]]})
    book["Maßnahmen"]["A2"].number_format = "0%"
    assert only(saved(book), "x.xlsx").cells[2, 1] == 45


def test_invisible_characters_go_and_line_breaks_stay() -> None:
    sheet = only(
        xlsx({"T": [["Weich\u00adtrennung"], ["eins\r\nzwei"], ["fest\u00a0leer"], ["nul_x0000_l"]]}), "x.xlsx"
    )
    assert list(sheet.cells.values()) == ["Weichtrennung", "eins\nzwei", "fest leer", "null"]
    assert sheet.scrubbed == [(1, 1), (4, 1)]


def test_a_strict_workbook_is_read_by_the_second_reader() -> None:
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    changed = BytesIO()
    with zipfile.ZipFile(BytesIO(xlsx({"Touchpoints": JOURNEY}))) as old, zipfile.ZipFile(changed, "w") as new:
        for entry in old.namelist():
            text = old.read(entry).replace(
                b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", strict.encode()
            )
            new.writestr(entry, text)
    assert only(changed.getvalue(), "x.xlsx").cells[2, 3] == "Website"


def test_a_libreoffice_workbook_is_read() -> None:
    office = "urn:oasis:names:tc:opendocument:xmlns:"
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    rows = "".join(f"<table:table-row>{cell.format(text)}</table:table-row>" for text in ("Touchpoint", "Website"))
    xml = (
        f'<office:document-content xmlns:office="{office}office:1.0" xmlns:table="{office}table:1.0" '
        f'xmlns:text="{office}text:1.0"><office:body><office:spreadsheet><table:table table:name="Touchpoints">'
        f"{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    files = {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": xml,
        "META-INF/manifest.xml": manifest,
    }
    assert only(zipped(files), "x.ods").cells == {(1, 1): "Touchpoint", (2, 1): "Website"}


def test_dates_stay_dates_and_whole_numbers_whole() -> None:
    sheet = only(xlsx({"T": [[datetime(2025, 3, 12), 1500, 2.5, True]]}), "x.xlsx")  # noqa: DTZ001
    assert list(sheet.cells.values()) == [datetime(2025, 3, 12), 1500, 2.5, True]  # noqa: DTZ001
