"""What a person sees in a sheet and a record cannot hold: hidden, struck out, commented and broken cells, names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workshop.texts import message
from workshop.workbook.files.sheets import few, shown
from workshop.workbook.layout.columns import IDENTITY
from workshop.workbook.layout.table import Table
from workshop.workbook.problems import Problem

CODE = re.compile(r"\w{0,3}[ -]?\d{1,4}")
"""P01, TN 7, 12: a pseudonym and nobody's name."""


def remarks(table: Table) -> list[Problem]:
    """Everything worth saying about a table's cells apart from their values."""
    return [
        *hidden(table),
        *struck(table),
        *commented(table),
        *scrubbed(table),
        *formulas(table),
        *said_elsewhere(table),
        *names(table),
    ]


def columns_of(table: Table) -> set[int]:
    """The columns that are imported."""
    return set(table.fields.values()) | set(table.mapping.people)


def hidden(table: Table) -> Iterator[Problem]:
    """Columns that are hidden in the workbook and imported all the same."""
    sheet, identity = table.sheet, table.fields.get(IDENTITY)
    for column in sorted((columns_of(table) & sheet.hidden_columns) - {identity}):
        header = shown(sheet.cells.get((table.header_row, column), ""))
        what = message("This column is hidden in the workbook. It was imported; delete it there if it does not count.")
        yield Problem("K08", "note", sheet.name, sheet.address(table.header_row, column), header, "", what)


def struck(table: Table) -> Iterator[Problem]:
    sheet, rows = table.sheet, set(table.rows)
    for place in sorted(p for p in sheet.struck if p[0] in rows and p[1] in columns_of(table)):
        text = shown(sheet.cells[place])
        what = message(
            "“{text}” is struck through. It was imported; clear the cell if it does not count any more.", text=text
        )
        yield Problem("C12", "warning", sheet.name, sheet.address(*place), text, text, what)


def commented(table: Table) -> Iterator[Problem]:
    """Cell comments; those of a touchpoint's row become part of its comment and are said there."""
    sheet, rows = table.sheet, set(table.rows)
    for place, text in sorted(sheet.comments.items()) if table.kind != "touchpoints" else ():
        if place[0] in rows:
            what = message("The comment “{text}” on this cell was not imported.", text=text[:200])
            yield Problem("C14", "note", sheet.name, sheet.address(*place), text, "", what)


def scrubbed(table: Table) -> Iterator[Problem]:
    addresses = [table.sheet.address(*place) for place in table.sheet.scrubbed]
    if addresses:
        what = message("Invisible characters were removed here: {cells}.", cells=few(addresses))
        yield Problem("C10", "note", table.sheet.name, addresses[0], "", "", what)


def formulas(table: Table) -> Iterator[Problem]:
    """Cells of imported columns with an error value or a formula without a result: they count as empty."""
    sheet = table.sheet
    for place in sorted(sheet.errors.keys() | sheet.uncalculated):
        if place[0] <= table.header_row or place[0] in table.skipped or place[1] not in columns_of(table):
            continue
        if error := sheet.errors.get(place, ""):
            what = message(
                "The cell shows the Excel error {error} and was taken as empty. Correct the formula.", error=error
            )
        else:
            what = message(
                "The formula has no stored result and was taken as empty. Open the file in Excel and save it."
            )
        yield Problem("C01" if error else "C02", "warning", sheet.name, sheet.address(*place), error, "", what)


def said_elsewhere(table: Table) -> Iterator[Problem]:
    """Who was present is not kept apart: it follows from the votes."""
    for name in ("present_before", "present_after"):
        if name in table.fields:
            header, cell = table.header(name), table.sheet.address(table.header_row, table.fields[name])
            what = message("“{header}” is not kept: who took part follows from the ratings.", header=header)
            yield Problem("K04", "note", table.sheet.name, cell, header, "", what)


def names(table: Table) -> Iterator[Problem]:
    """Votes of a cross table are kept under its column headers: a name there is a name in the app."""
    found = [name for name in table.mapping.people.values() if not CODE.fullmatch(name)]
    if found:
        what = message(
            "The participants are kept under their column headers ({names}). Use codes such as P01 if the votes are to "
            "stay anonymous.",
            names=few(found),
        )
        cell = table.sheet.address(table.header_row, min(table.mapping.people))
        yield Problem("K07", "note", table.sheet.name, cell, few(found), few(found), what)
