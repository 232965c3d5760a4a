"""What the importer has to say about a cell, a row or a sheet: one record, one sentence, one address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from workshop.texts import Message, message

Severity = Literal["error", "warning", "note"]
"""error = the row is held back, warning = look at it, note = done and said."""


@dataclass(frozen=True)
class Problem:
    """One remark on a workbook.

    `code` groups remarks of one repair (F file, B sheet, K column, Z row, C cell, V across the tables). `cell` is an
    address such as C3 or A5:A6, "" for the whole sheet. `original` is what stood there, `taken` what became of it.
    `what` says what happened and what to do; `message` says the same and names the place.
    """

    code: str
    severity: Severity
    sheet: str
    cell: str
    original: str
    taken: str
    what: Message

    @property
    def message(self) -> Message:
        """The whole sentence, with sheet and cell in front."""
        if not self.sheet:
            return self.what
        if not self.cell:
            return message("Sheet “{sheet}”: {what}", sheet=self.sheet, what=self.what)
        return message("Sheet “{sheet}”, {cell}: {what}", sheet=self.sheet, cell=self.cell, what=self.what)


class Unreadable(Exception):
    """A cell's value cannot be taken as what its column holds; the caller knows the place and makes the Problem."""

    def __init__(self, code: str, what: Message, severity: Severity = "error") -> None:
        super().__init__(what.id)
        self.code = code
        self.what = what
        self.severity = severity


class AlreadySaid(Exception):
    """A value that cannot be taken and that a Problem of its whole column already names."""
