"""Reading .xlsx with openpyxl, which alone keeps comments, hidden rows, strike-through and number formats."""

from __future__ import annotations

import warnings
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from workshop.workbook.scan import SheetFacts, position
from workshop.workbook.sheets import Sheet, Value, clean

BROKEN = (AttributeError, IndexError, KeyError, TypeError, ValueError)
"""What openpyxl raises for some valid workbooks that calamine reads."""


def read_xlsx(content: bytes, facts: dict[str, SheetFacts]) -> list[Sheet]:
    """Every worksheet of an .xlsx; [] when openpyxl does not see its cells (ISO strict) or fails on it.

    In: a package that has passed the guard, and the guard's facts per sheet name.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of drawings and validations it will not keep
        try:
            workbook = load_workbook(BytesIO(content), data_only=True)
        except BROKEN:
            return []
    sheets = [sheet_of(worksheet, facts.get(worksheet.title, SheetFacts())) for worksheet in workbook.worksheets]
    lost = any(
        sheet.name in facts and facts[sheet.name].filled and not sheet.cells and not sheet.errors for sheet in sheets
    )
    return [] if lost else sheets


def sheet_of(worksheet: Worksheet, facts: SheetFacts) -> Sheet:
    """One worksheet as a Sheet."""
    sheet = Sheet(
        worksheet.title,
        {},
        merges=[(r.min_row, r.min_col, r.max_row, r.max_col) for r in worksheet.merged_cells.ranges],
        hidden=worksheet.sheet_state != "visible",
        hidden_rows={number for number, row in worksheet.row_dimensions.items() if row.hidden},
        hidden_columns=hidden_columns(worksheet),
        errors={position(address): text for address, text in facts.errors.items()},
        uncalculated={position(address) for address in facts.uncalculated},
    )
    # Only the cells that exist: iterating rows would walk through every empty one up to a stray far cell.
    for place, cell in worksheet._cells.items():
        if isinstance(cell, Cell):
            take(sheet, place, cell)
    return sheet


def take(sheet: Sheet, place: tuple[int, int], cell: Cell) -> None:
    """Put one cell into the sheet: its value as a person sees it, and what is special about it."""
    if cell.comment:
        sheet.comments[place] = clean(cell.comment.text)[0]
    value = cell.value
    if value is None or place in sheet.errors:
        return
    if isinstance(value, str):
        value, scrubbed = clean(value)
        if scrubbed:
            sheet.scrubbed.append(place)
    elif isinstance(value, float) and cell.number_format.endswith("%"):
        value = round(value * 100, 10)  # 0.45 is shown as 45 % and meant so
    if isinstance(value, Value) and value != "":
        sheet.cells[place] = value
        if cell.font and cell.font.strike:
            sheet.struck.add(place)


def hidden_columns(worksheet: Worksheet) -> set[int]:
    """Numbers of the hidden columns; openpyxl keeps neighbours of one kind as a single range."""
    ranges = [(d.min, d.max) for d in worksheet.column_dimensions.values() if d.hidden and d.min and d.max]
    return {number for first, last in ranges for number in range(first, last + 1)}
