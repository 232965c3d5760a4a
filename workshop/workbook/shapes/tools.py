"""Exports of workshop tools, recognised by their headers and offered as what they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workshop.texts import Message, message
from workshop.workbook.files.sheets import Sheet, shown
from workshop.workbook.problems import Severity
from workshop.workbook.questions import LEFT_OUT, Choice, Interview
from workshop.workbook.shapes import polls, retro, voices
from workshop.workbook.shapes.asking import AS_IT_IS, OUT, ROWS, ask_shape, say, say_left
from workshop.workbook.shapes.export import Export
from workshop.workbook.shapes.lists import tool_of
from workshop.workbook.values.vocabulary import normal_header

SEARCHED = 5
BESIDE = {"date", "prompt"}
"""Columns that say something only beside another one."""


@dataclass(frozen=True)
class Tool:
    """What an export is called, what it can be taken as, and who makes the views."""

    name: str
    taken_as: tuple[Choice, ...]
    """The first one is proposed."""
    views: Callable[[Export, str, Interview], list[Sheet]]


NOTES = Choice("notes", message("notes at touchpoints, and its tasks as measures"))
MEASURES = Choice("measures", message("each entry is a measure"))
QUESTIONS = Choice("questions", message("what customers said: each entry is a customer conversation"))
VOTES = Choice("votes", message("numbers of votes: make each of them that many anonymous votes"))
VOICES = Choice("voices", message("customer ratings of touchpoints, and what the customers said"))
TOOLS: dict[str, Tool] = {
    "parabol": Tool("Parabol", (NOTES,), retro.parabol_views),
    "scrumlr": Tool("scrumlr", (NOTES, MEASURES), retro.scrumlr_views),
    "arsnova_results": Tool("arsnova.eu", (VOTES,), polls.arsnova_views),
    "arsnova_questions": Tool("arsnova.eu", (OUT, MEASURES, QUESTIONS), voices.question_views),
    "particify_questions": Tool("Particify", (OUT, MEASURES, QUESTIONS), voices.question_views),
    "claper_poll": Tool("Claper", (VOTES,), polls.claper_views),
    "voice_of_customer": Tool("customer-journey.app", (VOICES,), voices.voice_views),
}


def tool_views(sheet: Sheet, interview: Interview) -> list[Sheet] | None:
    """The views of a tool's export, as the person wants it taken; None when the sheet is none."""
    for row in list(sheet.rows)[:SEARCHED]:
        headers = {normal_header(shown(v)): c for c, v in reversed(sheet.rows[row].items())}
        if found := tool_of(frozenset(headers)):
            return views_of_export(Export(sheet, row, headers), found, interview)
    return None


def views_of_export(export: Export, found: str, interview: Interview) -> list[Sheet]:
    tool, sheet = TOOLS[found], export.sheet
    what = message(
        "The sheet “{sheet}” is an export of {tool}. What shall its entries become?", sheet=sheet.name, tool=tool.name
    )
    choices = [*tool.taken_as, AS_IT_IS, *([] if OUT in tool.taken_as else [OUT])]
    taken = ask_shape(sheet, interview, found, "B05", what, choices, choices[0].code, row=export.row)
    if taken == ROWS:
        return [sheet]
    if taken in ("", LEFT_OUT):
        say_left(sheet, interview, "B05", taken, export.row)
        return []
    views = tool.views(export, taken, interview)
    say_not_imported(export, views, interview)
    return views


def say_not_imported(export: Export, views: list[Sheet], interview: Interview) -> None:
    """Name every column, and every block further down, of which nothing is imported."""
    sheet = export.sheet
    used = {home for view in views for home in view.origin.values()}
    used |= {home for view in views for homes in view.joined.values() for home in homes}
    for header, column in sorted(export.columns.items(), key=lambda item: item[1]):
        cells = {(r, column): v for r in export.rows if (v := sheet.cells.get((r, column))) is not None}
        left = [p for p in cells if sheet.home(p) not in used]
        if left:
            what = left_what(shown(sheet.cells[export.row, column]), len(left), whole=len(left) == len(cells))
            samples = [] if export.is_personal(header) else [shown(cells[p])[:60] for p in left[:5]]
            severity: Severity = "note" if len(left) == len(cells) or header in BESIDE else "warning"
            say(sheet, interview, "K04", severity, sheet.address(*left[0]), " | ".join(samples), what)
    after = [row for row in sheet.rows if row > max(export.rows, default=export.row)]
    if after:
        what = message("The further tables of this export are not imported (rows: {n}).", n=len(after))
        cell = sheet.address(after[0], min(sheet.rows[after[0]]))
        say(sheet, interview, "B03", "note", cell, sheet.text_of_row(after[0])[:200], what)


def left_what(header: str, n: int, *, whole: bool) -> Message:
    if whole:
        return message("Column “{header}” is not imported (filled cells: {n}).", header=header, n=n)
    return message("Cells of the column “{header}” that are not imported: {n}.", header=header, n=n)
