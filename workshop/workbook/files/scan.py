"""What a worksheet holds, counted from its XML before a parser builds it: sizes, and what readers would not tell."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import column_index_from_string, range_boundaries

from workshop.texts import message
from workshop.workbook.files.sheets import Position
from workshop.workbook.files.xmlscan import (
    AREA_LIMIT,
    CELL_LIMIT,
    COLUMN_LIMIT,
    StrayCells,
    TooMuch,
    XmlScan,
    spread_out,
    too_many_cells,
    too_many_columns,
)

MERGE_LIMIT, MERGE_AREA_LIMIT = 20_000, 500_000
TEXT_LIMIT = 30_000_000
LONGEST_KEPT = 10_000
"""Characters of a formula that are looked at; Excel allows 8,192. A text that grows and grows must not be copied."""
FAR = 1_000
"""So many empty rows between the table and a lone cell make that cell a stray one, not a huge table."""
STRAYS = 3
"""Up to so many cells far away from the table are stray ones."""
OTHER_WORKBOOK = re.compile(r"\[(\d+|[^\[\]]+\.\w{3,4})\][^\[\]]*!")
"""A reference into another file: [1]Sheet!A1 or [budget.xlsx]Sheet!A1; Table[Column] is none."""
PLAIN_CELL = re.compile(rb'<c r="([A-Z]{1,3})([0-9]+)"(?: s="[0-9]+")?(?: t="(s|n)")?(?:/>|><v>([0-9.E+-]+)</v></c>)')
EMPTY_ROW = re.compile(rb'<row r="[0-9]+"(?: [A-Za-z0-9:]+="[^"<>&]*")*(?:/>|></row>)')
"""Nothing, a number or a shared string, as nearly every cell of every program is written; and a row of such cells."""
column_number = cache(column_index_from_string)


@dataclass
class SheetFacts:
    """What the scan of a sheet's XML finds: sizes, and what openpyxl or calamine would not tell."""

    elements: int = 0
    """Cell elements, also empty ones: they cost openpyxl as much as filled ones."""
    filled: int = 0
    area: int = 0
    """Rows × columns up to the last filled cell, stray ones included: what calamine builds."""
    errors: dict[Position, str] = field(default_factory=dict)
    """Excel error values."""
    uncalculated: list[Position] = field(default_factory=list)
    """Formulas without a stored result."""
    linked: set[Position] = field(default_factory=set)
    """Formulas that refer to another workbook."""


class SheetScan(XmlScan):
    """Counts what a worksheet holds; `lengths` are the lengths of the shared strings."""

    def __init__(self, lengths: list[int]) -> None:
        super().__init__()
        self.lengths = lengths
        self.facts = SheetFacts()
        self.rows: set[int] = set()
        self.beyond: list[Position] = []
        """The first filled cells to the right of the columns allowed."""
        self.last_column = 0
        self.merges = self.merged_area = self.text = 0
        self.row = self.column = self.length = 0
        self.type = self.value = self.formula = self.group = self.inside = ""
        self.linked_groups: set[str] = set()
        """Shared formulas of which the first refers to another workbook; the others do not repeat its text."""
        self.parser.CharacterDataHandler = self.characters

    def feed(self, chunk: bytes) -> None:
        """Count the plain cells without parsing them, for a call for each element is what takes a scan its time."""
        super().feed(EMPTY_ROW.sub(b"", PLAIN_CELL.sub(self.count_plain, chunk)))

    def count_plain(self, cell: re.Match[bytes]) -> bytes:
        """Count one plain cell; returns what is left of it to parse, nothing."""
        self.facts.elements += 1
        letters, row, kind, value = cell.groups()
        if value:
            number = int(value) if kind == b"s" else -1
            shared = 0 <= number < len(self.lengths)
            self.fill(int(row), column_number(letters.decode()), self.lengths[number] if shared else len(value))
        return b""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            self.facts.elements += 1
            self.type, self.value, self.formula, self.length = attributes.get("t", ""), "", "", 0
            self.go_to(attributes.get("r", ""))
        elif tag in ("v", "is"):
            self.inside = "value"
        elif tag == "f":
            self.inside, self.formula, self.group = "formula", "=", attributes.get("si", "")
        elif tag == "row":
            self.row, self.column = int(attributes.get("r", self.row + 1)), 0
        elif tag == "mergeCell":
            self.merge(attributes.get("ref", ""))

    def go_to(self, address: str) -> None:
        """Note where the cell stands; without an address it follows the one before."""
        letters = address.rstrip("0123456789")
        self.column = column_number(letters) if letters else self.column + 1
        self.row = int(address[len(letters) :]) if address else self.row

    def characters(self, text: str) -> None:
        if self.inside == "value":
            self.length += len(text)
            if self.length <= LONGEST_KEPT:  # a number, an error value; of longer texts only the length counts
                self.value += text
        elif self.inside == "formula" and len(self.formula) <= LONGEST_KEPT:
            self.formula += text

    def end(self, tag: str) -> None:
        if tag == "c":
            if self.length:
                self.count_filled()
            # a result of type str may well be empty: =IF(A1="";"";…)
            elif self.formula and self.type != "str":
                self.facts.uncalculated.append((self.row, self.column))
            if self.formula:
                self.look_for_links()
        elif tag in ("v", "is", "f"):
            self.inside = ""

    def count_filled(self) -> None:
        """One more filled cell that was parsed."""
        if self.type == "e":
            self.facts.errors[self.row, self.column] = self.value
        shared = self.type == "s" and int(self.value) < len(self.lengths)
        self.fill(self.row, self.column, self.lengths[int(self.value)] if shared else self.length)

    def fill(self, row: int, column: int, length: int) -> None:
        """Note where a filled cell stands and how much text it brings."""
        self.facts.filled += 1
        if self.facts.filled > CELL_LIMIT:
            raise too_many_cells()
        self.rows.add(row)
        if column > self.last_column:
            self.last_column = column
        if column > COLUMN_LIMIT and len(self.beyond) <= STRAYS:
            self.beyond.append((row, column))
        self.text += length
        if self.text > TEXT_LIMIT:
            raise TooMuch(message("it holds more than {limit} characters of text", limit=TEXT_LIMIT))

    def look_for_links(self) -> None:
        """Note a formula that takes its value from another workbook."""
        if OTHER_WORKBOOK.search(self.formula):
            self.linked_groups.add(self.group or "-")
        elif not self.group or self.group not in self.linked_groups:
            return
        self.facts.linked.add((self.row, self.column))

    def merge(self, reference: str) -> None:
        first_column, first_row, last_column, last_row = range_boundaries(reference)
        self.merges += 1
        self.merged_area += (last_column - first_column + 1) * (last_row - first_row + 1)
        if self.merges > MERGE_LIMIT or self.merged_area > MERGE_AREA_LIMIT:
            raise TooMuch(message("too many cells are merged ({area})", area=reference))

    def close(self) -> None:
        super().close()
        self.facts.area = max(self.rows, default=0) * self.last_column
        if 0 < len(self.beyond) <= STRAYS:
            raise StrayCells([f"{get_column_letter(column)}{row}" for row, column in self.beyond])
        if self.beyond:
            raise too_many_columns(self.last_column)
        area = last_row(self.rows) * self.last_column
        if area > AREA_LIMIT:
            raise spread_out(area)


def last_row(rows: Iterable[int]) -> int:
    """The last filled row, not counting up to three stray ones far below."""
    ordered = sorted(rows)
    for _ in range(STRAYS):
        if len(ordered) > 1 and ordered[-1] - ordered[-2] > FAR:
            ordered.pop()
    return ordered[-1] if ordered else 0
