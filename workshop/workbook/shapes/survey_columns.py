"""The columns of a survey: which of them rate a touchpoint, and what the touchpoint is called."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from workshop.texts import message
from workshop.workbook.files.sheets import Position, Value, shown
from workshop.workbook.layout.matrix import are_codes, are_votes
from workshop.workbook.questions import LEFT_OUT, Choice, Interview
from workshop.workbook.shapes.asking import ask_shape
from workshop.workbook.shapes.lists import listed, mentions
from workshop.workbook.shapes.survey_tools import Survey, is_technical, person_words
from workshop.workbook.values.ratings import number_of
from workshop.workbook.values.vocabulary import kinds, normal_header

TOUCHPOINT, PARTICIPANT, DEPARTMENT = "touchpoint", "participant", "department"
ROW_OF_QUESTION = re.compile(r"(?P<stem>.*\S)?\s*\[(?P<row>[^\[\]]+)\]\s*$", re.DOTALL)
"""Google Forms, LimeSurvey: "Bitte bewerten Sie [Hotline]"."""
DIVIDERS = (".", " - ", ": ")
"""Microsoft Forms "Frage.Zeile", Qualtrics "Frage - Zeile": only where several columns share the question."""
SCALE_IN_HEADER = re.compile(r"\d\s*(?:-|–|bis|to|=)\s*\w")
"""1–5, 1 = sehr gut: the question says what its numbers mean."""
NOTE_BEHIND = re.compile(r"\s*\([^()]*\d\s*(?:-|–|bis|to|=)[^()]*\)\s*$")
"""The same in brackets at the end: no part of the touchpoint's name."""
FEW_WORDS = 7
"""A column with so few different words may be a scale that is not known."""


@dataclass(frozen=True)
class SurveyColumn:
    """One column of a survey and what it seems to be."""

    column: int
    home: Position
    header: str
    name: str
    """The question, or the row of a question with several: what its touchpoint would be called."""
    stem: str
    """The question that several columns share, or ""."""
    values: tuple[Value, ...]
    proposal: str
    sure: bool
    personal: bool

    @property
    def scale_note(self) -> str:
        """The question without brackets, when it says what its numbers mean."""
        return re.sub(r"[()]", " ", self.header).strip() if SCALE_IN_HEADER.search(self.header) else ""


def columns_of(survey: Survey) -> list[SurveyColumn]:
    """Every column with a header, and what its values speak for."""
    split = rows_of_questions(survey.headers)
    found = []
    for column, header in survey.headers.items():
        stem, name = split.get(column, ("", NOTE_BEHIND.sub("", header) or header))
        values = tuple(survey.values(column))
        proposal, sure = evidence(header, bool(stem), values)
        personal = is_personal(header, values)
        found.append(SurveyColumn(column, survey.homes[column], header, name, stem, values, proposal, sure, personal))
    return found


def rows_of_questions(headers: dict[int, str]) -> dict[int, tuple[str, str]]:
    """Column → question and row, for the columns that are rows of one question."""
    found = {c: (m["stem"] or "", m["row"].strip()) for c, h in headers.items() if (m := ROW_OF_QUESTION.match(h))}
    for divider in DIVIDERS:
        parts = {c: h.rpartition(divider) for c, h in headers.items() if c not in found}
        shared = Counter(stem for stem, _, row in parts.values() if stem and row.strip())
        found |= {c: (stem, row.strip()) for c, (stem, _, row) in parts.items() if shared[stem] > 1 and row.strip()}
    return found


def evidence(header: str, row_of_question: bool, values: tuple[Value, ...]) -> tuple[str, bool]:
    """What a column is proposed as, and whether that needs no question."""
    normal = normal_header(header)
    if is_personal(header, values) or is_technical(header):
        return LEFT_OUT, True
    if normal in person_words():
        return (PARTICIPANT, True) if are_codes(map(shown, values)) else (LEFT_OUT, True)
    if kinds()["ratings"].extras.get(normal) == DEPARTMENT:
        return DEPARTMENT, True
    if mentions(header, "recommendation") or not values or any(shown(v).rstrip().endswith(";") for v in values):
        return LEFT_OUT, True
    return rated(row_of_question, values)


def rated(row_of_question: bool, values: tuple[Value, ...]) -> tuple[str, bool]:
    """Whether answers look like ratings: words and marks up to 6 do, numbers up to 10 and other few words may."""
    numbers = [n for value in values if (n := number_of(value)) is not None]
    if are_votes(values) and {shown(v).casefold() for v in values} - {"x", "0", "1", "-"}:
        return TOUCHPOINT, max(numbers, default=0) <= 6 and 0 not in numbers
    words = {shown(v).casefold() for v in values}
    scale = len(words) <= FEW_WORDS and max(map(len, words)) <= 30 and not numbers
    if scale and (row_of_question or len(values) >= 2 * len(words)):
        return TOUCHPOINT if row_of_question else LEFT_OUT, False
    return LEFT_OUT, True


def is_personal(header: str, values: tuple[Value, ...]) -> bool:
    """Whether a column holds names or addresses: never imported unless the person wants it."""
    mails = sum("@" in shown(value) for value in values)
    named = normal_header(header) in listed("survey", "personal")
    named = named or (normal_header(header) in person_words() and not are_codes(map(shown, values)))
    return named or mentions(header, "who") or 2 * mails > len(values) > 0


def ask_column(survey: Survey, column: SurveyColumn, interview: Interview) -> str:
    """What becomes of a column; sure ones can be changed. Columns that the tool writes itself are no question."""
    if is_technical(column.header) or not column.values:
        return LEFT_OUT
    what = message("Does “{header}” rate a touchpoint?", header=column.header)
    choices = [Choice(TOUCHPOINT, message("yes, it is a rating"))]
    if column.personal or column.proposal == PARTICIPANT:
        what = message("“{header}” says who answered. Shall it be imported?", header=column.header)
        choices = [Choice(PARTICIPANT, message("yes, as the name of the participants"))]
    elif column.proposal == DEPARTMENT:
        what = message("Is “{header}” the department of those who answered?", header=column.header)
        choices = [Choice(DEPARTMENT, message("yes, their department")), *choices]
    return ask_shape(
        survey.sheet, interview, f"survey/{normal_header(column.header)}", "B05", what,
        (*choices, Choice(LEFT_OUT, message("do not import"))), column.proposal,
        cells=[survey.sheet.address(*column.home)], settled=column.sure,
        samples=[] if column.personal else list(dict.fromkeys(shown(v)[:60] for v in column.values))[:5],
    )  # fmt: skip


def group_of(column: SurveyColumn) -> str:
    """Which answers stand on one scale: words, numbers to 6 or numbers to 10, and the questions of one table."""
    numbers = [n for value in column.values if (n := number_of(value)) is not None]
    if 2 * len(numbers) <= len(column.values):
        return ""
    return f"to 10 {normal_header(column.stem)}" if max(numbers) > 6 else f"to 6 {normal_header(column.stem)}"
