"""A sheet as every reader hands it over: filled cells by their address, and what else bears on their meaning."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property

from openpyxl.utils import get_column_letter

Value = str | int | float | bool | date | datetime | time
Position = tuple[int, int]
"""Row and column, both from 1, as in Excel."""
Area = tuple[int, int, int, int]
"""First row, first column, last row, last column."""


@dataclass
class Sheet:
    """The filled cells of one sheet; an empty cell is not there, texts are cleaned, error values stand apart."""

    name: str
    cells: dict[Position, Value]
    merges: list[Area] = field(default_factory=list)
    hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    errors: dict[Position, str] = field(default_factory=dict)
    """Excel error values such as #REF!."""
    uncalculated: set[Position] = field(default_factory=set)
    """Formulas without a stored result."""
    comments: dict[Position, str] = field(default_factory=dict)
    struck: set[Position] = field(default_factory=set)
    scrubbed: list[Position] = field(default_factory=list)
    """Cells from which invisible characters were removed."""
    turned: bool = False
    """Rows and columns were swapped after reading: addresses have to be swapped back."""

    @cached_property
    def rows(self) -> dict[int, dict[int, Value]]:
        """Row number → column number → value, rows and columns in order."""
        rows: dict[int, dict[int, Value]] = defaultdict(dict)
        for (row, column), value in sorted(self.cells.items(), key=lambda item: item[0]):
            rows[row][column] = value
        return dict(rows)

    def address(self, row: int, column: int) -> str:
        """C3 for row 3, column 3."""
        return f"{get_column_letter(row)}{column}" if self.turned else f"{get_column_letter(column)}{row}"

    def area(self, area: Area) -> str:
        """A5:A6 for a merged range."""
        return f"{self.address(*area[:2])}:{self.address(*area[2:])}"

    def text_of_row(self, row: int) -> str:
        """The row's filled cells as one text, to quote it."""
        return " | ".join(shown(value) for value in self.rows.get(row, {}).values())


def turn(sheet: Sheet) -> Sheet:
    """The same sheet with rows as columns, for a list of properties one below the other."""
    cells = {(column, row): value for (row, column), value in sheet.cells.items()}
    errors = {(column, row): text for (row, column), text in sheet.errors.items()}
    return Sheet(sheet.name, cells, hidden=sheet.hidden, errors=errors, turned=True)


def shown(value: Value) -> str:
    """A value as a person sees it in the cell, for quoting: 12.03.2025, 7.5, text."""
    match value:
        case bool():
            return str(value).upper()
        case datetime():
            day = f"{value:%d.%m.%Y}"
            return day if (value.hour, value.minute) == (0, 0) else f"{day} {value:%H:%M}"
        case date():
            return f"{value:%d.%m.%Y}"
        case time():
            return f"{value:%H:%M}"
        case float():
            return f"{value:.12g}"
        case _:
            return str(value)


def few(addresses: list[str]) -> str:
    """The first dozen addresses, with … when there are more."""
    return ", ".join(addresses[:12]) + (" …" if len(addresses) > 12 else "")


ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
BREAKS = str.maketrans({"\r": "\n", "\u2028": "\n", "\u2029": "\n", "\u00a0": " ", "\u202f": " ", "\t": " "})
KEPT_INVISIBLE = {"\n", "\u200d"}
"""Line breaks, and the joiner inside emojis."""


def clean(text: str) -> tuple[str, bool]:
    """A text without what nobody can see, and whether anything invisible had to go.

    Undoes Excel's _x000D_ escapes, composes letters (NFC), makes every line break \\n and every blank a blank,
    removes control and format characters, strips the ends.
    """
    plain = ESCAPED.sub(lambda m: chr(int(m[1], 16)), text) if "_x" in text else text
    plain = unicodedata.normalize("NFC", plain.replace("\r\n", "\n").translate(BREAKS))
    kept = "".join(c for c in plain if unicodedata.category(c) not in ("Cc", "Cf") or c in KEPT_INVISIBLE)
    return kept.strip(), len(kept) < len(plain)
