"""The person's workbook once more, with what became of each row beside it; the upload itself is never changed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from io import BytesIO

import xlsxwriter
from openpyxl.utils.cell import range_boundaries
from xlsxwriter.worksheet import Worksheet

from workshop.texts import Message, message, say
from workshop.workbook.files.read import read_sheets
from workshop.workbook.files.sheets import Area, Position, Sheet, shown
from workshop.workbook.out.result_face import LEVELS, SEVERITIES, SIGNS, Pen
from workshop.workbook.problems import Problem
from workshop.workbook.reading import Reading

States = Mapping[tuple[str, int], str]
"""Sheet and row in the file → one of STATES."""
STATES: dict[str, Message] = {
    "new": message("new"),
    "changed": message("changed"),
    "unchanged": message("unchanged"),
    "kept": message("imported"),
    "skipped": message("skipped"),
    "held": message("held back"),
}
PROBLEM_COLUMNS: tuple[Message, ...] = (
    message("Level"),
    message("Sheet"),
    message("Cell"),
    message("What stood there"),
    message("Taken as"),
    message("What to do"),
)
WIDEST, LINKS = 40, 10_000
AREA = re.compile(r"[A-Z]{1,3}[0-9]+(:[A-Z]{1,3}[0-9]+)?")


def result_workbook(content: bytes, name: str, reading: Reading, language: str, states: States) -> bytes:
    """The upload as a new .xlsx in `language`, with the columns “Import result” and “Remark” and marked cells.

    In: the upload, what its reading found, and what became (or would become) of its rows. Its first sheet lists all
    problems, its second explains the marks. Reads the upload: only ever call it in the child process.
    """
    sheets, _ = read_sheets(content, name)
    written = BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        pen = Pen(book, language)
        names = names_for(["", "", *(sheet.name for sheet in sheets)], language)
        pages = [book.add_worksheet(title) for title in names]
        targets = {sheet.name: title for sheet, title in zip(sheets, names[2:], strict=True)}
        list_problems(pen, pages[0], reading.problems, targets)
        explain(pen, pages[1])
        for sheet, page in zip(sheets, pages[2:], strict=True):
            headers = [report.header_row for report in reading.sheets if report.name == sheet.name]
            own = [problem for problem in reading.problems if problem.sheet == sheet.name]
            copy(pen, page, sheet, own)
            add_result(pen, page, sheet, max(headers, default=0), own, states)
    return written.getvalue()


def names_for(wanted: list[str], language: str) -> list[str]:
    """Sheet names Excel accepts, each once: the first two for the problems and the legend."""
    wanted[:2] = [say(message("Import: problems"), language), say(message("Import: legend"), language)]
    found: list[str] = []
    for name in wanted:
        title = base = re.sub(r"[\[\]:*?/\\]", "", name).strip("' ")[:28] or "-"
        number = 2
        while title.casefold() in {taken.casefold() for taken in found}:
            title, number = f"{base} {number}", number + 1
        found.append(title)
    return found


def list_problems(pen: Pen, page: Worksheet, problems: list[Problem], targets: Mapping[str, str]) -> None:
    """All problems as a table that can be filtered; the cell leads to its place in the copy."""
    for column, (header, width) in enumerate(zip(PROBLEM_COLUMNS, (14, 20, 12, 40, 30, 80), strict=True), start=1):
        page.write_string(0, column - 1, say(header, pen.language), pen.header)
        page.set_column(column - 1, column - 1, width)
    for row, problem in enumerate(problems, start=2):
        level = say(LEVELS[problem.severity], pen.language).split(":")[0]
        texts = (f"{SIGNS[problem.severity]} {level}", problem.sheet, problem.cell, problem.original, problem.taken)
        for column, text in enumerate((*texts, say(problem.what, pen.language)), start=1):
            pen.write(page, row, column, text)
        if problem.sheet in targets and AREA.fullmatch(problem.cell) and row < LINKS:
            quoted = targets[problem.sheet].replace("'", "''")
            page.write_url(row - 1, 2, f"internal:'{quoted}'!{problem.cell}", None, problem.cell)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(len(problems), 1), len(PROBLEM_COLUMNS) - 1)


def explain(pen: Pen, page: Worksheet) -> None:
    """What the marks and the words of the result mean."""
    page.set_column(0, 0, 20)
    page.set_column(1, 1, 80)
    page.write_string(0, 0, say(message("What the marks mean"), pen.language), pen.title)
    for row, severity in enumerate(SEVERITIES, start=3):
        pen.write(page, row, 1, SIGNS[severity], severity)
        pen.write(page, row, 2, say(LEVELS[severity], pen.language))
    lines = message(
        "This is a copy of your file with two more columns. Correct the marked cells in your own file and upload that "
        "one again."
    )
    pen.write(page, 7, 2, say(lines, pen.language))


def copy(pen: Pen, page: Worksheet, sheet: Sheet, problems: list[Problem]) -> None:
    """Every cell of a sheet where it stood, the ones with a problem marked."""
    marks = marks_of(problems)
    values = sheet.rejected | sheet.cells | dict(sheet.errors)
    for (row, column), value in values.items():
        pen.write(page, row, column, value, marks.get((row, column), ""), percent=(row, column) in sheet.percents)
    for row, column in marks.keys() - values.keys():
        pen.write(page, row, column, None, marks[row, column])
    for first_row, first_column, last_row, last_column in mergeable(sheet, values.keys() | marks.keys()):
        anchor = first_row, first_column
        mark = pen.format("", marks.get(anchor, ""))
        page.merge_range(first_row - 1, first_column - 1, last_row - 1, last_column - 1, "", mark)
        if anchor in values:
            pen.write(page, *anchor, values[anchor], marks.get(anchor, ""), percent=anchor in sheet.percents)
    for column, width in widths(sheet).items():
        page.set_column(column - 1, column - 1, width, None, {"hidden": column in sheet.hidden_columns})
    if sheet.hidden:
        page.hide()


def marks_of(problems: list[Problem]) -> dict[Position, str]:
    """Position → severity of its worst problem; a problem of a range marks its first cell."""
    marks: dict[Position, str] = {}
    for severity in reversed(SEVERITIES):
        for problem in problems:
            if problem.severity == severity and AREA.fullmatch(problem.cell):
                marks[position(problem.cell)] = severity
    return marks


def position(cell: str) -> Position:
    """Row and column of a cell, or of a range's first cell."""
    column, row, _, _ = range_boundaries(cell)
    return row, column


