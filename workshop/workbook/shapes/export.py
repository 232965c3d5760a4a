"""A tool's export: its header and the rows of its first table, cells found by the name of their column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from workshop.workbook.files.sheets import Position, Sheet, Value, shown
from workshop.workbook.shapes.grid import Cell
from workshop.workbook.shapes.lists import listed

AUTHORS = {"author", "author id", "nickname", "user email", "attendee identifier"}


@dataclass
class Export:
    """The first table of an export; an empty line ends it."""

    sheet: Sheet
    row: int
    columns: dict[str, int]
    """Normalised header → column."""

    @cached_property
    def rows(self) -> list[int]:
        """The rows of the table below its header."""
        below = [n for n in self.sheet.rows if n > self.row]
        together = takewhile(lambda pair: pair[0] == pair[1], enumerate(below, start=self.row + 1))
        return [n for _, n in together]

    def text(self, row: int, header: str) -> str:
        """What a row says in a column, "" for nothing."""
        return shown(self.value(row, header) or "")

    def value(self, row: int, header: str) -> Value | None:
        return self.sheet.cells.get(self.place(row, header))

    def place(self, row: int, header: str) -> Position:
        return row, self.columns.get(header, 0)

    def cell(self, row: int, header: str, value: Value | None = None) -> Cell | None:
        """The cell of a view that shows a column's cell; None when it is empty."""
        return Cell(self.place(row, header), value) if self.value(row, header) is not None else None

    def header(self, name: str) -> Position:
        """The cell of a header."""
        return self.place(self.row, name)

    def filled(self, header: str) -> Iterator[int]:
        """The rows with something in a column."""
        return (row for row in self.rows if self.value(row, header) is not None)

    def is_personal(self, header: str) -> bool:
        """Whether a column holds names or addresses."""
        return header in AUTHORS or header in listed("survey", "personal")
