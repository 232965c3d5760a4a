"""One person a row: a survey's answers become ratings of the touchpoints that its questions ask about."""

from __future__ import annotations

import re
from collections import defaultdict

from workshop.texts import message
from workshop.texts import say as spoken
from workshop.workbook.files.sheets import Position, Sheet, shown
from workshop.workbook.questions import LEFT_OUT, Choice, Interview
from workshop.workbook.shapes.asking import AS_IT_IS, OUT, ROWS, ask_shape, say, say_left
from workshop.workbook.shapes.counts import wave_name
from workshop.workbook.shapes.grid import Cell, Grid, Touchpoints
from workshop.workbook.shapes.lists import mentions
from workshop.workbook.shapes.survey_columns import PARTICIPANT, SurveyColumn, ask_column, columns_of, group_of
from workshop.workbook.shapes.survey_tools import Survey, survey_of

STAFF, CUSTOMERS = "staff", "customers"
WHO = {STAFF: ("ratings", "participant"), CUSTOMERS: ("customer_ratings", "customer")}
"""Who answered → kind of the ratings and the field for the person."""


def survey_views(sheet: Sheet, interview: Interview) -> list[Sheet] | None:
    """The touchpoints and the ratings of a survey as views; None when the sheet is no survey."""
    survey = survey_of(sheet, interview)
    if survey is None:
        return None
    taken = ask(sheet, interview, survey)
    if taken == ROWS:
        return [sheet]
    if taken in ("", LEFT_OUT):
        say_left(sheet, interview, "B05", taken, survey.row)
        return []
    columns = [(column, ask_column(survey, column, interview)) for column in columns_of(survey)]
    rated = [column for column, use in columns if use == "touchpoint"]
    say_not_imported(survey, [(column, use) for column, use in columns if use in ("", LEFT_OUT)], interview)
    if not rated:
        return []
    person = next((column.column for column, use in columns if use == PARTICIPANT), 0)
    department = next((column.column for column, use in columns if use == "department"), 0)
    return [touchpoints(survey, rated), *ratings(survey, rated, person, department, taken, interview)]


def ask(sheet: Sheet, interview: Interview, survey: Survey) -> str:
    """Who answered the survey, if it is one."""
    if survey.tool:
        what = message(
            "The sheet “{sheet}” is an export of {tool}: one row a person, not a touchpoint. Who answered?",
            sheet=sheet.name,
            tool=survey.tool,
        )
    else:
        what = message(
            "The sheet “{sheet}” looks like a survey: one row a person, not a touchpoint. Who answered?",
            sheet=sheet.name,
        )
    choices = (
        Choice(STAFF, message("people in the room: take the answers as ratings of participants")),
        Choice(CUSTOMERS, message("customers: take the answers as customer ratings")),
        AS_IT_IS,
        OUT,
    )
    proposal = CUSTOMERS if any(mentions(header, "customers") for header in survey.headers.values()) else STAFF
    return ask_shape(sheet, interview, "survey", "B05", what, choices, proposal, row=survey.row)


def touchpoints(survey: Survey, rated: list[SurveyColumn]) -> Sheet:
    """A view with one touchpoint for each question that rates one."""
    found = Touchpoints((survey.row, min(survey.headers)))
    for column in rated:
        found.add(column.name, Cell(column.home, column.name))
    return found.view(survey.sheet, "survey")


def ratings(
    survey: Survey, rated: list[SurveyColumn], person: int, department: int, who: str, interview: Interview
) -> list[Sheet]:
    """Views with one rating for each answer; a view of its own for questions that are answered on another scale."""
    groups: dict[str, list[SurveyColumn]] = defaultdict(list)
    for column in rated:
        groups[group_of(column)].append(column)
    kind, field = WHO[who]
    views = []
    for group, columns in groups.items():
        asked = re.sub(r"[()]", " ", " · ".join(c.name for c in columns))[:80]
        notes = {"rating": next((c.scale_note for c in columns if c.scale_note), asked)}
        grid = Grid(kind, [field, "touchpoint", "rating"], columns[0].home, notes)
        if department and who == STAFF:
            grid.head("Abteilung", (survey.row, department))
        for number, row in enumerate(survey.rows, start=1):
            name = Cell((row, person)) if (row, person) in survey.sheet.cells else None
            for column in (c for c in columns if (row, c.column) in survey.sheet.cells):
                vote: Position = (row, column.column)
                beside = [Cell((row, department))] if department and who == STAFF else []
                grid.add(name or made_up(survey, vote, number, who, interview), Cell(column.home, column.name),
                         Cell(vote), *beside)  # fmt: skip
        views.append(grid.view(survey.sheet, "survey", f"{kind} {group}".strip()))
    return views


def made_up(survey: Survey, vote: Position, number: int, who: str, interview: Interview) -> Cell:
    """A pseudonym by the survey's own number, else by the order of the rows; of its own for each wave."""
    own = survey.number(vote[0]) or str(number)
    if who == CUSTOMERS:
        return Cell(vote, spoken(message("Customer {number}", number=own), interview.language))
    wave = wave_name(survey.sheet, interview)
    return Cell(vote, spoken(message("Participant {number} {wave}", number=own, wave=wave), interview.language))


def say_not_imported(survey: Survey, columns: list[tuple[SurveyColumn, str]], interview: Interview) -> None:
    """Name each column whose answers stay out, and why."""
    for column, use in columns:
        values = [] if column.personal else [shown(v)[:60] for v in column.values[:5]]
        gaps = {"header": column.header, "n": len(column.values)}
        if not column.values:
            continue
        if not use:
            what = message(
                "Column “{header}” waits for an answer: does it rate a touchpoint? (filled cells: {n})", **gaps
            )
        elif column.personal:
            what = message("Column “{header}” says who answered and is not imported (filled cells: {n}).", **gaps)
        else:
            what = message("Column “{header}” rates no touchpoint and is not imported (filled cells: {n}).", **gaps)
        cell = survey.sheet.address(*column.home)
        say(
            survey.sheet, interview, "K04" if use else "B05", "note" if use else "error", cell, " | ".join(values), what
        )
