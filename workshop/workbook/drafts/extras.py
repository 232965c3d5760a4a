"""What stands beside a touchpoint in its row: votes, standards and a to-do, each a record of its own."""

from __future__ import annotations

from workshop.texts import message, say
from workshop.workbook.drafts.cells import Cells
from workshop.workbook.drafts.drafts import Draft
from workshop.workbook.files.sheets import shown
from workshop.workbook.values.ratings import missing_reason
from workshop.workbook.values.vocabulary import normal_value, word_set

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
        *room_votes(touchpoint, cells, wave, say(message("Room"), language)),
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


def room_votes(touchpoint: Draft, cells: Cells, wave: str, room: str) -> list[Draft]:
    """One rating a row is the vote of the whole room, kept as that of one collective participant.

    A cell that counts votes may become that many; they are numbered in each cell anew, so a number is nobody.
    """
    columns = [column for column in ("rating", "relevance") if column in touchpoint.table.fields]
    if not any(column in touchpoint.extra for column in columns):
        return []
    draft = child(touchpoint, "ratings")
    draft.values |= {"wave": wave, "participant": room}
    taken = {column: cells.take(draft, column) for column in columns}
    if draft.values.get("rating") is None and draft.values.get("relevance") is None and not draft.failed:
        touchpoint.problems += draft.problems
        return []
    ballots = taken["rating"].ballots if "rating" in taken else ()
    return [draft, *(ballot(draft, f"{room} {n}", vote) for n, vote in enumerate(ballots[1:], start=2))]


def ballot(first: Draft, participant: str, rating: int) -> Draft:
    """A further vote of a cell that counts several; the relevance beside it was given once."""
    draft = Draft("ratings", first.table, first.row, parent=first.parent, cells=first.cells)
    draft.values = {"wave": first.values["wave"], "participant": participant, "rating": rating}
    return draft


def person_votes(touchpoint: Draft, cells: Cells, wave: str) -> list[Draft]:
    """One vote for each filled cell in the columns of a cross table."""
    table, drafts = touchpoint.table, []
    for column, person in table.mapping.people.items():
        place = (touchpoint.row, column)
        value = table.sheet.cells.get(place)
        if value is None:
            continue
        draft = child(touchpoint, "ratings")
        draft.cells["rating"] = draft.cells["participant"] = place
        draft.values |= {"wave": wave, "participant": person[:40]}
        meaning = cells.put(draft, "rating", "people", place)
        if draft.values.get("rating") is None:
            draft.values["missing_reason"] = missing_reason(value)
        if meaning.state != "left":
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
    if touchpoint.extra.keys().isdisjoint(MEASURE_COLUMNS):
        return None
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
