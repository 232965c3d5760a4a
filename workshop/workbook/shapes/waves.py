"""One column per participant and measurement: "before" and "after" stand above groups of the same people."""

from __future__ import annotations

from collections.abc import Mapping

from workshop.workbook.files.sheets import Sheet
from workshop.workbook.shapes.counts import touchpoint_column
from workshop.workbook.shapes.grid import Cell, Grid
from workshop.workbook.values.vocabulary import normal_value, words

BETWEEN = " · "
"""Stands between a group and its column in a header of two rows."""


def groups_of(people: Mapping[int, str]) -> dict[int, tuple[str, str]]:
    """Column → wave and participant, when every column belongs to a wave; else {}."""
    parts = {column: header.partition(BETWEEN) for column, header in people.items()}
    waves = words("waves")
    if not all(normal_value(group) in waves and person for group, _, person in parts.values()):
        return {}
    return {column: (waves[normal_value(group)], person) for column, (group, _, person) in parts.items()}


def wave_view(
    sheet: Sheet, row: int, headers: Mapping[int, str], groups: Mapping[int, tuple[str, str]], names: Mapping[str, str]
) -> Sheet:
    """One rating for each filled cell, with its wave; `names`: person → what the person goes by."""
    grid = Grid("ratings", ["wave", "participant", "touchpoint", "rating"], (row, min(groups)))
    grid.header_cells([(r, column) for column in groups for r in (row - 1, row)])
    touchpoint = touchpoint_column(headers)
    for number in (n for n in sheet.rows if n > row and (n, touchpoint) in sheet.cells):
        for column, (wave, person) in groups.items():
            vote = (number, column)
            if vote in sheet.cells:
                grid.add(Cell(vote, wave), Cell(vote, names[person]), Cell((number, touchpoint)), Cell(vote))
    return grid.view(sheet, "matrix")
