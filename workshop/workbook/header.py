"""Finding the header row: not the first filled row, but the one that looks like a header and has a table below."""

from __future__ import annotations

from functools import cache

from workshop.workbook.sheets import Sheet, Value
from workshop.workbook.vocabulary import kinds, normal_header

SEARCHED_ROWS = 40


def header_row(sheet: Sheet) -> int | None:
    """The number of the header row of the first table in a sheet; None when no row has a known header."""
    numbers = list(sheet.rows)[:SEARCHED_ROWS]
    width = max((len(sheet.rows[n]) for n in sheet.rows), default=0)
    scores = {n: score(sheet, n, position, width) for position, n in enumerate(numbers)}
    best = max(scores, key=lambda n: scores[n], default=None)
    return best if best is not None and known(sheet.rows[best]) else None


def score(sheet: Sheet, number: int, position: int, width: int) -> float:
    """How much a row looks like a header: known words, width, texts, all different, no "Date:" cells, early."""
    cells = list(sheet.rows[number].values())
    texts = [c for c in cells if isinstance(c, str) and len(c) <= 80]
    keys = [t for t in texts if t.endswith(":")]
    followers = [n for n in sheet.rows if n > number][:3]
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
