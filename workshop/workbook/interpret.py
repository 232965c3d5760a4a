"""Sheets → records: which sheets count, their tables, their drafts, and the account of every row."""

from __future__ import annotations

import re

from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple

from workshop.texts import message
from workshop.workbook import refusals
from workshop.workbook.assembly import Assembly
from workshop.workbook.context import Context
from workshop.workbook.doubles import say_doubles
from workshop.workbook.drafts import Draft
from workshop.workbook.problems import Problem
from workshop.workbook.questions import STEPS, Answers, Interview
from workshop.workbook.reading import ColumnReport, Reading, SheetReport
from workshop.workbook.rows import drafts_of
from workshop.workbook.shapes.views import views_of
from workshop.workbook.sheets import Sheet, shown
from workshop.workbook.table import Table, find_table
from workshop.workbook.vocabulary import listed_headers, normal_header


def interpret(
    sheets: list[Sheet],
    file: str,
    *,
    language: str,
    known: Context | None = None,
    default_wave: str = "before",
    answers: Answers | None = None,
) -> Reading:
    """Everything the sheets of one upload say.

    `language` ("de" or "en") is the new workshop's and names the room; `known` is the workshop the file is added to;
    `default_wave` is the wave of votes that name none; `answers` are what the person said to the questions of an
    earlier reading of this file, or of one of the same make. Raises Refusal when there is no touchpoint, in the file
    or in `known`, or when the file holds several workshops.
    """
    reading, interview = Reading(file), Interview(answers or {})
    tables = tables_of(sheets, reading, interview)
    refuse_useless(sheets, tables, file, known or Context())
    drafts = {id(table): drafts_of(table, language, default_wave) for table in tables}
    assembly = Assembly(file, language, known or Context(), tables)
    assembly.add([draft for table in tables for draft in drafts[id(table)]])
    say_doubles([draft for table in tables for draft in drafts[id(table)]])
    reading.workshop, reading.records = assembly.workshop, assembly.records
    for table in tables:
        reading.problems += table.problems + [p for draft in drafts[id(table)] for p in draft.problems]
        reading.sheets.append(account(table, drafts[id(table)]))
    reading.questions = sorted(interview.questions.values(), key=lambda question: STEPS.index(question.step))
    reading.problems.sort(key=lambda problem: place_of(problem, [sheet.name for sheet in sheets]))
    reading.sheets.sort(key=lambda report: [sheet.name for sheet in sheets].index(report.name))
    return reading


def tables_of(sheets: list[Sheet], reading: Reading, interview: Interview) -> list[Table]:
    """The tables of the sheets that count; every sheet that does not is named in the reading."""
    tables: list[Table] = []
    examples: list[Table] = []
    for sheet in sheets:
        name = normal_header(sheet.name)
        if sheet.name.startswith("_") or name in listed_headers("skipped_sheets"):
            continue  # written by ourselves: lists for drop-downs, the read-me, computed results
        if reason := not_read(sheet):
            reading.problems.append(reason)
            reading.sheets.append(SheetReport(sheet.name, "", 0))
        elif found := [table for view in views_of(sheet, interview) if (table := find_table(view, interview))]:
            (examples if name in listed_headers("example_sheets") else tables).extend(found)
        else:
            reading.problems.append(unknown_sheet(sheet))
            reading.sheets.append(SheetReport(sheet.name, "", 0))
    if any(table.kind == "touchpoints" and table.rows for table in tables):
        for table in examples:
            reading.problems.append(example_left(table.sheet))
        return tables
    return tables + examples


def not_read(sheet: Sheet) -> Problem | None:
    """Why a sheet is left out before it is looked at, or None."""
    if not sheet.cells:
        what = message("This sheet is empty.")
        return Problem("B02", "note", sheet.name, "", "", "", what)
    if sheet.hidden:
        what = message(
            "This sheet is hidden and was not imported (rows: {n}). Unhide it in Excel if it belongs to the workshop.",
            n=len(sheet.rows),
        )
        return Problem("B01", "note", sheet.name, "", sheet.text_of_row(next(iter(sheet.rows))), "", what)
    return None


def unknown_sheet(sheet: Sheet) -> Problem:
    what = message(
        "This sheet is not imported (filled cells: {n}): no header was recognised. If it belongs to the workshop, "
        "use the headers of the template.",
        n=len(sheet.cells),
    )
    first = " | ".join(sheet.text_of_row(row) for row in list(sheet.rows)[:3])
    return Problem("B07", "warning", sheet.name, "", first, "", what)


def example_left(sheet: Sheet) -> Problem:
    what = message("This is the example of the template and was not imported.")
    return Problem("B08", "note", sheet.name, "", "", "", what)


def refuse_useless(sheets: list[Sheet], tables: list[Table], file: str, known: Context) -> None:
    """Raise Refusal when nothing in the file can become or refer to a touchpoint."""
    names = [sheet.name for sheet in sheets if not sheet.name.startswith("_")]
    if not any(sheet.cells for sheet in sheets):
        raise refusals.nothing_filled(file, names)
    if any(table.rows for table in tables if table.kind == "touchpoints" or known.of("touchpoints")):
        return
    bare = next((table for table in tables if table.kind == "touchpoints"), None)
    if bare:
        raise refusals.header_only(file, bare.sheet.name, bare.header_row)
    raise refusals.no_touchpoints(file, names)


def account(table: Table, drafts: list[Draft]) -> SheetReport:
    """How many rows of a table were read, kept, held back and skipped, and what became of its columns."""
    own = [draft for draft in drafts if draft.parent is None]
    held = sum(draft.failed for draft in own)
    fields = {column: name for name, column in table.fields.items()} | dict.fromkeys(table.mapping.people, "rating")
    headers = table.sheet.rows[table.header_row]
    columns = [ColumnReport(letter(table, c), shown(v), fields.get(c, "")) for c, v in headers.items()]
    return SheetReport(
        name=table.sheet.name,
        kind=table.kind,
        header_row=table.header_row,
        columns=tuple(columns),
        read=len(own) + len(table.skipped),
        kept=len(own) - held,
        held=held,
        skipped=len(table.skipped),
    )


def letter(table: Table, column: int) -> str:
    """The column's letter; the row's number where properties stand one below the other."""
    place = table.sheet.home((table.header_row, column))
    return str(place[0]) if table.sheet.shape == "turned" else get_column_letter(place[1])


def place_of(problem: Problem, sheets: list[str]) -> tuple[int, int, int]:
    """Sheet, row and column of a problem, to sort by; what concerns the whole file or sheet comes first."""
    sheet = sheets.index(problem.sheet) if problem.sheet in sheets else -1
    first = problem.cell.split(":")[0]
    row, column = coordinate_to_tuple(first) if re.fullmatch(r"[A-Z]+[0-9]+", first) else (0, 0)
    return sheet, row, column
