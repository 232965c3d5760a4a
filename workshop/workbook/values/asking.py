"""One column of a table, to ask about its values once and to say once what became of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from workshop.texts import Message, message
from workshop.workbook.files.sheets import Position, Value, few, shown
from workshop.workbook.layout.table import Table
from workshop.workbook.problems import Problem, Severity, Unreadable
from workshop.workbook.questions import LEFT_OUT, Choice, Question, key_of
from workshop.workbook.values.scales import symbols
from workshop.workbook.values.vocabulary import normal_header

SAMPLES = 12
"""So many different values are shown beside a question."""
LEAVE_CELLS = Choice(LEFT_OUT, message("leave these cells out"))
Distinct = tuple[type, Value, str]
"""What makes two cells of a column say the same: type (TRUE is not 1), value, symbol font."""


class Meaning(NamedTuple):
    """What one value of a column says."""

    value: Any = None
    """The value as the field's type; None = nothing ("k.A.")."""
    state: Literal["taken", "waiting", "left"] = "taken"
    """waiting = its question is open, left = the person said not to import it."""
    trouble: Unreadable | None = None
    """Why the cell cannot be taken."""
    ballots: tuple[int, ...] = ()
    """The single votes of a cell that counts several."""


Meanings = dict[Distinct, Meaning]
WAITING, LEFT = Meaning(state="waiting"), Meaning(state="left")


@dataclass
class Column:
    """The filled cells of one column, or of all columns of a cross table, by what stands in them."""

    table: Table
    name: str
    header: str
    cells: dict[Distinct, list[Position]] = field(default_factory=dict)
    """Each distinct value in the order of its first cell → where it stands."""
    known: dict[tuple[Distinct, ...], list[str]] = field(default_factory=dict)
    """Values → their addresses, which a question and the problem about it both need."""

    def key(self, *parts: str) -> str:
        """The key of a question about this column."""
        sheet = self.table.sheet
        return key_of("values", sheet.tag or sheet.name, normal_header(self.header) or self.name, *parts)

    def addresses(self, values: Iterable[Distinct]) -> list[str]:
        """Where these values stand in the file, in order; a cell that merging fills has no place of its own."""
        asked = tuple(values)
        if asked not in self.known:
            sheet = self.table.sheet
            places = sorted(place for value in asked for place in self.cells[value])
            written = [place for place in places if place in sheet.cells] or places
            self.known[asked] = list(dict.fromkeys(sheet.address(*place) for place in written))
        return self.known[asked]

    def ask(
        self,
        code: str,
        part: str,
        what: Message,
        choices: Sequence[Choice],
        values: Sequence[Distinct],
        *,
        proposal: str = "",
        settled: bool = False,
    ) -> str:
        """Put one question about some of the values; returns the code to go by, "" while it is open."""
        question = Question(
            key=self.key(part),
            step="values",
            code=code,
            sheet=self.table.sheet.name,
            what=what,
            choices=tuple(choices),
            cells=tuple(self.addresses(values)),
            samples=tuple(dict.fromkeys(shown(value) for _, value, _ in values))[:SAMPLES],
            proposal=proposal,
            settled=settled and bool(proposal),
        )
        return self.table.interview.ask(question)

    def say(self, code: str, severity: Severity, what: Message, values: Sequence[Distinct], taken: str = "") -> None:
        """Say once, at the first cell, what became of these values."""
        cell = self.addresses(values)[0]
        problem = Problem(code, severity, self.table.sheet.name, cell, listed(values), taken, what)
        self.table.problems.append(problem)

    def places(self, values: Sequence[Distinct]) -> str:
        """Their addresses, to be read."""
        return few(self.addresses(values))


def distinct(table: Table, place: Position, value: Value) -> Distinct:
    """How a cell's value is known within its column."""
    return type(value), value, table.sheet.fonts.get(place, "")


def column_of(table: Table, name: str) -> Column:
    """The column of a field, or of all participants for "people"."""
    columns = list(table.mapping.people) if name == "people" else [table.fields[name]]
    column = Column(table, name, "" if name == "people" else table.header(name))
    for row in table.rows:
        for number in columns:
            place = (row, number)
            value = table.sheet.cells.get(place, table.filled.get(place))
            if value is not None:
                column.cells.setdefault(distinct(table, place, value), []).append(place)
    return column


def picture(value: Distinct) -> Value:
    """What a cell shows: the picture, where its letter is written in a symbol font; else its value."""
    _, plain, font = value
    return symbols().get(font.casefold(), {}).get(str(plain), plain) if font else plain


def unanswered(
    column: Column, code: str, values: Sequence[Distinct], answer: str, severity: Severity = "error"
) -> Meanings:
    """Say that values wait for an answer (`answer` is ""), or that the person left them out."""
    called = listed(values)
    cells = column.places(values)
    if answer == LEFT_OUT:
        what = message("Left out, as you decided: {values}. Cells: {cells}.", values=called, cells=cells)
        column.say(code, "note", what, values)
        return dict.fromkeys(values, LEFT)
    what = message(
        "It is not certain what is meant: {values}. Answer the question about it, or correct the cells; until then "
        "they are not imported: {cells}.",
        values=called,
        cells=cells,
    )
    column.say(code, severity, what, values)
    return dict.fromkeys(values, WAITING)


def listed(values: Sequence[Distinct]) -> str:
    """The first values as one text; a comma between them would be read as part of a number."""
    texts = list(dict.fromkeys(shown(value) for _, value, _ in values))
    return " · ".join(texts[:SAMPLES]) + (" …" if len(texts) > SAMPLES else "")


def say_taken(column: Column, code: str, values: Sequence[Distinct], meaning: Message | str, taken: str) -> None:
    """Say once what a word was taken as."""
    value, cells = shown(picture(values[0])), column.places(values)
    what = message("“{value}” was taken as “{meaning}”: {cells}.", value=value, meaning=meaning, cells=cells)
    column.say(code, "note", what, values, taken)
