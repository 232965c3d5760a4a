"""An exported workbook edited as in Excel, and what the workshop must hold after that, told from the rows alone."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any

from generated_workshops import FIELDS
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from workshop.checks import measure_problem
from workshop.dossier import Dossier
from workshop.labels import FIELD_LABELS, KIND_LABELS
from workshop.records import KINDS, Record, identity
from workshop.texts import Message, say, spoken
from workshop.workbook.drafts.keys import PREFIXES
from workshop.workbook.layout.columns import IDENTITY
from workshop.workbook.out.export import shown_value
from workshop.workbook.values.fields import plain_type
from workshop.workbook.values.references import LISTS, REFERENCES

Rows = dict[str, list["Row"]]
NEEDED = {
    "departments": ("name",),
    "personas": ("name",),
    "touchpoints": ("phase", "name", "seq"),
    "participants": ("key",),
    "standards": ("level", "text"),
    "measures": ("title",),
    "kpis": ("name",),
    "conversations": ("customer", "occasion"),
    "moments_of_truth": ("contact_reason",),
}
"""Kind → what a person fills in a new row."""


@dataclass
class Row:
    """A row of a sheet: the record it shows, and whether it carries a hidden `_id`."""

    record: Record
    marked: bool
    cells: dict[str, Any] = field(default_factory=dict)
    """Header → cell as it was exported; empty for a new row."""
    changed: dict[str, Any] = field(default_factory=dict)
    """Field → new value."""
    hidden: bool = False
    cleared: bool = False
    """Every cell that can be seen is empty."""

    @property
    def after(self) -> Record:
        return self.record.model_copy(update=self.changed)


class Edited:
    """The sheets of an export as lists of rows, to be edited and saved."""

    def __init__(self, content: bytes, dossier: Dossier, language: str) -> None:
        self.book, self.dossier, self.language = load_workbook(BytesIO(content)), dossier, language
        self.rows: Rows = {}
        self.swapped: dict[str, list[int]] = {}
        self.noted: set[str] = set()
        self.names = 0
        for kind in KINDS:
            if len(dossier[kind]):
                header, *rows = self.sheet(kind).iter_rows(values_only=True)
                cells = [dict(zip(header, row, strict=True)) for row in rows]
                pairs = zip(dossier.records(kind), cells, strict=True)
                self.rows[kind] = [Row(record, kind in PREFIXES, given) for record, given in pairs]

    def sheet(self, kind: str) -> Worksheet:
        return self.book[say(KIND_LABELS[kind], self.language)]

    def save(self) -> bytes:
        for kind, rows in self.rows.items():
            write(self.sheet(kind), kind, rows, self.language)
        for kind in self.noted:
            add_note(self.sheet(kind))
        for kind, order in self.swapped.items():
            swap(self.sheet(kind), order)
        content = BytesIO()
        self.book.save(content)
        return content.getvalue()

    def expected(self) -> tuple[dict[str, dict[Any, Record]], dict[str, list[Record]], dict[str, set[Any]]]:
        """What the workshop must hold then: known records and new ones by kind; and what the file no longer lists.

        A row with `_id` is that record; the second one with it is new, and so is a row without.
        """
        held = {kind: {name(kind, r): r for r in self.dossier.records(kind)} for kind in KINDS}
        new: dict[str, list[Record]] = {kind: [] for kind in KINDS}
        missing: dict[str, set[Any]] = {}
        for kind, rows in self.rows.items():
            seen = set()
            for row in (row for row in rows if not row.cleared):
                key = name(kind, row.record if row.marked else row.after)
                if key in seen or (kind in PREFIXES and not row.marked):
                    new[kind].append(row.after)
                else:
                    held[kind][key] = row.after
                    seen.add(key)
            missing[kind] = {name(kind, r) for r in self.dossier.records(kind)} - seen
        return held, new, {kind: keys for kind, keys in missing.items() if keys}


def name(kind: str, record: Record) -> tuple[Any, ...]:
    return tuple(getattr(record, part) for part in identity(kind))


def write(sheet: Worksheet, kind: str, rows: list[Row], language: str) -> None:
    """Put the rows below the header, as a person sees them."""
    headers = [cell.value for cell in sheet[1]]
    fields = {say(label, language): name for name, label in FIELD_LABELS[kind].items()}
    sheet.delete_rows(2, sheet.max_row)
    for number, row in enumerate(rows, start=2):
        sheet.row_dimensions[number].hidden = row.hidden
        for column, header in enumerate(headers, start=1):
            value = row.cells.get(header)
            if fields.get(header) in row.changed:
                value = shown_value(kind, fields[header], row.changed[fields[header]])
            if value not in (None, "") and (header == IDENTITY or not row.cleared):
                put(sheet, number, column, spoken(value, language) if isinstance(value, bool | Message) else value)


def put(sheet: Worksheet, row: int, column: int, value: Any) -> None:
    """Write a cell; a text stays a text, as if typed with an apostrophe in front."""
    cell = sheet.cell(row, column, value)
    if isinstance(value, str):
        cell.data_type = "s"


def add_note(sheet: Worksheet) -> None:
    """A column of which only its author knows what it means."""
    column = sheet.max_column + 1
    for row in range(1, sheet.max_row + 1):
        put(sheet, row, column, "Zettel" if row == 1 else "gelb")


def swap(sheet: Worksheet, order: list[int]) -> None:
    """Move the columns into another order; the hidden one stays hidden."""
    rows = [[cell.value for cell in row[: len(order)]] for row in sheet.iter_rows()]
    for number, values in enumerate(rows, start=1):
        for column, place in enumerate(order, start=1):
            sheet.cell(number, column).value = None
            put(sheet, number, column, values[place])
    sheet.column_dimensions.clear()
    if rows[0][0] == IDENTITY:
        sheet.column_dimensions[get_column_letter(order.index(0) + 1)].hidden = True


Draw = Callable[..., Any]


def a_row(edited: Edited, draw: Draw, kinds: Collection[str]) -> tuple[str, int] | None:
    """Some row that is not cleared, of one of the kinds."""
    found = [(k, n) for k in edited.rows if k in kinds for n, row in enumerate(edited.rows[k]) if not row.cleared]
    return draw(st.sampled_from(found)) if found else None


def sort_rows(edited: Edited, draw: Draw) -> None:
    kind = draw(st.sampled_from(list(edited.rows)))
    edited.rows[kind] = draw(st.permutations(edited.rows[kind]))


def filter_rows(edited: Edited, draw: Draw) -> None:
    if place := a_row(edited, draw, KINDS):
        edited.rows[place[0]][place[1]].hidden = True


def delete_row(edited: Edited, draw: Draw) -> None:
    if place := a_row(edited, draw, KINDS):
        del edited.rows[place[0]][place[1]]


def clear_row(edited: Edited, draw: Draw) -> None:
    place = a_row(edited, draw, PREFIXES)
    if place and edited.rows[place[0]][place[1]].marked:
        edited.rows[place[0]][place[1]].cleared = True


def copy_row(edited: Edited, draw: Draw) -> None:
    if place := a_row(edited, draw, PREFIXES):
        row = edited.rows[place[0]][place[1]]
        edited.rows[place[0]].append(replace(row, changed=dict(row.changed)))


def add_row(edited: Edited, draw: Draw) -> None:
    """A new row with what it needs, somewhere in the table."""
    kinds = [kind for kind in edited.rows if kind in NEEDED]
    if kinds:
        kind = draw(st.sampled_from(kinds))
        texts = {field: called(edited) for field in NEEDED[kind] if plain_type(kind, field) is str}
        given = {field: draw(FIELDS[kind][field]) for field in NEEDED[kind] if field not in texts or field in CODED}
        values = texts | given
        row = Row(KINDS[kind](**{"key": "?"} | values), marked=False, changed=values)
        edited.rows[kind].insert(draw(st.integers(0, len(edited.rows[kind]))), row)


def rename(edited: Edited, draw: Draw) -> None:
    """What is known by its name alone becomes another thing by a new one."""
    if place := a_row(edited, draw, ["departments", "participants"]):
        edited.rows[place[0]][place[1]].changed[identity(place[0])[0]] = called(edited)


def renumber(edited: Edited, draw: Draw) -> None:
    """Change the number that can be seen; the hidden one counts."""
    place = a_row(edited, draw, PREFIXES)
    if place and (row := edited.rows[place[0]][place[1]]).marked:
        header = say(FIELD_LABELS[place[0]]["key"], edited.language)
        row.cells = row.cells | {header: called(edited)}


def change_cell(edited: Edited, draw: Draw) -> None:
    """Another value in a cell of any type."""
    place = a_row(edited, draw, KINDS)
    row = edited.rows[place[0]][place[1]] if place else None
    if place is None or row is None or not (row.marked or place[0] not in PREFIXES):
        return
    kind = place[0]
    fields = [
        field for field in KINDS[kind].model_fields if field not in identity(kind) and field not in LISTS.get(kind, {})
    ]
    if fields:
        field = draw(st.sampled_from(fields))
        target = REFERENCES.get(kind, {}).get(field)
        none = KINDS[kind].model_fields[field].default
        known = (
            st.sampled_from([none, *(name(target, r)[0] for r in edited.dossier.records(target))]) if target else None
        )
        value = draw(known if known is not None else FIELDS[kind][field])
        if kind != "measures" or not measure_problem(row.after.model_copy(update={field: value}).model_dump()):
            row.changed[field] = value


def swap_columns(edited: Edited, draw: Draw) -> None:
    kind = draw(st.sampled_from(list(edited.rows)))
    edited.swapped[kind] = draw(st.permutations(range(edited.sheet(kind).max_column)))


def note(edited: Edited, draw: Draw) -> None:
    edited.noted.add(draw(st.sampled_from(list(edited.rows))))


def called(edited: Edited) -> str:
    """A name that nothing else has."""
    edited.names += 1
    return f"Neu-{edited.names:03d}"


CODED = {"phase", "level"}
EDITS = (sort_rows, filter_rows, delete_row, clear_row, copy_row, add_row, rename, renumber, change_cell, change_cell,
         swap_columns, note)  # fmt: skip
