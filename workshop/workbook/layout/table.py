"""The table in a sheet: its header, its rows, what stands around it, and merged cells filled down."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice

from workshop.texts import Message, message
from workshop.workbook.files.sheets import Position, Sheet, Value, few, shown, turn
from workshop.workbook.layout.columns import IDENTITY, Mapping, columns_of, left_out, map_columns
from workshop.workbook.layout.header import group_row, header_row, headers_of, known, likely_header
from workshop.workbook.layout.kinds import kind_of_table
from workshop.workbook.layout.matrix import vote_columns
from workshop.workbook.problems import Problem, Severity
from workshop.workbook.questions import LEFT_OUT, Choice, Interview, Question, key_of
from workshop.workbook.values.vocabulary import kinds, normal_header

FILLED_DOWN = ("phase", "department", "touchpoint")
"""Fields in which a cell merged over several rows holds for each of them."""
CHECKED_ONLY = ("present_before", "present_after")
"""Columns that are looked at and not kept."""
UPRIGHT = 100
"""So many rows are looked at to see whether they are the properties of one workshop."""
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
    """Rows below the header that are no records: totals, footnotes, stray cells, rows that only carry a number."""
    totals: set[int] = field(default_factory=set)
    """Those of them that are totals."""
    filled: dict[Position, Value] = field(default_factory=dict)
    """Values that merged cells hand down."""
    problems: list[Problem] = field(default_factory=list)
    refused: set[Position] = field(default_factory=set)
    """Cells of imported columns whose value could not be taken."""
    interview: Interview = field(default_factory=Interview)
    """Where questions about its columns and values are put."""

    @property
    def kind(self) -> str:
        return self.mapping.kind

    held: set[int] = field(default_factory=set)
    """Rows whose record was held back; known once the records are made."""

    @property
    def imported_columns(self) -> set[int]:
        """The columns that become something."""
        return {c for name, c in self.fields.items() if name not in CHECKED_ONLY} | set(self.mapping.people)

    @property
    def lacks(self) -> list[str]:
        """Fields without a column that this kind of record cannot do without; a cross table may go by number."""
        if self.kind == "touchpoints" and self.mapping.people and "key" in self.fields:
            return []
        return [name for name in kinds()[self.kind].needs if name not in self.fields]

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

    def exported(self, row: int) -> bool:
        """Whether a row came with our own export: it has its `_id`, or a text that identifies such a record."""
        meta = self.interview.exported
        if meta is None or self.kind == "workshop":
            return meta is not None
        if IDENTITY in self.fields:
            return self.value(row, IDENTITY) is not None
        return not meta.names.get(self.kind, frozenset()).isdisjoint(map(str, self.sheet.rows[row].values()))

    def header(self, name: str) -> str:
        """The header of a field as it stands in the sheet."""
        return shown(self.sheet.cells.get((self.header_row, self.fields.get(name, 0)), ""))


def recognise(sheet: Sheet, interview: Interview) -> tuple[Sheet, str]:
    """The sheet as it is to be read, and the kind of records its likely header speaks for ("" = unknown)."""
    if not sheet.kind and is_upright_workshop(sheet):
        sheet = turn(sheet)
    row = likely_header(sheet)
    chosen = interview.answers.get(key_of("header", sheet.tag or sheet.name), "")
    if chosen.isdigit() and int(chosen) in sheet.rows:
        row = int(chosen)
    headers = headers_of(sheet, row) if row else {}
    kind = kind_of_table(sheet.name, headers.values()) if headers and known(sheet.rows[row]) else ""
    return sheet, sheet.kind or kind or ("touchpoints" if is_cross_table_by_number(sheet, row, headers) else "")


def find_table(sheet: Sheet, kind: str, interview: Interview, *, certain: bool) -> Table | None:
    """The table of a sheet whose rows are records of `kind`; None while its header row has to be asked.

    `certain`: the kind was recognised by the sheet's headers, not chosen by the person.
    """
    row = header_row(sheet, interview, certain=certain)
    if not row:
        return None
    by_number = kind == "touchpoints" and is_cross_table_by_number(sheet, row, headers_of(sheet, row))
    mapping = map_columns(sheet, row, kind, interview) if not by_number else cross_table(sheet, row, interview)
    table = Table(sheet, row, mapping, problems=list(mapping.problems), interview=interview)
    groups = group_row(sheet, row)
    table.problems += [above(sheet, number) for number in sheet.rows if number < row and number != groups]
    fill_down(table)
    previous = row
    for number in [n for n in sheet.rows if n > row]:
        place_row(table, number, number - previous > FAR)
        previous = number
    ask_hidden_rows(table)
    return table


def ask_hidden_rows(table: Table) -> None:
    """Ask whether rows count that are hidden in the workbook; behind a filter they do, they are only out of sight."""
    hidden = [row for row in table.rows if row in table.sheet.hidden_rows]
    if not hidden:
        return
    sheet = table.sheet
    question = Question(
        key=key_of("columns", sheet.tag or sheet.name, "@hidden rows"),
        step="columns",
        code="Z02",
        sheet=sheet.name,
        what=message("{n} rows of the sheet “{sheet}” are hidden. Do they count?", n=len(hidden), sheet=sheet.name),
        choices=(Choice("yes", message("yes")), Choice(LEFT_OUT, message("do not import"))),
        cells=tuple(table.address(row) for row in hidden),
        samples=tuple(sheet.text_of_row(row)[:80] for row in hidden[:3]),
        proposal="yes",
        settled=sheet.filtered,
    )
    counted = table.interview.ask(question) == "yes"
    if not counted:
        table.rows = [row for row in table.rows if row not in hidden]
        table.skipped += hidden
    cells, original = few(list(question.cells)), sheet.text_of_row(hidden[0])
    if counted:
        what = message("Rows that are hidden in the workbook were imported: {cells}.", cells=cells)
    else:
        what = message("Rows that are hidden in the workbook were not imported: {cells}.", cells=cells)
    severity: Severity = "note" if counted or question.key in table.interview.answers else "warning"
    table.problems.append(Problem("Z02", severity, sheet.name, question.cells[0], original, "", what))


def is_cross_table_by_number(sheet: Sheet, row: int, headers: dict[int, str]) -> bool:
    """Whether a table with one column for each participant names the touchpoints by their number only."""
    touchpoint = numbering_column(headers)
    if not touchpoint or kind_of_table(sheet.name, headers.values()):
        return False
    return bool(vote_columns(sheet, row, headers, {touchpoint}))


def numbering_column(headers: dict[int, str]) -> int:
    """The column of the touchpoints' numbers; 0 = none."""
    return next((c for c, h in headers.items() if normal_header(h).startswith(("touchpoint", "tp "))), 0)


