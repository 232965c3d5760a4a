"""A sheet as every reader hands it over: filled cells by their address, and what else bears on their meaning."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any, TypeVar

from openpyxl.utils import get_column_letter

T = TypeVar("T")
Value = str | int | float | bool | date | datetime | time
Position = tuple[int, int]
"""Row and column, both from 1, as in Excel."""
Area = tuple[int, int, int, int]
"""First row, first column, last row, last column."""


@dataclass
class Sheet:
    """The filled cells of one sheet; an empty cell is not there, texts are cleaned, error values stand apart."""

    name: str
    cells: dict[Position, Value]
    merges: list[Area] = field(default_factory=list)
    hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    filtered: bool = False
    """A filter is set: its hidden rows are only out of sight."""
    hidden_columns: set[int] = field(default_factory=set)
    errors: dict[Position, str] = field(default_factory=dict)
    """Excel error values such as #REF!."""
    uncalculated: set[Position] = field(default_factory=set)
    """Formulas without a stored result."""
    comments: dict[Position, str] = field(default_factory=dict)
    struck: set[Position] = field(default_factory=set)
    rejected: dict[Position, Value] = field(default_factory=dict)
    """What is in the file and not in `cells`, each named by a problem of reading: beneath merged cells, where nobody
    sees it, or in a row of a CSV file with more cells than columns."""
    percents: set[Position] = field(default_factory=set)
    """Numbers shown as percent; the value here is the one shown, 45 for 45 %."""
    scrubbed: list[Position] = field(default_factory=list)
    """Cells from which invisible characters were removed."""
    fonts: dict[Position, str] = field(default_factory=dict)
    """Symbol fonts (Wingdings …), in which a letter is a picture."""
    linked: set[Position] = field(default_factory=set)
    """Formulas whose stored result comes from another workbook."""
    counts: dict[str, int] = field(default_factory=dict)
    """Reader → filled cells it sees, error values included; both must see the same."""
    tag: str = ""
    """What the sheet goes by in questions: its name, but "csv" for a lone CSV file, whose name changes every time."""
    origin: dict[Position, Position] = field(default_factory=dict)
    """In a view of a sheet (turned, cut out, rearranged): position here → position in the file. {} = the same."""
    kind: str = ""
    """Kind of record, where the arrangement already says it (a survey's answers are ratings); "" = find out."""
    people: dict[int, str] = field(default_factory=dict)
    """Column → participant, where each column holds one person's votes."""
    joined: dict[Position, list[Position]] = field(default_factory=dict)
    """In a view: position here → further positions in the file whose text is part of this cell."""
    shape: str = "rows"
    """How the file lays its records out: "rows", or the shape that was rearranged to rows."""

    @cached_property
    def rows(self) -> dict[int, dict[int, Value]]:
        """Row number → column number → value, rows and columns in order."""
        rows: dict[int, dict[int, Value]] = defaultdict(dict)
        for (row, column), value in sorted(self.cells.items(), key=lambda item: item[0]):
            rows[row][column] = value
        return dict(rows)

    def address(self, row: int, column: int) -> str:
        """C3 for row 3, column 3: always the place in the file, also in a view."""
        row, column = self.home((row, column))
        return f"{get_column_letter(column)}{row}"

    def home(self, place: Position) -> Position:
        """Where a position of a view stands in the file; that of its row's first cell when it stands nowhere."""
        if not self.origin or place in self.origin:
            return self.origin.get(place, place)
        beside = [column for row, column in self.origin if row == place[0]]
        return self.origin[place[0], min(beside)] if beside else place

    @property
    def filled(self) -> int:
        """How many of its cells are filled, error values included."""
        return len(self.cells) + len(self.errors)

    def area(self, area: Area) -> str:
        """A5:A6 for a merged range."""
        return f"{self.address(*area[:2])}:{self.address(*area[2:])}"

    def text_of_row(self, row: int) -> str:
        """The row's filled cells as one text, to quote it."""
        return " | ".join(shown(value) for value in self.rows.get(row, {}).values())


def turn(sheet: Sheet) -> Sheet:
    """The same sheet with rows as columns, for a list of properties one below the other."""
    last_row, last_column = (max((p[n] for p in sheet.cells), default=0) for n in (0, 1))
    places = [(r, c) for r in range(1, last_row + 1) for c in range(1, last_column + 1)]
    return rearranged(sheet, {(c, r): (r, c) for r, c in places}, "turned")


