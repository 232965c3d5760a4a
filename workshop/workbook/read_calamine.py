"""Reading .xls, .ods, .xlsb and the .xlsx that openpyxl cannot or should not read, with calamine."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from workshop.workbook.refusals import damaged
from workshop.workbook.scan import SheetFacts, position
from workshop.workbook.sheets import Sheet, Value, clean


def read_calamine(content: bytes, name: str, facts: dict[str, SheetFacts]) -> list[Sheet]:
    """Every worksheet; raises Refusal when the file is damaged.

    calamine may also abort the whole process: only ever call it in the child process.
    """
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(content))
        return [
            sheet_of(workbook.get_sheet_by_name(meta.name), meta.visible, facts.get(meta.name, SheetFacts()))
            for meta in workbook.sheets_metadata
            if meta.name in workbook.sheet_names
        ]
    except CalamineError:
        raise damaged(name) from None


def sheet_of(source: CalamineSheet, visible: SheetVisibleEnum, facts: SheetFacts) -> Sheet:
    """One sheet; calamine gives "" for error values, so these come from the guard's facts."""
    sheet = Sheet(
        source.name,
        {},
        merges=[(r1 + 1, c1 + 1, r2 + 1, c2 + 1) for (r1, c1), (r2, c2) in source.merged_cell_ranges or []],
        hidden=visible != SheetVisibleEnum.Visible,
        errors={position(address): text for address, text in facts.errors.items()},
        uncalculated={position(address) for address in facts.uncalculated},
    )
    # skip_empty_area would shift every address by the empty rows and columns in front of the table
    for row, values in enumerate(source.to_python(skip_empty_area=False), start=1):
        for column, value in enumerate(values, start=1):
            if value != "":
                take(sheet, (row, column), value)
    return sheet


def take(sheet: Sheet, place: tuple[int, int], value: Value | timedelta) -> None:
    """Put one value into the sheet; every number comes as a float, so whole ones become int again."""
    if isinstance(value, timedelta):
        value = str(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, str):
        value, scrubbed = clean(value)
        if scrubbed:
            sheet.scrubbed.append(place)
    if value != "":
        sheet.cells[place] = value
