"""Every cell of an .xlsx seen by two readers: where they differ, the person is shown both values."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook

from workshop.texts import message
from workshop.workbook.files.calamine import Panics, filled
from workshop.workbook.files.scan import SheetFacts
from workshop.workbook.files.sheets import Position, Sheet, Value, clean, few, plain, shown
from workshop.workbook.problems import Problem

GRID_LIMIT = 5_000_000
"""Cells, empty ones included, up to which calamine builds a sheet: it takes memory for each of them."""
Cells = dict[Position, object]
Pair = tuple[Value | None, Value | None]
"""What the first and the second reader see in a cell; None = nothing."""


def cross_check(content: bytes, sheets: list[Sheet], facts: dict[str, SheetFacts]) -> list[Problem]:
    """Read the sheets once more with calamine and say, sheet by sheet, where it sees something else.

    Fills `counts` of the sheets, and adds the cells that only calamine sees. A sheet it cannot read is a note.
    """
    problems = []
    for sheet, seen in zip(sheets, read_again(content, sheets, facts), strict=True):
        problems += [not_checked(sheet)] if seen is None else compared(sheet, seen)
    return problems


def read_again(content: bytes, sheets: list[Sheet], facts: dict[str, SheetFacts]) -> Iterator[Cells | None]:
    """The filled cells calamine sees in each sheet; None for a sheet it cannot read."""
    workbook = None
    with suppress(CalamineError), Panics():
        workbook = CalamineWorkbook.from_filelike(BytesIO(content))
    for sheet in sheets:
        seen = None
        if workbook and facts.get(sheet.name, SheetFacts()).area <= GRID_LIMIT:
            with suppress(CalamineError), Panics():
                seen = dict(filled(workbook.get_sheet_by_name(sheet.name)))
        yield seen


def compared(sheet: Sheet, seen: Cells) -> list[Problem]:
    """What one sheet and the second reader's cells have to say about each other; completes the sheet."""
    pairs = {place: pair for place, other in seen.items() if (pair := difference(sheet, place, other))}
    blank = sum(pair == (None, None) for pair in pairs.values())
    pairs |= {place: (sheet.cells[place], None) for place in sheet.cells.keys() - seen.keys()}
    pairs = {place: pair for place, pair in sorted(pairs.items()) if pair != (None, None)}
    sheet.counts["calamine"] = len(seen) - blank + len(sheet.errors.keys() - seen.keys())
    for place, (own, other) in pairs.items():
        if own is None and other is not None:
            (sheet.rejected if is_covered(sheet, place) else sheet.cells)[place] = other
    differing = {place: pair for place, pair in pairs.items() if place not in sheet.rejected}
    return [*([differ(sheet, differing)] if differing else []), *([beneath(sheet)] if sheet.rejected else [])]


def difference(sheet: Sheet, place: Position, other: object) -> Pair | None:
    """Both values of a cell when they are not the same; (None, None) when the second reader sees only blanks."""
    own = sheet.cells.get(place)
    if own == other:
        return None
    value = plain(clean(other)[0] if isinstance(other, str) else other)
    if own is None:
        return (None, value if value != "" else None) if place not in sheet.errors else None
    if place in sheet.percents and isinstance(value, int | float):
        value = round(value * 100, 10)
    return None if same(own, value) else (own, value)


def same(one: Value, other: Value) -> bool:
    """Whether two values differ only in how the readers write them."""
    if isinstance(one, int | float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=1e-12)
    if isinstance(one, date | time) and isinstance(other, date | time):
        return abs(moment(one) - moment(other)) < timedelta(seconds=1)
    return one == other


def moment(value: date | time) -> datetime:
    """A day as its midnight, a time as that of one and the same day."""
    if isinstance(value, time):
        return datetime.combine(date(1899, 12, 31), value)
    return value if isinstance(value, datetime) else datetime.combine(value, time())


def is_covered(sheet: Sheet, place: Position) -> bool:
    """Whether a merged range hides the cell."""
    return any(r1 <= place[0] <= r2 and c1 <= place[1] <= c2 for r1, c1, r2, c2 in sheet.merges)


def differ(sheet: Sheet, pairs: dict[Position, Pair]) -> Problem:
    said = [f"{sheet.address(*place)} (“{quoted(own)}” / “{quoted(other)}”)" for place, (own, other) in pairs.items()]
    what = message(
        "Two reading programs see different things in {n} cells: {cells}. What the first sees was taken, unless it "
        "sees nothing. Check these cells in Excel.",
        n=len(pairs),
        cells=few(said),
    )
    place, (own, other) = next(iter(pairs.items()))
    taken = other if own is None else own
    return Problem("F09", "warning", sheet.name, sheet.address(*place), quoted(taken), quoted(taken), what)


def beneath(sheet: Sheet) -> Problem:
    said = [f"{sheet.address(*place)} (“{quoted(value)}”)" for place, value in sheet.rejected.items()]
    what = message(
        "Beneath merged cells there is content that nobody sees; it was not imported: {cells}. Unmerge the cells in "
        "Excel if it belongs to the table.",
        cells=few(said),
    )
    place, value = next(iter(sheet.rejected.items()))
    return Problem("C04", "warning", sheet.name, sheet.address(*place), quoted(value), "", what)


def not_checked(sheet: Sheet) -> Problem:
    what = message("The second reading program could not read this sheet, so its cells were not checked twice.")
    return Problem("F09", "note", sheet.name, "", "", "", what)


def quoted(value: Value | None) -> str:
    return "" if value is None else shown(value)[:60]
