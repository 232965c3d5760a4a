"""Recognising a survey: by the headers its tool writes, else by columns that only a person's answers fill."""

from __future__ import annotations

from dataclasses import dataclass, replace

from workshop.workbook.files.sheets import Position, Sheet, Value, shown
from workshop.workbook.layout.header import headers_of
from workshop.workbook.layout.kinds import kind_of_table
from workshop.workbook.layout.matrix import are_votes
from workshop.workbook.questions import Interview
from workshop.workbook.shapes.asking import header_of
from workshop.workbook.shapes.lists import comparable, listed, survey_tool_of
from workshop.workbook.values.vocabulary import kinds, listed_headers, normal_header

SEARCHED = 10
"""A tool's header stands in one of the first rows."""
RATED = 2
"""So many columns of ratings make a survey."""
OWN_NUMBER = 6
"""A longer number of an answer is the tool's own and says nothing to people."""


@dataclass
class Survey:
    """A sheet with one person a row: its header, its questions and the rows that are answers."""

    sheet: Sheet
    tool: str
    """"" = recognised by its contents."""
    row: int
    headers: dict[int, str]
    """Column → question."""
    homes: dict[int, Position]
    """Column → the cell that holds its question."""
    rows: list[int]

    def values(self, column: int) -> list[Value]:
        """The answers of one column."""
        return [v for row in self.rows if (v := self.sheet.cells.get((row, column))) is not None]

    def number(self, row: int) -> str:
        """The number that the survey itself gives an answer; "" when it has none, or a long one."""
        column = next((c for c, h in self.headers.items() if normal_header(h) in listed("survey", "numbering")), 0)
        number = shown(self.sheet.cells.get((row, column), ""))
        unique = len({shown(v) for v in self.values(column)}) == len(self.rows)
        return number if unique and number.isdigit() and len(number) <= OWN_NUMBER else ""


def survey_of(sheet: Sheet, interview: Interview) -> Survey | None:
    """The survey that a sheet holds, or None."""
    for row in list(sheet.rows)[:SEARCHED]:
        headers = [normal_header(shown(v)) for v in sheet.rows[row].values()]
        if tool := survey_tool_of(headers):
            return below(plain(sheet, row, tool))
    return by_evidence(sheet, interview)


def plain(sheet: Sheet, row: int, tool: str) -> Survey:
    """A survey with one header row."""
    headers = {c: shown(v) for c, v in sheet.rows[row].items()}
    return Survey(sheet, tool, row, headers, {c: (row, c) for c in headers}, [n for n in sheet.rows if n > row])


def below(survey: Survey) -> Survey:
    """The same with the further header rows that SurveyMonkey and Qualtrics write."""
    if survey.tool == "Qualtrics":
        return qualtrics(survey)
    return survey_monkey(survey) if survey.tool == "SurveyMonkey" else survey


def qualtrics(survey: Survey) -> Survey:
    """The first row holds codes, the second the questions, the third {"ImportId": …}."""
    cells = survey.sheet.rows
    marks = [n for n in survey.rows[:2] if any('"ImportId"' in shown(v) for v in cells[n].values())]
    if not marks or marks[0] == survey.rows[0]:
        return replace(survey, rows=[n for n in survey.rows if n not in marks])
    questions = {c: shown(v) for c, v in cells[survey.rows[0]].items() if c in survey.headers}
    homes = {c: (survey.rows[0], c) for c in questions}
    rows = [n for n in survey.rows if n > marks[0]]
    technical = {c for c, h in survey.headers.items() if is_technical(h)}
    told = {c: text for c, text in questions.items() if c not in technical}
    return replace(survey, headers=survey.headers | told, homes=survey.homes | homes, rows=rows)


def survey_monkey(survey: Survey) -> Survey:
    """The second row names the rows of a question; the question stands above the first of them."""
    first = survey.rows[0] if survey.rows else 0
    second = survey.sheet.rows.get(first, {})
    number = next((c for c, h in survey.headers.items() if normal_header(h) == "respondent id"), 0)
    if not second or number in second:
        return survey
    headers, homes, question = dict(survey.headers), dict(survey.homes), ""
    for column in range(min(survey.headers), max(*survey.headers, *second) + 1):
        question = survey.headers.get(column, question)
        answer = shown(second.get(column, ""))
        if answer and comparable(answer) not in listed("survey", "placeholders"):
            headers[column], homes[column] = f"{question} [{answer}]", (first, column)
    return replace(survey, headers=headers, homes=homes, rows=survey.rows[1:])


def by_evidence(sheet: Sheet, interview: Interview) -> Survey | None:
    """A survey without a tool's headers: no other kind of table, two columns of ratings, and headers that ask."""
    row = header_of(sheet, interview)
    if not row:
        return None
    headers = headers_of(sheet, row)
    kind = kind_of_table("", headers.values())
    if kind and not (kind == "touchpoints" and names_people(headers)):
        return None
    survey = plain(sheet, row, "")
    rated = [c for c, h in headers.items() if not is_known(h) and (given := survey.values(c)) and are_votes(given)]
    asking = sum(headers[c].rstrip().endswith(("?", "]")) for c in rated) >= RATED
    people = any(normal_header(h) in person_words() for h in headers.values())
    return survey if len(rated) >= RATED and len(survey.rows) >= RATED and (asking or people) else None


def names_people(headers: dict[int, str]) -> bool:
    """Whether the only column that could name a touchpoint is called no more than "Name"."""
    fields = kinds()["touchpoints"].fields
    return all(normal_header(h) in listed_headers("vague_headers") for h in headers.values()
               if fields.get(normal_header(h)) == "name")  # fmt: skip


def person_words() -> set[str]:
    """Headers of a column that says who answered."""
    fields = {h for h, field in kinds()["ratings"].fields.items() if field == "participant"}
    return fields | listed("survey", "personal")


def is_known(header: str) -> bool:
    """Whether a column of a survey is about the person and no question."""
    normal = normal_header(header)
    return is_technical(header) or normal in person_words() or normal in kinds()["ratings"].extras


def is_technical(header: str) -> bool:
    """Whether the survey tool writes a column itself."""
    return normal_header(header) in listed("survey", "technical")
