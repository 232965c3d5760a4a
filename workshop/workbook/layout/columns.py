"""Which column is which field: exact names by themselves, everything else asked with the best proposals."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from workshop.texts import Message, message
from workshop.workbook.files.sheets import Sheet, Value, shown
from workshop.workbook.layout.choices import field_choices, field_label
from workshop.workbook.layout.header import headers_of
from workshop.workbook.layout.matrix import is_computed, vote_columns
from workshop.workbook.layout.suggest import preselected, suggestions
from workshop.workbook.problems import Problem
from workshop.workbook.questions import LEFT_OUT, Choice, Interview, Question, key_of
from workshop.workbook.values.vocabulary import Kind, kinds, listed_headers, normal_header

SAMPLES = 5
IDENTITY = "_id"
"""Header of the hidden column of our exports, see `workshop.workbook.drafts.identity`."""


@dataclass
class Mapping:
    """What the columns of a table are: the kind of its rows, field → column, and what was not imported."""

    kind: str
    fields: dict[str, int] = field(default_factory=dict)
    """Field of the record, or extra of headers.toml → column."""
    people: dict[int, str] = field(default_factory=dict)
    """Column → participant, for a cross table with one column each."""
    problems: list[Problem] = field(default_factory=list)


@dataclass
class Columns:
    """The columns of a table while it is found out what they are."""

    sheet: Sheet
    row: int
    kind: str
    interview: Interview
    headers: dict[int, str]
    """Column → header, "" where a filled column has none."""
    values: dict[int, list[Value]]
    """Column → its filled cells below the header."""

    @property
    def entry(self) -> Kind:
        return kinds()[self.kind]

    def key(self, column: int) -> str:
        """The key of the question about a column: by its header, so that it is the same in the next file."""
        header = normal_header(self.headers[column]) or f"@{self.letter(column)}"
        return key_of("columns", self.sheet.tag or self.sheet.name, header)

    def letter(self, column: int) -> str:
        return self.sheet.address(self.row, column).rstrip("0123456789")

    def ask(
        self, columns: list[int], code: str, what: Message, choices: tuple[Choice, ...], proposal: str, settled: bool
    ) -> str:
        """Put the question about one column, or about several of the same header."""
        samples = [shown(v)[:60] for c in columns for v in self.values.get(c, [])]
        return self.interview.ask(
            Question(
                key=self.key(columns[0]),
                step="columns",
                code=code,
                sheet=self.sheet.name,
                what=what,
                choices=choices,
                cells=tuple(self.sheet.address(self.row, c) for c in columns),
                samples=tuple(dict.fromkeys(samples))[:SAMPLES],
                proposal=proposal,
                settled=settled,
            )
        )


def map_columns(sheet: Sheet, row: int, kind: str, interview: Interview) -> Mapping:
    """The mapping of the table of `kind` whose header is in `row`; what is open or unknown is left out and named."""
    columns = columns_of(sheet, row, kind, interview)
    mapping = Mapping(kind)
    claimed = exact(columns)
    single = {cs[0] for cs in claimed.values() if len(cs) == 1}
    if kind == "touchpoints":
        mapping.people = vote_columns(sheet, row, {c: h for c, h in columns.headers.items() if h}, single)
    for name, same in claimed.items():
        ask_same(columns, mapping, name, same) if len(same) > 1 else ask_known(columns, mapping, name, same[0])
    known = {*mapping.people, *(column for same in claimed.values() for column in same)}
    rest = [column for column in columns.headers if column not in known]
    for column in rest:
        if columns.values.get(column):
            ask_unknown(columns, mapping, column)
    mapping.problems += left_out(columns, mapping)
    return mapping


def columns_of(sheet: Sheet, row: int, kind: str, interview: Interview) -> Columns:
    """The columns with a header or with values below it."""
    values: dict[int, list[Value]] = {}
    for number, cells in sheet.rows.items():
        for column, value in cells.items() if number > row else ():
            values.setdefault(column, []).append(value)
    headers = headers_of(sheet, row)
    for column in [c for c, header in headers.items() if normal_header(header) in listed_headers("ignored_headers")]:
        del headers[column]
        values.pop(column, None)
    return Columns(sheet, row, kind, interview, headers | {c: "" for c in sorted(values) if c not in headers}, values)


def exact(columns: Columns) -> dict[str, list[int]]:
    """Field → the columns whose header is one of its names; only those of the best name, when several fit."""
    entry, claims = columns.entry, dict[str, list[int]]()
    for column, header in columns.headers.items():
        normal = normal_header(header)
        if header == IDENTITY:
            claims[IDENTITY] = [column]
        elif target := entry.fields.get(normal) or entry.extras.get(normal):
            claims.setdefault(target, []).append(column)
    if columns.kind == "touchpoints" and {"todo", "status"} <= claims.keys() and "todo_status" not in claims:
        claims["todo_status"] = claims.pop("status")  # beside a to-do, "Status" is the to-do's
    return {target: best_named(columns, found) for target, found in claims.items()}


def best_named(columns: Columns, found: list[int]) -> list[int]:
    """Of several columns of one field those with the name that comes first in headers.toml."""
    rank = {c: columns.entry.rank.get(normal_header(columns.headers[c]), 0) for c in found}
    return [c for c in found if rank[c] == min(rank.values())]


def ask_known(columns: Columns, mapping: Mapping, name: str, column: int) -> None:
    """A column with an exact name is taken without asking, unless it is hidden; the person may say otherwise."""
    if name == IDENTITY:
        mapping.fields[name] = column
        return
    hidden = column in columns.sheet.hidden_columns
    code, choices = "K08" if hidden else "K02", field_choices(columns.kind, [name])
    taken = columns.ask([column], code, what_is(columns, column), choices, proposal=name, settled=not hidden)
    assign(mapping, taken, column)


def ask_same(columns: Columns, mapping: Mapping, name: str, same: list[int]) -> None:
    """Several columns with one header: which of them counts is not for us to say."""
    letters = [columns.letter(c) for c in same]
    what = message(
        "{n} columns are called “{header}” ({columns}). Which one counts as “{field}”?",
        n=len(same),
        header=columns.headers[same[0]],
        columns=letters,
        field=field_label(columns.kind, name),
    )
    none = Choice(LEFT_OUT, message("none of them"))
    choices = (*(Choice(letter, message("Column {letter}", letter=letter)) for letter in letters), none)
    first_counts = name in columns.entry.needs
    taken = columns.ask(same, "K05", what, choices, proposal=letters[0] if first_counts else "", settled=False)
    if taken in letters or first_counts:
        mapping.fields[name] = same[letters.index(taken)] if taken in letters else same[0]


def ask_unknown(columns: Columns, mapping: Mapping, column: int) -> None:
    """A column whose header says nothing exact: the good match is preselected, otherwise the best three come first."""
    header, values = columns.headers[column], columns.values[column]
    best = [(f, n) for f, n in suggestions(header, columns.kind, values) if f not in mapping.fields]
    computed = bool(mapping.people) and is_computed(header)
    proposal = (not computed and preselected(best)) or LEFT_OUT
    code = "K02" if header else "K06"
    choices = field_choices(columns.kind, [name for name, _ in best])
    taken = columns.ask([column], code, what_is(columns, column), choices, proposal=proposal, settled=computed)
    assign(mapping, taken, column)


def assign(mapping: Mapping, name: str, column: int) -> None:
    """Give a field its column; the first one keeps it, and what lost it is named with the columns left out."""
    if name not in ("", LEFT_OUT):
        mapping.fields.setdefault(name, column)


def what_is(columns: Columns, column: int) -> Message:
    letter, header = columns.letter(column), columns.headers[column]
    if column in columns.sheet.hidden_columns:
        return message(
            "Column {letter}, “{header}”, is hidden. Does it count, and what is in it?", letter=letter, header=header
        )
    if header:
        return message("What is in column {letter}, “{header}”?", letter=letter, header=header)
    return message("Column {letter} has values but no header. What is in it?", letter=letter)


def left_out(columns: Columns, mapping: Mapping) -> list[Problem]:
    """One Problem for every filled column that is not imported, with or without a header."""
    used = {*mapping.fields.values(), *mapping.people}
    counts = Counter({c: len(values) for c, values in columns.values.items() if c not in used})
    return [left_out_column(columns, column, n) for column, n in sorted(counts.items())]


def left_out_column(columns: Columns, column: int, n: int) -> Problem:
    sheet, header = columns.sheet, columns.headers[column]
    asked = columns.interview.questions.get(columns.key(column))
    decided = asked is not None and asked.answer != ""
    original = " | ".join(shown(v) for v in columns.values[column][:SAMPLES])
    if header:
        what = message("Column “{header}” is not imported (filled cells: {n}).", header=header, n=n)
    else:
        what = message("This column has no header and is not imported (filled cells: {n}).", n=n)
    place = sheet.address(columns.row, column)
    code = "K05" if asked and asked.code == "K05" else "K04" if header else "K06"
    return Problem(code, "note" if decided else "warning", sheet.name, place, original, "", what)
