"""Columns that count votes (disappointed, okay, delighted): turned into that many anonymous votes, or compared."""

from __future__ import annotations

from collections.abc import Mapping

from workshop.labels import WAVE_LABELS
from workshop.texts import message
from workshop.texts import say as spoken
from workshop.workbook.drafts.rows import wave_in
from workshop.workbook.files.sheets import Sheet, Value
from workshop.workbook.layout.header import headers_of
from workshop.workbook.layout.kinds import kind_of_table
from workshop.workbook.questions import LEFT_OUT, Choice, Interview
from workshop.workbook.shapes.asking import ROWS, ask_shape, header_of, say
from workshop.workbook.shapes.grid import Cell, Grid, without
from workshop.workbook.shapes.lists import comparable, meanings
from workshop.workbook.values.vocabulary import kinds, normal_header

VOTES = "votes"
LEVELS = 2
"""So many of the three levels must have a column of their own."""
MOST = 1_000
"""A count above this is no room of people."""
CHOICES = (
    Choice(VOTES, message("numbers of votes: make each of them that many anonymous votes")),
    Choice(ROWS, message("something else: ask what is in each column")),
    Choice(LEFT_OUT, message("leave these columns out")),
)


def count_views(sheet: Sheet, interview: Interview) -> list[Sheet] | None:
    """The sheet without its columns of counts, and their votes as a view of ratings; None when nothing is counted."""
    row = header_of(sheet, interview)
    headers = headers_of(sheet, row)
    columns = count_columns(sheet, row, headers)
    if not columns:
        return None
    cells = [sheet.address(row, column) for column in columns.values()]
    what = message(
        "The columns {columns} of the sheet “{sheet}” hold whole numbers. Do they say how many people voted so?",
        columns=[headers[column] for column in columns.values()],
        sheet=sheet.name,
    )
    taken = ask_shape(sheet, interview, "counts", "K07", what, CHOICES, VOTES, row=row, cells=cells)
    if taken == ROWS:
        return [sheet]
    rest = without(sheet, columns.values(), row)
    if taken == VOTES:
        return [rest, votes_view(sheet, row, headers, columns, interview)]
    say_held(sheet, interview, cells, taken)
    return [rest]


def count_columns(sheet: Sheet, row: int, headers: Mapping[int, str]) -> dict[int, int]:
    """Level (−1, 0, 1) → column that counts its votes; {} unless rows are touchpoints and cells whole numbers."""
    levels = level_columns(headers)
    values = [v for (r, c), v in sheet.cells.items() if r > row and c in levels.values()]
    counted = len(levels) >= LEVELS and values and all(is_count(value) for value in values)
    return levels if counted and kind_of_table(sheet.name, headers.values()) == "touchpoints" else {}


def level_columns(headers: Mapping[int, str]) -> dict[int, int]:
    """Level → the column called so."""
    levels = meanings("levels")
    return {int(levels[word]): c for c, header in headers.items() if (word := comparable(header)) in levels}


def is_count(value: Value) -> bool:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    whole = value if number else int(value) if isinstance(value, str) and value.isdigit() else -1
    return isinstance(whole, int | float) and float(whole).is_integer() and 0 <= whole <= MOST


def votes_view(
    sheet: Sheet, row: int, headers: Mapping[int, str], columns: Mapping[int, int], interview: Interview
) -> Sheet:
    """One row for each vote that is counted; the first votes of every touchpoint are those of the same unknown people.

    Whose votes they were is not known. So many people as the largest room had are made up, and each gets one vote
    on each touchpoint: a total then counts people, not votes, and errs towards caution.
    """
    grid = Grid("ratings", ["participant", "touchpoint", "rating"], (row, min(columns.values())))
    grid.header_cells([(row, column) for column in columns.values()])
    touchpoint = touchpoint_column(headers)
    for number in (n for n in sheet.rows if n > row and (n, touchpoint) in sheet.cells):
        seen = 0
        none = tuple((number, c) for c in columns.values() if str(sheet.cells.get((number, c))) == "0")
        for level, column in sorted(columns.items()):
            for _ in range(int(sheet.cells.get((number, column), 0))):  # type: ignore[arg-type]
                seen += 1
                vote = (number, column)
                name = anonymous(seen, wave_name(sheet, interview), interview.language)
                grid.add(Cell(vote, name), Cell((number, touchpoint)), Cell(vote, level, none))
    return grid.view(sheet, "counts")


def touchpoint_column(headers: Mapping[int, str]) -> int:
    """The column that names the touchpoint best: by number, else by name; 0 = none."""
    fields = kinds()["touchpoints"].fields
    found = {fields[normal_header(h)]: c for c, h in reversed(list(headers.items())) if normal_header(h) in fields}
    return found.get("key") or found.get("name") or 0


def anonymous(number: int, wave: str, language: str) -> str:
    """What an unknown voter is called; another one in each wave, so that nobody is compared with somebody else."""
    return spoken(message("Anonymous {number} {wave}", number=str(number), wave=wave), language)


def wave_name(sheet: Sheet, interview: Interview) -> str:
    """What the wave is called to which the votes of a sheet belong."""
    wave = wave_in(sheet.name) or interview.wave
    return spoken(WAVE_LABELS.get(wave, wave), interview.language)


def say_held(sheet: Sheet, interview: Interview, cells: list[str], taken: str) -> None:
    if taken:
        what = message("The numbers of votes below {cells} are not imported, as you said.", cells=cells)
    else:
        what = message("The numbers of votes below {cells} wait for an answer: what do they count?", cells=cells)
    say(sheet, interview, "K07", "note" if taken else "error", cells[0], "", what)
