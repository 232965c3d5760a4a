"""Results of polls by arsnova.eu and Claper, which hold numbers of votes: each becomes that many anonymous votes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workshop.workbook.files.sheets import Position, Sheet
from workshop.workbook.layout.matrix import is_vote
from workshop.workbook.questions import Interview
from workshop.workbook.shapes.counts import MOST, anonymous, is_count, wave_name
from workshop.workbook.shapes.export import Export
from workshop.workbook.shapes.grid import Cell, Grid, Touchpoints

OPTION = re.compile(r"(?P<text>.+?):\s*(?P<n>\d+)(?:\s*\([^()]*\))?\s*$", re.DOTALL)
"""One option in the details: "okay: 5 (50%)", "2★: 5 (Ø 3.4)"."""
STARS = re.compile(r"(\d+)\s*[★⭐]")
Counted = tuple[str, int, Position]
"""What was voted, how often, and the cell that says so."""


def arsnova_views(export: Export, taken: str, interview: Interview) -> list[Sheet]:
    """One touchpoint a question whose options are ratings; how often each was chosen stands in its details."""
    asked = {row: list(options(export, row)) for row in export.filled("details") if export.text(row, "fragentext")}
    ratings = {row: counted for row, counted in asked.items() if are_ratings(counted)}
    return views_of(export, "fragentext", ratings, interview)


def options(export: Export, row: int) -> Iterator[Counted]:
    """The options of one question with their numbers; stars as so many stars."""
    place = export.place(row, "details")
    for text in export.text(row, "details").split(" | "):
        if found := OPTION.match(text.strip()):
            stars = STARS.fullmatch(found["text"].strip())
            yield "★" * int(stars[1]) if stars else found["text"].strip(), int(found["n"]), place


def claper_views(export: Export, taken: str, interview: Interview) -> list[Sheet]:
    """One touchpoint a poll; each further column is an option with the number of its votes."""
    fixed = {export.columns[name] for name in ("name", "multiple choice", "slide #")}
    columns = {c: export.sheet.cells[export.row, c] for c in sorted(export.columns.values()) if c not in fixed}
    ratings: dict[int, list[Counted]] = {}
    for row in export.filled("name"):
        cells = {c: export.sheet.cells.get((row, c)) for c in columns}
        counted = [(str(columns[c]), int(str(v)), (row, c)) for c, v in cells.items() if v is not None and is_count(v)]
        if are_ratings(counted):
            ratings[row] = counted
    return views_of(export, "name", ratings, interview)


def are_ratings(counted: list[Counted]) -> bool:
    """Whether most options are words of a rating or stars, and the numbers those of people."""
    known = [text for text, _, _ in counted if is_vote(text, False) or set(text) == {"★"}]
    return 2 * len(known) > len(counted) and all(n <= MOST for _, n, _ in counted)


def views_of(export: Export, name: str, ratings: dict[int, list[Counted]], interview: Interview) -> list[Sheet]:
    """The touchpoints and the votes as views."""
    if not ratings:
        return []
    found = Touchpoints(export.header(name))
    grid = Grid("ratings", ["participant", "touchpoint", "rating"], export.header(name))
    wave = wave_name(export.sheet, interview)
    for row, counted in ratings.items():
        found.add(export.text(row, name), Cell(export.place(row, name)))
        votes = [(text, home) for text, n, home in counted for _ in range(n)]
        for number, (text, home) in enumerate(votes, start=1):
            person = anonymous(number, wave, interview.language)
            grid.add(Cell(home, person), Cell(export.place(row, name)), Cell(home, text))
    return [found.view(export.sheet, "counts"), *([] if grid.empty else [grid.view(export.sheet, "counts")])]
