"""A record on its way: what one row says, every doubt collected with the address of its cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from workshop.texts import Message
from workshop.workbook.files.sheets import Position, Value, shown
from workshop.workbook.layout.table import Table
from workshop.workbook.problems import Problem, Severity, Unreadable


@dataclass(slots=True)
class Draft:
    """What one row (or a part of it) says about one record, before anything it refers to is looked up."""

    kind: str
    table: Table
    row: int
    values: dict[str, Any] = field(default_factory=dict)
    """Field → value, only for fields the table has a column for."""
    extra: dict[str, Value] = field(default_factory=dict)
    """What the row carries besides: extra of headers.toml → cell as it stands."""
    cells: dict[str, Position] = field(default_factory=dict)
    """Field → the cell of the table's sheet that gave it."""
    parent: Draft | None = None
    """The touchpoint of the same row, for a vote, a standard or a measure that stands beside it."""
    problems: list[Problem] = field(default_factory=list)
    fresh: bool = False
    """A new entry, even if something of the same name is known."""
    alias: str = ""
    """Another number under which the rest of the file may speak of it."""
    failed: bool = False
    """An error holds the record back."""

    def address(self, name: str) -> str:
        """The cell that gave a field, else the first cell of the row."""
        place = self.cells.get(name)
        return self.table.sheet.address(*place) if place else self.table.address(self.row, name)

    def unreadable(self, name: str, value: Value, trouble: Unreadable) -> None:
        """Say that a field's cell could not be taken."""
        self.say(trouble.code, trouble.severity, name, shown(value), trouble.what)

    def say(self, code: str, severity: Severity, name: str, original: str, what: Message, taken: str = "") -> None:
        """Record a problem at the cell of a field; an error holds the record back."""
        problem = Problem(code, severity, self.table.sheet.name, self.address(name), original, taken, what)
        self.problems.append(problem)
        self.failed = self.failed or severity == "error"
