"""Reading a table's cells into drafts: the column decides what a comma and a vote mean, the cell gives the value."""

from __future__ import annotations

from typing import Any

from workshop.texts import message
from workshop.workbook.drafts import Draft
from workshop.workbook.fields import CUT_FROM, MODELS, RATING_FIELDS, limit_of, plain_type, read_field
from workshop.workbook.numbers import Comma, is_uncertain, meaning_of_comma
from workshop.workbook.problems import AlreadySaid, Problem, Unreadable
from workshop.workbook.ratings import SCALE_IN_HEADER, RatingScale, number_of, scale_of
from workshop.workbook.sheets import Position, Value, few, shown
from workshop.workbook.table import Table


class Cells:
    """The cells of one table; what a whole column shows is found out once and said once, in `table.problems`."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.commas: dict[str, Comma] = {}
        self.scales: dict[str, RatingScale] = {}
        self.foreign_relevance: bool | None = None

    def take(self, draft: Draft, field: str, column: str = "") -> None:
        """Read the cell of `column` (default: the field's own) in the draft's row into a field of the draft."""
        column = column or field
        draft.cells[field] = self.table.address(draft.row, column)
        self.put(draft, field, column, self.table.value(draft.row, column))

    def put(self, draft: Draft, field: str, column: str, value: Value | None) -> None:
        """Set a field from a value; what cannot be taken becomes a problem, what is empty the field's default."""
        taken = None
        try:
            if value is not None and not self.is_foreign_relevance(field, column):
                taken = self.read(draft, field, column, value)
        except AlreadySaid:
            draft.failed = True
        except Unreadable as trouble:
            draft.unreadable(field, value or "", trouble)
        info = MODELS[draft.kind].model_fields[field]
        if taken is not None:
            draft.values[field] = taken
        elif not info.is_required():
            draft.values[field] = info.default

    def read(self, draft: Draft, field: str, column: str, value: Value) -> Any:
        """The value as the field's type; says when a number was uncertain or a text had to be cut."""
        comma = self.comma(draft.kind, field, column)
        taken = read_field(draft.kind, field, value, comma, self.scale(draft.kind, field, column))
        if plain_type(draft.kind, field) in (int, float) and is_uncertain(value):
            what = message(
                "“{value}” was read as {taken}. If that is wrong, write it without a separator.",
                value=shown(value),
                taken=taken,
            )
            draft.say("C09", "note", field, shown(value), what, taken=str(taken))
        limit = limit_of(draft.kind, field)
        if isinstance(taken, str) and limit == CUT_FROM and len(taken) > limit:
            what = message(
                "The text has {n} characters; only the first {limit} were taken. Shorten it.", n=len(taken), limit=limit
            )
            draft.say("C11", "warning", field, taken[:200], what, taken=f"{limit}")
            return taken[:limit]
        return taken

    def comma(self, kind: str, field: str, column: str) -> Comma:
        """What a comma means in a column, from all its numbers."""
        if plain_type(kind, field) not in (int, float):
            return ""
        if column not in self.commas:
            self.commas[column] = meaning_of_comma(self.table.values(column))
        return self.commas[column]

    def scale(self, kind: str, field: str, column: str) -> RatingScale | None:
        """The scale of a column of votes, from all its votes; a foreign one is said once."""
        if (kind, field) not in RATING_FIELDS:
            return None
        if column not in self.scales:
            places = [(row, self.table.fields[column]) for row in self.table.rows]
            self.scales[column] = self.votes_scale(places, self.table.header(column))
        return self.scales[column]

    def votes_scale(self, places: list[Position], header: str) -> RatingScale:
        """The scale of the votes at these places; when it is not ours, that is one error for all of them."""
        sheet = self.table.sheet
        scale = scale_of([sheet.cells[p] for p in places if p in sheet.cells], header)
        held = [p for p in places if p in sheet.cells and is_foreign(scale, sheet.cells[p])]
        if held:
            addresses = [sheet.address(*p) for p in held]
            what = message(
                "Ratings on another scale ({values}) were held back, because it is not certain what they mean: "
                "{cells}. Write disappointed, okay or delighted (or −1, 0, 1) instead.",
                values=list(scale.foreign),
                cells=few(addresses),
            )
            self.table.problems.append(
                Problem("C06", "error", sheet.name, addresses[0], ", ".join(scale.foreign), "", what)
            )
        return scale

    def is_foreign_relevance(self, field: str, column: str) -> bool:
        """Whether the relevance column runs to 10 or the like; said once, and none of it is taken."""
        if field != "relevance":
            return False
        if self.foreign_relevance is None:
            header, numbers = (
                self.table.header(column),
                [n for v in self.table.values(column) if (n := number_of(v)) is not None],
            )
            other = SCALE_IN_HEADER.search(header) is not None and not header.rstrip(" )").endswith("5")
            self.foreign_relevance = other or 3 * sum(n > 5 for n in numbers) > len(numbers) > 0
            if self.foreign_relevance:
                self.say_foreign_relevance(column)
        return self.foreign_relevance

    def say_foreign_relevance(self, column: str) -> None:
        what = message(
            "“{header}” is not on the scale from 1 to 5; its values were not taken. Convert them to 1 to 5.",
            header=self.table.header(column),
        )
        cell = self.table.sheet.address(self.table.header_row, self.table.fields[column])
        self.table.problems.append(
            Problem("C06", "warning", self.table.sheet.name, cell, self.table.header(column), "", what)
        )


def is_foreign(scale: RatingScale, value: Value) -> bool:
    """Whether a value of the column belongs to its foreign scale."""
    try:
        scale.read(value)
    except AlreadySaid:
        return True
    except Unreadable:
        return False
    return False
