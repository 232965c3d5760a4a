"""Reading CSV: its separator is found, quotation marks that do not match and rows too long are named."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import chain, groupby

from openpyxl.utils import get_column_letter

from workshop.texts import message
from workshop.workbook.files.decoding import decoded
from workshop.workbook.files.sheets import Sheet, clean
from workshop.workbook.files.xmlscan import CELL_LIMIT, COLUMN_LIMIT
from workshop.workbook.problems import Problem
from workshop.workbook.refusals import too_much

SEPARATORS = ";,\t|"
SEPARATOR_NAMES = {"\t": "Tab"}
LONGEST_CELL = 100
"""Lines after which an open quotation mark is taken for a mistake, not for a cell of several lines."""
Records = list[list[str]]
csv.field_size_limit(10_000_000)


def read_csv(content: bytes, sheet_name: str, file: str) -> tuple[Sheet, list[Problem]]:
    """One CSV as a Sheet named `sheet_name`, rows counted as Excel shows them; remarks on how it was read.

    Raises Refusal (naming `file`) when it holds more cells than can be read.
    """
    text, problems = decoded(content, sheet_name)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    named = re.match(r"\ufeff?sep=(.)\n", text)
    separator, rival = (named[1], "") if named else find_separator(text)
    if rival:
        problems.append(rivals(separator, rival, text, sheet_name))
    records, odd = split(text[named.end() :] if named else text, separator)
    check_size(records, file)
    sheet = Sheet(sheet_name, {})
    for row, record in enumerate(records, start=1):
        for column, raw in enumerate(record, start=1):
            if raw:
                take(sheet, row, column, raw)
    sheet.counts = {"csv": sheet.filled}
    problems += [quotes(sheet_name, row, records[row - 1]) for row in odd]
    problems += [hold_back(sheet, row, width) for row, width in too_long(records)]
    return sheet, problems


def take(sheet: Sheet, row: int, column: int, raw: str) -> None:
    """Put one text into the sheet, without what nobody can see."""
    value, scrubbed = clean(raw)
    if value:
        sheet.cells[row, column] = value
    if scrubbed:
        sheet.scrubbed.append((row, column))


def check_size(records: Records, file: str) -> None:
    filled = sum(map(bool, chain.from_iterable(records)))
    if filled > CELL_LIMIT:
        what = message(
            "it has {rows} rows and {n} filled cells, at most {limit} cells are allowed",
            rows=len(records),
            n=filled,
            limit=CELL_LIMIT,
        )
        raise too_much(file, what)
    columns = max(map(last_filled, records), default=0)
    if columns > COLUMN_LIMIT:
        raise too_much(
            file, message("the table has {n} columns, at most {limit} are allowed", n=columns, limit=COLUMN_LIMIT)
        )


def last_filled(record: list[str]) -> int:
    """Number of the last filled column of a record; 0 when it is empty."""
    return next((n for n in range(len(record), 0, -1) if record[n - 1].strip()), 0)


def find_separator(text: str) -> tuple[str, str]:
    """The separator that stands in the first line and splits the most lines into as many columns as that one.

    Second comes one that fits as well, "" when there is none.
    """
    lines = [line for line in text.split("\n") if line.strip()][:200]

    def fit(separator: str) -> tuple[float, int]:
        widths = [len(record) for record in csv.reader(lines, delimiter=separator)] or [0]
        most = Counter(widths).most_common(1)[0][0]
        return (sum(w == most for w in widths) / len(widths), most) if widths[0] > 1 and most > 1 else (0.0, 0)

    fits = {separator: fit(separator) for separator in SEPARATORS}
    best, second = sorted(fits, key=lambda separator: fits[separator], reverse=True)[:2]
    if not fits[best][1]:
        return "\x1f", ""  # a table of one column: split at nothing
    return best, second if fits[second][0] == fits[best][0] else ""


def rivals(separator: str, rival: str, text: str, sheet: str) -> Problem:
    taken, other = (SEPARATOR_NAMES.get(one, one) for one in (separator, rival))
    sample = text.split("\n", 1)[0][:60]
    what = message(
        "The columns were separated at “{taken}”; “{other}” would be possible too. Check “{sample}”. To settle it, "
        "write sep={taken} into the first line.",
        taken=taken,
        other=other,
        sample=sample,
    )
    return Problem("F08", "warning", sheet, "A1", sample, taken, what)


def split(text: str, separator: str) -> tuple[Records, list[int]]:
    """Records of a CSV text, and the numbers of those whose quotation marks do not match."""
    try:
        return list(csv.reader(StringIO(text), delimiter=separator, strict=True)), []
    except csv.Error:
        found = list(piece_by_piece(text.rstrip("\n").split("\n"), separator))
    return [record for record, _ in found], [n for n, (_, right) in enumerate(found, start=1) if not right]


def piece_by_piece(lines: list[str], separator: str) -> Iterator[tuple[list[str], bool]]:
    """Each record and whether its quotation marks match, so that a wrong one does not swallow the rest of the file."""
    start = 0
    while start < len(lines):
        end, record = start + 1, None
        while record is None and end <= min(start + LONGEST_CELL, len(lines)):
            try:
                record = next(csv.reader(["\n".join(lines[start:end])], delimiter=separator, strict=True), [])
            except csv.Error as error:
                end = end + 1 if "unexpected end of data" in str(error) else len(lines) + 1
        yield (lines[start].split(separator), False) if record is None else (record, True)
        start = start + 1 if record is None else end


def quotes(sheet: str, row: int, record: list[str]) -> Problem:
    what = message("The quotation marks in this line do not match; it was split at every separator. Check it.")
    return Problem("Z07", "warning", sheet, f"A{row}", " | ".join(record), "", what)


def too_long(records: Records) -> Iterator[tuple[int, int]]:
    """Number and proper width of each row with more cells than its table has columns.

    An empty line ends a table; a table is as wide as most of its rows, titles of one cell apart, in doubt as the first.
    """
    for filled, table in groupby(enumerate(records, start=1), key=lambda item: any(item[1])):
        rows = list(table) if filled else []
        widths = Counter(len(record) for _, record in rows if last_filled(record) > 1)
        width = widths.most_common(1)[0][0] if widths else COLUMN_LIMIT
        yield from ((number, width) for number, record in rows if last_filled(record) > width)


def hold_back(sheet: Sheet, row: int, width: int) -> Problem:
    """Take a row that is too long out of the sheet: a stray separator has moved its cells."""
    cells = {place: value for place, value in sheet.cells.items() if place[0] == row}
    surplus = [f"{get_column_letter(c)}{row} “{value}”" for (_, c), value in cells.items() if c > width]
    what = message(
        "This row has {n} cells, the table has {width} columns. It was held back, because its cells may have moved: "
        "{surplus}. Put texts that contain the separator in quotation marks.",
        n=max(column for _, column in cells),
        width=width,
        surplus=surplus,
    )
    for place in cells:
        sheet.rejected[place] = sheet.cells.pop(place)
    return Problem("Z07", "error", sheet.name, f"A{row}", " | ".join(map(str, cells.values())), "", what)
