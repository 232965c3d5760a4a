"""Reading a table's cells into drafts: what the values of a column mean is found out once, each cell looks it up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from workshop.labels import CODE_LABELS
from workshop.texts import message
from workshop.workbook.drafts.drafts import Draft
from workshop.workbook.files.sheets import Position, Value
from workshop.workbook.layout.table import Table
from workshop.workbook.problems import Unreadable
from workshop.workbook.values.asking import Meaning, Meanings, column_of, distinct
from workshop.workbook.values.codes import code_meanings, flag_meanings
from workshop.workbook.values.date_columns import date_meanings
from workshop.workbook.values.dates import read_month
from workshop.workbook.values.fields import (
    CUT_FROM,
    FIVE_FIELDS,
    MODELS,
    MONEY_FIELDS,
    MONTH_FIELDS,
    RATING_FIELDS,
    limit_of,
    may_be_blank,
    plain_type,
    text_of,
)
from workshop.workbook.values.number_columns import five_meanings, number_meanings
from workshop.workbook.values.votes import vote_meanings

VOTES = {("ratings", "rating"), ("customer_ratings", "rating")}
"""Records that are nothing without this value."""
NOTHING = Meaning()


@dataclass(frozen=True)
class Reader:
    """How the cells of one column are read into one field."""

    meanings: Meanings | None
    """What each distinct value says; None where a cell says it on its own."""
    required: bool
    default: Any
    month: bool
    blank: bool
    """In a row of our own export an empty cell is an empty text."""


class Cells:
    """The cells of one table; what a whole column shows is asked once and said once, in `table.problems`."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.readers: dict[tuple[str, str, str], Reader] = {}
        self.columns = table.fields
        fields = MODELS[table.kind].model_fields
        self.own = [name for name in self.columns if name in fields]
        """Columns that are fields of the rows' own records."""
        self.extras = [name for name in self.columns if name not in fields]
        """All other columns with a name."""

    def take(self, draft: Draft, field: str, column: str = "") -> Meaning:
        """Read the cell of `column` (default: the field's own) in the draft's row into a field of the draft."""
        column = column or field
        place = draft.cells[field] = (draft.row, self.columns[column])
        return self.put(draft, field, column, place)

    def put(self, draft: Draft, field: str, column: str, place: Position) -> Meaning:
        """Set a field from a cell. An empty cell gives the default; one that is not taken leaves the field alone.

        `column` is the name of a column, or "people". Returns what the cell means.
        """
        reader = self.reader(draft.kind, field, column)
        value = self.table.sheet.cells.get(place, self.table.filled.get(place))
        meaning = NOTHING if value is None else self.meaning(reader, place, value)
        if meaning.state != "taken":
            self.table.refused.add(place)
            vote = (draft.kind, field) in VOTES and (meaning.state == "waiting" or draft.parent is None)
            draft.failed = draft.failed or vote or reader.required
        elif meaning.trouble:
            self.table.refused.add(place)
            draft.unreadable(field, value or "", meaning.trouble)
        elif meaning.value is not None:
            draft.values[field] = shortened(draft, field, meaning.value)
        elif reader.blank and self.table.exported(draft.row):
            draft.values[field] = ""
        elif not reader.required:
            draft.values[field] = reader.default
        return meaning

    def reader(self, kind: str, field: str, column: str) -> Reader:
        """How a column is read into a field; found out, and asked, at its first cell."""
        reader = self.readers.get((kind, field, column))
        if reader is None:
            info = MODELS[kind].model_fields[field]
            meanings = meanings_of(self.table, kind, field, column)
            blank = self.table.interview.exported is not None and may_be_blank(kind, field)
            month = (kind, field) in MONTH_FIELDS and not blank
            reader = Reader(meanings, info.is_required(), info.default, month, blank)
            self.readers[kind, field, column] = reader
        return reader

    def meaning(self, reader: Reader, place: Position, value: Value) -> Meaning:
        """What one filled cell says for a field."""
        if reader.meanings is not None:
            return reader.meanings[distinct(self.table, place, value)]
        try:
            return Meaning(read_month(value) if reader.month else text_of(value))
        except Unreadable as trouble:
            return Meaning(trouble=trouble)


def meanings_of(table: Table, kind: str, field: str, name: str) -> Meanings | None:
    """What each distinct value of a column says for a field; None where a cell says it on its own (texts, months)."""
    plain = plain_type(kind, field)
    if (kind, field) in RATING_FIELDS:
        room = table.kind == "touchpoints" and name == "rating"
        return vote_meanings(column_of(table, name), single_votes=room)
    if field in CODE_LABELS.get(kind, {}):
        return code_meanings(kind, field, column_of(table, name))
    if plain is bool:
        return flag_meanings(kind, field, column_of(table, name))
    if field in FIVE_FIELDS:
        return five_meanings(column_of(table, name))
    if plain in (int, float):
        return number_meanings(column_of(table, name), money=field in MONEY_FIELDS, whole=plain is int)
    return None if plain is str else date_meanings(column_of(table, name))


def shortened(draft: Draft, field: str, taken: Any) -> Any:
    """A text cut to what its field holds; the person is told."""
    if not isinstance(taken, str) or len(taken) <= CUT_FROM or limit_of(draft.kind, field) != CUT_FROM:
        return taken
    what = message(
        "The text has {n} characters; only the first {limit} were taken. Shorten it.", n=len(taken), limit=CUT_FROM
    )
    draft.say("C11", "warning", field, taken[:200], what, taken=f"{CUT_FROM}")
    return taken[:CUT_FROM]
