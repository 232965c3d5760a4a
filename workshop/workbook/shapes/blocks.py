"""Several tables in one sheet, below each other or side by side: each becomes a view of its own."""

from __future__ import annotations

from itertools import pairwise

from workshop.texts import message
from workshop.workbook.files.sheets import Area, Position, Sheet, rearranged, shown
from workshop.workbook.layout.header import known
from workshop.workbook.layout.kinds import kind_of_table
from workshop.workbook.questions import LEFT_OUT, Choice, Interview
from workshop.workbook.shapes.asking import OUT, ROWS, ask_shape, header_of, name_of, say_left
from workshop.workbook.values.vocabulary import kinds, normal_header

ALL = "all"
KNOWN = 2
"""So many known headers make a row the header of a further table."""


def parts_of(sheet: Sheet, interview: Interview) -> list[Sheet]:
    """The tables of a sheet that the person wants, each with its cells where they are; [sheet] when it is one table."""
    row = header_of(sheet, interview)
    areas = stacked(sheet, row)
    below = len(areas) > 1
    if not below:
        areas = side_by_side(sheet, row)
    if len(areas) < 2:
        return [sheet]
    proposal = ALL if below or own_touchpoints(sheet, areas) else ROWS
    taken = ask(sheet, interview, areas, proposal)
    if taken == ROWS:
        return [sheet]
    if taken in ("", LEFT_OUT):
        say_left(sheet, interview, "B03", taken, areas[0][0])
        return []
    chosen = range(len(areas)) if taken == ALL else [int(taken) - 1]
    return [part(sheet, areas[n], n + 1) for n in chosen]


def ask(sheet: Sheet, interview: Interview, areas: list[Area], proposal: str) -> str:
    """Which of the tables count."""
    ranges = [sheet.area(area) for area in areas]
    what = message(
        "There are {n} tables on the sheet “{sheet}” ({ranges}). Which of them shall be imported?",
        n=len(areas),
        sheet=sheet.name,
        ranges=ranges,
    )
    each = [Choice(str(n), only(sheet, area)) for n, area in enumerate(areas, 1)]
    whole = Choice(ROWS, message("it is one table"))
    choices = (Choice(ALL, message("all of them, each by itself")), *each, whole, OUT)
    return ask_shape(
        sheet, interview, "tables", "B03", what, choices, proposal, row=areas[0][0], cells=ranges,
        samples=[title(sheet, area) for area in areas],
    )  # fmt: skip


def only(sheet: Sheet, area: Area) -> str:
    """How one of the tables is called: its range and how it begins."""
    return f"{sheet.area(area)}: {title(sheet, area)}"


def title(sheet: Sheet, area: Area) -> str:
    """The first row of an area, shortened."""
    top, left, _, right = area
    return " | ".join(shown(v) for c, v in sheet.rows[top].items() if left <= c <= right)[:60]


def part(sheet: Sheet, area: Area, number: int) -> Sheet:
    """The cells of one table, all where they are in the file."""
    top, left, bottom, right = area
    places: dict[Position, Position] = {
        (r, c): (r, c) for r, c in [*sheet.cells, *sheet.errors] if top <= r <= bottom and left <= c <= right
    }
    view = rearranged(sheet, places, "tables")
    view.tag = f"{name_of(sheet)} {number}"
    return view


def stacked(sheet: Sheet, row: int) -> list[Area]:
    """The areas of tables below each other: a further one begins with a header of its own after an empty row.

    Titles directly above a header belong to its table. [] when there is only the table of `row`.
    """
    if not row or not is_header(sheet, row, normal(sheet, row)):
        return []
    starts = [min(sheet.rows)]
    for number, following in pairwise(n for n in sheet.rows if n > row):
        first = with_titles(sheet, number)
        apart = first - 1 not in sheet.rows and first - 1 > row + 1
        if apart and following == number + 1 and is_header(sheet, number, normal(sheet, row)):
            starts.append(first)
    if len(starts) < 2:
        return []
    ends = [max(n for n in sheet.rows if n < following) for following in [*starts[1:], max(sheet.rows) + 1]]
    return [around(sheet, start, end) for start, end in zip(starts, ends, strict=True)]


def with_titles(sheet: Sheet, number: int) -> int:
    """The first of the rows with a single cell that stand directly above a row; else the row itself."""
    while number - 1 in sheet.rows and len(sheet.rows[number - 1]) == 1:
        number -= 1
    return number


def is_header(sheet: Sheet, number: int, first: set[str]) -> bool:
    """Whether a row is the header of a table: the same as the first, or texts that mostly are known headers."""
    cells = sheet.rows[number]
    headers = normal(sheet, number)
    if len(headers) < len(cells) or not all(isinstance(v, str) for v in cells.values()):
        return False
    enough = known(cells) >= max(KNOWN, len(cells) / 2)
    return (len(headers) > 1 and headers == first) or (enough and kind_of_table("", headers) != "")


def normal(sheet: Sheet, number: int) -> set[str]:
    """The texts of a row, ready to compare with headers."""
    return {normal_header(v) for v in sheet.rows[number].values() if isinstance(v, str)}


def around(sheet: Sheet, top: int, bottom: int, left: int = 0, right: int = 0) -> Area:
    """The area of rows (and columns) that holds cells."""
    columns = [c for r, c in sheet.cells if top <= r <= bottom and (not left or left <= c <= right)]
    return top, left or min(columns), bottom, right or max(columns)


def side_by_side(sheet: Sheet, row: int) -> list[Area]:
    """The areas of tables beside each other, divided by empty columns; each has a header in `row` and a kind."""
    if not row:
        return []
    used = {c for r, c in sheet.cells if r >= row}
    spread = {c for m in sheet.merges if m[0] >= row for c in range(m[1], m[3] + 1)}
    columns = sorted(used | spread)
    edges = [columns[0], *(b for a, b in pairwise(columns) if b > a + 1)]
    groups = [[c for c in columns if start <= c < end] for start, end in pairwise([*edges, columns[-1] + 1])]
    headers = [{normal_header(str(sheet.cells.get((row, c), ""))) for c in group} for group in groups]
    if len(groups) < 2 or not all(kind_of_table("", words) for words in headers):
        return []
    return [(row, group[0], max(sheet.rows), group[-1]) for group in groups]


def own_touchpoints(sheet: Sheet, areas: list[Area]) -> bool:
    """Whether each of the tables beside each other names its touchpoints; else they rather are one wide table."""
    fields = kinds()["touchpoints"].fields
    return all(
        any(fields.get(normal_header(str(sheet.cells.get((top, c), "")))) == "name" for c in range(left, right + 1))
        for top, left, _, right in areas
    )