def cross_table(sheet: Sheet, row: int, interview: Interview) -> Mapping:
    """The mapping of a cross table by number."""
    columns = columns_of(sheet, row, "touchpoints", interview)
    touchpoint = numbering_column(columns.headers)
    people = vote_columns(sheet, row, {c: h for c, h in columns.headers.items() if h}, {touchpoint})
    mapping = Mapping("touchpoints", {"key": touchpoint}, people)
    mapping.problems = left_out(columns, mapping)
    return mapping


def is_upright_workshop(sheet: Sheet) -> bool:
    """Whether a sheet lists the workshop's properties one below the other, names in its first column."""
    entry = kinds()["workshop"]
    first = min((min(row) for row in sheet.rows.values()), default=0)
    listed = [row.get(first) for row in islice(sheet.rows.values(), UPRIGHT)]
    names = [normal_header(v) for v in listed if isinstance(v, str)]
    hits = {entry.fields[n] for n in names if n in entry.fields}
    return len(hits) >= 3 and set(entry.needs) <= hits


def place_row(table: Table, number: int, far: bool) -> None:
    """Sort a row below the header into data, total, footnote, or (far below the others) a stray cell."""
    sheet, cells = table.sheet, table.sheet.rows[number]
    main = table.fields.get(kinds()[table.kind].needs[0], 0)
    first = next(iter(cells.values()))
    lone = main not in cells or next(iter(cells)) == main
    if table.exported(number):
        table.rows.append(number)
    elif far:
        table.skipped.append(number)
        what = message("A single filled cell far below the table was not imported. Delete it if it is not needed.")
        table.problems.append(
            Problem("B06", "warning", sheet.name, table.address(number), sheet.text_of_row(number), "", what)
        )
    elif isinstance(first, str) and is_total(first) and (lone or only_counted(cells)):
        table.skipped.append(number)
        table.totals.add(number)
        table.problems.append(total(sheet, number))
    elif lone and isinstance(first, str) and FOOTNOTE.match(first) and len(cells) <= 2:
        table.skipped.append(number)
        table.problems.append(footnote(sheet, number))
    else:
        table.rows.append(number)


def only_counted(cells: dict[int, Value]) -> bool:
    """Whether beside its first cell a row holds nothing but numbers, as a row of sums does."""
    return len(cells) > 1 and not any(isinstance(value, str) for value in list(cells.values())[1:])


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


def home_row(table: Table, row: int) -> int:
    """The row of the file in which a row of the table's view begins; the column, where records stand in columns."""
    if not table.sheet.origin:
        return row
    home = table.sheet.home((row, min(table.sheet.rows[row])))
    return home[1] if table.sheet.shape == "turned" else home[0]
