"""Which kind of records a sheet holds and which column is which field: by exact names, the rest is named."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from workshop.texts import message
from workshop.workbook.matrix import vote_columns
from workshop.workbook.problems import Problem
from workshop.workbook.sheets import Sheet, shown
from workshop.workbook.vocabulary import kinds, listed_headers, normal_header


@dataclass
class Mapping:
    """What the columns of a table are: the kind of its rows, field → column, and what was not imported."""

    kind: str
    fields: dict[str, int] = field(default_factory=dict)
    """Field of the record, or extra of headers.toml → column."""
    people: dict[int, str] = field(default_factory=dict)
    """Column → participant, for a cross table with one column each."""
    problems: list[Problem] = field(default_factory=list)


def map_columns(sheet: Sheet, row: int) -> Mapping | None:
    """The mapping of the table whose header is in `row`; None when its columns make no kind of record."""
    headers = {c: shown(v) for c, v in sheet.rows[row].items()}
    kind = sheet.kind or kind_of_sheet(sheet.name, headers)
    if kind is None:
        return cross_table_by_number(sheet, row, headers)
    mapping = Mapping(kind)
    named = set(assign(sheet, row, headers, mapping))
    if kind == "touchpoints":
        mapping.people = vote_columns(sheet, row, headers, set(mapping.fields.values()))
    mapping.problems += leftovers(sheet, row, headers, {*named, *mapping.fields.values(), *mapping.people})
    return mapping


def kind_of_sheet(name: str, headers: dict[int, str]) -> str | None:
    """The kind that a sheet's name and headers speak for; None when no kind has all it needs.

    A name that says the kind decides when the sheet has what that kind needs; then fields that settle a kind together
    (a phase and a touchpoint); then the most known columns.
    """
    normal = {normal_header(h) for h in headers.values()}
    named = named_kind(name)
    scores: dict[str, int] = {}
    for kind, entry in kinds().items():
        fields = {entry.fields[h] for h in normal if h in entry.fields}
        telling = normal & (entry.fields.keys() | entry.extras.keys()) - listed_headers("vague_headers")
        if set(entry.needs) <= fields and (kind == named if entry.only_by_name else telling):
            extras = {entry.extras[h] for h in normal if h in entry.extras}
            settled = bool(entry.decisive) and set(entry.decisive) <= fields
            scores[kind] = 2 * len(fields) + len(extras) + 50 * settled + 100 * (kind == named)
    return max(scores, key=lambda kind: scores[kind], default=None)


def named_kind(name: str) -> str | None:
    """The kind a sheet's name stands for, as a whole or in one of its words ("Maßnahmen Service")."""
    normal = normal_header(name)
    for part in (normal, *normal.split()):
        for kind, entry in kinds().items():
            if part in entry.sheets:
                return kind
    return None


def assign(sheet: Sheet, row: int, headers: dict[int, str], mapping: Mapping) -> list[int]:
    """Give each field its column in `mapping`; returns the columns that stay out because their header is not unique."""
    entry = kinds()[mapping.kind]
    claims: dict[str, list[int]] = {}
    for column, header in headers.items():
        normal = normal_header(header)
        if target := entry.fields.get(normal) or entry.extras.get(normal):
            claims.setdefault(target, []).append(column)
    if mapping.kind == "touchpoints" and {"todo", "status"} <= claims.keys() and "todo_status" not in claims:
        claims["todo_status"] = claims.pop("status")  # beside a to-do, "Status" is the to-do's
    out: list[int] = []
    for target, columns in claims.items():
        best = min(columns, key=lambda c: entry.rank.get(normal_header(headers[c]), 0))
        same = [c for c in columns if normal_header(headers[c]) == normal_header(headers[best])]
        if len(same) == 1 or target in entry.needs:
            mapping.fields[target] = best
        if len(same) > 1:
            out += same
            mapping.problems.append(same_header(sheet, row, headers, same, target in entry.needs))
    return out


def same_header(sheet: Sheet, row: int, headers: dict[int, str], columns: list[int], first_taken: bool) -> Problem:
    cells = [sheet.address(row, c) for c in columns]
    header = headers[columns[0]]
    taken = message(
        "{n} columns are called “{header}” ({cells}). Only the first was imported. Give each its own header.",
        n=len(columns),
        header=header,
        cells=cells,
    )
    none = message(
        "{n} columns are called “{header}” ({cells}). None of them was imported, because it is not certain which one "
        "counts. Give each its own header.",
        n=len(columns),
        header=header,
        cells=cells,
    )
    what = taken if first_taken else none
    return Problem("K05", "warning", sheet.name, cells[0], header, cells[0] if first_taken else "", what)


def cross_table_by_number(sheet: Sheet, row: int, headers: dict[int, str]) -> Mapping | None:
    """A cross table that names the touchpoints by their number only."""
    touchpoint = next((c for c, h in headers.items() if normal_header(h).startswith(("touchpoint", "tp "))), None)
    people = vote_columns(sheet, row, headers, {touchpoint}) if touchpoint else {}
    if not touchpoint or not people:
        return None
    mapping = Mapping("touchpoints", {"key": touchpoint}, people)
    mapping.problems = leftovers(sheet, row, headers, {touchpoint, *people})
    return mapping


def leftovers(sheet: Sheet, row: int, headers: dict[int, str], used: set[int]) -> list[Problem]:
    """One Problem for every filled column that is not imported, with or without a header."""
    counts = Counter(c for r, c in sheet.cells if r > row and c not in used)
    return [left_over(sheet, row, column, headers.get(column, ""), n) for column, n in sorted(counts.items())]


def left_over(sheet: Sheet, row: int, column: int, header: str, n: int) -> Problem:
    samples = [shown(v) for (r, c), v in sorted(sheet.cells.items()) if c == column and r > row]
    original = " | ".join(samples[:5])
    if header:
        what = message(
            "Column “{header}” is not imported (filled cells: {n}). If it belongs to the workshop, give it a header "
            "from the template.",
            header=header,
            n=n,
        )
        return Problem("K04", "warning", sheet.name, sheet.address(row, column), original, "", what)
    what = message(
        "This column has no header and is not imported (filled cells: {n}). Write a header above it.",
        n=n,
    )
    return Problem("K06", "warning", sheet.name, sheet.address(row, column), original, "", what)
