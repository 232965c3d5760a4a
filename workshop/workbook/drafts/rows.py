"""From the rows of a table to drafts: the record each row is about, and what stands beside it."""

from __future__ import annotations

from collections.abc import Iterable, Set

from workshop.texts import message
from workshop.workbook.drafts.cells import Cells
from workshop.workbook.drafts.drafts import Draft
from workshop.workbook.drafts.extras import beside_a_touchpoint
from workshop.workbook.drafts.remarks import remarks
from workshop.workbook.files.sheets import Position, few
from workshop.workbook.layout.columns import IDENTITY
from workshop.workbook.layout.table import Table
from workshop.workbook.problems import Problem
from workshop.workbook.values.fields import text_of
from workshop.workbook.values.ratings import missing_reason
from workshop.workbook.values.vocabulary import kinds, normal_header, normal_value, words

NUMBERING = {"key", "seq", "workshop"}
"""Columns that may be filled in a row that is still empty."""
WAVE_FIELDS = {"ratings": "wave", "customer_ratings": "wave", "self_images": "wave", "waves": "key"}


def drafts_of(table: Table, language: str, default_wave: str = "before") -> list[Draft]:
    """One draft for each row's own record, followed by those of what stands beside it.

    `language` names the room as a participant; `default_wave` is the wave of votes that name none.
    """
    cells = Cells(table)
    wave = wave_in(table.sheet.name) or default_wave
    drop_empty_rows(table)
    table.problems += remarks(table)
    drafts: list[Draft] = []
    comments: dict[int, list[Position]] = {}
    for place in sorted(table.sheet.comments):
        comments.setdefault(place[0], []).append(place)
    for row in table.rows:
        draft = own_record(table, cells, row, wave)
        drafts.append(draft)
        if table.kind == "touchpoints":
            take_comments(draft, comments.get(row, ()))
            drafts += beside_a_touchpoint(draft, cells, wave, language)
    return drafts


def own_record(table: Table, cells: Cells, row: int, wave: str) -> Draft:
    """The draft of the record that a row of this kind of table is about."""
    draft = Draft(table.kind, table, row)
    for name in cells.own:
        cells.take(draft, name)
    for name in cells.extras:
        if (value := table.value(row, name)) is not None:
            draft.extra[name] = value
    if "touchpoint_name" in draft.extra and not draft.values.get("touchpoint") and IDENTITY not in draft.extra:
        draft.values["touchpoint"] = text_of(draft.extra["touchpoint_name"])
        draft.cells["touchpoint"] = (row, table.fields["touchpoint_name"])
    if wave_field := WAVE_FIELDS.get(table.kind):
        draft.values[wave_field] = wave_key(str(draft.values.get(wave_field) or wave), table.interview.waves)
    if table.kind == "ratings" and draft.values.get("rating") is None and not draft.values.get("missing_reason"):
        draft.values["missing_reason"] = missing_reason(table.value(row, "rating") or "")
    return draft


def wave_key(text: str, known: Set[str]) -> str:
    """before or after for the words that mean them; any other name, and one that is `known`, is a wave of its own."""
    return text if text in known else words("waves").get(normal_value(text), text)


def wave_in(sheet_name: str) -> str:
    """The wave that a sheet's name speaks of ("Bewertungen nachher"), or ""."""
    return next((words("waves")[w] for w in normal_header(sheet_name).split() if w in words("waves")), "")


def drop_empty_rows(table: Table) -> None:
    """Rows prepared with nothing but a number are no records; they are named together."""
    needs = kinds()[table.kind].needs
    numbering = {table.fields[n] for n in NUMBERING if n in table.fields and n not in needs}
    cleared = {table.fields.get(IDENTITY, 0)}
    filled = {row: table.sheet.rows[row].keys() for row in table.rows}
    empty = [row for row, columns in filled.items() if columns <= numbering or columns <= cleared]
    if empty:
        table.rows = sorted(filled.keys() - set(empty))
        table.skipped += empty
        cells = few([table.address(row) for row in empty])
        what = message("Rows that hold nothing but a number were skipped: {cells}.", cells=cells)
        table.problems.append(
            Problem(
                "Z01", "note", table.sheet.name, table.address(empty[0]), table.sheet.text_of_row(empty[0]), "", what
            )
        )


def take_comments(draft: Draft, places: Iterable[Position]) -> None:
    """Cell comments of a touchpoint's row become part of its comment."""
    sheet = draft.table.sheet
    for place in places:
        text = sheet.comments[place]
        draft.values["comment"] = "\n".join(filter(None, [draft.values.get("comment", ""), text]))
        what = message("The comment “{text}” on this cell was added to the touchpoint's comment.", text=text[:200])
        draft.problems.append(Problem("C14", "note", sheet.name, sheet.address(*place), text, text, what))
