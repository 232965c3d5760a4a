"""The views of a sheet through which it is read: rows below a header, whatever its own layout is."""

from __future__ import annotations

from workshop.workbook.questions import Interview
from workshop.workbook.sheets import Sheet


def views_of(sheet: Sheet, interview: Interview) -> list[Sheet]:
    """The tables of a sheet as sheets of their own, each with one header above one record a row."""
    return [sheet]
