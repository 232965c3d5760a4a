"""What is no workbook, or not a safe one, is refused before a parser sees it, in words that help."""

from __future__ import annotations

import struct
import zipfile
from io import BytesIO

import pytest
from workbook_files import JOURNEY, xlsx, zipped

from workshop.texts import Refusal, say
from workshop.workbook.files.guard import UPLOAD_LIMIT, check

SHEET = "xl/worksheets/sheet1.xml"


def refused(content: bytes, name: str = "datei.xlsx") -> str:
    """The German sentence with which a file is refused."""
    with pytest.raises(Refusal) as refusal:
        check(content, name)
    return say(refusal.value.message, "de")


def with_sheet(xml: str, strings: str = "<sst/>") -> bytes:
    """A workbook whose only sheet has this XML, and these shared strings."""
    changed = BytesIO()
    with zipfile.ZipFile(BytesIO(xlsx({"Touchpoints": JOURNEY}))) as old, zipfile.ZipFile(changed, "w", 8) as new:
        new.writestr("xl/sharedStrings.xml", strings)
        for entry in old.namelist():
            new.writestr(entry, xml if entry == SHEET else old.read(entry))
    return changed.getvalue()


def sheet_xml(rows: str, after: str = "") -> str:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<?xml version="1.0"?><worksheet xmlns="{main}"><sheetData>{rows}</sheetData>{after}</worksheet>'


def test_a_workbook_is_known_by_its_content_not_by_its_ending() -> None:
    checked = check(xlsx({"Touchpoints": JOURNEY}), "datei.xls")
    assert (checked.format, checked.mislabelled) == ("xlsx", True)


def test_an_empty_file_is_probably_not_saved_yet() -> None:
    assert "„leer.xlsx“ ist leer (0 Byte)" in refused(b"", "leer.xlsx")


def test_a_file_above_ten_megabytes_is_too_large() -> None:
    assert "höchstens 10 MB" in refused(b"a" * (UPLOAD_LIMIT + 1))


def test_a_file_with_a_password_says_where_excel_removes_it() -> None:
    content = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le")
    assert "Mit Kennwort verschlüsseln" in refused(content)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"%PDF-1.7 ...", "eine PDF-Datei"),
        (b"<html><table><tr><td>Touchpoint</td></tr></table></html>", "eine HTML-Datei"),
        (b"\x89PNG\r\n\x1a\n", "ein Bild"),
        (bytes(range(256)) * 8, "eine Datei unbekannter Art"),
        (zipped({"brief.txt": "Guten Tag"}), "eine ZIP-Datei ohne Mappe"),
        (zipped({"word/document.xml": "<w/>"}), "ein Textdokument (Word)"),
    ],
)
def test_something_else_is_called_what_it_is(content: bytes, what: str) -> None:
    assert f"keine Arbeitsmappe, sondern {what}" in refused(content)


def test_the_lock_file_of_excel_is_not_the_workbook() -> None:
    owner = b"\x08M.Muster".ljust(54, b" ") + b"\0" * 111
    assert "Sperrdatei" in refused(owner, "~$Workshop.xlsx")


def test_half_an_upload_is_incomplete() -> None:
    content = xlsx({"Touchpoints": JOURNEY})
    assert "unvollständig oder beschädigt" in refused(content[: len(content) // 2])


def test_a_part_that_points_outside_the_file_is_not_opened() -> None:
    assert "../../boese.txt" in refused(zipped({"xl/workbook.xml": "<w/>", "../../boese.txt": "x"}))


def test_a_doctype_is_not_opened() -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'
    assert "DOCTYPE oder ENTITY" in refused(with_sheet(bomb))


def test_a_small_file_that_unpacks_to_gigabytes_is_stopped() -> None:
    assert "lässt sich nicht sicher lesen" in refused(zipped({"xl/workbook.xml": b" " * 70_000_000}))


def test_a_part_that_lies_about_its_size_is_not_opened() -> None:
    content = bytearray(zipped({"xl/workbook.xml": f"<workbook>{' ' * 500}</workbook>"}))
    entry = content.rindex(b"PK\x01\x02")
    struct.pack_into("<L", content, entry + 24, 5)  # the size in the central directory
    assert "falsche Größe" in refused(bytes(content))


def test_too_many_parts_are_too_many() -> None:
    assert "2.001 Teilen" in refused(zipped({f"xl/{n}.xml": "<a/>" for n in range(2_001)}))


def test_a_merge_over_the_whole_sheet_is_too_much() -> None:
    merged = sheet_xml(
        '<row r="1"><c r="A1"><v>1</v></c></row>', '<mergeCells><mergeCell ref="A2:XFD1048576"/></mergeCells>'
    )
    assert "zu viele Zellen verbunden (A2:XFD1048576)" in refused(with_sheet(merged))


def test_a_header_up_to_the_last_column_makes_too_many_columns() -> None:
    row = "".join(f"<c><v>{n}</v></c>" for n in range(16_384))
    assert "16.384 Spalten" in refused(with_sheet(sheet_xml(f"<row>{row}</row>")))


def test_a_stray_cell_in_the_last_corner_is_named_with_the_way_to_remove_it() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    said = refused(with_sheet(sheet_xml(rows)))
    assert "steht etwas in XFD1048576" in said
    assert "Strg+G" in said


def test_one_stray_cell_far_below_is_no_reason_to_refuse() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="H1048576"><v>1</v></c></row>'
    assert check(with_sheet(sheet_xml(rows)), "datei.xlsx").format == "xlsx"


def test_many_rows_spread_over_the_whole_sheet_are_too_much() -> None:
    rows = "".join(f'<row r="{n}"><c r="CV{n}"><v>1</v></c></row>' for n in range(1, 1_000_000, 900))
    assert "Fläche von" in refused(with_sheet(sheet_xml(rows)))


def test_a_million_empty_cells_are_counted_for_the_choice_of_the_reader() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"/></row>' for n in range(1, 3_001))
    facts = check(with_sheet(sheet_xml(rows)), "datei.xlsx").sheets["Touchpoints"]
    assert (facts.elements, facts.filled) == (3_000, 0)


def test_error_values_and_formulas_without_result_are_noted_by_address() -> None:
    rows = '<row r="1"><c r="A1" t="e"><v>#REF!</v></c><c r="B1"><f>1+1</f></c></row>'
    facts = check(with_sheet(sheet_xml(rows)), "datei.xlsx").sheets["Touchpoints"]
    assert (facts.errors, facts.uncalculated) == ({(1, 1): "#REF!"}, [(1, 2)])


def test_shared_strings_repeated_a_thousand_times_count_as_often() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 1_001))
    strings = f"<sst><si><t>{'x' * 32_000}</t></si></sst>"
    assert "30.000.000 Zeichen" in refused(with_sheet(sheet_xml(rows), strings))
