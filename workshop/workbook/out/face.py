"""How the workbooks we write look: quiet header, frozen and filtered, dates as dates, texts never as formulas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from workshop.scale import RATING_NAMES
from workshop.texts import Message, say, spoken

FONT = "Calibri"
HEADER_FILL, HEADER_TEXT, LINE = "#E8EEF4", "#1F3A54", "#B8C4D0"
RATING_FILLS = {-1: "#F6DFD0", 0: "#F0F0F0", 1: "#D3E4F5"}
"""Light tints of the app's orange, grey and blue; the word in the cell says the same."""
DATE_FORMATS = {"de": "dd.mm.yyyy", "en": "d mmm yyyy"}
WIDEST = 60
FIRST_YEAR = 1900
"""Excel knows no day before it."""


@dataclass(frozen=True)
class Column:
    """One column of a sheet we write."""

    header: str
    values: Sequence[Any] = ()
    money: bool = False
    votes: bool = False
    """Words of the three-level scale, to be tinted."""


class Face:
    """The formats of one workbook and the writing of its sheets, in one language."""

    def __init__(self, book: xlsxwriter.Workbook, language: str) -> None:
        self.book, self.language = book, language
        base = {"font_name": FONT, "font_size": 11, "valign": "top"}
        self.header = self.add(
            base, bold=True, bg_color=HEADER_FILL, font_color=HEADER_TEXT, bottom=1, bottom_color=LINE
        )
        self.text = self.add(base, text_wrap=True)
        self.title = self.add(base, bold=True, font_size=16, font_color=HEADER_TEXT)
        self.strong = self.add(base, bold=True)
        self.day = self.add(base, num_format=DATE_FORMATS[language], align="left")
        self.number = self.add(base, align="right", indent=1)
        self.money = self.add(base, num_format="#,##0.00", align="right", indent=1)
        self.tints = {rating: book.add_format({"bg_color": fill}) for rating, fill in RATING_FILLS.items()}

    def add(self, base: dict[str, Any], **more: Any) -> Format:
        return self.book.add_format(base | more)

    def sheet(self, name: Message | str) -> Worksheet:
        return self.book.add_worksheet(say(name, self.language))

    def table(self, sheet: Worksheet, columns: Sequence[Column], *, tinted_rows: int | None = None) -> None:
        """Write columns with a header that stays in sight and filters; `tinted_rows` = rows prepared for votes."""
        for number, column in enumerate(columns):
            sheet.write_string(0, number, column.header, self.header)
            for row, value in enumerate(column.values, start=1):
                self.cell(sheet, row, number, value, money=column.money)
            shown = [
                len(line) for v in (column.header, *column.values) for line in spoken(v, self.language).split("\n")
            ]
            sheet.set_column(number, number, min(max(shown) + 3, WIDEST))
            if column.votes:
                self.tint(sheet, number, tinted_rows or len(column.values))
        rows = max((len(column.values) for column in columns), default=0)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(rows, 1), len(columns) - 1)

    def cell(self, sheet: Worksheet, row: int, column: int, value: Any, *, money: bool = False) -> None:
        """Write one value by its type; text that begins with = stays text, what is missing stays empty."""
        match value:
            case None | "":
                return
            case bool() | Message():
                sheet.write_string(row, column, spoken(value, self.language), self.text)
            case date() if value.year < FIRST_YEAR:
                sheet.write_string(row, column, value.isoformat(), self.text)
            case date():
                sheet.write_datetime(row, column, value, self.day)
            case int() | float():
                sheet.write_number(row, column, value, self.money if money else self.number)
            case _:
                sheet.write_string(row, column, str(value), self.text)

    def tint(self, sheet: Worksheet, column: int, rows: int) -> None:
        """Colour the words of the scale; the colour follows when a word is changed in Excel."""
        for rating, name in RATING_NAMES.items():
            rule = {
                "type": "cell",
                "criteria": "==",
                "value": f'"{say(name, self.language)}"',
                "format": self.tints[rating],
            }
            sheet.conditional_format(1, column, max(rows, 1), column, rule)

    def properties(self, sheet: Worksheet, rows: Sequence[tuple[str, Any]]) -> None:
        """Write names and values one below the other."""
        for number, (name, value) in enumerate(rows):
            sheet.write_string(number, 0, name, self.header)
            self.cell(sheet, number, 1, value)
        sheet.set_column(0, 0, max((len(name) for name, _ in rows), default=10) + 3)
        sheet.set_column(1, 1, WIDEST)

    def lines(self, sheet: Worksheet, lines: Sequence[Message | str]) -> None:
        """Write a page of text: the first line as its title, one line a row."""
        sheet.set_column(0, 0, 110)
        sheet.hide_gridlines(2)
        for number, line in enumerate(lines):
            sheet.write_string(number, 0, say(line, self.language), self.text if number else self.title)
