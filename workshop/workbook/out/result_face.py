"""How the copy of an upload looks: values as they were, problems marked by colour, border and sign together."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from workshop.texts import Message, message
from workshop.workbook.files.sheets import Value, shown
from workshop.workbook.out.face import DATE_FORMATS, FONT, HEADER_FILL, HEADER_TEXT
from workshop.workbook.problems import Severity

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
"""The worst first."""
SIGNS: dict[Severity, str] = {"error": "✖", "warning": "▲", "note": "●"}
LEVELS: dict[Severity, Message] = {
    "error": message("Error: the row or cell was held back"),
    "warning": message("Warning: please look at it"),
    "note": message("Note: done, for your information"),
}
MARKS: dict[str, dict[str, Any]] = {
    "error": {"bg_color": "#F6DFD0", "border": 2, "border_color": "#B3541E"},
    "warning": {"bg_color": "#FFF4D6", "border": 3, "border_color": "#8A6D1B"},
    "note": {"bg_color": "#E8EEF4", "border": 4, "border_color": "#5B7794"},
    "": {},
}
"""Severity → fill and border: thick, dashed, dotted."""
LONGEST = 32_767
"""Characters a cell can hold."""
EXACT = 10**15
"""From here on Excel rounds numbers; larger ones are written as text."""


class Pen:
    """Writes cells by the type of their values; each kind of format is made once."""

    def __init__(self, book: xlsxwriter.Workbook, language: str) -> None:
        self.book, self.language = book, language
        self.formats: dict[tuple[str, str], Format] = {}
        self.header = self.make(bold=True, bg_color=HEADER_FILL, font_color=HEADER_TEXT)
        self.title = self.make(bold=True, font_size=16, font_color=HEADER_TEXT)

    def make(self, **more: Any) -> Format:
        return self.book.add_format({"font_name": FONT, "font_size": 11, "valign": "top", "text_wrap": True} | more)

    def format(self, pattern: str, mark: str) -> Format:
        """The format for a number format ("" = none) and the severity of a cell's worst problem."""
        key = pattern, mark
        if key not in self.formats:
            self.formats[key] = self.make(**MARKS[mark], **({"num_format": pattern} if pattern else {}))
        return self.formats[key]

    def write(self, sheet: Worksheet, row: int, column: int, value: Value | None, mark: str = "", *,
              percent: bool = False) -> None:  # fmt: skip
        """Write one value at a position counted from 1; text is never a formula, and nothing becomes a date."""
        place, day = (row - 1, column - 1), DATE_FORMATS[self.language]
        match value:
            case None:
                sheet.write_blank(*place, None, self.format("", mark))
            case bool():
                sheet.write_boolean(*place, value, self.format("", mark))
            case int() | float() if percent:
                sheet.write_number(*place, value / 100, self.format("0.##%", mark))
            case int() | float() if abs(value) < EXACT:
                sheet.write_number(*place, value, self.format("", mark))
            case datetime() if value.year >= 1900:
                clock = "" if value.time() == time() else " hh:mm"
                sheet.write_datetime(*place, value, self.format(day + clock, mark))
            case date() if value.year >= 1900 and not isinstance(value, datetime):
                sheet.write_datetime(*place, value, self.format(day, mark))
            case time():
                sheet.write_datetime(*place, value, self.format("hh:mm", mark))
            case _:
                sheet.write_string(*place, shown(value)[:LONGEST], self.format("", mark))
