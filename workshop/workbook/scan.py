"""What a worksheet holds, counted from its XML before a parser builds it: sizes, and what readers would not tell."""

from __future__ import annotations

from dataclasses import dataclass, field

from openpyxl.utils.cell import column_index_from_string, coordinate_from_string, coordinate_to_tuple, range_boundaries

from workshop.texts import message
from workshop.workbook.xmlscan import (
    AREA_LIMIT,
    CELL_LIMIT,
    COLUMN_LIMIT,
    TooMuch,
    XmlScan,
    spread_out,
    too_many_cells,
    too_many_columns,
)

MERGE_LIMIT, MERGE_AREA_LIMIT = 20_000, 500_000
TEXT_LIMIT = 30_000_000
FAR = 1_000
"""So many empty rows between the table and a lone cell make that cell a stray one, not a huge table."""


@dataclass
class SheetFacts:
    """What the scan of a sheet's XML finds: sizes, and what openpyxl or calamine would not tell."""

    elements: int = 0
    """Cell elements, also empty ones: they cost openpyxl as much as filled ones."""
    filled: int = 0
    errors: dict[str, str] = field(default_factory=dict)
    """Address → Excel error value."""
    uncalculated: list[str] = field(default_factory=list)
    """Addresses of formulas without a stored result."""


class SheetScan(XmlScan):
    """Counts what a worksheet holds; `lengths` are the lengths of the shared strings."""

    def __init__(self, lengths: list[int]) -> None:
        super().__init__()
        self.lengths = lengths
        self.facts = SheetFacts()
        self.rows: set[int] = set()
        self.last_column = 0
        self.merges = self.merged_area = self.text = 0
        self.address = self.type = self.value = ""
        self.has_value = self.has_formula = False
        self.parser.CharacterDataHandler = self.characters

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            self.facts.elements += 1
            self.address, self.type = attributes.get("r", ""), attributes.get("t", "")
            self.value, self.has_value, self.has_formula = "", False, False
        elif tag in ("v", "is"):
            self.has_value = True
        elif tag == "f":
            self.has_formula = True
        elif tag == "mergeCell":
            self.merge(attributes.get("ref", ""))

    def characters(self, text: str) -> None:
        if self.has_value:
            self.value += text

    def end(self, tag: str) -> None:
        if tag != "c":
            return
        if self.has_value and self.value:
            self.count_filled()
        elif self.has_formula:
            self.facts.uncalculated.append(self.address)
        self.has_value = False

    def count_filled(self) -> None:
        """One more filled cell: where it stands, how much text it brings."""
        self.facts.filled += 1
        if self.facts.filled > CELL_LIMIT:
            raise too_many_cells()
        if self.address:
            letters, row = coordinate_from_string(self.address)
            self.rows.add(row)
            self.last_column = max(self.last_column, column_index_from_string(letters))
        if self.type == "e":
            self.facts.errors[self.address] = self.value
        shared = self.type == "s" and int(self.value) < len(self.lengths)
        self.text += self.lengths[int(self.value)] if shared else len(self.value)
        if self.text > TEXT_LIMIT:
            raise TooMuch(message("it holds more than {limit} characters of text", limit=TEXT_LIMIT))

    def merge(self, reference: str) -> None:
        first_column, first_row, last_column, last_row = range_boundaries(reference)
        self.merges += 1
        self.merged_area += (last_column - first_column + 1) * (last_row - first_row + 1)
        if self.merges > MERGE_LIMIT or self.merged_area > MERGE_AREA_LIMIT:
            raise TooMuch(message("too many cells are merged ({area})", area=reference))

    def close(self) -> None:
        super().close()
        if self.last_column > COLUMN_LIMIT:
            raise too_many_columns(self.last_column)
        area = last_row(self.rows) * self.last_column
        if area > AREA_LIMIT:
            raise spread_out(area)


def last_row(rows: set[int]) -> int:
    """The last filled row, not counting up to three stray ones far below."""
    ordered = sorted(rows)
    for _ in range(3):
        if len(ordered) > 1 and ordered[-1] - ordered[-2] > FAR:
            ordered.pop()
    return ordered[-1] if ordered else 0


def position(address: str) -> tuple[int, int]:
    """Row and column of an address such as C3."""
    row, column = coordinate_to_tuple(address)
    return row, column
