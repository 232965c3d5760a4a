"""The table in a sheet: its header, its rows, what stands around it, and merged cells filled down."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from workshop.texts import Message, message
from workshop.workbook.columns import Mapping, map_columns
from workshop.workbook.header import header_row
from workshop.workbook.problems import Problem
from workshop.workbook.questions import Interview
from workshop.workbook.sheets import Position, Sheet, Value, shown, turn
from workshop.workbook.vocabulary import kinds, normal_header

FILLED_DOWN = ("phase", "department", "touchpoint")
"""Fields in which a cell merged over several rows holds for each of them."""
FAR = 1_000
"""So many empty rows in front of it make a cell a stray one."""
TOTAL = re.compile(
    r"(zwischen|gesamt)?summe|gesamt|insgesamt|(grand |sub)?total|sum|ø|durchschnitt|mittelwert|average|mean"
)
FOOTNOTE = re.compile(
    r"[*©†¹]|(stand|legende|quelle|hinweis|anmerkung|note|source|legend|key|as of)\s*:", re.IGNORECASE
)


@dataclass
class Table:
    """A sheet understood: which kind of record its rows are, which column is which field, which rows count."""

    sheet: Sheet
    header_row: int
    mapping: Mapping
    rows: list[int] = field(default_factory=list)
    skipped: list[int] = field(default_factory=list)
    """Rows below the header that are totals or footnotes."""
    filled: dict[Position, Value] = field(default_factory=dict)
    """Values that merged cells hand down."""
    problems: list[Problem] = field(default_factory=list)
    interview: Interview = field(default_factory=Interview)
    """Where questions about its columns and values are put."""

    @property
    def kind(self) -> str:
        return self.mapping.kind

    @property
    def fields(self) -> dict[str, int]:
        return self.mapping.fields

    def value(self, row: int, name: str) -> Value | None:
        """What a row says for a field; None when the cell is empty or the table has no such column."""
        place = (row, self.fields.get(name, 0))
        return self.sheet.cells.get(place, self.filled.get(place))

    def values(self, name: str) -> list[Value]:
        """All filled values of a column, in order."""
        return [v for row in self.rows if (v := self.value(row, name)) is not None]

    def address(self, row: int, name: str = "") -> str:
        """The cell of a field in a row; without a field the row's first filled cell."""
        column = self.fields.get(name) or min(self.sheet.rows.get(row, {1: ""}))
        return self.sheet.address(row, column)

    def header(self, name: str) -> str:
        """The header of a field as it stands in the sheet."""
        return shown(self.sheet.cells.get((self.header_row, self.fields.get(name, 0)), ""))


def find_table(sheet: Sheet, interview: Interview) -> Table | None:
    """The table of a sheet, or None when no known header is found."""
    if is_upright_workshop(sheet):
        sheet = turn(sheet)
    row = header_row(sheet)
    mapping = map_columns(sheet, row) if row else None
    if row is None or mapping is None:
        return None
    table = Table(sheet, row, mapping, problems=list(mapping.problems), interview=interview)
    table.problems += [above(sheet, number) for number in sheet.rows if number < row]
    fill_down(table)
    previous = row
    for number in [n for n in sheet.rows if n > row]:
        place_row(table, number, number - previous > FAR)
        previous = number
    return table


def is_upright_workshop(sheet: Sheet) -> bool:
    """Whether a sheet lists the workshop's properties one below the other, names in its first column."""
    entry = kinds()["workshop"]
    first = min((c for _, c in sheet.cells), default=0)
    names = [normal_header(v) for (_, c), v in sheet.cells.items() if c == first and isinstance(v, str)]
    hits = {entry.fields[n] for n in names if n in entry.fields}
    return len(hits) >= 3 and set(entry.needs) <= hits


def place_row(table: Table, number: int, far: bool) -> None:
    """Sort a row below the header into data, total, footnote, or (far below the others) a stray cell."""
    sheet, cells = table.sheet, table.sheet.rows[number]
    main = table.fields.get(kinds()[table.kind].needs[0], 0)
    first = next(iter(cells.values()))
    lone = main not in cells or next(iter(cells)) == main
    if far:
        what = message("A single filled cell far below the table was not imported. Delete it if it is not needed.")
        table.problems.append(
            Problem("B06", "warning", sheet.name, table.address(number), sheet.text_of_row(number), "", what)
        )
    elif lone and isinstance(first, str) and is_total(first):
        table.skipped.append(number)
        table.problems.append(total(sheet, number))
    elif lone and isinstance(first, str) and FOOTNOTE.match(first) and len(cells) <= 2:
        table.skipped.append(number)
        table.problems.append(footnote(sheet, number))
    else:
        table.rows.append(number)


def is_total(text: str) -> bool:
    return bool(TOTAL.fullmatch(text.casefold().strip(" :.=")))


def above(sheet: Sheet, number: int) -> Problem:
    text = sheet.text_of_row(number)
    return outside(
        sheet, number, text, message("“{text}” stands above the table and was not imported.", text=text[:200])
    )


def total(sheet: Sheet, number: int) -> Problem:
    text = sheet.text_of_row(number)
    return outside(sheet, number, text, message("“{text}” is a total and was not imported.", text=text[:200]))


def footnote(sheet: Sheet, number: int) -> Problem:
    text = sheet.text_of_row(number)
    return outside(sheet, number, text, message("“{text}” is a footnote and was not imported.", text=text[:200]))


def outside(sheet: Sheet, number: int, text: str, what: Message) -> Problem:
    """A row that is no record, with its text."""
    return Problem("Z01", "note", sheet.name, sheet.address(number, min(sheet.rows[number])), text, "", what)


def fill_down(table: Table) -> None:
    """Hand the value of a merged cell down to the rows it covers, in phase, department and touchpoint columns."""
    columns = {table.fields[f] for f in FILLED_DOWN if f in table.fields}
    if table.kind == "touchpoints":
        columns.discard(table.fields.get("name", 0))
    sheet = table.sheet
    for area in sorted(sheet.merges):
        top, left, bottom, _ = area
        value = sheet.cells.get((top, left))
        if left not in columns or bottom == top or top <= table.header_row or value is None:
            continue
        rows = [r for r in range(top + 1, bottom + 1) if r in sheet.rows]
        table.filled |= {(row, left): value for row in rows}
        what = message("The merged cell “{value}” was taken for {n} rows.", value=shown(value), n=len(rows) + 1)
        table.problems.append(Problem("C04", "note", sheet.name, sheet.area(area), shown(value), shown(value), what))
