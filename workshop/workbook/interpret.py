"""Sheets → records: which sheets count, their tables, their drafts, and the account of every row and cell."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from hashlib import blake2s

from openpyxl.utils.cell import coordinate_to_tuple

from workshop.records import KINDS, identity
from workshop.workbook import refusals
from workshop.workbook.account import account, left_out_sheet, row_states
from workshop.workbook.compared.context import Context
from workshop.workbook.drafts.assembly import Assembly
from workshop.workbook.drafts.doubles import say_doubles
from workshop.workbook.drafts.drafts import Draft
from workshop.workbook.drafts.rows import drafts_of
from workshop.workbook.files.sheets import Sheet
from workshop.workbook.layout.choosing import choose_tables
from workshop.workbook.layout.header import headers_of, likely_header
from workshop.workbook.layout.table import Table
from workshop.workbook.meta import Identity, meta_of
from workshop.workbook.problems import Problem
from workshop.workbook.questions import STEPS, Answers, Interview
from workshop.workbook.reading import Details, Reading
from workshop.workbook.values.vocabulary import normal_header


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
    earlier reading of this file, or of one of the same make. Raises Refusal when no cell is filled below a header, or
    when the file holds several workshops.
    """
    known = known or Context()
    meta = meta_of(sheets)
    reading, interview = Reading(file), Interview(answers or {}, wave=default_wave, language=language, exported=meta)
    interview.waves = frozenset(known.of("waves")) | (meta.names.get("waves", frozenset()) if meta else frozenset())
    tables = choose_tables(sheets, reading, interview, known)
    refuse_empty(sheets, tables, file, known, interview)
    drafts = {id(table): drafts_of(table, language, default_wave) for table in tables}
    every = [draft for table in tables for draft in drafts[id(table)]]
    assembly = Assembly(file, language, known, tables)
    assembly.add(every)
    say_doubles(every)
    reading.workshop = assembly.workshop
    reading.details = Details(assembly.records, assembly.sources, held=held_back(every), meta=meta)
    reading.exported = meta.workshop if meta else ""
    refuse_foreign(file, reading.exported, known)
    reading.counts = {kind: len(records) for kind, records in assembly.records.items()}
    reading.problems += [p for table in tables for p in table.problems] + [p for draft in every for p in draft.problems]
    reading.problems += interview.problems
    for sheet in sheets:
        own = [table for table in tables if table.sheet.name == sheet.name]
        mine = [draft for table in own for draft in drafts[id(table)]]
        rows = row_states(sheet.name, own, mine)
        reading.sheets.append(account(sheet, own, mine, rows) if own else left_out_sheet(sheet))
        reading.details.rows |= rows
    reading.make = make_of(sheets)
    reading.questions = sorted(interview.questions.values(), key=lambda question: STEPS.index(question.step))
    order = {sheet.name: n for n, sheet in enumerate(sheets)}
    reading.problems.sort(key=lambda problem: place_of(problem, order))
    return reading


def held_back(drafts: Sequence[Draft]) -> dict[str, list[Identity]]:
    """Kind → what identifies the drafts that did not become records, as far as their rows say it."""
    held: dict[str, list[Identity]] = {}
    for draft in drafts:
        if draft.failed and draft.kind in KINDS:
            held.setdefault(draft.kind, []).append(tuple(str(draft.values.get(n, "")) for n in identity(draft.kind)))
    return held


def refuse_empty(sheets: list[Sheet], tables: list[Table], file: str, known: Context, interview: Interview) -> None:
    """Raise Refusal when there is nothing to read and nothing to ask."""
    names = [sheet.name for sheet in sheets if not sheet.name.startswith("_")]
    if not any(sheet.cells for sheet in sheets):
        raise refusals.nothing_filled(file, names)
    if interview.open or any(table.rows for table in tables):
        return
    bare = next((table for table in tables if table.kind == "touchpoints" or known.workshop), None)
    if bare:
        raise refusals.header_only(file, bare.sheet.name, bare.header_row)


def refuse_foreign(file: str, exported: str, known: Context) -> None:
    """Raise Refusal when the export of one workshop is being added to another one."""
    if known.workshop and exported and exported != known.workshop:
        raise refusals.foreign_workshop(file, exported, known.workshop)


def place_of(problem: Problem, order: dict[str, int]) -> tuple[int, int, int]:
    """Sheet, row and column of a problem, to sort by; what concerns the whole file or sheet comes first."""
    first = problem.cell.split(":")[0]
    row, column = coordinate_to_tuple(first) if re.fullmatch(r"[A-Z]+[0-9]+", first) else (0, 0)
    return order.get(problem.sheet, -1), row, column


def make_of(sheets: list[Sheet]) -> str:
    """What files of the same making have in common: twelve hexadecimal digits over their sheets' likely headers."""
    known = [[sheet.tag or sheet.name, *likely_headers(sheet)] for sheet in sheets if sheet.cells]
    return blake2s(json.dumps(sorted(known)).encode(), digest_size=6).hexdigest()


def likely_headers(sheet: Sheet) -> list[str]:
    return sorted(normal_header(header) for header in headers_of(sheet, likely_header(sheet)).values())
