"""One column per participant: asked once, unless the headers are codes; names can be replaced by numbers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from itertools import count

from workshop.texts import message
from workshop.workbook.files.sheets import Sheet, shown
from workshop.workbook.layout.header import headers_of
from workshop.workbook.layout.kinds import kind_of_table
from workshop.workbook.layout.matrix import are_codes, is_code, is_computed, likely_people
from workshop.workbook.layout.table import numbering_column
from workshop.workbook.questions import LEFT_OUT, Choice, Interview
from workshop.workbook.shapes.asking import ROWS, ask_shape, header_of, say
from workshop.workbook.shapes.count_checks import say_other_counts
from workshop.workbook.shapes.grid import without
from workshop.workbook.shapes.waves import groups_of, wave_view
from workshop.workbook.values.vocabulary import kinds, normal_header

NAMES, NUMBERS = "names", "numbers"
CHOICES = (
    Choice(
        NUMBERS, message("each column is a person; keep them as P01, P02 … in the order of the columns, not by name")
    ),
    Choice(NAMES, message("each column is a person; keep what stands above it")),
    Choice(ROWS, message("no persons: ask what is in each column")),
    Choice(LEFT_OUT, message("no persons: leave these columns out")),
)


def people_views(sheet: Sheet, interview: Interview) -> list[Sheet] | None:
    """The sheet with its participants' columns known; None when it has none. Its touchpoints are never in doubt."""
    row = header_of(sheet, interview)
    headers = headers_of(sheet, row)
    found = likely_people(sheet, row, headers, known_columns(headers)) if names_touchpoints(sheet, headers) else {}
    if not found:
        return None
    taken = ask(sheet, interview, row, found)
    if taken == ROWS:
        return [sheet]
    computed = [c for c, h in headers.items() if is_computed(h) and c not in known_columns(headers)]
    say_computed(sheet, interview, row, computed)
    if taken not in (NAMES, NUMBERS):
        say_held(sheet, interview, row, found, taken)
        return [without(sheet, {*found, *computed}, row)]
    say_other_counts(sheet, interview, row, headers, found)
    if groups := groups_of(found):
        names = {person: pseudonym(person, taken, interview) for _, person in groups.values()}
        return [without(sheet, {*found, *computed}, row - 1), wave_view(sheet, row, headers, groups, names)]
    people = {column: pseudonym(name, taken, interview) for column, name in found.items()}
    view = without(sheet, computed, row)
    above = {(row, column): person for column, person in people.items()}
    return [replace(view, cells=view.cells | above, people=people, shape="matrix")]


def pseudonym(name: str, taken: str, interview: Interview) -> str:
    """What a participant goes by: the header, or a number that nobody else in the file has."""
    known = interview.pseudonyms
    if taken == NAMES:
        known |= {name: name} if is_code(name) else {}
        return name
    free = (number for n in count(1) if (number := f"P{n:02d}") not in known.values())
    return known.setdefault(name, next(free))


def names_touchpoints(sheet: Sheet, headers: dict[int, str]) -> bool:
    """Whether the rows are touchpoints: by the columns, or by a column of their numbers."""
    kind = kind_of_table(sheet.name, headers.values())
    return kind == "touchpoints" or (not kind and numbering_column(headers) > 0)


def known_columns(headers: dict[int, str]) -> set[int]:
    """The columns that have a name of a touchpoint table."""
    entry = kinds()["touchpoints"]
    known = {c for c, h in headers.items() if normal_header(h) in entry.fields or normal_header(h) in entry.extras}
    return known | {numbering_column(headers)}


def ask(sheet: Sheet, interview: Interview, row: int, found: dict[int, str]) -> str:
    """Whether the columns are persons; codes above votes leave no doubt."""
    codes = are_codes(found.values())
    cells = [sheet.address(row, column) for column in found]
    what = message(
        "The columns {first} to {last} of the sheet “{sheet}” look like one person's ratings each. Are they?",
        first=cells[0].rstrip("0123456789"),
        last=cells[-1].rstrip("0123456789"),
        sheet=sheet.name,
    )
    return ask_shape(
        sheet, interview, "people", "K07", what, CHOICES, NAMES if codes else NUMBERS,
        row=row, cells=cells, samples=tuple(found.values())[:5], settled=codes,
    )  # fmt: skip


def say_held(sheet: Sheet, interview: Interview, row: int, found: dict[int, str], taken: str) -> None:
    n = sum(1 for r, c in sheet.cells if c in found and r > row)
    names, cell = ", ".join(found.values()), sheet.address(row, min(found))
    if taken:
        what = message("{n} ratings under {names} are not imported, as you said.", n=n, names=names)
    else:
        what = message("{n} ratings under {names} wait for an answer: are these columns persons?", n=n, names=names)
    say(sheet, interview, "K07", "note" if taken else "error", cell, names, what)


def say_computed(sheet: Sheet, interview: Interview, row: int, columns: Collection[int]) -> None:
    for column in columns:
        values = [shown(v) for (r, c), v in sorted(sheet.cells.items()) if c == column and r > row]
        header = shown(sheet.cells[row, column])
        what = message(
            "Column “{header}” is counted from the ratings beside it and is not imported (filled cells: {n}).",
            header=header,
            n=len(values),
        )
        if values:
            say(sheet, interview, "K04", "warning", sheet.address(row, column), " | ".join(values[:5]), what)
