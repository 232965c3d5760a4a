"""Small workbooks for the tests of the importer: made in a line, read without a child process."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from workshop.texts import say
from workshop.workbook.compared.context import Context
from workshop.workbook.files.read import read_sheets
from workshop.workbook.interpret import interpret
from workshop.workbook.problems import Problem
from workshop.workbook.reading import Reading

Rows = Sequence[Sequence[Any]]

JOURNEY: Rows = [
    ["Touchpoint-Nr.", "Phase", "Touchpoint", "Abteilung"],
    ["T01", "Vor dem Kauf", "Website", "Marketing"],
    ["T02", "Kauf", "Beratung", "Verkauf"],
    ["T03", "Nach dem Kauf", "Rechnung", "Buchhaltung"],
]
"""Three touchpoints in three phases and departments."""


def book_of(sheets: Mapping[str, Rows]) -> Workbook:
    """An openpyxl workbook with these sheets; None = empty cell."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    return book


def saved(book: Workbook) -> bytes:
    """The bytes of an openpyxl workbook."""
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def xlsx(sheets: Mapping[str, Rows]) -> bytes:
    """The bytes of an .xlsx with these sheets."""
    return saved(book_of(sheets))


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """The bytes of a ZIP with these files."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in files.items():
            file.writestr(name, text)
    return content.getvalue()


def reading_of(
    content: bytes | Mapping[str, Rows], name: str = "datei.xlsx", *, known: Context | None = None, **options: Any
) -> Reading:
    """What a file (or sheets given as rows) says, read in this process."""
    sheets, remarks = read_sheets(content if isinstance(content, bytes) else xlsx(content), name)
    reading = interpret(sheets, name, **{"language": "de", "known": known} | options)
    reading.problems = remarks + reading.problems
    return reading


def said(problems: Iterable[Problem], *, severity: str = "") -> list[str]:
    """The sentences of problems in German, all or those of one severity."""
    return [say(p.message, "de") for p in problems if severity in ("", p.severity)]


def cells(problems: Iterable[Problem], *, severity: str = "") -> list[str]:
    """The addresses of problems, all or those of one severity."""
    return [p.cell for p in problems if severity in ("", p.severity)]
