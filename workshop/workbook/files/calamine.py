"""Reading with calamine: .xls, .ods, .xlsb, the .xlsx that openpyxl cannot read, and every second look."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from types import TracebackType

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from workshop.workbook.files.scan import SheetFacts
from workshop.workbook.files.sheets import Position, Sheet, Value, clean, plain
from workshop.workbook.refusals import damaged


class Panics:
    """Turns a panic of the Rust code into a CalamineError.

    It arrives as a BaseException of a class that cannot be imported, so it is known by its name.
    """

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if kind and kind.__name__ == "PanicException":
            raise CalamineError(str(error)) from error


def read_calamine(content: bytes, name: str, facts: dict[str, SheetFacts]) -> list[Sheet]:
    """Every worksheet; raises Refusal when the file is damaged.

    calamine may also abort the whole process: only ever call it in the child process.
    """
    try:
        with Panics():
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
        errors=facts.errors,
        uncalculated=set(facts.uncalculated),
        linked=facts.linked,
    )
    for place, value in filled(source):
        take(sheet, place, value)
    sheet.counts = {"calamine": sheet.filled}
    return sheet


def filled(source: CalamineSheet) -> Iterator[tuple[Position, object]]:
    """Position and value of every cell that is not empty, in order."""
    # skip_empty_area would shift every address by the empty rows and columns in front of the table
    for row, values in enumerate(source.to_python(skip_empty_area=False), start=1):
        for column, value in enumerate(values, start=1):
            if value != "":
                yield (row, column), value


def take(sheet: Sheet, place: Position, raw: object) -> None:
    """Put one value into the sheet; text without what nobody can see."""
    value: Value = plain(raw)
    if isinstance(value, str):
        value, scrubbed = clean(value)
        if scrubbed:
            sheet.scrubbed.append(place)
    if value != "":
        sheet.cells[place] = value
