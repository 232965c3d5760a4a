"""Which sheets of a file count and what each holds: recognised, asked, or left out with a word."""

from __future__ import annotations

from dataclasses import dataclass

from workshop.labels import FIELD_LABELS
from workshop.texts import message
from workshop.workbook.compared.context import Context
from workshop.workbook.files.sheets import Sheet, shown
from workshop.workbook.layout.choices import kind_choices
from workshop.workbook.layout.header import headers_of
from workshop.workbook.layout.kinds import kind_of_table, named_kind
from workshop.workbook.layout.table import Table, find_table, recognise
from workshop.workbook.meta import Meta
from workshop.workbook.problems import Problem
from workshop.workbook.questions import LEFT_OUT, Interview, Question, key_of
from workshop.workbook.reading import Reading
from workshop.workbook.shapes.views import views_of
from workshop.workbook.values.vocabulary import listed_headers, normal_header


@dataclass
class Candidate:
    """A view of a sheet, and the kind of records it seems to hold ("" = unknown)."""

    sheet: Sheet
    kind: str

    @property
    def example(self) -> bool:
        """Whether it is the example sheet of the template."""
        return normal_header(self.sheet.name) in listed_headers("example_sheets")


def choose_tables(sheets: list[Sheet], reading: Reading, interview: Interview, known: Context) -> list[Table]:
    """The tables of the sheets that count; every sheet that does not is named in the reading."""
    candidates: list[Candidate] = []
    for sheet in sheets:
        if is_ours(sheet):
            continue
        if sheet.cells:
            sheet.kind = own_kind(sheet, interview.exported)
            views = [sheet] if sheet.kind else views_of(sheet, interview)
            candidates += [Candidate(*recognise(tagged(view, n), interview)) for n, view in enumerate(views, start=1)]
        else:
            reading.problems.append(empty(sheet))
    seen = any(c.kind and not c.sheet.hidden and not c.example for c in candidates)
    tables: list[Table] = []
    examples: list[Table] = []
    for candidate in candidates:
        if table := table_of(candidate, seen, reading, interview):
            (examples if candidate.example else tables).append(table)
    if not any(table.kind == "touchpoints" and table.rows for table in tables):
        tables, examples = tables + examples, []
    reading.problems += [example_left(table.sheet) for table in examples]
    described = known.of("touchpoints") or interview.exported or any(t.kind in DESCRIBING for t in tables)
    if tables and not described:
        reading.problems.append(no_touchpoints(tables))
    return tables


DESCRIBING = ("touchpoints", "ratings")
"""Kinds of table without which a file says nothing about touchpoints."""


def is_ours(sheet: Sheet) -> bool:
    """Whether we wrote the sheet ourselves: lists for drop-downs, the read-me, computed results."""
    return sheet.name.startswith("_") or normal_header(sheet.name) in listed_headers("skipped_sheets")


def own_kind(sheet: Sheet, exported: Meta | None) -> str:
    """The kind of record of a sheet that our export wrote, its headers in the first row; "" for any other sheet."""
    named = named_kind(sheet.name)
    if exported is None or named not in exported.base.keys() - {"workshop"}:
        return ""
    headers = headers_of(sheet, next(iter(sheet.rows)))
    return named if kind_of_table(sheet.name, headers.values()) == named else ""


def tagged(view: Sheet, number: int) -> Sheet:
    """A view with a tag of its own, so that questions about the second table of a sheet are other questions."""
    if number > 1 and not view.tag:
        view.tag = f"{view.name} {number}"
    return view


def table_of(candidate: Candidate, seen: bool, reading: Reading, interview: Interview) -> Table | None:
    """The table of a view when its sheet counts; what is left out or lacks a column is named in the reading."""
    kind = interview.ask(kind_question(candidate, seen))
    if kind in ("", LEFT_OUT):
        reading.problems.append(left_out(candidate.sheet))
        return None
    table = find_table(candidate.sheet, kind, interview, certain=bool(candidate.kind))
    if table and table.lacks:
        reading.problems += [*table.problems, lacking(table)]
        return None
    return table


def kind_question(candidate: Candidate, seen: bool) -> Question:
    """What a sheet holds: settled when it was recognised; asked when it is hidden, or when nothing else was seen."""
    sheet = candidate.sheet
    first = list(sheet.rows)[:6]
    hidden = message("The sheet “{sheet}” is hidden. Does it count, and what is in it?", sheet=sheet.name)
    plain = message("What is on the sheet “{sheet}”?", sheet=sheet.name)
    return Question(
        key=key_of("sheets", sheet.tag or sheet.name),
        step="sheets",
        code="B01" if sheet.hidden else "B07",
        sheet=sheet.name,
        what=hidden if sheet.hidden else plain,
        choices=kind_choices(),
        rows=tuple((str(n), *(shown(v)[:40] for v in sheet.rows[n].values())) for n in first),
        proposal=LEFT_OUT if sheet.hidden or not candidate.kind else candidate.kind,
        settled=bool(candidate.kind) != sheet.hidden or (seen and not candidate.kind),
    )


def empty(sheet: Sheet) -> Problem:
    return Problem("B02", "note", sheet.name, "", "", "", message("This sheet is empty."))


def left_out(sheet: Sheet) -> Problem:
    first = " | ".join(sheet.text_of_row(row) for row in list(sheet.rows)[:3])
    if sheet.hidden:
        what = message("This sheet is hidden and was not imported (rows: {n}).", n=len(sheet.rows))
        return Problem("B01", "note", sheet.name, "", first, "", what)
    what = message("This sheet is not imported (filled cells: {n}).", n=len(sheet.cells))
    return Problem("B07", "warning", sheet.name, "", first, "", what)


def example_left(sheet: Sheet) -> Problem:
    what = message("This is the example of the template and was not imported.")
    return Problem("B08", "note", sheet.name, "", "", "", what)


def lacking(table: Table) -> Problem:
    """A table without a column it cannot do without."""
    what = message(
        "No column was chosen for “{field}”, so the sheet is not imported. Choose the column that holds it.",
        field=FIELD_LABELS[table.kind][table.lacks[0]],
    )
    cell = table.sheet.address(table.header_row, min(table.sheet.rows[table.header_row]))
    return Problem("K03", "error", table.sheet.name, cell, "", "", what)


def no_touchpoints(tables: list[Table]) -> Problem:
    what = message(
        "This file lists no touchpoints. Add it to the workshop it belongs to, or name the column that holds the "
        "touchpoints."
    )
    return Problem("K03", "warning", tables[0].sheet.name, "", "", "", what)
