"""The account of a sheet: what became of its rows, its columns and its cells, so that nothing goes missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from openpyxl.utils import get_column_letter

from workshop.workbook.balance import balance_of
from workshop.workbook.drafts.drafts import Draft
from workshop.workbook.files.sheets import Sheet
from workshop.workbook.layout.header import headers_of
from workshop.workbook.layout.table import Table, home_row
from workshop.workbook.reading import ColumnReport, RowState, SheetReport, Source


def account(
    sheet: Sheet, tables: Sequence[Table], drafts: Sequence[Draft], rows: Mapping[Source, RowState]
) -> SheetReport:
    """How many rows of a sheet were read, kept, held back and skipped, and what became of its columns and cells.

    In: the sheet as the file lays it out, the tables found in it, all their drafts after they became records, and
    what became of its rows.
    """
    for draft in drafts:
        if draft.failed and draft.parent is None:
            draft.table.held.add(draft.row)
    states = list(rows.values())
    return SheetReport(
        name=sheet.name,
        kind=tables[0].kind,
        header_row=tables[0].sheet.home((tables[0].header_row, min(tables[0].sheet.rows[tables[0].header_row])))[0],
        columns=tuple(column for table in tables for column in columns_of(table)),
        read=len(states),
        kept=states.count("kept"),
        held=states.count("held"),
        skipped=states.count("skipped"),
        shape=tables[0].sheet.shape,
        balance=balance_of(sheet, tables, drafts),
        readers=sheet.counts,
    )


def left_out_sheet(sheet: Sheet) -> SheetReport:
    """The account of a sheet of which nothing is imported."""
    return SheetReport(sheet.name, "", 0, balance=balance_of(sheet, (), ()), readers=sheet.counts)


def columns_of(table: Table) -> list[ColumnReport]:
    """Every column with a header, and the field it fills."""
    fields = {column: name for name, column in table.fields.items()} | dict.fromkeys(table.mapping.people, "rating")
    headers = headers_of(table.sheet, table.header_row)
    return [ColumnReport(letter(table, c), header, fields.get(c, "")) for c, header in headers.items()]


def letter(table: Table, column: int) -> str:
    """The column's letter; the row's number where properties stand one below the other."""
    place = table.sheet.home((table.header_row, column))
    return str(place[0]) if table.sheet.shape == "turned" else get_column_letter(place[1])


def row_states(name: str, tables: Sequence[Table], drafts: Sequence[Draft]) -> dict[Source, RowState]:
    """(sheet, row in the file) → what became of each row with content below a header.

    A row of the file that stands for several records (a person's answers) is kept as soon as one of them is.
    """
    own = [draft for draft in drafts if draft.parent is None and not in_header(draft)]
    found: dict[int, RowState] = {home_row(table, row): "skipped" for table in tables for row in table.skipped}
    found |= {home_row(draft.table, draft.row): "held" for draft in own if draft.failed}
    found |= {home_row(draft.table, draft.row): "kept" for draft in own if not draft.failed}
    return {(name, row): state for row, state in sorted(found.items())}


def in_header(draft: Draft) -> bool:
    """Whether a touchpoint is named by a survey's question, which is no row of its own."""
    return draft.table.sheet.shape == "survey" and draft.kind == "touchpoints"
