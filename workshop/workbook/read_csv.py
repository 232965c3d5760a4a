"""Reading CSV: its encoding and its separator are found, never assumed, and said when they were not certain."""

from __future__ import annotations

import csv
import re
from collections import Counter
from io import StringIO

from workshop.texts import message
from workshop.workbook.problems import Problem
from workshop.workbook.refusals import too_much
from workshop.workbook.sheets import Sheet, clean
from workshop.workbook.xmlscan import CELL_LIMIT, COLUMN_LIMIT

SEPARATORS = ";,\t|"
BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
OLD_ENCODINGS = {"cp1252": "Windows-1252", "mac_roman": "MacRoman"}
USUAL = frozenset("äöüÄÖÜßéèàçñ€§°„“”‚‘’–—…•×²³½")
"""What German and English texts have beside ASCII; the wrong encoding makes other characters of the same bytes."""
csv.field_size_limit(10_000_000)


def read_csv(content: bytes, sheet_name: str, file: str) -> tuple[Sheet, list[Problem]]:
    """One CSV as a Sheet named `sheet_name`, rows counted as Excel shows them; remarks on how it was read.

    Raises Refusal (naming `file`) when it holds more cells than can be read.
    """
    text, problems = decoded(content, sheet_name)
    records, odd = split(text.replace("\r\n", "\n").replace("\r", "\n"))
    for row in odd:
        problems.append(
            Problem(
                "Z07",
                "warning",
                sheet_name,
                f"A{row}",
                " | ".join(records[row - 1]),
                "",
                message("The quotation marks in this line do not match; it was split at every separator. Check it."),
            )
        )
    sheet = Sheet(sheet_name, {})
    for row, record in enumerate(records, start=1):
        for column, raw in enumerate(record, start=1):
            value, scrubbed = clean(raw)
            if value:
                sheet.cells[row, column] = value
            if scrubbed:
                sheet.scrubbed.append((row, column))
    check_size(sheet, len(records), file)
    return sheet, problems


def check_size(sheet: Sheet, rows: int, file: str) -> None:
    if len(sheet.cells) > CELL_LIMIT:
        what = message(
            "it has {rows} rows and {n} filled cells, at most {limit} cells are allowed",
            rows=rows,
            n=len(sheet.cells),
            limit=CELL_LIMIT,
        )
        raise too_much(file, what)
    columns = max((column for _, column in sheet.cells), default=0)
    if columns > COLUMN_LIMIT:
        raise too_much(
            file, message("the table has {n} columns, at most {limit} are allowed", n=columns, limit=COLUMN_LIMIT)
        )


def decoded(content: bytes, sheet: str) -> tuple[str, list[Problem]]:
    """The text, by byte order mark, NUL pattern, strict UTF-8, and only then by the bytes of the umlauts."""
    for mark, encoding in BOMS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace"), []
    if content.count(0) > len(content) * 0.3:
        return content.decode("utf-16-le" if not content[1] else "utf-16-be", errors="replace"), []
    try:
        return content.decode("utf-8"), []
    except UnicodeDecodeError:
        return decoded_by_line(content, sheet)


def decoded_by_line(content: bytes, sheet: str) -> tuple[str, list[Problem]]:
    """Text that is not UTF-8 throughout: an old encoding, or lines of two encodings pasted together."""
    encoding = max(OLD_ENCODINGS, key=lambda name: plausible(content.decode(name, errors="replace")))
    spoken = OLD_ENCODINGS[encoding]
    lines, foreign, unicode = [], [], False
    for number, line in enumerate(content.split(b"\n"), start=1):
        try:
            lines.append(line.decode("utf-8"))
            unicode = unicode or not line.isascii()
        except UnicodeDecodeError:
            lines.append(line.decode(encoding, errors="replace"))
            foreign.append(number)
    sample = lines[foreign[0] - 1].strip()[:60]
    if unicode:
        what = message(
            "The file mixes two encodings. Read as {encoding}: line {lines}. Check the umlauts in “{sample}”.",
            lines=foreign[:20],
            encoding=spoken,
            sample=sample,
        )
        return "\n".join(lines), [Problem("F08", "warning", sheet, f"A{foreign[0]}", sample, spoken, what)]
    what = message(
        "The encoding was taken to be {encoding}. Check the umlauts in “{sample}”.", encoding=spoken, sample=sample
    )
    return "\n".join(lines), [Problem("F08", "note", sheet, f"A{foreign[0]}", sample, spoken, what)]


def plausible(text: str) -> int:
    """How much more usual than odd characters a text has beyond ASCII."""
    beyond = [c for c in text if not c.isascii()]
    return 2 * sum(c in USUAL for c in beyond) - len(beyond)


def split(text: str) -> tuple[list[list[str]], list[int]]:
    """Records of a CSV text, and the numbers of those whose quotation marks do not match."""
    named = re.match(r"\ufeff?sep=(.)\n", text)
    separator = named[1] if named else find_separator(text)
    text = text[named.end() :] if named else text
    try:
        if text.count('"') % 2:
            raise csv.Error("a quotation mark is missing")
        return list(csv.reader(StringIO(text), delimiter=separator, strict=True)), []
    except csv.Error:
        return split_by_line(text, separator)


def split_by_line(text: str, separator: str) -> tuple[list[list[str]], list[int]]:
    """Every line on its own, so that one wrong quotation mark does not swallow the rest of the file."""
    records, odd = [], []
    for number, line in enumerate(text.rstrip("\n").split("\n"), start=1):
        try:
            records.append(next(csv.reader([line], delimiter=separator, strict=True), []))
        except csv.Error:
            records.append(line.split(separator))
            odd.append(number)
    return records, odd


def find_separator(text: str) -> str:
    """The separator that stands in the first line and splits the most lines into as many columns as that one."""
    lines = [line for line in text.split("\n") if line.strip()][:200]
    if not lines:
        return ";"

    def fit(separator: str) -> tuple[float, int]:
        widths = [len(r) for r in csv.reader(lines, delimiter=separator)]
        most = Counter(widths).most_common(1)[0][0]
        return (sum(w == most for w in widths) / len(widths), most) if widths[0] > 1 and most > 1 else (0.0, 0)

    best = max(SEPARATORS, key=fit)
    return best if fit(best)[1] else "\x1f"  # a table of one column: split at nothing
