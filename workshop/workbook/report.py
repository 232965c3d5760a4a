"""A reading as one object of plain values: for `check --json`, for logs and for tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workshop.texts import Refusal, say, spoken
from workshop.workbook.problems import Problem
from workshop.workbook.questions import Question
from workshop.workbook.reading import Reading, SheetReport

ROWS = ("read", "new", "changed", "unchanged", "skipped", "held")


def check_report(
    reading: Reading, language: str = "en", counts: Mapping[str, int] | None = None, asked: Sequence[Question] = ()
) -> dict[str, Any]:
    """What a file would bring.

    `status` is "ask" while a question is open, else "ok". `counts` and `asked` are the rows and the questions that come
    from comparing with the workshop the file is added to (see `workshop.workbook.compared.difference`); without them
    every row that is kept is new.
    """
    questions = [*reading.questions, *asked]
    sums = {name: sum(getattr(s, name) for s in reading.sheets) for name in ("read", "kept", "held", "skipped")}
    rows = {name: sums.get("kept" if name == "new" else name, 0) for name in ROWS}
    return {
        "file": reading.file,
        "status": "ask" if any(question.open for question in questions) else "ok",
        "workshop": reading.workshop.id if reading.workshop else None,
        "sheets": [sheet_report(sheet) for sheet in reading.sheets],
        "rows": rows | {name: n for name, n in (counts or {}).items() if name in ROWS},
        "records": reading.counts,
        "questions": [question_report(question, language) for question in questions],
        "problems": [problem_report(problem, language) for problem in reading.problems],
    }


def refusal_report(file: str, refusal: Refusal, language: str = "en") -> dict[str, Any]:
    """The same for a file that was refused as a whole: status "refused" and the sentence why."""
    return {
        "file": file,
        "status": "refused",
        "message": say(refusal.message, language),
        "sheets": [],
        "rows": dict.fromkeys(ROWS, 0),
        "questions": [],
        "problems": [],
    }


def sheet_report(sheet: SheetReport) -> dict[str, Any]:
    """One sheet: what it was taken for, column → field, and where every filled cell went."""
    return {
        "name": sheet.name,
        "kind": sheet.kind,
        "header_row": sheet.header_row,
        "shape": sheet.shape,
        "mapping": {column.letter: column.field for column in sheet.columns if column.field},
        "columns": [vars(column) for column in sheet.columns],
        "rows": {"read": sheet.read, "kept": sheet.kept, "skipped": sheet.skipped, "held": sheet.held},
        "balance": sheet.balance | {"sum": sum(sheet.balance.values()), "readers": sheet.readers},
    }


def problem_report(problem: Problem, language: str) -> dict[str, str]:
    """One problem with its sentence spoken."""
    names = ("code", "severity", "sheet", "cell", "original", "taken")
    return {name: getattr(problem, name) for name in names} | {"message": say(problem.message, language)}


def question_report(question: Question, language: str) -> dict[str, Any]:
    """One question with its sentence and choices spoken; `key` and a choice's `code` make an answer."""
    return {
        "key": question.key,
        "step": question.step,
        "code": question.code,
        "sheet": question.sheet,
        "cells": list(question.cells),
        "samples": list(question.samples),
        "message": say(question.what, language),
        "choices": {choice.code: spoken(choice.label, language) for choice in question.choices},
        "proposal": question.proposal,
        "answer": question.taken,
        "open": question.open,
    }
