"""Workbooks too large to keep as files: made in a moment, hostile in the same ways as those people send."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET = "xl/worksheets/sheet1.xml"
PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    f'<Override PartName="/{SHEET}" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
    '<sheet name="Touchpoints" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}
"""The smallest workbook, without its sheet."""
HEADER = ("Touchpoint", "Phase", "Bewertung")


def inline(text: str) -> str:
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'


def sheet_xml(rows: str) -> str:
    header = "".join(inline(text) for text in HEADER)
    return f'<worksheet xmlns="{MAIN}"><sheetData><row r="1">{header}</row>{rows}</sheetData></worksheet>'


def packed(sheet: str, more: Mapping[str, str] | None = None) -> bytes:
    """A workbook with this sheet and further parts."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for path, text in (PARTS | {SHEET: sheet} | dict(more or {})).items():
            file.writestr(path, text)
    return content.getvalue()


def zip_bomb() -> bytes:
    """A sheet of 2.3 GB in 2.3 MB: one packed megabyte, repeated."""
    start, end = sheet_xml("").encode().split(b"</sheetData>")
    pieces = [start + b'<row><c t="inlineStr"><is><t>', b"A" * 1_000_000, b"</t></is></c></row></sheetData>" + end]
    first, middle, last = (deflated(piece, last=n == 2) for n, piece in enumerate(pieces))
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        for path, text in PARTS.items():
            file.writestr(path, text)
        file.writestr(SHEET, first + middle * 2_300 + last)
        entry = file.getinfo(SHEET)  # what is stored is already deflated: say so in the directory
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.file_size = len(pieces[0]) + 2_300 * len(pieces[1]) + len(pieces[2])
    return content.getvalue()


def deflated(piece: bytes, *, last: bool) -> bytes:
    """A piece of a deflate stream that can stand before any other."""
    stream = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return stream.compress(piece) + stream.flush(zlib.Z_FINISH if last else zlib.Z_FULL_FLUSH)


def million_empty_rows() -> bytes:
    """A format down to the last row, below a header."""
    return packed(sheet_xml("".join(f'<row r="{n}"><c r="A{n}"/></row>' for n in range(2, 1_048_577))))


def all_columns() -> bytes:
    """A header in each of the 16,384 columns."""
    return packed(sheet_xml('<row r="2">' + "".join(inline(f"T{n}") for n in range(1, 16_385)) + "</row>"))


def many_entries() -> bytes:
    return packed(sheet_xml(""), {f"xl/media/i{n}.bin": "x" for n in range(20_000)})


def long_csv() -> bytes:
    """200,000 rows below a header."""
    rows = "".join(f"T{n};Kauf;{n % 5 + 1}\n" for n in range(200_000))
    return (";".join(HEADER) + "\n" + rows).encode()


LARGE: dict[str, Callable[[], bytes]] = {
    "zipbomb_2gib_sheet.xlsx": zip_bomb,
    "rows_1048576_styled_empty.xlsx": million_empty_rows,
    "cols_16384.xlsx": all_columns,
    "entries_20000.xlsx": many_entries,
    "long_5MB_200k_rows.csv": long_csv,
}
"""Name of the file → how it is made."""
