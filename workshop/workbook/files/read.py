"""From the bytes of an upload to its sheets: the guard first, then the reader for its format."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import PurePosixPath

from workshop.texts import message
from workshop.workbook.files.calamine import read_calamine
from workshop.workbook.files.crosscheck import cross_check
from workshop.workbook.files.csv_files import read_csv
from workshop.workbook.files.guard import EXTENSIONS, FORMAT_NAMES, Checked, check
from workshop.workbook.files.sheets import Sheet, few, shown
from workshop.workbook.files.unread import unread
from workshop.workbook.files.xlsx import read_xlsx
from workshop.workbook.problems import Problem

ELEMENTS_LIMIT = 200_000
"""Cell elements from which openpyxl takes too much time and memory; calamine skips the empty ones."""


def read_sheets(content: bytes, name: str) -> tuple[list[Sheet], list[Problem]]:
    """All sheets of an upload and remarks on how it was read. Raises Refusal when it cannot be read at all."""
    checked = check(content, name)
    problems = [mislabelled(checked, name)] if checked.mislabelled else []
    match checked.format:
        case "csv":
            sheet, remarks = read_csv(content, stem(name), name)
            sheet.tag = "csv"
            return [sheet], problems + remarks
        case "zip":
            sheets, remarks = read_zip(content, name)
            return sheets, problems + remarks
        case _:
            problems += unread(checked.package.names, checked.package.texts) if checked.package else []
            sheets, remarks = read_workbook(content, name, checked)
            return sheets, problems + remarks + [p for sheet in sheets for p in linked(sheet)]


def read_workbook(content: bytes, name: str, checked: Checked) -> tuple[list[Sheet], list[Problem]]:
    """The sheets of a workbook: with both readers where both can read it, else with calamine alone."""
    if checked.format == "xlsx" and max((f.elements for f in checked.sheets.values()), default=0) <= ELEMENTS_LIMIT:
        sheets = read_xlsx(content, checked.sheets)
        if sheets:
            return sheets, cross_check(content, sheets, checked.sheets)
    return read_calamine(content, name, checked.sheets), [read_once(name)]


def read_once(name: str) -> Problem:
    what = message(
        "“{name}” was read by one program only, so its cells were not checked twice. Comments, hidden rows and "
        "struck-through texts in it are not seen. If they matter, save the file as “Excel workbook (.xlsx)” and "
        "upload that one.",
        name=name,
    )
    return Problem("F09", "note", "", "", name, "", what)


def linked(sheet: Sheet) -> list[Problem]:
    """One note for all cells of a sheet whose value comes from another workbook; that one is never opened."""
    places = sorted(sheet.linked & sheet.cells.keys())
    if not places:
        return []
    what = message(
        "The value was calculated from another workbook when the file was last saved: {cells}. It was taken as it "
        "stands here; the other workbook was not opened.",
        cells=few([sheet.address(*place) for place in places]),
    )
    value = shown(sheet.cells[places[0]])
    return [Problem("C03", "note", sheet.name, sheet.address(*places[0]), value, value, what)]


def read_zip(content: bytes, name: str) -> tuple[list[Sheet], list[Problem]]:
    """A ZIP of CSV files, one sheet each; everything else in it is named and left."""
    sheets, problems = [], []
    with zipfile.ZipFile(BytesIO(content)) as file:
        for path in sorted(file.namelist()):
            if path.endswith("/") or "__MACOSX" in path or PurePosixPath(path).name.startswith("."):
                continue
            if PurePosixPath(path).suffix.lower() in EXTENSIONS["csv"]:
                sheet, remarks = read_csv(file.read(path), stem(path), name)
                sheets.append(sheet)
                problems += remarks
            else:
                what = message("“{part}” in the ZIP file is not a CSV table and was not read.", part=path)
                problems.append(Problem("F10", "note", "", "", path, "", what))
    return sheets, problems


def mislabelled(checked: Checked, name: str) -> Problem:
    what = message(
        "The ending of “{name}” does not fit its content; it was read as {format}.",
        name=name,
        format=FORMAT_NAMES[checked.format],
    )
    return Problem("F05", "note", "", "", name, checked.format, what)


def stem(path: str) -> str:
    """ratings for WS-AUTO/ratings.csv: the sheet's name."""
    return PurePosixPath(path.replace("\\", "/")).stem