def mergeable(sheet: Sheet, filled: set[Position]) -> Iterator[Area]:
    """The merged ranges that can be merged in the copy too: nothing stands beneath them, and none lies over another."""
    taken: set[Position] = set()
    for area in sheet.merges:
        first_row, first_column, last_row, last_column = area
        places = {(r, c) for r in range(first_row, last_row + 1) for c in range(first_column, last_column + 1)}
        if len(places) > 1 and not taken & places and filled & places <= {area[:2]}:
            taken |= places
            yield area


def widths(sheet: Sheet) -> dict[int, int]:
    """Column → width for its texts, hidden columns included."""
    longest: dict[int, int] = defaultdict(lambda: 8)
    for (_, column), value in sheet.cells.items():
        longest[column] = max(longest[column], min(len(shown(value)) + 2, WIDEST))
    return dict(longest)


def add_result(
    pen: Pen, page: Worksheet, sheet: Sheet, header_row: int, problems: list[Problem], states: States
) -> None:
    """Two columns to the right of everything: what became of the row, and all that is to be said about it."""
    column = max((c for _, c in sheet.cells.keys() | sheet.rejected.keys() | sheet.errors.keys()), default=0) + 1
    remarks: dict[int, list[str]] = defaultdict(list)
    for problem in problems:
        if AREA.fullmatch(problem.cell):
            text = f"{SIGNS[problem.severity]} {problem.cell}: {say(problem.what, pen.language)}"
            remarks[position(problem.cell)[0]].append(text)
    outcome = {row: state for (name, row), state in states.items() if name == sheet.name}
    if header_row:
        page.write_string(header_row - 1, column - 1, say(message("Import result"), pen.language), pen.header)
        page.write_string(header_row - 1, column, say(message("Import: remark"), pen.language), pen.header)
    for row, state in outcome.items():
        pen.write(page, row, column, say(STATES[state], pen.language))
    for row, texts in remarks.items():
        place = column + 1 if row != header_row else column + 2  # beside the header stands “Remark” itself
        pen.write(page, row, place, "\n".join(texts))
    page.set_column(column - 1, column - 1, 16)
    page.set_column(column, column, 80)
