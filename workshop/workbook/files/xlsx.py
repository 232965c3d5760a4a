"""Reading .xlsx with openpyxl, which alone keeps comments, hidden rows, strike-through, fonts and number formats."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.worksheet.worksheet import Worksheet

from workshop.workbook.files.scan import SheetFacts
from workshop.workbook.files.sheets import Position, Sheet, clean, plain

BROKEN = (AttributeError, IndexError, KeyError, TypeError, ValueError)
"""What openpyxl raises for some valid workbooks that calamine reads."""
SYMBOL_FONTS = ("wingdings", "webdings", "marlett")
LITERAL = re.compile(r'"[^"]*"|\\.')
"""Characters of a number format that are shown as they are."""


def read_xlsx(content: bytes, facts: dict[str, SheetFacts]) -> list[Sheet]:
    """Every worksheet of an .xlsx; [] when openpyxl does not see its cells (ISO strict) or fails on it.

    In: a package that has passed the guard, and the guard's facts per sheet name.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of drawings and validations it will not keep
        try:
            workbook = load_workbook(BytesIO(content), data_only=True, keep_links=False)
        except BROKEN:
            return []
    styles = styles_of(workbook)
    sheets = [sheet_of(one, facts.get(one.title, SheetFacts()), styles) for one in workbook.worksheets]
    lost = any(sheet.name in facts and facts[sheet.name].filled and not sheet.filled for sheet in sheets)
    return [] if lost else sheets


@dataclass(frozen=True)
class Styles:
    """What the styles of a workbook say about a cell's meaning, by the numbers its cells refer to."""

    struck: set[int]
    """Fonts that strike the text through."""
    symbols: dict[int, str]
    """Fonts in which a letter is a picture → their name."""
    percents: set[int]
    """Number formats that show a number as percent."""


def styles_of(workbook: Workbook) -> Styles:
    """Looked up once: asking each cell for its font costs more than reading the cell."""
    fonts = list(enumerate(workbook._fonts))
    formats = BUILTIN_FORMATS | dict(enumerate(workbook._number_formats, start=BUILTIN_FORMATS_MAX_SIZE))
    return Styles(
        struck={number for number, font in fonts if font.strike},
        symbols={number: font.name for number, font in fonts if (font.name or "").lower().startswith(SYMBOL_FONTS)},
        percents={number for number, text in formats.items() if "%" in LITERAL.sub("", text)},
    )


def sheet_of(worksheet: Worksheet, facts: SheetFacts, styles: Styles) -> Sheet:
    """One worksheet as a Sheet."""
    sheet = Sheet(
        worksheet.title,
        {},
        merges=[(r.min_row, r.min_col, r.max_row, r.max_col) for r in worksheet.merged_cells.ranges],
        hidden=worksheet.sheet_state != "visible",
        hidden_rows={number for number, row in worksheet.row_dimensions.items() if row.hidden},
        hidden_columns=hidden_columns(worksheet),
        filtered=bool(worksheet.auto_filter.ref),
        errors=facts.errors,
        uncalculated=set(facts.uncalculated),
        linked=facts.linked,
    )
    # Only the cells that exist: iterating rows would walk through every empty one up to a stray far cell.
    for place, cell in worksheet._cells.items():
        if isinstance(cell, Cell):
            take(sheet, place, cell, styles)
    sheet.counts = {"openpyxl": sheet.filled}
    return sheet


def take(sheet: Sheet, place: Position, cell: Cell, styles: Styles) -> None:
    """Put one cell into the sheet: its value as a person sees it, and what is special about it."""
    if cell.comment:
        sheet.comments[place] = clean(cell.comment.text)[0]
    value, style = cell.value, cell._style
    if value is None or place in sheet.errors:
        return
    if cell.data_type == "e":  # also a date that is none
        sheet.errors[place] = str(value)
        return
    if isinstance(value, str):
        value, scrubbed = clean(value)
        if scrubbed:
            sheet.scrubbed.append(place)
        if not value:
            return
    elif isinstance(value, int | float) and style.numFmtId in styles.percents:
        value = round(value * 100, 10)  # 0.45 is shown as 45 % and meant so
        sheet.percents.add(place)
    sheet.cells[place] = plain(value)
    if style.fontId in styles.struck:
        sheet.struck.add(place)
    if style.fontId in styles.symbols:
        sheet.fonts[place] = styles.symbols[style.fontId]


def hidden_columns(worksheet: Worksheet) -> set[int]:
    """Numbers of the hidden columns; openpyxl keeps neighbours of one kind as a single range."""
    ranges = [(d.min, d.max) for d in worksheet.column_dimensions.values() if d.hidden and d.min and d.max]
    return {number for first, last in ranges for number in range(first, last + 1)}
