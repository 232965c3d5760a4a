"""The account of a sheet's cells: every filled cell is in exactly one class, and none disappears without a word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from typing import Literal

from workshop.workbook.drafts.drafts import Draft
from workshop.workbook.files.sheets import Position, Sheet
from workshop.workbook.layout.header import group_row
from workshop.workbook.layout.table import Table

CellClass = Literal["imported", "rejected", "header", "total", "note", "title", "ignored_column"]
CLASSES: tuple[CellClass, ...] = ("imported", "rejected", "header", "total", "note", "title", "ignored_column")
"""The classes, the strongest first: a cell that a rearranged sheet uses several times counts as its strongest use."""


def balance_of(sheet: Sheet, tables: Sequence[Table], drafts: Sequence[Draft]) -> dict[str, int]:
    """Class → number of filled cells of a sheet (as the file lays it out), given the tables found in it.

    The numbers add up to the cells that the readers count; cells with an Excel error value are among them.
    """
    failed = failed_cells(drafts)
    places: dict[CellClass, set[Position]] = {name: set() for name in CLASSES}
    for table in tables:
        for place, found in uses(table, failed):
            places[found].update(homes(table.sheet, place))
    left = {*sheet.cells, *sheet.errors} - sheet.rejected.keys()
    counts: dict[str, int] = {}
    for name in CLASSES:
        counts[name] = len(left & places[name])
        left -= places[name]
    counts["rejected"] += len(sheet.rejected)
    counts["ignored_column"] += len(left)
    return counts


def homes(view: Sheet, place: Position) -> Sequence[Position]:
    """Where a cell of a view stands in the file, with the cells whose text was joined to it."""
    return (view.home(place), *view.joined.get(place, ())) if view.origin else (place,)


def uses(table: Table, failed: Set[tuple[int, Position]]) -> Iterator[tuple[Position, CellClass]]:
    """Every filled cell of a table's view, and what became of it."""
    view, imported, around = table.sheet, table.imported_columns, rows_around(table)
    lost = table.refused | view.errors.keys()
    if failed:
        lost |= {place for place in view.cells if (id(table), view.home(place)) in failed}
    for place in (*view.cells, *view.errors):
        row, column = place
        if row in around:
            yield place, around[row]
        elif column not in imported:
            yield place, "ignored_column"
        else:
            yield place, "rejected" if row in table.held or place in lost else "imported"


def rows_around(table: Table) -> dict[int, CellClass]:
    """The rows of a table's view that hold no records, and what their cells are."""
    view, header = table.sheet, table.header_row
    around: dict[int, CellClass] = {row: "title" for row, _ in (*view.cells, *view.errors) if row < header}
    around |= {row: "total" if row in table.totals else "note" for row in table.skipped}
    return around | {group_row(view, header): "header", header: "header"}


def failed_cells(drafts: Sequence[Draft]) -> set[tuple[int, Position]]:
    """The cells that only drafts use which were held back: table and place in the file."""
    held = {(id(draft.table), draft.row) for draft in drafts if is_held(draft)}
    used: dict[bool, set[tuple[int, Position]]] = {True: set(), False: set()}
    for draft in drafts if held else ():
        if (id(draft.table), draft.row) in held:
            home = draft.table.sheet.home
            used[is_held(draft)] |= {(id(draft.table), home(place)) for place in draft.cells.values()}
    return used[True] - used[False]


def is_held(draft: Draft) -> bool:
    """Whether a draft was held back, by itself or with the touchpoint of its row."""
    return draft.failed or (draft.parent is not None and draft.parent.failed)