def rearranged(
    sheet: Sheet, origin: dict[Position, Position], shape: str, written: dict[Position, Value] | None = None
) -> Sheet:
    """A view of a sheet: position in the view → position in the sheet, with everything known about each cell.

    `written`: what stands in the view instead of the sheet's own value, or where the sheet has no cell (a header).

    A cell of the sheet may appear several times in the view, or not at all; merged ranges are left behind, unless the
    view keeps every cell where it was.
    """

    def moved(facts: dict[Position, T]) -> dict[Position, T]:
        return {here: facts[there] for here, there in origin.items() if there in facts}

    def marked(places: Iterable[Position]) -> list[Position]:
        known = set(places)
        first = {there: here for here, there in reversed(origin.items()) if there in known}
        return sorted(first.values())  # said once, however often the view repeats the cell

    still = all(here == there for here, there in origin.items())
    return Sheet(
        sheet.name,
        moved(sheet.cells) | (written or {}),
        merges=[m for m in sheet.merges if still and m[:2] in origin],
        hidden=sheet.hidden,
        hidden_rows=sheet.hidden_rows if still else set(),
        filtered=sheet.filtered,
        hidden_columns=sheet.hidden_columns if still else set(),
        errors=moved(sheet.errors),
        uncalculated=set(marked(sheet.uncalculated)),
        comments=moved(sheet.comments),
        struck=set(marked(sheet.struck)),
        scrubbed=marked(sheet.scrubbed),
        fonts=moved(sheet.fonts),
        linked=set(marked(sheet.linked)),
        counts=sheet.counts,
        tag=sheet.tag,
        origin={here: sheet.home(there) for here, there in origin.items()},
        shape=shape,
    )


def shown(value: Value) -> str:
    """A value as a person sees it in the cell, for quoting: 12.03.2025, 7.5, text."""
    match value:
        case str():  # nearly every cell
            return value
        case bool():
            return str(value).upper()
        case datetime():
            day = f"{value:%d.%m.%Y}"
            return day if (value.hour, value.minute) == (0, 0) else f"{day} {value:%H:%M}"
        case date():
            return f"{value:%d.%m.%Y}"
        case time():
            return f"{value:%H:%M}"
        case float():
            return f"{value:.12g}"
        case _:
            return str(value)


def few(addresses: list[str]) -> str:
    """The first dozen addresses, with … when there are more."""
    return ", ".join(addresses[:12]) + (" …" if len(addresses) > 12 else "")


def plain(raw: Any) -> Value:
    """A reader's value as ours: whole numbers as int, spans of time and whatever else there may be as text."""
    match raw:
        case float() if raw.is_integer():
            return int(raw)
        case float() if not math.isfinite(raw):
            return str(raw)
        case timedelta():
            return str(timedelta(seconds=round(raw.total_seconds())))
        case str() | bool() | int() | float() | date() | time():
            return raw
        case _:
            return str(raw)


ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
BREAKS = str.maketrans({"\r": "\n", "\u2028": "\n", "\u2029": "\n", "\u00a0": " ", "\u202f": " ", "\t": " "})
UNSEEN = ("Cc", "Cf", "Cs")
"""Control and format characters, and halves of a character."""
KEPT_INVISIBLE = {"\n", "\u200d"}
"""Line breaks, and the joiner inside emojis."""


def clean(text: str) -> tuple[str, bool]:
    """A text without what nobody can see, and whether anything invisible had to go.

    Undoes Excel's _x000D_ escapes, composes letters (NFC), makes every line break \\n and every blank a blank,
    removes control and format characters, strips the ends.
    """
    if text.isprintable() and "_x" not in text:  # nearly every cell: nothing to undo, nothing invisible
        return unicodedata.normalize("NFC", text).strip(), False
    plain = ESCAPED.sub(lambda m: chr(int(m[1], 16)), text)
    plain = unicodedata.normalize("NFC", plain.replace("\r\n", "\n").translate(BREAKS))
    unseen = [c for c in set(plain) if unicodedata.category(c) in UNSEEN and c not in KEPT_INVISIBLE]
    kept = plain.translate(dict.fromkeys(map(ord, unseen)))
    return kept.strip(), len(kept) < len(plain)
