"""Counts beside single votes: one warning for all that say something else than the votes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from workshop.scale import RATING_NAMES
from workshop.texts import message
from workshop.workbook.files.sheets import Sheet, Value, few
from workshop.workbook.problems import AlreadySaid, Unreadable
from workshop.workbook.questions import Interview
from workshop.workbook.shapes.asking import say
from workshop.workbook.shapes.counts import is_count, level_columns
from workshop.workbook.values.ratings import scale_of


def say_other_counts(
    sheet: Sheet, interview: Interview, row: int, headers: Mapping[int, str], people: Mapping[int, str]
) -> None:
    """One warning for all rows whose counts say something else than the single votes beside them."""
    columns = level_columns(headers)
    if not columns:
        return
    wrong = []
    for number in [n for n in sheet.rows if n > row]:
        counted = {level: sheet.cells.get((number, c), 0) for level, c in columns.items()}
        votes = [v for c in people if (v := sheet.cells.get((number, c))) is not None]
        if votes and any(counted.values()) and disagree(counted, votes):
            wrong += [sheet.address(number, c) for c in columns.values() if (number, c) in sheet.cells]
    if wrong:
        what = message(
            "The numbers of votes do not agree with the single ratings beside them; the single ratings count: {cells}.",
            cells=few(wrong),
        )
        say(sheet, interview, "K07", "warning", wrong[0], few(wrong), what)


def disagree(counted: Mapping[int, Value], votes: list[Value]) -> bool:
    """Whether counts and votes differ: level by level where every vote is clear, else in their number."""
    if not all(is_count(n) for n in counted.values()):
        return False
    numbers = {level: int(n) for level, n in counted.items()}  # type: ignore[arg-type]
    scale = scale_of(votes)
    try:
        read = [scale.read(vote) for vote in votes]
    except (AlreadySaid, Unreadable):
        return len(numbers) == len(RATING_NAMES) and sum(numbers.values()) != sum(1 for v in votes if not missing(v))
    found = Counter(vote for vote in read if vote is not None)
    return any(found[level] != n for level, n in numbers.items())


def missing(value: Value) -> bool:
    """Whether a cell says that nobody rated."""
    try:
        return scale_of([]).read(value) is None
    except (AlreadySaid, Unreadable):
        return False
