"""Putting the question how a sheet is laid out, and saying what waits for its answer."""

from __future__ import annotations

from collections.abc import Sequence

from workshop.texts import Message, message
from workshop.workbook.files.sheets import Sheet, shown
from workshop.workbook.layout.header import likely_header
from workshop.workbook.problems import Problem, Severity
from workshop.workbook.questions import LEFT_OUT, Choice, Interview, Question, key_of

ROWS = "rows"
"""The choice "read it as it is: one record a row"."""
AS_IT_IS = Choice(ROWS, message("one record a row, as it is"))
OUT = Choice(LEFT_OUT, message("do not import"))
PIECE_ROWS, PIECE_COLUMNS = 5, 12


def name_of(sheet: Sheet) -> str:
    """What a sheet goes by in the keys of questions."""
    return sheet.tag or sheet.name


def header_of(sheet: Sheet, interview: Interview) -> int:
    """The header row: the one the person named, else the likely one; 0 in an empty sheet."""
    chosen = interview.answers.get(key_of("header", name_of(sheet)), "")
    return int(chosen) if chosen.isdigit() and int(chosen) in sheet.rows else likely_header(sheet)


def ask_shape(
    sheet: Sheet,
    interview: Interview,
    about: str,
    code: str,
    what: Message,
    choices: Sequence[Choice],
    proposal: str,
    *,
    row: int = 0,
    cells: Sequence[str] = (),
    samples: Sequence[str] = (),
    settled: bool = False,
) -> str:
    """Ask one question about a sheet's layout; returns the code taken, "" while it is open.

    `about` tells the questions of one sheet apart; `row` is the first row of the piece of the sheet that is shown.
    """
    question = Question(
        key=key_of("shape", name_of(sheet), *about.split("/", 1)),
        step="shape",
        code=code,
        sheet=sheet.name,
        what=what,
        choices=tuple(choices),
        cells=tuple(cells),
        samples=tuple(samples),
        rows=piece(sheet, row) if row else (),
        proposal=proposal,
        settled=settled,
    )
    return interview.ask(question)


def piece(sheet: Sheet, row: int) -> tuple[tuple[str, ...], ...]:
    """A few rows from `row` on, each beginning with its number in the file, the columns below each other."""
    numbers = [n for n in sheet.rows if n >= row][:PIECE_ROWS]
    columns = sorted({c for n in numbers for c in sheet.rows[n]})[:PIECE_COLUMNS]
    return tuple(
        (str(sheet.home((n, min(sheet.rows[n])))[0]), *(shown(sheet.cells.get((n, c), ""))[:40] for c in columns))
        for n in numbers
    )


def say(
    sheet: Sheet, interview: Interview, code: str, severity: Severity, cell: str, original: str, what: Message
) -> None:
    """Record a problem of the sheet's layout."""
    interview.problems.append(Problem(code, severity, sheet.name, cell, original, "", what))


def say_left(sheet: Sheet, interview: Interview, code: str, taken: str, row: int) -> None:
    """Name a sheet of which nothing is imported: because the question is open, or because the person said so."""
    first = sheet.text_of_row(row)
    cell = sheet.address(row, min(sheet.rows[row]))
    if taken:
        what = message("Nothing of this table is imported, as you said (filled cells: {n}).", n=len(sheet.cells))
        say(sheet, interview, code, "note", cell, first, what)
    else:
        what = message(
            "Nothing of this table is imported yet (filled cells: {n}): say first how it is laid out.",
            n=len(sheet.cells),
        )
        say(sheet, interview, code, "error", cell, first, what)
