"""What stands beside a touchpoint in its row: votes, standards and a to-do, each a record of its own."""

from __future__ import annotations

from workshop.texts import message, say
from workshop.workbook.cells import Cells
from workshop.workbook.drafts import Draft
from workshop.workbook.ratings import missing_reason
from workshop.workbook.sheets import shown
from workshop.workbook.vocabulary import normal_value, word_set

MEASURE_COLUMNS = {
    "todo": "title",
    "todo_responsible": "responsible",
    "todo_accountable": "accountable",
    "todo_from": "from_date",
    "todo_until": "until_date",
    "todo_budget": "budget",
    "todo_status": "status",
}
"""Extra column of a touchpoint sheet → field of the measure made of it."""
DASHES = {"-", "–", "—", "−"}


def beside_a_touchpoint(touchpoint: Draft, cells: Cells, wave: str, language: str) -> list[Draft]:
    """Drafts of everything that a touchpoint's row carries besides the touchpoint."""
    found = [
        room_vote(touchpoint, cells, wave, say(message("Room"), language)),
        *person_votes(touchpoint, cells, wave),
        *standards(touchpoint, cells),
        measure(touchpoint, cells),
    ]
    return [draft for draft in found if draft]


def child(touchpoint: Draft, kind: str) -> Draft:
    return Draft(kind, touchpoint.table, touchpoint.row, parent=touchpoint)


def says_something(touchpoint: Draft, column: str) -> bool:
    """Whether an extra column is filled in this row with more than a dash or a question mark."""
    value = touchpoint.extra.get(column)
    return value is not None and normal_value(value) not in word_set("missing")


def room_vote(touchpoint: Draft, cells: Cells, wave: str, room: str) -> Draft | None:
    """One rating a row is the vote of the whole room, kept as that of one collective participant."""
    if not any(says_something(touchpoint, column) for column in ("rating", "relevance")):
        return None
    draft = child(touchpoint, "ratings")
    draft.values |= {"wave": wave, "participant": room}
    for column in ("rating", "relevance"):
        if column in touchpoint.table.fields:
            cells.take(draft, column)
    if draft.values.get("rating") is None and draft.values.get("relevance") is None and not draft.failed:
        return None
    return draft


def person_votes(touchpoint: Draft, cells: Cells, wave: str) -> list[Draft]:
    """One vote for each filled cell in the columns of a cross table."""
    table, drafts = touchpoint.table, []
    people = table.mapping.people
    if people and "people" not in cells.scales:
        cells.scales["people"] = cells.votes_scale([(r, c) for r in table.rows for c in people], "")
    for column, person in people.items():
        draft = child(touchpoint, "ratings")
        draft.cells["rating"] = draft.cells["participant"] = table.sheet.address(touchpoint.row, column)
        value = table.sheet.cells.get((touchpoint.row, column))
        draft.values |= {"wave": wave, "participant": person[:40]}
        cells.put(draft, "rating", "people", value)
        if value is not None and draft.values.get("rating") is None:
            draft.values["missing_reason"] = missing_reason(value)
        if value is not None or draft.problems:
            drafts.append(draft)
    return drafts


def standards(touchpoint: Draft, cells: Cells) -> list[Draft]:
    """One standard for each filled No-Go, Muss or Wow cell, of the touchpoint's department."""
    drafts = []
    for level in ("nogo", "must", "wow"):
        if says_something(touchpoint, level):
            draft = child(touchpoint, "standards")
            draft.values |= {"level": level, "department": touchpoint.values.get("department")}
            cells.take(draft, "text", column=level)
            drafts.append(draft)
    return drafts


def measure(touchpoint: Draft, cells: Cells) -> Draft | None:
    """The to-do of the row with who, until when and what it costs; what stands there without a to-do is named."""
    details = [column for column in MEASURE_COLUMNS if column != "todo" and says_something(touchpoint, column)]
    if not says_something(touchpoint, "todo"):
        for column in details:
            value = shown(touchpoint.extra[column])
            what = message(
                "“{value}” belongs to a to-do, but this row names none. Enter the to-do as well.", value=value
            )
            touchpoint.say("Z08", "warning", column, value, what)
        return None
    draft = child(touchpoint, "measures")
    draft.values["department"] = touchpoint.values.get("department")
    for column in ["todo", *details]:
        cells.take(draft, MEASURE_COLUMNS[column], column=column)
    for column in MEASURE_COLUMNS:
        if column in touchpoint.extra and column not in ("todo", *details):
            say_open(draft, column, shown(touchpoint.extra[column]))
    return draft


def say_open(draft: Draft, column: str, value: str) -> None:
    """Say that a question mark or the like was taken as empty; a dash needs no word."""
    if value not in DASHES:
        what = message("“{value}” was taken as empty. Enter it when it is known.", value=value)
        draft.say("C16", "note", column, value, what)
