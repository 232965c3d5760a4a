"""Finding the header row: not the first filled row, but the one that looks like a header and has a table below."""

from __future__ import annotations

from functools import cache
from itertools import islice

from workshop.texts import message
from workshop.workbook.files.sheets import Sheet, Value, shown
from workshop.workbook.questions import Choice, Interview, Question, key_of
from workshop.workbook.values.vocabulary import kinds, normal_header

SEARCHED_ROWS = 40
NEIGHBOURS = 3
"""So many rows above and below the header are shown to the person."""


def header_row(sheet: Sheet, interview: Interview, *, certain: bool) -> int:
    """The number of the header row; 0 while it has to be asked. The person may always name another row.

    `certain`: the likeliest row holds the headers that its kind of record needs.
    """
    best = likely_header(sheet)
    if not best:
        return 0
    numbers = list(sheet.rows)[:SEARCHED_ROWS]
    near = neighbours(numbers, best)
    question = Question(
        key=key_of("header", sheet.tag or sheet.name),
        step="header",
        code="K01",
        sheet=sheet.name,
        what=message("Which row of the sheet “{sheet}” holds the headers?", sheet=sheet.name),
        choices=tuple(Choice(str(n), sheet.text_of_row(n)[:80]) for n in numbers),
        cells=(sheet.address(best, min(sheet.rows[best])),),
        rows=tuple((str(n), *(shown(v)[:40] for v in sheet.rows[n].values())) for n in near),
        proposal=str(best),
        settled=certain,
    )
    return int(interview.ask(question) or 0)


def neighbours(numbers: list[int], best: int) -> list[int]:
    """The rows around the header, among those that hold anything."""
    place = numbers.index(best)
    return numbers[max(0, place - NEIGHBOURS) : place + NEIGHBOURS + 1]


def likely_header(sheet: Sheet) -> int:
    """The row that looks most like a header; 0 in an empty sheet."""
    numbers = list(sheet.rows)[:SEARCHED_ROWS]
    width = max((len(sheet.rows[n]) for n in sheet.rows), default=0)
    scores = {n: score(sheet, n, position, width) for position, n in enumerate(numbers)}
    return max(scores, key=lambda n: scores[n], default=0)


def score(sheet: Sheet, number: int, position: int, width: int) -> float:
    """How much a row looks like a header: known words, width, texts, all different, no "Date:" cells, early."""
    cells = list(sheet.rows[number].values())
    texts = [c for c in cells if isinstance(c, str) and len(c) <= 80]
    keys = [t for t in texts if t.endswith(":")]
    followers = list(islice(sheet.rows, position + 1, position + 4))
    below = max((len(sheet.rows[n]) for n in followers), default=0)
    return (
        3 * known(sheet.rows[number])
        + 4 * len(cells) / width
        + 2 * len(texts) / len(cells)
        + len(set(map(str, cells))) / len(cells)
        + (1 if below >= len(cells) / 2 else 0)
        - 3 * len(keys)
        - 0.1 * position
    )


def known(row: dict[int, Value]) -> int:
    """How many cells of a row are headers of the kind that knows most of them."""
    headers = {normal_header(v) for v in row.values() if isinstance(v, str)}
    return max(len(headers & vocabulary) for vocabulary in vocabularies())


@cache
def vocabularies() -> list[set[str]]:
    """The known headers of every kind."""
    return [set(kind.fields) | set(kind.extras) for kind in kinds().values()]


def group_row(sheet: Sheet, row: int) -> int:
    """The row above the header that groups its columns by merged cells ("Vorher" over two columns); 0 = none."""
    above = [m for m in sheet.merges if m[0] == m[2] == row - 1 and m[3] > m[1] and m[:2] in sheet.cells]
    grouped = [c for c in sheet.rows.get(row, {}) if any(m[1] <= c <= m[3] for m in above)]
    return row - 1 if len(above) >= 1 and len(grouped) >= 2 and len(sheet.rows.get(row - 1, {})) >= 2 else 0


def headers_of(sheet: Sheet, row: int) -> dict[int, str]:
    """Column → header as it stands there; "Gruppe · Feld" where the same header stands under several groups."""
    headers = {c: shown(v) for c, v in sheet.rows.get(row, {}).items()}
    groups = group_row(sheet, row)
    names = list(headers.values())
    for area in sheet.merges if groups else ():
        if area[0] == groups:
            for column in range(area[1], area[3] + 1):
                if names.count(headers.get(column, "")) > 1:
                    headers[column] = f"{shown(sheet.cells[area[:2]])} · {headers[column]}"
    return headers
