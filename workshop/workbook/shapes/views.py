"""The views of a sheet through which it is read: rows below a header, whatever its own layout is."""

from __future__ import annotations

from collections.abc import Callable

from workshop.workbook.files.sheets import Sheet
from workshop.workbook.layout.table import is_upright_workshop
from workshop.workbook.questions import LEFT_OUT, Interview, key_of
from workshop.workbook.shapes.asking import name_of
from workshop.workbook.shapes.blocks import parts_of
from workshop.workbook.shapes.counts import count_views
from workshop.workbook.shapes.people import people_views
from workshop.workbook.shapes.survey import survey_views
from workshop.workbook.shapes.tools import tool_views
from workshop.workbook.shapes.turned import turned_views

Recogniser = Callable[[Sheet, Interview], list[Sheet] | None]
WHOLE: tuple[Recogniser, ...] = (tool_views, survey_views)
"""Layouts of a whole sheet, the surest first; each returns None for a sheet that is not laid out so."""
OF_A_TABLE: tuple[Recogniser, ...] = (turned_views, people_views, count_views)
"""Layouts of one table among several of a sheet."""


def views_of(sheet: Sheet, interview: Interview) -> list[Sheet]:
    """The tables of a sheet as sheets of their own, each with one header above one record a row.

    [] while the person has to say how the sheet is laid out, or when none of it shall be imported; what is held back
    or left out is named in `interview.problems`.
    """
    if not sheet.cells or is_upright_workshop(sheet) or left_out(sheet, interview):
        return [sheet]
    views = first_of(WHOLE, sheet, interview)
    if views is not None:
        return views
    parts = parts_of(sheet, interview)
    return [view for part in parts for view in laid_out(part, interview)]


def left_out(sheet: Sheet, interview: Interview) -> bool:
    """Whether the sheet does not count: it is hidden and nobody asked for it, or the person does not want it."""
    wanted = interview.answers.get(key_of("sheets", name_of(sheet)), "")
    return wanted == LEFT_OUT or (sheet.hidden and not wanted)


def first_of(recognisers: tuple[Recogniser, ...], sheet: Sheet, interview: Interview) -> list[Sheet] | None:
    """The views of the first recogniser that knows the layout."""
    return next((views for know in recognisers if (views := know(sheet, interview)) is not None), None)


def laid_out(part: Sheet, interview: Interview) -> list[Sheet]:
    """The views of one table; itself when its layout is one record a row."""
    views = first_of(OF_A_TABLE, part, interview)
    return [part] if views is None else views
